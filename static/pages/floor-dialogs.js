// The windows of the floor page: a queue, a counter, its services, an announcement, an emergency.

import { confirmation } from "./emergency-confirm.js";
import { how, list, voiceOf, what, where } from "./emergency-view.js";
import { sentences } from "./emergency-strings.js";
import { agenciesOf, doing } from "./floor-counters.js";
import { endBody as eventEnd, eventsBody, standingIn, startBody } from "./floor-events.js";
import { counterNow, queueNow } from "./floor-levels.js";
import { matches } from "./floor-queues.js";
import { h } from "./markup.js";
import { pick } from "./text.js";
import { shortWait, stopwatch } from "./time.js";

const bodies = { queue: queueBody, counter: counterBody, closing: closingBody, assign: assignBody, announce: announceBody, end: endBody, event: eventsBody, "event-start": startBody, "event-end": eventEnd };

export function dialogMarkup(dialog, state) {
  if (dialog.kind === "emergency") return emergencyMarkup(state);
  const body = bodies[dialog.kind](dialog, state);
  return [
    h("header", { key: "head", class: "dialog-head" },
      h("h2", { id: "dialog-title" }, h("bdi", null, body ? titleOf(dialog, state) : "")),
      h("button", { type: "button", class: "cross", "data-do": "shut", "aria-label": state.say("shut") }, "×")),
    h("div", { key: dialog.kind, class: "dialog-body" }, dialog.wrong && h("p", { key: "wrong", class: "wrong", role: "alert" }, h("bdi", null, dialog.wrong)), body),
  ];
}

function emergencyMarkup(state) {
  const { desk, language } = state;
  const now = { ...desk.drawn(), language, say: sentences(language) };
  if (now.asked) return confirmation(now.asked, now);
  return [
    h("header", { key: "head", class: "dialog-head" },
      h("h2", { id: "dialog-title" }, state.say("emergency.title")),
      h("button", { type: "button", class: "cross", "data-do": "shut", "aria-label": state.say("shut") }, "×")),
    h("div", { key: "emergency", class: "dialog-body" },
      state.dialog.wrong && h("p", { key: "wrong", class: "wrong", role: "alert" }, h("bdi", null, state.dialog.wrong)),
      now.known ? [what(now), where(now), how(now)] : h("p", { key: "wait", class: "none" }, state.say("line.waiting"))),
  ];
}

export const counterOf = (id, view) => view.counters.find((counter) => counter.counter === id);
export const queueOf = (id, view) => view.queues.find((queue) => queue.service === id);
const servicesOf = (view) => Object.fromEntries(view.queues.map((queue) => [queue.service, queue]));

function titleOf(dialog, { view, say, language }) {
  const name = dialog.id && counterOf(dialog.id, view) ? counterOf(dialog.id, view).name : "";
  const titles = {
    queue: () => pick(queueOf(dialog.id, view).name, language), counter: () => say("counter.name", { name }), closing: () => say("close.sure", { name }),
    assign: () => say("assign.title", { name }), announce: () => say("announce.title"), end: () => say(isDrill(dialog, view) ? "end.sure.drill" : "end.sure"),
    event: () => say("event.title"), "event-start": () => say("event.start.sure", { name: pick(dialog.plan.name, language) }), "event-end": () => say("event.end.sure", { name: pick(standingIn(dialog.id, view).name, language) }),
  };
  return titles[dialog.kind]();
}

const emergencyOf = ({ id }, view) => view.emergencies.find((one) => one.emergency === id);
const isDrill = (dialog, view) => Boolean((emergencyOf(dialog, view) || {}).drill);

function button(label, deed, { kind = "act", id, off, first } = {}) {
  return h("button", { key: deed, type: "button", class: kind, "data-do": deed, "data-id": id, "aria-disabled": off || null, autofocus: first || null }, h("span", null, label));
}

// ---- a queue

