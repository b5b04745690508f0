// The kiosk page: one question at a time, each answer a large button.

import { alarmBar } from "./alarm-bar.js";
import { button, signed } from "./kiosk-button.js";
import { choices, long } from "./kiosk-choices.js";
import { paperCard, slip, waitsAt } from "./kiosk-paper.js";
import { settingsFoot, settingsHead, staffEntry, testSlip } from "./kiosk-staff-view.js";
import { classesOf, serviceOf, stepOf } from "./kiosk-steps.js";
import { bookingEntry, findEntry } from "./kiosk-typing.js";
import { h } from "./markup.js";
import { isolated, pick } from "./text.js";

/**
 * `state`: {view (what this kiosk offers), all (the whole view's), hidden, way, say, language, own, upright, keyed (a key was
 * pressed last), line, issuing (null, or tries so far), left (s to the start), asksStill, printing, told}.
 */
export function kioskPage(state) {
  const step = stepOf(state.way, state.view);
  const body = { number, refused, issue: issuing, plain, papers, booking: bookingEntry, find, staff: staffEntry }[step] || question;
  return [
    head(state),
    alarmBar(state.view.emergency, state.say, [state.language, ...state.view.languages]),
    isAway(state) && h("div", { key: "away", class: "bar bar-alert" }, state.say("kiosk.away")),
    body(state, step),
    state.asksStill && still(state),
    slip(state) || testSlip(state),
  ];
}

/** Five taps on the mall's name ask for the staff code. */
function head({ view, say, language, issuing: busy }) {
  const shown = view.languages.length > 1 && busy === null;
  return h("header", { key: "head", class: "head" },
    h("p", { "data-corner": "mall" }, h("bdi", null, pick(view.mall, language))),
    shown && h("div", { class: "languages", role: "group", "aria-label": say("kiosk.language") },
      view.languages.map((one) => h("button", {
        key: one, type: "button", class: "small", lang: one, "data-do": "language", "data-value": one, "aria-pressed": one === language ? "true" : "false",
      }, say(`kiosk.language.${one}`)))));
}

function question(state, step) {
  const { way, say } = state;
  const all = choices(step, state);
  const wide = all.some(({ title }) => title.length > long);
  const room = roomFor(state, wide);
  const pages = Math.max(1, Math.ceil(all.length / room));
  const page = Math.min(way.page, pages - 1);
  const shown = all.slice(page * room, (page + 1) * room);
  const kind = all.length <= 4 ? " is-few" : wide ? " is-wide" : "";
  return h("main", { key: step, class: "ask", tabindex: "-1", "aria-labelledby": "question" },
    h("h1", { id: "question", tabindex: "-1" }, h("bdi", null, say(`kiosk.${step}`))),
    step === "settings" && settingsHead(state),
    shown.length ? h("ul", { class: `choices${kind}` }, shown.map((choice, place) => card(choice, state, place + 1))) : h("p", { class: "none" }, say("kiosk.empty")),
    step === "settings" ? settingsFoot(state, turning(state, page, pages)) : foot(state, step, page, pages));
}

function find(state) {
  const all = choices("find", state);
  const room = state.upright ? 5 : 4;
  return findEntry(state, all.slice(0, room).map((choice, place) => card(choice, state, place + 1)), all.length - room);
}

/** Choices a page: fewer beneath a banner, and where names are long. */
function roomFor({ view, upright }, wide) {
  if (view.emergency) return 6;
  if (upright) return wide ? 8 : 10;
  return wide ? 9 : 12;
}

function card({ key, title, more, lead, note, idle, shut, deed, value, pressed }, state, place) {
  const barred = shut || isAway(state);
  return h("li", { key },
    h("button", {
      type: "button", class: `choice${shut ? " is-shut" : ""}${idle ? " is-idle" : ""}`, "data-do": barred ? "nothing" : deed, "data-value": value,
      "aria-disabled": barred ? "true" : null, "aria-pressed": pressed === undefined ? null : String(pressed),
    },
      state.keyed && h("kbd", { class: "place", "aria-hidden": "true" }, place),
      h("b", { class: title.length > long ? "is-long" : null }, h("bdi", null, title)),
      more && h("span", null, h("bdi", null, more)),
      (lead || note) && h("i", null, lead && h("strong", null, lead), lead && note && " · ", note && h("bdi", null, note))));
}

function foot(state, step, page, pages) {
  const { say, view } = state;
  return h("nav", { key: "foot", class: `foot${pages > 1 ? " is-full" : ""}`, "aria-label": say(`kiosk.${step}`) },
    step !== "agency" && button("back", say("kiosk.back"), "plain", signed(state, "⌫")),
    priority(state, step),
    step === "agency" && view.bookings && button("ask-booking", say("kiosk.booking.button"), "plain", isAway(state) ? { "aria-disabled": "true" } : {}),
    step === "origin" && button("origin", say("kiosk.skip"), "plain", { "data-value": "" }),
    ["agency", "service"].includes(step) && pages > 1 && button("find", say("kiosk.find.button"), "plain"),
    turning(state, page, pages));
}

function turning(state, page, pages) {
  const { say } = state;
  return pages > 1 && [
    button("before", say("kiosk.before"), "plain", { "aria-disabled": page === 0 ? "true" : null, ...signed(state, "−") }),
    h("p", { key: "pages" }, say("kiosk.pages", { n: page + 1, of: pages })),
    button("after", say("kiosk.after"), "plain", { "aria-disabled": page === pages - 1 ? "true" : null, ...signed(state, "+") }),
  ];
}

