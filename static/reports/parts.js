// What every report is made of: figures, tables, and a chart with its table under it.

import { el, newId } from "../admin/dom.js";

/** Large figures in a row: [{name, value, note?, tone?}]. */
export function figures(list) {
  return el("dl", { class: "figures" }, list.map((one) => el("div", { class: `figure-card ${one.tone || ""}` },
    el("dt", {}, one.name), el("dd", {}, el("b", {}, one.value), one.note && el("small", {}, one.note)))));
}

/** `heads` [{text, figure?}]; `rows` of texts, the first of a row names it; `foot` one more row. `named`: by long names. */
export function table({ caption, heads, rows, foot, hidden = false, named = false }) {
  const cells = (row, tag) => row.map((cell, place) => el(place ? tag : "th",
    { class: heads[place].figure ? "number" : null, scope: place ? null : "row" }, cell instanceof Node ? cell : String(cell ?? "–")));
  return el("div", { class: ["wide", rows.length <= 24 && "short", named && "named"].filter(Boolean).join(" "), tabindex: "0", role: "group", "aria-label": caption },
    el("table", {},
      el("caption", { class: hidden ? "spoken" : null }, caption),
      el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col", class: head.figure ? "number" : null }, head.text)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, cells(row, "td")))),
      foot && el("tfoot", {}, el("tr", {}, cells(foot, "td")))));
}

/** A part of a report with its heading. */
export function part(title, lead, ...children) {
  const id = newId("part");
  return el("section", { class: "part", "aria-labelledby": id }, el("h2", { id }, title), lead && el("p", { class: "soft lead" }, lead), children);
}

/** A chart, and its figures behind one press. */
export function shown(picture, rows, words) {
  return el("div", { class: "shown" }, picture, el("details", {}, el("summary", {}, words.table), rows));
}

/** Weekdays by hours: how full each hour is, as colour and as number. `cells[weekday][hour]`, Monday first. */
export function heat({ caption, days, hours, cells, words, language }) {
  const most = Math.max(1, ...cells.flat());
  const number = (value) => Number(value).toLocaleString(language === "en" ? "en-GB" : "id-ID", { maximumFractionDigits: 1 });
  const level = (value) => (value ? Math.max(1, Math.ceil((7 * value) / most)) : 0);
  return el("div", { class: "wide heat", tabindex: "0", role: "group", "aria-label": caption },
    el("table", {},
      el("caption", { class: "spoken" }, caption),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, words.weekday), hours.map((hour) => el("th", { scope: "col" }, `${String(hour).padStart(2, "0")}`)))),
      el("tbody", {}, days.map((day, place) => el("tr", {}, el("th", { scope: "row" }, day),
        hours.map((hour) => el("td", { class: `heat-${level(cells[place][hour])}` }, cells[place][hour] ? number(cells[place][hour]) : ""))))))); 
}

/** By name as people read it: "Loket 2" before "Loket 10"; what has no name stands last. */
export function byName(rows, name, language) {
  const { compare } = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  return [...rows].sort((one, other) => (one.id === "") - (other.id === "") || compare(name(one), name(other)));
}

/** A sentence in place of figures. */
export const said = (text, tone = "") => el("p", { class: `said ${tone}`, role: tone ? "alert" : "status" }, text);
