// The kiosk page: one question at a time, each answer a large button.

import { alarmBar } from "./alarm-bar.js";
import { choices } from "./kiosk-choices.js";
import { paperCard, slip } from "./kiosk-paper.js";
import { stepOf, serviceOf } from "./kiosk-steps.js";
import { h } from "./markup.js";
import { isolated, pick } from "./text.js";

/**
 * `state`: {view, way, say, language, room (choices a page), line, issuing (null, or tries so far), left (s to the start)}.
 */
export function kioskPage(state) {
  const step = stepOf(state.way, state.view);
  const body = { number, refused, issue: issuing }[step] || question;
  return [
    head(state),
    alarmBar(state.view.emergency, state.say, [state.language, ...state.view.languages]),
    state.line !== "live" && state.line !== "waiting" && h("div", { key: "away", class: "bar bar-alert" }, state.say("kiosk.away")),
    body(state, step),
    slip(state),
  ];
}

function head({ view, say, language, issuing: busy, way }) {
  const others = view.languages.length > 1 && busy === null;
  return h("header", { key: "head", class: "head" },
    h("p", null, h("bdi", null, pick(view.mall, language))),
    others && !way.ticket && h("button", { type: "button", class: "small", "data-do": "language", lang: say("page.language.code") }, say("page.language")));
}

function question(state, step) {
  const { way, say, room } = state;
  const all = choices(step, state);
  const pages = Math.max(1, Math.ceil(all.length / room));
  const page = Math.min(way.page, pages - 1);
  const shown = all.slice(page * room, (page + 1) * room);
  const few = all.length <= 4 ? " is-few" : "";
  return h("main", { key: step, class: "ask", tabindex: "-1", "aria-labelledby": "question" },
    h("h1", { id: "question", tabindex: "-1" }, h("bdi", null, say(`kiosk.${step}`))),
    shown.length ? h("ul", { class: `choices${few}` }, shown.map((choice) => card(choice, state))) : h("p", { class: "none" }, say("kiosk.empty")),
    foot(state, step, page, pages));
}

function card({ key, title, more, note, shut, deed, value }, state) {
  const barred = shut || isAway(state);
  return h("li", { key },
    h("button", {
      type: "button", class: `choice${shut ? " is-shut" : ""}`, "data-do": barred ? "nothing" : deed, "data-value": value,
      "aria-disabled": barred ? "true" : null,
    },
      h("b", { class: title.length > 60 ? "is-long" : null }, h("bdi", null, title)),
      more && h("span", null, h("bdi", null, more)),
      note && h("i", null, h("bdi", null, note))));
}

function foot(state, step, page, pages) {
  const { say } = state;
  return h("nav", { key: "foot", class: "foot", "aria-label": say(`kiosk.${step}`) },
    step !== "agency" && button("back", say("kiosk.back"), "plain"),
    priority(state, step),
    step === "origin" && button("origin", say("kiosk.skip"), "plain", { "data-value": "" }),
    pages > 1 && [
      button("before", say("kiosk.before"), "plain", { "aria-disabled": page === 0 ? "true" : null }),
      h("p", { key: "pages" }, say("kiosk.pages", { n: page + 1, of: pages })),
      button("after", say("kiosk.after"), "plain", { "aria-disabled": page === pages - 1 ? "true" : null }),
    ]);
}

function priority({ view, way, say, language }, step) {
  if (!view.priorities.length) return null;
  if (step === "priority") return way.priority && button("priority", say("kiosk.priority.none"), "plain", { "data-value": "" });
  const chosen = view.priorities.find((one) => one.priority === way.priority);
  if (chosen) return button("ask-priority", say("kiosk.priority.chosen", { name: pick(chosen.name, language) }), "priority is-chosen");
  const whom = view.priorities.map(({ name }) => isolated(pick(name, language))).join(" · ");
  return button("ask-priority", say("kiosk.priority.button"), "priority", {}, h("small", null, h("bdi", null, whom)));
}

function issuing({ say, issuing: tries }) {
  return h("main", { key: "issue", class: "ask middle", tabindex: "-1" },
    h("h1", { id: "question", tabindex: "-1" }, say(tries ? "kiosk.again" : "kiosk.issuing")));
}

function number(state) {
  const { view, way, say, language, left } = state;
  const { number: printed, ahead } = way.ticket;
  const service = serviceOf(way, view) || { name: "", zone_names: [] };
  const zones = service.zone_names.map((name) => pick(name, language)).join(` ${say("kiosk.or")} `);
  return h("main", { key: "number", class: "ask middle", tabindex: "-1" },
    h("div", { class: "given" },
      h("div", { class: "given-words" },
        h("h1", { id: "question", tabindex: "-1" }, h("span", { class: "h1-quiet" }, say("kiosk.number")),
          h("bdi", { class: `printed${printed.length > 9 ? " is-longest" : printed.length > 6 ? " is-long" : ""}` }, printed)),
        h("p", { class: "given-service" }, h("bdi", null, pick(service.name, language))),
        h("p", { class: "given-ahead" }, ahead ? say("kiosk.ahead", { n: ahead }) : say("kiosk.next")),
        zones && h("p", { class: "given-more" }, h("bdi", null, say("kiosk.wait", { zone: zones }))),
        h("p", { class: "given-more" }, say("kiosk.keep"))),
      paperCard(state)),
    button("home", say("kiosk.done"), "primary"),
    h("p", { class: "given-left" }, say("kiosk.home", { n: left })));
}

function refused({ way, say, left }) {
  return h("main", { key: "refused", class: "ask middle", tabindex: "-1" },
    h("h1", { id: "question", tabindex: "-1" }, say("kiosk.refused")),
    h("p", { class: "given-ahead is-refused" }, h("bdi", null, way.refused)),
    button("home", say("kiosk.start"), "primary"),
    h("p", { class: "given-left" }, say("kiosk.home", { n: left })));
}

function button(deed, label, kind, more, below) {
  return h("button", { key: deed, type: "button", class: `large ${kind}`, "data-do": deed, ...more }, h("bdi", null, label), " ", below);
}

const isAway = ({ line }) => line !== "live" && line !== "waiting";