function queueBody({ id }, state) {
  const { view, say, language, elapsed } = state;
  const queue = queueOf(id, view);
  if (!queue) return null;
  const now = queueNow(queue, elapsed);
  const facts = [
    pick(queue.agency_name, language),
    queue.waiting ? `${queue.waiting} ${say("queue.waiting")}, ${say("queue.longest", { time: shortWait(now.longest, say) })}` : say("queue.empty"),
    queue.expected_wait && say("queue.expected", { text: pick(queue.expected_wait.text, language) }),
    say("queue.limits", { warn: shortWait(queue.limit.warn, say), alarm: shortWait(queue.limit.alarm, say) }),
    queue.open ? say("queue.gives") + (queue.quota_left === null ? "" : ` ${say("queue.quota", { n: queue.quota_left })}.`) : pick(queue.why_shut, language),
    queue.classes.length && `${say("queue.classes")}: ${queue.classes.map((one) => `${pick(one.name, language)} ${one.waiting}`).join(", ")}`,
  ].filter(Boolean);
  const mine = view.counters.filter((counter) => counter.services.includes(id));
  return [
    h("ul", { key: "facts", class: "facts" }, facts.map((fact, place) => h("li", { key: String(place) }, h("bdi", null, fact)))),
    h("h3", { key: "head" }, say("queue.counters")),
    h("ul", { key: "desks", class: "pickers" }, mine.map((counter) => h("li", { key: counter.counter, class: "picker" },
      h("div", null, h("b", null, h("bdi", null, say("counter.name", { name: counter.name }))), h("small", null, h("bdi", null, `${zoneName(counter, view, language)} · ${standing(counter, state)}`))),
      counter.open || !view.day_open ? h("button", { key: "look", type: "button", class: "plain", "data-do": "counter", "data-id": counter.counter }, say("need.look"), h("span", { class: "spoken" }, `: ${say("counter.name", { name: counter.name })}`))
        : h("button", { key: "open", type: "button", class: "plain is-go", "data-do": "open", "data-id": counter.counter }, say("counter.do.open"), h("span", { class: "spoken" }, ` ${counter.name}`))))),
  ];
}

const zoneName = (counter, view, language) => pick((view.zones.find((zone) => zone.zone === counter.zone) || { name: counter.zone }).name, language);

function standing(counter, { view, say, elapsed }) {
  const now = counterNow(counter, view.serve_limit, elapsed);
  const busy = now.is === "called" || now.is === "serving";
  return busy ? `${doing(now, say)} ${counter.number || say("counter.direct")}, ${stopwatch(now.since)}` : doing(now, say);
}

// ---- a counter

function counterBody({ id, busy }, state) {
  const { view, say, language } = state;
  const counter = counterOf(id, view);
  if (!counter) return null;
  const services = servicesOf(view);
  return [
    h("ul", { key: "facts", class: "facts" },
      h("li", null, h("bdi", null, `${zoneName(counter, view, language)} · ${standing(counter, state)}`)),
      counter.officer && h("li", { key: "officer" }, h("bdi", null, say("counter.officer", { name: counter.officer }))),
      counter.aimed > 0 && h("li", { key: "aimed" }, say("counter.aimed", { n: counter.aimed }))),
    h("h3", { key: "head" }, say("counter.services")),
    h("ul", { key: "services", class: "pickers" }, counter.services.filter((one) => services[one]).map((one) => h("li", { key: one, class: "picker" },
      h("div", null, h("b", null, h("bdi", null, pick(services[one].name, language))),
        h("small", null, h("bdi", null, `${pick(services[one].agency_name, language)} · ${say("assign.line", { n: services[one].waiting, open: services[one].counters_open })}`)))))),
    h("div", { key: "foot", class: "dialog-foot" },
      button(say("counter.do.services"), "assign", { id, off: busy }),
      counter.open || counter.number !== null ? button(say("counter.do.close"), "close", { id, kind: "act act-shut", off: busy }) : button(say("counter.do.open"), "open", { id, kind: "act act-go", off: busy })),
    counter.open && h("p", { key: "more", class: "none" }, say("counter.close.more")),
  ];
}

/** What closing a counter now would do to people: the visit at it, and those whom nobody would call. */
export function hurts(counter, view) {
  const left = view.queues.filter((queue) => queue.waiting && counter.open && counter.services.includes(queue.service) && queue.counters_open === 1);
  return { left, visit: counter.state === "free" ? null : counter };
}

function closingBody({ id, busy }, state) {
  const { view, say, language } = state;
  const counter = counterOf(id, view);
  if (!counter) return null;
  const { left, visit } = hurts(counter, view);
  const now = counterNow(counter, view.serve_limit, state.elapsed);
  return [
    h("ul", { key: "facts", class: "left" },
      visit && h("li", { key: "visit" }, h("bdi", null, say("close.visit", { number: counter.number || say("counter.direct"), state: say(`state.${now.is}`), time: stopwatch(now.since) }))),
      left.map((queue) => h("li", { key: queue.service }, h("bdi", null, say("close.left", { service: pick(queue.name, language), n: queue.waiting }))))),
    h("p", { key: "more", class: "none" }, say("counter.close.more")),
    h("div", { key: "foot", class: "dialog-foot" },
      button(say("close.no"), "shut", { first: true }), button(say("close.yes"), "close-sure", { id, kind: "act act-alert", off: busy })),
  ];
}

// ---- its services

