// What can be chosen in the counter page's lists: each option carries the press it stands for.

import { standing } from "./counter-ticket.js";
import { matching } from "./picker.js";
import { pick, plain } from "./text.js";
import { clockTime, shortWait, timeOfDay } from "./time.js";

const breaks = [5, 10, 15, 30];

/** The options of a dialog, by what was typed; none where there is nothing to choose. */
export function optionsOf(dialog, state) {
  const all = {
    transfer: transferOptions, also: alsoOptions, direct: directOptions, call: callOptions, return: returnOptions, break: breakOptions,
  }[dialog.kind];
  if (!all) return [];
  const found = matching(all(state), dialog.query);
  return dialog.kind === "call" ? typedFirst(found, dialog.query, state.say) : found;
}

function transferOptions(state) {
  const { view, say, language } = state;
  const own = view.ticket ? view.ticket.service : null;
  const services = view.all_services.filter(({ service }) => service !== own)
    .map((service) => serviceOption(service, state, { group: say("dialog.services"), action: "transfer", aside: serviceThere(service.service, state) }));
  const counters = view.counters.filter(({ counter }) => counter !== view.counter).map(({ counter, name, zone_name: zone }) => ({
    key: `counter-${counter}`, label: say("counter.name", { name }), detail: pick(zone, language), group: say("dialog.counters"),
    aside: counterThere(counter, state), press: { action: "transfer", body: { counter } },
  }));
  return [...services, ...counters];
}

/** First what goes on at this counter at once, then what has to be waited for. */
function alsoOptions(state) {
  const { view, say } = state;
  const here = new Set(view.services.map(({ service }) => service));
  const others = view.all_services.filter(({ service }) => !view.ticket || service !== view.ticket.service);
  const option = (service, group, aside) => serviceOption(service, state, { group, action: "also", aside });
  return [
    ...others.filter(({ service }) => here.has(service)).map((service) => option(service, say("dialog.here"), "")),
    ...others.filter(({ service }) => !here.has(service))
      .map((service) => option(service, say("dialog.elsewhere"), serviceThere(service.service, state))),
  ];
}

function serviceOption({ service, name, agency_name: agency }, { language }, { group, action, aside }) {
  return { key: `service-${service}`, label: pick(name, language), detail: pick(agency, language), group, aside, press: { action, body: { service } } };
}

/** Who waits there and who calls, as the server said when the window opened. */
function serviceThere(id, { elsewhere, say }) {
  const there = elsewhere && elsewhere.services.find(({ service }) => service === id);
  if (!there) return "";
  const calling = there.counters_open ? say("there.counters", { n: there.counters_open }) : say("there.none");
  return `${say("there.waiting", { n: there.waiting })} · ${calling}`;
}

function counterThere(id, { elsewhere, view, say }) {
  const there = (elsewhere && elsewhere.counters.find(({ counter }) => counter === id)) || view.counters.find(({ counter }) => counter === id);
  const state = say(there.open ? "there.open" : there.on_break ? "there.break" : "there.shut");
  return there.waiting === undefined ? state : `${say("there.waiting", { n: there.waiting })} · ${state}`;
}

function directOptions(state) {
  return state.view.services.map((service) => serviceOption(service, state, { action: "direct" }));
}

function callOptions(state) {
  const { view, say } = state;
  return [
    ...view.waiting.map((row) => ticketOption(row, state, { group: say("state.waiting"), time: row.waited, action: "call" })),
    ...view.parked.map((row) => ticketOption(row, state, { group: say("counter.parked"), time: row.since, action: "call" })),
    ...view.missed.map((row) => ticketOption(row, state, { group: say("counter.missed"), time: row.since, action: "call" })),
  ];
}

function returnOptions(state) {
  const { view, say, language } = state;
  const { parked, no_show: missed } = view.comes_back;
  return [
    ...view.parked.map((row) => ticketOption(row, state, { group: `${say("counter.parked")} → ${pick(parked, language)}`, time: row.since, action: "return" })),
    ...view.missed.map((row) => ticketOption(row, state, { group: `${say("counter.missed")} → ${pick(missed, language)}`, time: row.since, action: "return" })),
  ];
}

function ticketOption(row, state, { group, time, action }) {
  const { say, language, elapsed } = state;
  const detail = [pick(row.priority_name, language), pick(row.service_name, language), standing(row, state), row.note && say("counter.note.short", { text: row.note })];
  return {
    key: row.ticket, label: row.number, detail: detail.filter(Boolean).join(" · "), aside: shortWait(time + elapsed, say), group,
    press: { action, body: { ticket: row.ticket } },
  };
}

function breakOptions({ say, language, at, offset }) {
  const until = (minutes) => clockTime(timeOfDay(at + minutes * 60000, offset).slice(0, 5), language);
  const timed = breaks.map((minutes) => ({
    key: `break-${minutes}`, label: say("break.minutes", { n: minutes }), aside: say("break.until", { time: until(minutes) }),
    press: { action: "break", body: { minutes } },
  }));
  return [...timed, { key: "break-open", label: say("break.open"), aside: say("break.open.more"), press: { action: "break" } }];
}

/** A number that is not listed here may still be today's: the server knows. An exact one goes before its longer kin. */
function typedFirst(found, query, say) {
  const typed = query.trim().toUpperCase();
  if (!typed) return found;
  const exact = found.filter((option) => plain(option.label) === plain(typed));
  const rest = found.filter((option) => !exact.includes(option));
  const free = { key: "typed", label: say("dialog.call.typed", { number: typed }), press: { action: "call", body: { ticket: typed } } };
  return exact.length ? [...exact, ...rest] : [...rest, free];
}
