// Events that take a zone, on the floor page: what stands, what may begin, and both asked once more.

import { h } from "./markup.js";
import { pick } from "./text.js";
import { clockTime, moment } from "./time.js";

const minute = 60000;
const day = 24 * 60 * minute;

const when = (ms, { at, view, language }) => moment(ms, { now: at, offset: view.utc_offset, language });

/** The end that was typed, in Unix ms: the next such time of the hall's clock; undefined without one, null for none that there is. */
export function untilOf(text, now, offset) {
  if (!text.trim()) return undefined;
  const [, hours, minutes] = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/.exec(text.trim()) || [];
  if (hours === undefined) return null;
  const midnight = Math.floor((now + offset * minute) / day) * day - offset * minute;
  const found = midnight + (Number(hours) * 60 + Number(minutes)) * minute;
  return found > now ? found : found + day;
}

export const standingIn = (zone, view) => (view.takeovers || []).find((one) => one.zone === zone);
const names = (texts, state) => texts.map((name) => pick(name, state.language)).join(", ");

/** What has a zone now, what waits for one and why, and what comes soon, for the top of the page. */
export function eventBars(state) {
  const { view, say, language } = state;
  const coming = view.coming || [];
  return [
    ...(view.takeovers || []).map((one) => bar(`event-${one.zone}`, one, [term(one, state), says(one, state)], state,
      h("button", { type: "button", class: "plain", "data-do": "event-end", "data-id": one.zone }, say("event.end"), h("span", { class: "spoken" }, `: ${pick(one.name, language)}`)))),
    ...coming.filter(({ hindrance }) => hindrance).map((one) => bar(`waits-${one.takeover}`, one, [say("event.waits"), pick(one.hindrance, language)], state)),
    soon(coming.filter(({ hindrance }) => !hindrance), state),
  ];
}

function bar(key, one, more, { language }, act) {
  return h("p", { key, class: `bar bar-event${act ? "" : " is-waiting"}` },
    h("span", null, h("b", null, h("bdi", null, pick(one.name, language))), " · ", h("bdi", null, [pick(one.zone_name, language), ...more].join(" · "))), act);
}

/** Where the zone's calls are made, and that its last sentence is not over yet. */
const says = ({ calls_to: zones, speaking }, state) => [state.say("event.calls", { zones: names(zones, state) || "—" }), speaking && state.say("event.speaking")].filter(Boolean).join(" · ");

/** One line for all that begin by their schedule. */
function soon(coming, state) {
  if (!coming.length) return null;
  const one = (row) => `${pick(row.name, state.language)} (${pick(row.zone_name, state.language)}, ${span(row, state)})`;
  return h("p", { key: "coming", class: "bar bar-event is-coming" }, h("bdi", null, state.say("event.soon", { list: coming.map(one).join(", ") })));
}

const span = ({ begins, ends }, state) => state.say("event.coming", { from: when(begins, state), until: when(ends, { ...state, at: begins }) });

const term = ({ until }, state) => (until === null ? state.say("event.open") : state.say("event.until", { time: when(until, state) }));

export function eventsBody({ plans }, state) {
  const { view, say } = state;
  if (!plans) return h("p", { key: "wait", class: "none" }, say("line.waiting"));
  const standing = view.takeovers || [];
  const free = plans.filter((plan) => !standing.some((one) => one.takeover === plan.takeover));
  return [
    h("p", { key: "lead", class: "none" }, say("event.lead")),
    standing.length > 0 && h("h3", { key: "now" }, say("event.now")),
    standing.length > 0 && h("ul", { key: "standing", class: "pickers" }, standing.map((one) => row(one, state, `${term(one, state)} · ${say("event.calls", { zones: names(one.calls_to, state) || "—" })}`, button("event-end", one.zone, say("event.end"), "plain is-shut")))),
    h("h3", { key: "next" }, say("event.next")),
    free.length
      ? h("ul", { key: "plans", class: "pickers" }, free.map((plan) => row(plan, state, coming(plan, state), button("event-start", plan.takeover, say("event.start"), "plain is-go", Boolean(plan.hindrance)))))
      : h("p", { key: "none", class: "none" }, say("event.none")),
  ];
}

function row(one, { language }, more, act) {
  return h("li", { key: one.takeover, class: "picker" },
    h("div", null, h("b", null, h("bdi", null, pick(one.name, language))), h("small", null, h("bdi", null, `${pick(one.zone_name, language)} · ${more}`))), act);
}

function button(deed, id, label, kind, off = false) {
  return h("button", { key: deed, type: "button", class: kind, "data-do": deed, "data-id": id, "aria-disabled": off || null }, label);
}

function coming(plan, state) {
  if (plan.hindrance) return pick(plan.hindrance, state.language);
  if (!plan.next) return state.say("event.by.hand");
  return span(plan.next, state);
}

/** What the field means, while it is typed in: a time that is past today is tomorrow's. */
function meant(typed, plan, state) {
  const until = untilOf(typed || "", state.at, state.view.utc_offset);
  if (until === null) return state.say("event.wrong");
  if (until !== undefined) return state.say("event.ends.at", { time: when(until, state) });
  const today = plan.next && plan.next.begins - state.at < day && when(plan.next.ends, state).length < 6;
  return today ? state.say("event.ends.plan", { time: when(plan.next.ends, state) }) : state.say("event.ends.open");
}

export function startBody({ id, plan, typed, busy, fresh }, state) {
  const { say, language } = state;
  return [
    h("p", { key: "what" }, h("bdi", null, say("event.start.more", { zone: pick(plan.zone_name, language) }))),
    h("div", { key: "until", class: "field" },
      h("label", { for: "event-until" }, say("event.ends")),
      h("input", { id: "event-until", type: "text", class: "time", inputmode: "numeric", maxlength: "5", placeholder: clockTime("12:00", language), autocomplete: "off" }),
      h("p", { class: "none", role: "status" }, meant(typed, plan, state))),
    h("div", { key: "foot", class: "dialog-foot" },
      h("button", { key: "no", type: "button", class: "act", "data-do": "shut", autofocus: true }, say("event.no")),
      h("button", { key: "yes", type: "button", class: "act act-go", "data-do": "event-start-go", "data-id": id, "aria-disabled": busy || fresh || null }, busy ? say("sending") : say("event.start.yes"))),
  ];
}

export function endBody({ id, busy, fresh }, state) {
  const one = standingIn(id, state.view);
  if (!one) return null;
  const { say, language } = state;
  return [
    h("p", { key: "what" }, h("bdi", null, say("event.end.more", { zone: pick(one.zone_name, language) }))),
    h("div", { key: "foot", class: "dialog-foot" },
      h("button", { key: "no", type: "button", class: "act", "data-do": "shut", autofocus: true }, say("event.no")),
      h("button", { key: "yes", type: "button", class: "act act-alert", "data-do": "event-end-go", "data-id": id, "aria-disabled": busy || fresh || null }, busy ? say("sending") : say("event.end.yes"))),
  ];
}
