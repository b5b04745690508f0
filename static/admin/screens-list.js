// Each paired screen: how it hangs, what it shows, and what can't be read on it.

import { pick } from "../pages/text.js";
import { el } from "./dom.js";
import { states } from "./devices-words.js";
import { miniature } from "./miniature.js";
import { screenForm } from "./screens-form.js";
import { figure, heights, reading, stands } from "./screen-words.js";

const every = 10000; // ms between two looks, while nothing is being set

/** `shell` as sections have it. */
export function screensList(shell) {
  const { root, ask, say, language } = shell;
  let list = null;
  let form = null; // the one that is open: {device, end()}
  let shut = false;

  async function load() {
    const reply = await ask("/api/screens");
    if (shut) return;
    if (reply && reply.status === 200) {
      list = reply.body;
      draw();
    } else if (!list) {
      root.replaceChildren(el("p", { class: "wrong", role: "alert" }, (reply && reply.body.detail) || say("Server tidak menjawab.", "The server does not answer.")),
        el("button", { type: "button", class: "small", on: { click: load } }, say("Coba lagi", "Try again")));
    }
  }

  function draw() {
    if (!list.screens.length) {
      root.replaceChildren(el("div", { class: "card" }, el("p", { class: "soft" }, say("Belum ada layar. Buka /screen di televisinya, lalu pasangkan di bagian Perangkat.", "There is no screen yet. Open /screen on the television, then pair it under Devices.")), el("p", null, el("a", { href: "#devices" }, say("Perangkat", "Devices")))));
      return;
    }
    const zones = [...new Set(list.screens.map(({ zone }) => zone))];
    root.replaceChildren(...zones.map((zone) => {
      const rows = list.screens.filter((one) => one.zone === zone);
      return el("section", { class: "card" }, el("h2", null, el("bdi", null, pick(rows[0].zone_name, language))), el("ul", { class: "screens" }, rows.map(line)));
    }));
  }

  const nameOf = (kind, id) => pick((list[kind].find((one) => one.id === id) || {}).name || id, language);

  function line(row) {
    const { settings } = row;
    const arrangement = arrangementOf(list, settings.layout, row.stands);
    const read = reading({ ...row, faults: row.faults.filter(({ grave }) => !grave) }, settings, { say, language });
    const title = pick(row.title, language);
    const facts = [nameOf("layouts", settings.layout), nameOf("themes", settings.theme), pick(stands[row.stands], language),
      say(`${figure(settings.diagonal, language)} inci`, `${figure(settings.diagonal, language)} inches`), say(`penonton terjauh ${figure(settings.distance, language)} m`, `farthest viewer ${figure(settings.distance, language)} m`)];
    const own = Object.values(row.facts).some((fact) => fact !== null);
    const open = el("button", { type: "button", class: "small", "aria-expanded": "false", "aria-label": `${say("Atur", "Set up")}: ${title}`, on: { click: () => turn() } }, say("Atur", "Set up"));
    const holder = el("div");
    const state = states[row.state];

    function turn() {
      const mine = form && form.device === row.device;
      if (form && !form.end()) return;
      form = null;
      shell.dirty(false);
      if (mine) return;
      open.setAttribute("aria-expanded", "true");
      open.textContent = say("Tutup", "Close");
      const made = screenForm({ row, list, shell, saved: (text) => {
        form = null;
        shell.dirty(false);
        shell.tell(text);
        load().then(() => root.querySelector(`[data-screen="${CSS.escape(row.device)}"] .small`)?.focus());
      } });
      holder.replaceChildren(made.node);
      form = { device: row.device, end: () => {
        if (!made.end()) return false;
        holder.replaceChildren();
        open.setAttribute("aria-expanded", "false");
        open.textContent = say("Atur", "Set up");
        return true;
      } };
      made.focus();
    }

    return el("li", { class: "screen", "data-screen": row.device },
      el("div", { class: "screen-line" },
        el("div", { class: "screen-picture" }, miniature(arrangement, themeOf(list, settings.theme).tokens)),
        el("div", { class: "screen-told" },
          el("p", { class: "screen-name" }, el("b", null, el("bdi", null, title)), " ", el("span", { class: `chip chip-${state.chip}` }, state[language]), !own && [" ", el("span", { class: "soft" }, say("seperti zonanya", "as its zone"))]),
          el("p", { class: "screen-facts" }, facts.map((fact, at) => [at > 0 && el("span", { class: "dot", "aria-hidden": "true" }, " · "), fact])),
          el("p", { class: "soft screen-heights" }, heights(row, say)),
          row.lost.map((text) => el("p", { class: "warn" }, pick(text, language))),
          read.text && el("p", { class: read.good ? "screen-well" : "warn" }, read.text),
          row.faults.length > 0 && el("ul", { class: "screen-faults" }, row.faults.map((fault) => el("li", null, pick(fault.what, language))))),
        open),
      holder);
  }

  root.replaceChildren(el("p", { class: "soft", role: "status" }, say("Memuat…", "Loading…")));
  load();
  const timer = setInterval(() => document.hidden || form || root.contains(document.activeElement) || load(), every);
  return () => {
    shut = true;
    clearInterval(timer);
  };
}

/** The arrangement of a layout for the way a screen hangs. */
export function arrangementOf(list, id, way) {
  const { arrangements } = list.layouts.find((one) => one.id === id) || list.layouts[0];
  return arrangements.find(({ orientation }) => orientation === way) || arrangements[0];
}

/** A theme by its id. */
export const themeOf = (list, id) => list.themes.find((one) => one.id === id) || list.themes[0];
