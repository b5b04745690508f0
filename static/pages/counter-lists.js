// Who waits for this counter, who is parked, and what was last done here.

import { actionButton } from "./counter-button.js";
import { moreButton, standingLine } from "./counter-ticket.js";
import { h } from "./markup.js";
import { pick } from "./text.js";
import { clockTime, shortWait, timeOfDay } from "./time.js";

/** Whoever has waited longer than this is shown in red. */
const late = 30 * 60;
/** More rows than an eye takes in at once: a search is offered. */
const many = 8;

export function lists(state) {
  return h("div", { key: "lists", class: "lists" }, waiting(state), parked(state), recent(state));
}

function waiting(state) {
  const { view, say } = state;
  return h("section", { key: "waiting", class: "card", "aria-labelledby": "waiting" },
    h("div", { class: "list-head" },
      h("h2", { id: "waiting" }, say("counter.waiting")),
      view.waiting.length > many && actionButton("call", state, { class: "find", label: say("counter.find") })),
    view.services.length > 1 && h("ul", { class: "queues" }, view.services.map((service) => queue(service, state))),
    view.waiting.length
      ? h("ol", { class: "tickets", key: "tickets" }, view.waiting.map((ticket) => waitingRow(ticket, state)))
      : h("p", { class: "none" }, say("counter.waiting.none")),
    view.more > 0 && h("p", { class: "none" }, say("counter.more", { n: view.more })));
}

function queue({ service, name, count, open, why_shut: why }, { say, language }) {
  const shut = open === false;
  return h("li", { key: service, title: shut ? pick(why, language) : null }, h("bdi", null, pick(name, language)),
    shut && h("i", null, say("counter.service.shut")), h("b", null, count));
}

function waitingRow(ticket, state) {
  const { say, language, elapsed } = state;
  const waited = ticket.waited + elapsed;
  const isLate = waited > late;
  return h("li", { key: ticket.ticket, class: isLate ? "is-late" : null },
    h("button", { type: "button", class: "ticket", "data-do": "call", "data-ticket": ticket.ticket, "data-number": ticket.number },
      h("span", { class: "spoken" }, say("counter.call.this", { number: "" })),
      h("b", null, h("bdi", null, ticket.number)),
      what(ticket, state, ticket.priority && (pick(ticket.priority_name, language) || ticket.priority)),
      h("span", { class: "ticket-time" }, shortWait(waited, say), isLate && h("span", { class: "spoken" }, `, ${say("counter.late")}`))),
    h("button", {
      type: "button", class: "cross", "data-do": "cancel", "data-ticket": ticket.ticket,
      "aria-label": say("counter.cancel.this", { number: ticket.number }), title: say("counter.cancel.this", { number: ticket.number }),
    }, "×"));
}

function what(ticket, state, priority, since) {
  return h("span", { class: "ticket-what" },
    h("span", { class: "ticket-service" },
      priority && h("span", { class: "priority" }, h("bdi", null, priority)),
      h("bdi", null, pick(ticket.service_name, state.language))),
    standingLine(ticket, state, since));
}

function parked(state) {
  const { view, say, elapsed } = state;
  if (!view.parked.length) return null;
  return h("section", { key: "parked", class: "card", "aria-labelledby": "parked" },
    h("h2", { id: "parked" }, say("counter.parked")),
    h("ul", { class: "tickets" }, view.parked.map((ticket) => h("li", { key: ticket.ticket },
      h("div", { class: "ticket" },
        h("b", null, h("bdi", null, ticket.number)),
        what(ticket, state, "", shortWait(ticket.since + elapsed, say))),
      h("button", {
        type: "button", class: "back", "data-do": "call", "data-ticket": ticket.ticket, "data-number": ticket.number,
        "aria-label": say("counter.call.back", { number: ticket.number }),
      }, say("counter.back")),
      moreButton(ticket, state)))));
}

/** A visitor served without a ticket has no number. Of those who did not come, some may yet. */
function recent(state) {
  const { view, say, offset, language } = state;
  if (!view.recent.length) return null;
  const missed = new Set(view.missed.map(({ ticket }) => ticket));
  return h("section", { key: "recent", class: "card", "aria-labelledby": "recent" },
    h("h2", { id: "recent" }, say("counter.recent")),
    h("ul", { class: "recent" }, view.recent.map((visit) => h("li", { key: `${visit.number}-${visit.at}` },
      h("b", null, h("bdi", null, visit.number || say("counter.direct"))), ` ${say(`state.${visit.state}`)} `,
      h("time", null, clockTime(timeOfDay(visit.at, offset).slice(0, 5), language)),
      visit.state === "no_show" && missed.has(visit.ticket) && moreButton(visit, state)))));
}
