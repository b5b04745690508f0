// One who waits, was parked or did not come: why they stand there, and what can be done with them.

import { h } from "./markup.js";
import { pick } from "./text.js";
import { clockTime, shortWait, timeOfDay } from "./time.js";

/** Why somebody stands where they stand, in words; empty for one who only ever waited. */
export function standing(row, { say, language, offset }) {
  const came = pick(row.came, language);
  if (came) return came;
  if (row.booked_at) return say("counter.booked", { time: clockTime(timeOfDay(row.booked_at, offset).slice(0, 5), language) });
  return row.booked ? say("counter.booked.only") : "";
}

/** The line under a service: since when or why it stands there, and an officer's note. */
export function standingLine(row, state, since) {
  const why = since || standing(row, state);
  const note = row.note && state.say("counter.note.short", { text: row.note });
  if (!why && !note) return null;
  return h("span", { class: "ticket-why" }, why && h("bdi", null, why), why && note && " ", note && h("bdi", { class: "ticket-note" }, note));
}

/** The button that opens all that can be done with a ticket that is aside. */
export function moreButton({ ticket, number }, { say }) {
  return h("button", {
    type: "button", class: "cross", "data-do": "ticket", "data-ticket": ticket, "aria-haspopup": "dialog",
    "aria-label": say("counter.more.of", { number }), title: say("counter.more.of", { number }),
  }, "…");
}

/** Where a ticket is aside now: {row, kind: "parked" | "missed"}, or null when it is not any more. */
export function asideOf(id, { view }) {
  for (const kind of ["parked", "missed"]) {
    const row = view[kind].find(({ ticket }) => ticket === id);
    if (row) return { row, kind };
  }
  return null;
}

export function ticketTitle({ ticket, number }, state) {
  const found = asideOf(ticket, state);
  return state.say(`dialog.ticket.${found ? found.kind : "parked"}`, { number });
}

/** The window of a ticket that is aside. */
export function ticketBody({ ticket, number }, state) {
  const { view, say, language, elapsed } = state;
  const found = asideOf(ticket, state);
  if (!found) return [h("p", { key: "gone" }, say("dialog.none"))];
  const { row, kind } = found;
  const where = pick(view.comes_back[kind === "parked" ? "parked" : "no_show"], language);
  const act = (name, deed, label, attributes) => h("button", { key: name, type: "button", class: "act", "data-do": deed, "data-ticket": ticket, "data-number": number, ...attributes }, h("span", null, label));
  return [
    h("p", { key: "since" }, h("bdi", null, say(`ticket.since.${kind}`, { service: pick(row.service_name, language), time: shortWait(row.since + elapsed, say) }))),
    row.note && h("p", { key: "note", class: "dialog-note" }, h("bdi", null, say("counter.note", { text: row.note }))),
    h("div", { key: "foot", class: "dialog-stack" },
      act("call", "call", say("ticket.call"), { autofocus: true }),
      act("return", "return", say("ticket.return", { where })),
      kind === "parked" && act("cancel", "cancel", say("ticket.cancel"))),
  ];
}
