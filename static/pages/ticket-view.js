// A visitor's own page: the view of the ticket, its line and the state of the line → markup. Pure.

import { alarmBar } from "./alarm-bar.js";
import { h } from "./markup.js";
import { isolated, pick } from "./text.js";
import { minutesLeft } from "./ticket-line.js";
import { canShake } from "./ticket-ring.js";
import { clockTime, timeOfDay } from "./time.js";

/** From so few before a visitor on, it is time to come near. */
export const near = 3;

/** Whether it is: with no counter open nobody's turn is near. */
export const isNearly = (ahead, line) => ahead <= near && !(line && line.counters.length === 0);

/**
 * `state`: {view, line, ahead, most (the largest `ahead` seen), say, language, now (server ms), heard (server ms of the
 * last news), isAway, called (s since the call), asking, sending, refused, sound ("off" | "on" | "none"), isDead, survey}.
 */
export function ticketPage(state) {
  const { view, isDead } = state;
  if (isDead) return [bare(state), message(state, "dead", state.say("dead.more"))];
  if (!view) return h("main", { key: "start", class: "blank", tabindex: "-1" }, h("h1", null, state.say("starting")));
  const body = { waiting, called, serving, served, no_show: missed, parked, cancelled: over, expired: over }[view.state];
  return [head(state), away(state), alarm(state), body(state)];
}

/** What stands above all else where this visitor may be; the line brings it, whatever the ticket does. */
function alarm({ line, say, language }) {
  return alarmBar(line && line.emergency, say, [language]);
}

/** What the page is called: what matters now comes first, for that is what a row of tabs shows. */
export function titleOf({ view, ahead, say, isDead }) {
  if (isDead) return say("title.dead");
  if (!view) return say("title");
  const { number, state, place } = view;
  if (state === "called") return say("title.called", { counter: place ? place.name : "" });
  if (state !== "waiting") return say(`title.${state}`, { number });
  return ahead ? say("title.waiting", { n: ahead, number }) : say("title.next", { number });
}

export function zonesOf({ view, say, language }) {
  return view.zones.map(({ name }) => isolated(pick(name, language))).join(` ${say("or")} `);
}

function bare({ say }) {
  return h("header", { key: "head", class: "head" }, h("p", null), languageButton(say));
}

function head({ view, say, language, heard, line, isAway }) {
  const live = isAway || !heard ? say("joining") : say("live", { time: clock(heard, view, language) });
  return h("header", { key: "head", class: "head" },
    h("p", null, h("bdi", { class: "mall" }, pick(view.mall, language)), h("span", { class: "live" }, live)),
    languageButton(say));
}

function languageButton(say) {
  return h("button", { type: "button", class: "small", "data-do": "language", lang: say("language.code") }, say("language"));
}

function away({ view, say, language, isAway, heard }) {
  return isAway && heard && h("p", { key: "away", class: "bar bar-alert", role: "status" }, say("away", { time: clock(heard, view, language) }));
}

const clock = (at, view, language) => clockTime(timeOfDay(at, view.utc_offset).slice(0, 5), language);

function waiting(state) {
  const { line, ahead, say } = state;
  const isNear = isNearly(ahead, line);
  const title = ahead === 0 ? say("next") : isNear ? say("near") : null;
  return h("main", { key: "waiting", class: isNear ? "is-near" : null, tabindex: "-1" },
    h("section", { key: "card", class: "card", "aria-labelledby": "number" },
      title && h("p", { key: "near", class: "near" }, title),
      numberOf(state),
      facts(state),
      progress(state),
      event(state),
      h("p", { key: "wait", class: "what" }, again(state), !moved(state) && [say("wait", { zones: zonesOf(state) }), " "],
        isNear ? say("near.more") : say(canShake() ? "wait.shake" : "wait.open")),
      opened(state)),
    h("p", { key: "sound" }, soundButton(state)),
    !moved(state) && places(state),
    giveUp(state));
}

function numberOf({ view, say, language }, tag = "h1") {
  const { number } = view;
  return [
    h(tag, { key: "number", id: "number" }, h("span", { class: "quiet" }, say("number")), printed(number)),
    h("p", { key: "service", class: "service" }, h("bdi", null, pick(view.agency_name, language)), " · ", h("bdi", null, pick(view.service_name, language))),
  ];
}

/** A number is never cut: the longer it is, the smaller. */
function printed(number) {
  const size = [[13, "endless"], [9, "longest"], [5, "long"]].find(([length]) => number.length > length);
  return h("bdi", { class: size ? `number is-${size[1]}` : "number" }, number);
}

function facts({ line, ahead, say }) {
  const minutes = minutesLeft(line, ahead);
  return h("dl", { key: "facts", class: "facts" },
    h("div", null, h("dt", null, say("ahead")), h("dd", null, String(ahead))),
    minutes !== null && h("div", null, h("dt", null, say("minutes")), h("dd", null, say(minutes ? "about" : "soon", { n: minutes }))));
}

/** How far it has come since this page first saw it; steps, for no style may stand in the markup. */
function progress({ ahead, most }) {
  if (!most) return null;
  return h("progress", { key: "progress", class: "progress", "aria-hidden": true, max: most, value: most - ahead });
}

function again({ view, say, language }) {
  if (!view.again) return null;
  const what = pick(view.service_name, language);
  return [view.place ? say("again.counter", { counter: view.place.name }) : say("again", { what }), " "];
}

