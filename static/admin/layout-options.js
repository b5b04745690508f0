// What can be said of a region besides its place: a clock without the date, how many last calls, which agencies.

import { pick } from "../pages/text.js";
import { el, newId } from "./dom.js";

const most = 20; // last calls

/** The options of a region, small below its name; nothing where it has none. `set(option, value)` is told of each; null is the usual. */
export function optionsOf({ kind, title, region, file, shell, set }) {
  const made = { clock, last, directory }[kind];
  return made ? el("div", { class: "region-options" }, made({ title, region, file, shell, set })) : "";
}

function clock({ region, shell: { say }, set }) {
  const box = el("input", { type: "checkbox", on: { change: () => set("date", box.checked ? null : false) } });
  box.checked = region.date !== false;
  return el("label", { class: "switch" }, box, el("span", null, say("dengan tanggal", "with the date")));
}

function last({ region, shell: { say }, set }) {
  const id = newId("most");
  const input = el("input", { id, type: "number", min: 1, max: most, inputmode: "numeric", value: region.most ?? "", placeholder: say("semua", "all"), on: { input: () => {
    const given = Math.round(Number(input.value));
    set("most", input.value === "" ? null : Math.max(1, Math.min(most, given)));
  }, change: () => {
    if (input.value !== "") input.value = Math.max(1, Math.min(most, Math.round(Number(input.value))));
  } } });
  return el("label", { for: id }, say("Paling banyak", "At most"), input);
}

function directory({ title, region, file, shell: { say, language }, set }) {
  const agencies = file.things("agencies");
  const gone = (region.agencies || []).filter((id) => !agencies.some((one) => one.id === id)).map((id) => ({ id, name: id }));
  const all = say("Semua instansi", "Every agency");
  const told = el("summary", null, "");
  const boxes = [...agencies, ...gone].map((one) => {
    const box = el("input", { type: "checkbox", value: one.id, on: { change: () => {
      const chosen = boxes.filter((other) => other.box.checked).map((other) => other.box.value);
      count(chosen.length);
      set("agencies", chosen.length ? chosen : null);
    } } });
    box.checked = (region.agencies || []).includes(one.id);
    return { box, node: el("label", { class: "pill" }, box, el("span", null, el("bdi", null, pick(one.short || one.name, language) || one.id))) };
  });
  function count(chosen) {
    told.textContent = chosen ? say(`${chosen} instansi`, chosen === 1 ? "1 agency" : `${chosen} agencies`) : all;
  }
  count((region.agencies || []).length);
  return el("details", null, told, el("div", { class: "pills", role: "group", "aria-label": `${title}: ${say("instansi", "agencies")}` }, boxes.map(({ node }) => node)));
}
