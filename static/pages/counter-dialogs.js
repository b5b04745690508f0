// The windows that some presses open first: what is asked, and what each choice presses.

import { actions, keyLabel } from "./counter-actions.js";
import { voiceBody } from "./counter-voice.js";
import { h } from "./markup.js";
import { matching, picker } from "./picker.js";
import { pick, plain } from "./text.js";

/** What can be chosen now: each option carries the press it stands for. */
export function optionsOf(dialog, state) {
  const all = { transfer: transferOptions, direct: directOptions, call: callOptions }[dialog.kind];
  if (!all) return [];
  const found = matching(all(state), dialog.query);
  return dialog.kind === "call" ? typedFirst(found, dialog.query, state.say) : found;
}

export function dialogMarkup(dialog, state) {
  const { say } = state;
  const body = { cancel: cancelBody, keys: keysBody, voice: voiceBody }[dialog.kind] || pickerBody;
  return [
    h("header", { key: "head", class: "dialog-head" },
      h("h2", { id: "dialog-title" }, h("bdi", null, titleOf(dialog, state))),
      h("button", { type: "button", class: "cross", "data-do": "shut", "aria-label": say("dialog.close") }, "×")),
    h("div", { key: dialog.kind, class: "dialog-body" }, body(dialog, state)),
  ];
}

function titleOf({ kind, number }, { view, say }) {
  return say(`dialog.${kind}`, { number: number || (view.ticket && view.ticket.number) || "" });
}

function pickerBody(dialog, state) {
  const { view, say } = state;
  const sample = view.waiting[0] ? view.waiting[0].number : "A012";
  return picker({
    options: optionsOf(dialog, state), active: dialog.active, label: say("dialog.search"),
    hint: say(`dialog.${dialog.kind}.hint`, { number: sample }), none: say("dialog.none"),
  });
}

function transferOptions({ view, say, language }) {
  const own = view.call ? view.call.service : null;
  const services = view.all_services.filter(({ service }) => service !== own).map(({ service, name, agency_name: agency }) => ({
    key: `service-${service}`, label: pick(name, language), detail: pick(agency, language), group: say("dialog.services"),
    press: { action: "transfer", body: { service } },
  }));
  const counters = view.counters.filter(({ counter }) => counter !== view.counter).map(({ counter, name, zone_name: zone }) => ({
    key: `counter-${counter}`, label: say("counter.name", { name }), detail: pick(zone, language), group: say("dialog.counters"),
    press: { action: "transfer", body: { counter } },
  }));
  return [...services, ...counters];
}

function directOptions({ view, language }) {
  return view.services.map(({ service, name, agency_name: agency }) => ({
    key: service, label: pick(name, language), detail: pick(agency, language), press: { action: "direct", body: { service } },
  }));
}

function callOptions({ view, say, language }) {
  const listed = (ticket, group) => ({
    key: ticket.ticket, label: ticket.number, detail: pick(ticket.service_name, language), group,
    press: { action: "call", body: { ticket: ticket.ticket } },
  });
  return [
    ...view.waiting.map((ticket) => listed(ticket, say("state.waiting"))),
    ...view.parked.map((ticket) => listed(ticket, say("counter.parked"))),
  ];
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

function cancelBody({ ticket, number, service }, { say }) {
  return [
    h("p", null, h("bdi", null, say("dialog.cancel.more", { number, service }))),
    h("div", { class: "dialog-foot" },
      h("button", { key: "no", type: "button", class: "act", autofocus: true, "data-do": "shut" }, say("dialog.cancel.no")),
      h("button", { key: "yes", type: "button", class: "act act-alert", "data-do": "cancel-sure", "data-ticket": ticket }, say("dialog.cancel.yes"))),
  ];
}

function keysBody(dialog, { say, letters }) {
  const rows = actions.filter(({ name }) => name !== "close")
    .map((action) => [keyLabel(action, say), say(action.name === "open" ? "dialog.keys.open" : `press.${action.name}`)]);
  const more = [["Enter", say("dialog.keys.list")], ["?", say("dialog.keys.help")], ["Esc", say("dialog.keys.escape")]];
  return [
    h("dl", { class: "keys" }, [...rows, ...more].map(([key, what]) => h("div", null, h("dt", null, h("kbd", null, key)), h("dd", null, what)))),
    h("button", { type: "button", class: "act switch", role: "switch", autofocus: true, "aria-checked": String(letters), "data-do": "letters" },
      h("span", null, say("dialog.keys.on")), h("span", { class: "switch-knob", "aria-hidden": true })),
  ];
}