function opened({ line, say }) {
  if (!line) return null;
  const { length } = line.counters;
  return h("p", { key: "open", class: length ? "open" : "open is-none" }, length ? say(length === 1 ? "open.one" : "open", { n: length }) : say("open.none"));
}

function soundButton({ say, sound }) {
  if (sound === "none") return say("sound.none");
  return h("button", { type: "button", class: "large", "data-do": "sound", "aria-pressed": String(sound === "on") },
    say(sound === "on" ? "sound.on" : "sound"));
}

function places({ view, say, language }) {
  const known = view.zones.filter(({ direction, counters }) => direction || counters);
  if (!known.length) return null;
  return h("section", { key: "places", class: "card places", "aria-labelledby": "where" },
    h("h2", { id: "where" }, say("where")),
    h("ul", null, view.zones.map(({ name, direction, counters }, place) => h("li", { key: String(place) },
      h("b", null, h("bdi", null, pick(name, language))), " ",
      h("span", null, direction && h("bdi", null, pick(direction, language)), direction && " · ", say(counters ? "where.counters" : "where.heard"))))));
}

const moved = ({ line }) => line && line.waits_at;

/** An event has a zone of this line: where to wait instead. */
function event(state) {
  return moved(state) && h("p", { key: "event", class: "event", role: "status" }, h("bdi", null, pick(state.line.waits_at, state.language)));
}

function giveUp(state) {
  const { view, say, asking, sending, refused } = state;
  const problem = refused && h("p", { key: "refused", class: "refused", role: "alert" }, h("bdi", null, refused));
  if (!asking) return [problem, h("p", { key: "give-up" }, h("button", { key: "ask", type: "button", class: "large alert", "data-do": "ask" }, say("cancel")))];
  return h("section", { key: "sure", class: "card sure", role: "group", "aria-labelledby": "sure" },
    h("h2", { id: "sure" }, say("cancel.sure", { number: view.number })),
    h("p", null, say("cancel.more")),
    problem,
    h("button", { key: "no", id: "no", type: "button", class: "large", "data-do": "keep", "aria-disabled": sending || null }, say("cancel.no")),
    h("button", { key: "yes", type: "button", class: "large alert", "data-do": "cancel", "aria-disabled": sending || null },
      say(sending ? "cancel.sending" : "cancel.yes")));
}

function called(state) {
  const { view, say, called: age } = state;
  const { recall } = view.call || { recall: 0 };
  const since = age < 60 ? say("seconds", { n: Math.floor(age) }) : say("minutes.ago", { n: Math.floor(age / 60) });
  return h("main", { key: "called", class: "calls", tabindex: "-1" },
    h("h1", null, h("span", { class: "turn" }, say("called")), printed(view.number)),
    h("p", { class: "go" }, say("called.go")),
    goTo(state),
    h("p", { class: "since" }, say("called.since", { time: since }), recall > 0 && ` · ${say("called.recall", { n: recall + 1 })}`),
    h("p", { key: "sound" }, soundButton(state)));
}

function goTo({ view, say, language }) {
  const { place } = view;
  if (!place) return null;
  const [here, there] = [pick(place.direction, language), pick(place.zone_direction, language)];
  return h("div", { key: "place", class: "place" },
    h("p", { class: place.name.length > 4 ? "counter is-long" : "counter" }, h("bdi", null, say("counter", { name: place.name }))),
    h("p", { class: "zone" }, h("bdi", null, pick(place.zone_name, language))),
    here && h("p", { key: "here", class: "direction" }, h("bdi", null, here)),
    there && h("p", { class: "direction" }, h("bdi", null, there)));
}

function serving(state) {
  return h("main", { key: "serving", tabindex: "-1" },
    h("section", { class: "card is-good" }, h("p", { class: "near" }, state.say("serving")), numberOf(state), goTo(state)));
}

/** What follows a visit stands here. */
function served(state) {
  const { say, survey } = state;
  return message(state, "served", say("served.more", { number: state.view.number }),
    survey === "given" && h("p", { key: "given", class: "what" }, say("survey.given")),
    survey === "ready" && h("div", { key: "survey", class: "survey" },
      h("p", { class: "faces", "aria-hidden": true }, [1, 2, 3, 4].map((value) => h("img", { key: String(value), src: `/static/pages/face-${value}.svg`, alt: true, width: "44", height: "44" }))),
      h("h2", null, say("survey")), h("p", null, say("survey.more")),
      h("a", { class: "large go-on", href: location.pathname.replace("/t/", "/survey/") }, say("survey.go"))));
}

function missed(state) {
  const { view, say, language } = state;
  const { place } = view;
  const where = place
    ? say("no_show.where", { counter: place.name, zone: pick(place.zone_name, language) })
    : say("no_show.officer", { service: pick(view.service_name, language) });
  return message(state, "no_show", say("no_show.more", { where }), numberOf(state, "p"), place && goTo(state));
}

function parked(state) {
  const { say } = state;
  return [message(state, "parked", moved(state) ? pick(state.line.waits_at, state.language) : say("parked.more", { zones: zonesOf(state) }), numberOf(state, "p"), h("p", { key: "sound" }, soundButton(state)), giveUp(state))];
}

function over(state) {
  const { view, say } = state;
  return message(state, view.state, say(`${view.state}.more`, { number: view.number }));
}

function message({ say }, kind, more, ...rest) {
  return h("main", { key: kind, class: `message is-${kind}`, tabindex: "-1" },
    h("section", { class: "card" }, h("h1", { class: "headline" }, say(kind)), h("p", { class: "what" }, more), rest));
}
