// Who waits for this counter, who is parked, and what was last done here.

import { h } from "./markup.js";
import { pick } from "./text.js";
import { shortWait, timeOfDay } from "./time.js";

/** Whoever has waited longer than this is shown in red. */
const late = 30 * 60;

export function lists(state) {
  return h("div", { key: "lists", class: "lists" }, waiting(state), parked(state), recent(state));
}

function waiting(state) {
  const { view, say, language } = state;
  return h("section", { key: "waiting", class: "card", "aria-labelledby": "waiting" },
    h("h2", { id: "waiting" }, say("counter.waiting")),
    view.services.length > 1 && h("ul", { class: "queues" }, view.services.map((service) =>
      h("li", { key: service.service }, h("bdi", null, pick(service.name, language)), h("b", null, service.count)))),
    view.waiting.length
      ? h("ol", { class: "tickets", key: "tickets" }, view.waiting.map((ticket) => waitingRow(ticket, state)))
      : h("p", { class: "none" }, say("counter.waiting.none")),
    view.more > 0 && h("p", { class: "none" }, say("counter.more", { n: view.more })));
}

function waitingRow(ticket, { say, language, elapsed }) {
  const waited = ticket.waited + elapsed;
  const isLate = waited > late;
  return h("li", { key: ticket.ticket, class: isLate ? "is-late" : null },
    h("button", { type: "button", class: "ticket", "data-do": "call", "data-ticket": ticket.ticket, "data-number": ticket.number },
      h("span", { class: "spoken" }, say("counter.call.this", { number: "" })),
      h("b", null, h("bdi", null, ticket.number)),
      h("span", { class: "ticket-service" },
        ticket.priority && h("span", { class: "priority" }, h("bdi", null, pick(ticket.priority_name, language) || ticket.priority)),
        h("bdi", null, pick(ticket.service_name, language))),
      h("span", { class: "ticket-time" }, shortWait(waited, say), isLate && h("span", { class: "spoken" }, `, ${say("counter.late")}`))),
    h("button", {
      type: "button", class: "cross", "data-do": "cancel", "data-ticket": ticket.ticket,
      "aria-label": say("counter.cancel.this", { number: ticket.number }), title: say("counter.cancel.this", { number: ticket.number }),
    }, "×"));
}

function parked(state) {
  const { view, say, language, elapsed } = state;
  if (!view.parked.length) return null;
  return h("section", { key: "parked", class: "card", "aria-labelledby": "parked" },
    h("h2", { id: "parked" }, say("counter.parked")),
    h("ul", { class: "tickets" }, view.parked.map((ticket) => h("li", { key: ticket.ticket },
      h("div", { class: "ticket" },
        h("b", null, h("bdi", null, ticket.number)),
        h("span", { class: "ticket-service" }, h("bdi", null, pick(ticket.service_name, language))),
        h("span", { class: "ticket-time" }, shortWait(ticket.since + elapsed, say))),
      h("button", {
        type: "button", class: "back", "data-do": "call", "data-ticket": ticket.ticket, "data-number": ticket.number,
        "aria-label": say("counter.call.back", { number: ticket.number }),
      }, say("counter.back"))))));
}

/** A visitor served without a ticket has no number. */
function recent({ view, say, offset }) {
  if (!view.recent.length) return null;
  return h("section", { key: "recent", class: "card", "aria-labelledby": "recent" },
    h("h2", { id: "recent" }, say("counter.recent")),
    h("ul", { class: "recent" }, view.recent.map((visit) => h("li", { key: `${visit.number}-${visit.at}` },
      h("b", null, h("bdi", null, visit.number || say("counter.direct"))), ` ${say(`state.${visit.state}`)} `,
      h("time", null, timeOfDay(visit.at, offset).slice(0, 5))))));
}
