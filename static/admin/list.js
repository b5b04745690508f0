// The things of one section: searched, filtered, each a link to its form.

import { pick, plain } from "../pages/text.js";
import { el } from "./dom.js";

const atOnce = 200;

/**
 * `part`: {name, columns: [{label, of(thing, file, language)}], filters: [{key, of}], named, ordered}; `link(what)` gives the address of a form.
 * Where the order means something (`ordered`), a row goes up and down by its buttons, or by Alt and the arrow keys.
 */
export function list({ part, file, shell, link }) {
  const { say, language } = shell;
  let things = file.things(part.name);
  let busy = false;
  const body = el("tbody");
  const count = el("p", { class: "soft small-print", role: "status" });
  const search = el("input", { id: `find-${part.name}`, type: "search", autocomplete: "off", on: { input: draw } });
  const filters = (part.filters || []).map((filter) => ({
    filter,
    node: el("select", { id: `only-${part.name}-${filter.key}`, on: { change: draw } },
      el("option", { value: "" }, say("Semua", "All")),
      file.things(filter.of).map((thing) => el("option", { value: thing.id }, pick(thing.short || thing.name, language) || thing.id))),
  }));

  const texts = (thing) => part.columns.map((column) => column.of(thing, file, language) || "");

  function draw() {
    const query = search.value.split(/\s+/).map(plain).filter(Boolean);
    const found = things.map((thing, at) => ({ thing, at, cells: texts(thing) })).filter(({ thing, cells }) => {
      const text = plain(`${thing.id || ""}${cells.join(" ")}`);
      return query.every((word) => text.includes(word)) && filters.every(({ filter, node }) => !node.value || [thing[filter.key]].flat().includes(node.value));
    });
    const rows = found.slice(0, atOnce);
    body.replaceChildren(...rows.map(({ thing, at, cells }, place) => el("tr", { class: thing.closed ? "is-closed" : null, on: { keydown: (event) => keyed(event, rows, place) } },
      cells.map((cell, column) => el("td", null, column === 0
        ? el("a", { href: link(part.named ? thing.id : String(at)) }, el("bdi", null, cell || "—"), thing.closed && el("span", { class: "chip" }, say("ditutup", "closed")))
        : el("bdi", null, cell))),
      el("td", { class: "acts" }, part.ordered && things.length > 1 && [step(rows, place, -1), step(rows, place, 1)], part.copies !== false && el("a", { class: "small plain", href: link(part.named ? `+/${thing.id}` : `+/${at}`), "aria-label": `${say("Salin", "Copy")} ${cells[0]}` }, say("Salin", "Copy"))))));
    if (found.length > atOnce) count.textContent = say(`${atOnce} yang pertama dari ${found.length}. Cari nama atau nomornya untuk melihat yang lain.`, `The first ${atOnce} of ${found.length}. Search for a name or number to see the others.`);
    else count.textContent = found.length === things.length ? say(`${things.length} entri`, `${things.length} entries`) : say(`${found.length} dari ${things.length}`, `${found.length} of ${things.length}`);
  }

  /** A step up or down among the rows that are seen. */
  function step(rows, place, by) {
    const text = by < 0 ? say("Naikkan", "Move up") : say("Turunkan", "Move down");
    return el("button", { type: "button", class: "small plain", "data-step": by, "aria-label": `${text} ${rows[place].cells[0]}`, disabled: !rows[place + by], on: { click: () => move(rows, place, by) } }, by < 0 ? "↑" : "↓");
  }

  function keyed(event, rows, place) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!part.ordered || !by || !event.altKey) return;
    event.preventDefault();
    move(rows, place, by);
  }

  async function move(rows, place, by) {
    if (busy || !rows[place + by]) return;
    busy = true;
    const to = rows[place + by].at;
    const reply = await file.move(part.name, rows[place].at, to);
    busy = false;
    if (!reply.ok) {
      shell.tell(reply.why || say("Server tidak menjawab.", "The server does not answer."), "bad");
      return;
    }
    things = file.things(part.name);
    draw();
    const buttons = body.children[place + by].querySelectorAll("[data-step]:not(:disabled)");
    ([...buttons].find((one) => Number(one.dataset.step) === by) || buttons[0]).focus();
    shell.tell([say(`Sekarang urutan ke-${to + 1} dari ${things.length}.`, `Now number ${to + 1} of ${things.length}.`), ...reply.effects.map(({ detail }) => detail)].slice(0, 2).join(" "));
  }

  draw();
  return el("section", { class: "card" },
    part.title && el("h2", null, pick(part.title, language)),
    part.lead && el("p", { class: "lead" }, pick(part.lead, language)),
    el("div", { class: "filters" },
      things.length > 5 && el("div", { class: "field" }, el("label", { for: search.id }, say("Cari", "Search")), search),
      things.length > 5 && filters.map(({ filter, node }) => el("div", { class: "field" }, el("label", { for: node.id }, pick(filter.label, language)), node)),
      el("span", { class: "gap" }),
      el("a", { class: "main-button", href: link("+") }, say("Tambah", "Add"))),
    things.length
      ? el("div", { class: "scrolls" }, el("table", { class: part.ordered ? "table ordered" : "table" },
        el("thead", null, el("tr", null, part.columns.map((column) => el("th", { scope: "col" }, pick(column.label, language))), el("th", null, el("span", { class: "spoken" }, say("Tindakan", "Actions"))))), body))
      : el("p", { class: "soft" }, say("Belum ada.", "There are none yet.")),
    things.length > 5 && count);
}
