// What there is to begin with: our layouts and themes, and the mall's.

import { pick } from "../pages/text.js";
import { el } from "./dom.js";
import { miniature } from "./miniature.js";
import { stands } from "./screen-words.js";

const link = (...parts) => `#layouts/${parts.map(encodeURIComponent).join("/")}`;
const uses = (list, kind, id) => list.screens.filter(({ settings }) => settings[kind] === id).length;

function used(count, { say }) {
  return count ? say(`dipakai ${count} layar`, count === 1 ? "on 1 screen" : `on ${count} screens`) : say("belum dipakai", "on no screen");
}

/** Two lists of cards: the mall's own, then ours. */
function gallery({ own, ready, say, lead, none, add }) {
  return el("div", null,
    el("section", { class: "card" }, el("h2", null, say("Buatan mal ini", "Made by this mall")), el("p", { class: "lead" }, lead),
      own.length ? el("ul", { class: "gallery" }, own) : el("p", { class: "soft" }, none), add),
    el("section", { class: "card" }, el("h2", null, say("Siap pakai", "Ready made")), el("ul", { class: "gallery" }, ready)));
}

export function layoutGallery({ shell, list, file }) {
  const { say, language } = shell;
  const { tokens } = list.themes[0];
  const colours = (id) => (list.themes.find((one) => one.id === (list.screens.find(({ settings }) => settings.layout === id) || { settings: {} }).settings.theme) || { tokens }).tokens;

  function card(layout) {
    const name = pick(layout.name, language);
    return el("li", { class: "choice" },
      el("div", { class: "choice-pictures" }, layout.arrangements.map((arrangement) => miniature(arrangement, colours(layout.id), `${name}, ${pick(stands[arrangement.orientation], language).toLowerCase()}`))),
      el("div", { class: "choice-told" }, el("b", null, el("bdi", null, name)), el("p", { class: "soft" }, used(uses(list, "layout", layout.id), shell)),
        el("div", { class: "choice-go" }, layout.ready
          ? [el("span", { class: "soft", "aria-hidden": "true" }, say("Salin", "Copy")), layout.arrangements.map(({ orientation }) => el("a", { class: "small", href: link("layouts", "+", layout.id, orientation), "aria-label": `${say("Salin dan ubah", "Copy and change")}: ${name}, ${pick(stands[orientation], language)}` }, pick(stands[orientation], language)))]
          : [el("a", { class: "small", href: link("layouts", layout.id), "aria-label": `${say("Ubah", "Change")} ${name}` }, say("Ubah", "Change")), el("a", { class: "small plain", href: link("layouts", "+", layout.id), "aria-label": `${say("Salin", "Copy")} ${name}` }, say("Salin", "Copy"))])));
  }
  const saved = new Set(file.things("layouts").map(({ id }) => id));
  return gallery({ say, none: say("Belum ada. Salin salah satu di bawah, lalu ubah sesuka hati.", "None yet. Copy one of those below, and change it as you like."),
    lead: say("Pilih tata letak sebuah layar di bagian Layar.", "A screen's layout is chosen under Screens."),
    own: list.layouts.filter(({ id, ready }) => !ready && saved.has(id)).map(card), ready: list.layouts.filter(({ ready }) => ready).map(card) });
}

export function themeGallery({ shell, list, file }) {
  const { say, language } = shell;
  const layout = list.layouts.find(({ id }) => id === "classic") || list.layouts[0];

  function card(theme) {
    const name = pick(theme.name, language);
    return el("li", { class: "choice" },
      el("div", { class: "choice-pictures" }, miniature(layout.arrangements[0], theme.tokens, name)),
      el("div", { class: "choice-told" }, el("b", null, el("bdi", null, name)), el("p", { class: "soft" }, used(uses(list, "theme", theme.id), shell)),
        el("div", { class: "choice-go" }, !theme.ready && el("a", { class: "small", href: link("themes", theme.id), "aria-label": `${say("Ubah", "Change")} ${name}` }, say("Ubah", "Change")),
          el("a", { class: theme.ready ? "small" : "small plain", href: link("themes", "+", theme.id), "aria-label": `${say("Salin dan ubah", "Copy and change")}: ${name}` }, theme.ready ? say("Salin dan ubah", "Copy and change") : say("Salin", "Copy")))));
  }
  const saved = new Set(file.things("themes").map(({ id }) => id));
  return gallery({ say, none: say("Belum ada. Salin salah satu di bawah, lalu beri warna dan logo mal.", "None yet. Copy one of those below, and give it the mall's colours and logo."),
    lead: say("Tema adalah warna dan logo. Pilih tema sebuah layar di bagian Layar.", "A theme is colours and a logo. A screen's theme is chosen under Screens."),
    own: list.themes.filter(({ id, ready }) => !ready && saved.has(id)).map(card), ready: list.themes.filter(({ ready }) => ready).map(card) });
}
