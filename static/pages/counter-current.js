// The visit at the counter: its number, why it is its turn, whether the hall saw and heard it, and what may follow.

import { actionButton } from "./counter-button.js";
import { proofChips } from "./counter-proof.js";
import { h } from "./markup.js";
import { pick } from "./text.js";
import { shortWait, stopwatch } from "./time.js";

const small = ["recall", "serve", "finish", "no-show", "transfer", "park", "call", "more"];

export function current(state) {
  const { view, say, elapsed } = state;
  const { ticket } = view;
  return h("section", { key: "current", class: `card current is-${view.state}`, "aria-labelledby": "now" },
    h("div", { class: "current-head" },
      h("h2", { id: "now", class: `pill pill-${view.state}` }, say(`counter.${view.state}`)),
      ticket && h("p", { class: "stopwatch" }, stopwatch(ticket.since + elapsed))),
    ticket ? visit(state) : nobody(state),
    actionButton("next", state, { class: "next" }),
    h("div", { key: "acts", class: "acts" }, small.map((name) => actionButton(name, state)), undoButton(state)));
}

function visit(state) {
  const { view, say, language } = state;
  const { ticket, call } = view;
  const number = ticket.number || say("counter.direct");
  const about = [pick(ticket.service_name, language)];
  if (ticket.number) about.push(say("counter.waited", { time: shortWait(ticket.waited, say) }));
  if (ticket.earlier.length) about.push(say("counter.earlier", { names: ticket.earlier.map((name) => pick(name, language)).join(", ") }));
  if (call && call.recall) about.push(say("counter.recalls", { n: call.recall }));
  const why = call && call.why ? pick(call.why.text, language) : "";
  return h("div", { key: "visit", class: "visit" },
    h("p", { class: "number" }, h("bdi", null, number)),
    h("p", { class: "service" }, ticket.priority_name && h("span", { class: "priority" }, h("bdi", null, pick(ticket.priority_name, language))), h("bdi", null, about[0]), about.slice(1).map((more) => ` · ${more}`)),
    h("p", { class: "why" }, why && h("bdi", null, say("counter.why", { why }))),
    ticket.note && h("p", { key: "note", class: "visit-note" }, h("bdi", null, say("counter.note", { text: ticket.note }))),
    h("ul", { class: "proof" }, proofChips(state)));
}

function nobody({ view, say }) {
  const waiting = view.waiting.length + (view.more || 0);
  return h("div", { key: "nobody", class: "visit" },
    h("p", { class: "number is-nobody" }, say("counter.nobody")),
    h("p", { class: "service" }, waiting ? say("counter.some.wait", { n: waiting }) : say("counter.nobody.waits")),
    h("p", { class: "why" }),
    h("ul", { class: "proof" }));
}

function undoButton(state) {
  const { view, say, elapsed } = state;
  const { undo } = view;
  const left = undo ? Math.ceil(undo.left - elapsed) : 0;
  if (left <= 0) return actionButton("undo", { ...state, view: { ...view, undo: null } });
  const what = say(`undo.${undo.action.replace("_", "-")}`);
  return actionButton("undo", state, { class: "act act-undo", extra: h("small", null, say("undo.left", { what, n: left })) });
}