function assignBody({ id, chosen, query, anyway, busy }, state) {
  const { view, say, language } = state;
  const counter = counterOf(id, view);
  if (!counter) return null;
  const name = (one) => pick((queueOf(one, view) || { name: one }).name, language);
  const plus = [...chosen].filter((one) => !counter.services.includes(one)).map(name);
  const minus = counter.services.filter((one) => !chosen.has(one)).map(name);
  const mine = (queue) => (counter.services.includes(queue.service) ? 0 : agenciesOf(counter, servicesOf(view), language).includes(pick(queue.agency_name, language)) ? 1 : 2);
  const shown = view.queues.filter((queue) => !query || matches([pick(queue.name, language), pick(queue.agency_name, language), queue.service], query))
    .map((queue, place) => ({ queue, place })).sort((a, b) => mine(a.queue) - mine(b.queue) || a.place - b.place);
  return [
    h("input", { key: "query", id: "assign-query", type: "search", class: "picker-query", "aria-label": say("assign.search"), placeholder: say("assign.search"), maxlength: "80", autocomplete: "off", spellcheck: "false" }),
    h("div", { key: "list", class: "ticks scroll", role: "group", "aria-labelledby": "dialog-title" }, shown.map(({ queue }) => tick({
      key: queue.service, deed: "assign-tick", on: chosen.has(queue.service), name: pick(queue.name, language),
      more: `${pick(queue.agency_name, language)} · ${say("assign.line", { n: queue.waiting, open: queue.counters_open })}`,
    }))),
    h("div", { key: "change", class: "change", role: "status" },
      plus.length > 0 && h("p", { key: "plus" }, h("bdi", null, say("assign.plus", { names: list(plus, say) }))),
      minus.length > 0 && h("p", { key: "minus" }, h("bdi", null, say("assign.minus", { names: list(minus, say) }))),
      !plus.length && !minus.length && h("p", { key: "same", class: "none" }, say("assign.same"))),
    h("div", { key: "foot", class: "dialog-foot" }, button(say("cancel"), "shut"),
      button(say(anyway ? "assign.anyway" : "assign.save"), "assign-save", { id, kind: anyway ? "act act-alert" : "act act-go", off: busy || (!plus.length && !minus.length) })),
    h("p", { key: "more", class: "none" }, say("assign.more")),
  ];
}

function tick({ key, deed, on, name, more, kind = "" }) {
  return h("button", { key, type: "button", class: `pick ${kind}`, role: "checkbox", "aria-checked": String(on), "data-do": deed, "data-id": key },
    h("span", { class: "tick", "aria-hidden": "true" }, on ? "✓" : ""), h("span", null, h("bdi", null, name), h("small", null, h("bdi", null, more))));
}

// ---- an announcement

function announceBody({ chosen, busy }, state) {
  const { view, say, language } = state;
  return [
    h("p", { key: "lead", class: "none" }, say("announce.more")),
    view.languages.map((tongue) => h("div", { key: tongue, class: "field" },
      h("label", { for: `notice-${tongue}` }, `${say("announce.text")}, ${sentences(language)(`text.${tongue}`)}`),
      h("textarea", { id: `notice-${tongue}`, lang: tongue, rows: 3, maxlength: "400", dir: "auto", spellcheck: "false", autocomplete: "off" }))),
    h("h3", { key: "head", id: "announce-where" }, say("announce.where")),
    h("div", { key: "zones", class: "ticks", role: "group", "aria-labelledby": "announce-where" }, view.zones.map((zone) => {
      const silent = zone.speaker === "none";
      const stands = silent ? "silent" : zone.voice.quiet ? "quiet" : voiceOf({ voice: zone.voice.state });
      return silent ? h("p", { key: zone.zone, class: "pick is-off" }, h("span", null, h("bdi", null, pick(zone.name, language)), h("small", null, say("announce.silent"))))
        : tick({ key: zone.zone, deed: "announce-zone", on: chosen.has(zone.zone), name: pick(zone.name, language), more: say(`announce.${stands === "shown" ? "silent" : stands}`) });
    })),
    h("div", { key: "foot", class: "dialog-foot" }, button(say("cancel"), "shut"), button(busy ? say("sending") : say("announce.go"), "announce-go", { kind: "act act-go", off: busy })),
  ];
}

// ---- an emergency's end

function endBody(dialog, { view, say, language }) {
  const one = emergencyOf(dialog, view);
  if (!one) return null;
  return [
    h("blockquote", { key: "words" }, h("bdi", null, pick(one.text, language))),
    h("p", { key: "where", class: "none" }, h("bdi", null, list(one.zone_names.map((name) => pick(name, language)), say))),
    h("div", { key: "foot", class: "dialog-foot" }, button(say("end.no"), "shut", { first: true }), button(say("end.yes"), "end", { id: dialog.id, kind: "act act-alert", off: dialog.fresh })),
  ];
}
