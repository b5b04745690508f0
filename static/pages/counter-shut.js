// A counter that is shut or has a break, who is left waiting, and how its services stand today.

import { actionButton } from "./counter-button.js";
import { h } from "./markup.js";
import { pick } from "./text.js";
import { clockTime, timeOfDay } from "./time.js";

/** In place of the visit, while the counter is shut. */
export function shutCard(state) {
  const { view, say } = state;
  if (view.on_break) return breakCard(state);
  const by = view.shut_by === "hall" ? "hall" : "officer";
  return h("section", { key: "current", class: "card shut", "aria-labelledby": "now" },
    h("h2", { id: "now" }, say(`counter.shut.${by}`)),
    h("p", null, say(`counter.shut.${by}.more`)),
    abandoned(state),
    by === "officer" && [
      actionButton("open", state, { class: "next" }),
      actionButton("next", state, { class: "act", label: say("press.open.next") }),
    ]);
}

function breakCard(state) {
  const { view, say, language, at, offset, elapsed } = state;
  const { left: seconds } = view.on_break;
  const known = seconds !== null;
  const rest = known ? seconds - elapsed : 0;
  const ends = known && clockTime(timeOfDay(at + rest * 1000, offset).slice(0, 5), language);
  const minutes = Math.ceil(Math.abs(rest) / 60);
  return h("section", { key: "current", class: "card shut is-break", "aria-labelledby": "now" },
    h("h2", { id: "now" }, known ? say("counter.break.until", { time: ends }) : say("counter.break")),
    h("p", null, known ? say(rest > 0 ? "counter.break.left" : "counter.break.over", { n: minutes }) : say("counter.break.open")),
    abandoned(state),
    actionButton("open", state, { class: "next", label: say("press.resume") }),
    h("div", { key: "acts", class: "shut-acts" },
      actionButton("next", state, { class: "act", label: say("press.resume.next") }),
      actionButton("break", state, { class: "act", label: say("press.break.again") })));
}

/** Those whom nobody calls now. */
function abandoned({ view, language }) {
  if (!view.unserved.length) return null;
  return h("ul", { key: "left", class: "left" }, view.unserved.map(({ service, name, text }) =>
    h("li", { key: service, class: "shut-left" }, h("bdi", null, pick(name, language)), ": ", h("bdi", null, pick(text, language)))));
}

/** Those whom nobody would call any more. */
function last({ view, say, language }) {
  if (!view.last.length) return null;
  return h("ul", { key: "left", class: "left" }, view.last.map(({ service, name, count }) =>
    h("li", { key: service }, h("bdi", null, say("last", { service: pick(name, language), n: count })))));
}

/** What shutting the counter now would leave behind: said before it is done. */
export function leaving(state) {
  const { view, say } = state;
  const { ticket } = view;
  return [
    last(state),
    view.open && ticket && h("p", { key: "ends", class: "none" }, h("bdi", null, say("visit.ends", { number: ticket.number || say("counter.direct") }))),
  ];
}

export function closingBody(dialog, state) {
  const { say } = state;
  return [
    leaving(state),
    h("div", { key: "foot", class: "dialog-foot" },
      h("button", { key: "no", type: "button", class: "act", autofocus: true, "data-do": "shut" }, h("span", null, say("close.no"))),
      h("button", { key: "yes", type: "button", class: "act act-alert", "data-do": "close-sure" }, h("span", null, say("close.yes")))),
  ];
}

/** How each service of the counter stands: open or why not and when again, who waits, who calls. */
export function hoursBody(dialog, { view, say, language }) {
  return h("dl", { key: "hours", class: "hours" }, view.services.map((service) => {
    const quota = service.quota_left === null ? "" : ` ${say("hours.left", { n: service.quota_left })}`;
    const stands = service.open ? say("hours.open") + quota : pick(service.why_shut, language);
    return h("div", { key: service.service, class: service.open ? null : "is-closed" },
      h("dt", null, h("bdi", null, pick(service.name, language))),
      h("dd", null, h("bdi", null, stands)),
      h("dd", { class: "hours-line" }, say("hours.line", { n: service.count, of: service.counters_open })));
  }));
}