function priority(state, step) {
  const { view, way, say, language } = state;
  const classes = classesOf(way, view);
  if (!classes.length) return null;
  if (step === "priority") return way.priority && button("priority", say("kiosk.priority.none"), "plain", { "data-value": "" });
  const chosen = classes.find((one) => one.priority === way.priority);
  if (chosen) return button("ask-priority", say("kiosk.priority.chosen", { name: pick(chosen.name, language) }), "priority is-chosen", signed(state, "0"));
  const whom = classes.map(({ name }) => isolated(pick(name, language))).join(" · ");
  return button("ask-priority", say("kiosk.priority.button"), "priority", signed(state, "0"), h("small", null, h("bdi", null, whom)));
}

/** Shown before the number is taken, so that nobody waits an hour to be sent home. */
function papers(state) {
  const { view, way, say, language } = state;
  const service = serviceOf(way, view);
  const many = service.papers.length > 6 ? " is-many" : "";
  return h("main", { key: "papers", class: "ask", tabindex: "-1", "aria-labelledby": "question" },
    h("h1", { id: "question", tabindex: "-1" }, say("kiosk.papers")),
    h("p", { class: "lead" }, h("bdi", null, say("kiosk.papers.for", { service: pick(service.name, language) }))),
    h("ul", { class: `papers${many}` }, service.papers.map((paper, place) => h("li", { key: place }, h("bdi", null, pick(paper, language))))),
    h("nav", { key: "foot", class: "foot", "aria-label": say("kiosk.papers") },
      button("back", say("kiosk.back"), "plain", signed(state, "⌫")),
      priority(state, "papers"),
      button("have-all", say("kiosk.papers.all"), "primary wide", signed(state, "1"))));
}

/** The class that was chosen is not served first here. */
function plain(state) {
  const { view, way, say, language } = state;
  const { name } = view.priorities.find((one) => one.priority === way.priority);
  return h("main", { key: "plain", class: "ask middle", tabindex: "-1" },
    h("h1", { id: "question", tabindex: "-1" }, say("kiosk.plain")),
    h("p", { class: "given-ahead is-refused" }, h("bdi", null,
      say("kiosk.plain.more", { service: pick(serviceOf(way, view).name, language), priority: pick(name, language) }))),
    h("nav", { class: "foot", "aria-label": say("kiosk.plain") },
      button("back", say("kiosk.back"), "plain", signed(state, "⌫")),
      button("priority", say("kiosk.plain.take"), "primary", { "data-value": "", ...signed(state, "1") })));
}

function issuing({ say, issuing: tries, way }) {
  return h("main", { key: "issue", class: "ask middle", tabindex: "-1" },
    h("h1", { id: "question", tabindex: "-1" }, say(tries ? "kiosk.again" : way.checking ? "kiosk.booking.checking" : "kiosk.issuing")));
}

function number(state) {
  const { all, way, say, language, left } = state;
  const { number: printed, ahead } = way.ticket;
  const offered = all.agencies.flatMap(({ services }) => services);
  const service = serviceOf(way, all) || offered.find(({ service: id }) => id === way.ticket.service) || { name: "", zone_names: [] };
  const where = waitsAt(service, state);
  return h("main", { key: "number", class: "ask middle", tabindex: "-1" },
    h("div", { class: "given" },
      h("div", { class: "given-words" },
        h("h1", { id: "question", tabindex: "-1" }, h("span", { class: "h1-quiet" }, say("kiosk.number")),
          h("bdi", { class: `printed${printed.length > 9 ? " is-longest" : printed.length > 6 ? " is-long" : ""}` }, printed)),
        h("p", { class: "given-service" }, h("bdi", null, pick(service.name, language))),
        h("p", { class: "given-ahead" }, ahead ? say("kiosk.ahead", { n: ahead }) : say("kiosk.next")),
        where && h("p", { class: `given-more${service.waits_at ? " is-event" : ""}` }, h("bdi", null, where)),
        h("p", { class: "given-more" }, say("kiosk.keep"))),
      paperCard(state)),
    button("home", say("kiosk.done"), "primary", signed(state, "1")),
    h("p", { class: "given-left" }, say("kiosk.home", { n: left })));
}

function refused(state) {
  const { way, say, left } = state;
  const booked = way.code !== null;
  return h("main", { key: "refused", class: "ask middle", tabindex: "-1" },
    h("h1", { id: "question", tabindex: "-1" }, say(booked ? "kiosk.booking.failed" : "kiosk.refused")),
    h("p", { class: "given-ahead is-refused" }, h("bdi", null, way.refused)),
    h("nav", { class: "foot", "aria-label": say("kiosk.refused") },
      booked && button("back", say("kiosk.booking.edit"), "plain", signed(state, "⌫")),
      button("home", say(booked ? "kiosk.booking.normal" : "kiosk.start"), "primary", signed(state, "1"))),
    h("p", { class: "given-left" }, say("kiosk.home", { n: left })));
}

/** Whoever is still here says so with one touch; else the next visitor finds the start. */
function still({ say, left }) {
  return h("section", { key: "still", class: "still", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "still" },
    h("div", null,
      h("h2", { id: "still" }, say("kiosk.still")),
      h("p", null, say("kiosk.still.more"), " ", h("b", null, left), " ", say("kiosk.still.seconds")),
      button("stay", say("kiosk.still.yes"), "primary")));
}

const isAway = ({ line }) => line !== "live" && line !== "waiting";
