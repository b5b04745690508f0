// One theme: its colours over those of one of ours, the mall's logo, and how all of it looks.

import { pick } from "../pages/text.js";
import { el, newId } from "./dom.js";
import { draft, sentence, wayChoice } from "./draft.js";
import { simple } from "./field.js";
import { idFor } from "./names.js";
import { tokens as words } from "./screen-words.js";

const bases = ["malam", "siang", "hutan"];
const colour = /^#[0-9a-f]{6}$/i;

/** `from` is the theme that is changed, or copied when `fresh`. Null where there is none. */
export function themeEditor({ shell, list, file, from, fresh }) {
  const { say, language } = shell;
  const theme = list.themes.find(({ id }) => id === from);
  const written = file.things("themes").find(({ id }) => id === from);
  if (!theme || (!written && !fresh)) return null;
  const state = { base: written ? written.base || bases[0] : bases.includes(from) ? from : bases[0], way: "landscape" };
  const dirty = { value: false };
  const context = { language, say, changed: () => { suggest(); made.changed(); } };
  const name = simple.words({ id: newId("name"), label: { id: "Nama", en: "Name" }, required: true, most: 80 }, fresh ? { id: `Salinan ${pick(theme.name, "id")}`, en: `Copy of ${pick(theme.name, "en")}` } : written.name, context);
  const ownId = el("input", { id: newId("id"), type: "text", maxlength: "40", autocomplete: "off", spellcheck: "false", on: { input: () => { ownId.dataset.typed = "yes"; made.changed(); } } });
  const logo = el("select", { id: newId("logo"), on: { change: () => made.changed() } });
  const baseOf = () => (list.themes.find(({ id, ready }) => ready && id === state.base) || theme).tokens;

  function suggest() {
    if (fresh && !ownId.dataset.typed) ownId.value = idFor(name.value(), [...file.things("themes"), ...list.themes]);
  }

  // ---- colours

  const swatches = Object.keys(words).map((token) => {
    const title = pick(words[token], language);
    const picker = el("input", { type: "color", "aria-label": `${say("Pilih warna", "Choose a colour")}: ${title}`, value: theme.tokens[token], on: { input: () => { typed.value = picker.value; made.changed(); } } });
    const typed = el("input", { id: newId(token), type: "text", maxlength: "7", spellcheck: "false", autocomplete: "off", value: theme.tokens[token], on: { input: () => {
      if (colour.test(typed.value)) picker.value = typed.value.toLowerCase();
      made.changed();
    } } });
    const node = el("div", { class: "swatch" }, picker, el("div", { class: "field" }, el("label", { for: typed.id }, title), typed));
    return { token, node, typed, set: (value) => { typed.value = value; picker.value = value; } };
  });

  const base = el("select", { id: newId("base"), on: { change: () => {
    const before = baseOf();
    state.base = base.value;
    for (const { token, typed, set } of swatches) if (typed.value.toLowerCase() === before[token]) set(baseOf()[token]);
    made.changed();
  } } }, bases.map((id) => el("option", { value: id, selected: id === state.base }, pick((list.themes.find((one) => one.id === id) || { name: id }).name, language))));

  const valueOf = (key) => swatches.find(({ token }) => token === key).typed.value;

  /** What differs from the base; null takes a colour out again. */
  const colours = (gone) => Object.fromEntries(swatches.map(({ token, typed }) => [token, typed.value.trim().toLowerCase()]).map(([token, value]) => [token, value === baseOf()[token] ? gone : value]).filter(([, value]) => value !== undefined));

  const table = () => ({ ...(fresh ? { id: ownId.value.trim() } : {}), name: name.value(), base: state.base, ...logoOf(fresh ? undefined : null), ...colours(fresh ? undefined : null) });
  const logoOf = (gone) => (logo.value ? { logo: logo.value } : gone === null ? { logo: null } : {});

  function told(faults, seen) {
    const close = seen.faults.filter(({ tokens }) => tokens.length);
    const bad = new Set(close.flatMap(({ tokens }) => tokens));
    for (const { token, node } of swatches) node.classList.toggle("is-wrong", bad.has(token));
    const named = close.map(({ tokens: [front, back], what }) => pick(what, language).replace(front, pick(words[front], language)).replace(back, pick(words[back], language).toLowerCase()));
    const others = faults.filter(({ key }) => !seen.letters || !(key === "base" || (key in words && colour.test(valueOf(key))))).map(({ detail }) => detail);
    return [...others.map((text) => sentence(text)), ...named.map((text) => sentence(text)), !others.length && !named.length && seen.letters && sentence(say("Semua teks cukup kontras.", "All text has contrast enough."), "good")].filter(Boolean);
  }

  const turning = wayChoice(shell, state.way, (way) => { state.way = way; made.changed(false); });
  const made = draft({ shell, file, list, name: "themes", id: from, fresh, table, dirty, told, orientation: turning.field,
    preview: () => ({ theme: { id: ownId.value.trim() || "x", name: name.value() || "x", base: state.base, ...(logo.value ? { logo: logo.value } : {}), ...colours() }, orientation: state.way }) });
  suggest();
  pictures();

  /** The mall's pictures, of which one may be its logo. */
  async function pictures() {
    const reply = await shell.ask("/api/media");
    const rows = reply && reply.status === 200 ? reply.body.media || reply.body : [];
    const now = written && written.logo;
    const images = rows.filter(({ kind }) => kind === "image").map((one) => ({ value: one.id.slice(0, 12), name: one.name, on: now && one.id.startsWith(now) }));
    logo.replaceChildren(el("option", { value: "" }, say("Tanpa logo", "No logo")), ...images.map((one) => el("option", { value: one.on ? now : one.value, selected: one.on }, one.name)),
      ...(now && !images.some(({ on }) => on) ? [el("option", { value: now, selected: true }, now)] : []));
  }

  return {
    node: el("div", { class: "editor" },
      el("section", { class: "card" },
        el("h2", null, fresh ? say("Tema baru", "A new theme") : el("bdi", null, pick(theme.name, language))),
        el("div", { class: "fields" }, el("div", { class: "field field-words" }, el("label", { for: name.node.querySelector("input").id }, say("Nama", "Name")), name.node),
          fresh && el("div", { class: "field" }, el("label", { for: ownId.id }, say("Kode", "Id")), ownId, el("p", { class: "field-hint" }, say("Tidak bisa diganti nanti.", "It can't be changed later."))),
          el("div", { class: "field" }, el("label", { for: base.id }, say("Berdasarkan", "Based on")), base),
          el("div", { class: "field" }, el("label", { for: logo.id }, say("Logo", "Logo")), logo, el("p", { class: "field-hint" }, say("Unggah gambarnya di bagian Media.", "Upload the picture under Media."))))),
      el("section", { class: "card" }, el("h2", null, say("Warna", "Colours")), el("div", { class: "editor-both" }, el("div", { class: "swatches" }, swatches.map(({ node }) => node)), el("div", null, made.node, made.faultsBox, made.effectsBox, made.go)))),
    focus: () => name.focus(),
    end: made.end,
  };
}
