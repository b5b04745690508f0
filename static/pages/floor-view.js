// The floor page: view → markup. What needs a person, then queues by need, counters by zone, devices.

import { countersByZone } from "./floor-counters.js";
import { devices } from "./floor-devices.js";
import { eventBars } from "./floor-events.js";
import { needsOf, newsOf } from "./floor-needs.js";
import { queueList } from "./floor-queues.js";
import { h } from "./markup.js";
import { pick } from "./text.js";
import { clockTime, shortWait, timeOfDay } from "./time.js";

/**
 * `state`: {view, say, language, elapsed (s since the view was drawn), at (the hall's time, ms), line, since (ms), query, notice
 * {text, kind, undo}, home}.
 */
export function floorPage(state) {
  return [top(state), h("div", { key: "bars", class: "bars" }, bars(state)),
    h("main", { key: "main", class: "rooms", tabindex: "-1" }, needs(state), queueList(state), countersByZone(state), devices(state)),
    toast(state)];
}

/** Before the first view, and for who may not see one. */
export function entrance({ say, denied, secret }) {
  const title = denied ? "page.denied" : "page.starting";
  return h("main", { key: "blank", class: "blank", tabindex: "-1" },
    h("h1", null, say(denied && !secret ? "floor.sign.in" : title)),
    denied && h("p", { key: "why" }, say(`floor.denied.${denied}`)),
    denied && !secret && h("p", { key: "in" }, h("a", { class: "act act-go", href: "/login?next=/floor" }, say("floor.sign.in.go"))));
}

function top(state) {
  const { view, say, language, at, line } = state;
  const waiting = view.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const open = view.counters.filter((counter) => counter.open).length;
  return h("header", { key: "top", class: "top" },
    h("h1", null, say("floor.title")),
    h("p", { class: "top-mall" }, h("bdi", null, pick(view.mall, language))),
    h("p", { class: "top-sum" }, say("floor.sum", { n: waiting, open, of: view.counters.length })),
    h("p", { class: "top-clock" }, line === "waiting" ? say("line.waiting") : clockTime(timeOfDay(at, view.utc_offset).slice(0, 5), language)),
    h("div", { key: "find", class: "find" },
      h("label", { for: "query", class: "spoken" }, say("floor.search")),
      h("input", { id: "query", type: "search", placeholder: say("floor.search"), maxlength: "80", autocomplete: "off", spellcheck: "false" })),
    h("div", { key: "tools", class: "tools" },
      h("a", { href: state.home, "aria-label": say("floor.all"), title: say("floor.all") }, "←"),
      h("button", { type: "button", "data-do": "language", lang: say("page.language.code") }, say("page.language")),
      h("button", { type: "button", "data-do": "announce" }, say("announce")),
      h("button", { type: "button", "data-do": "event" }, say("event")),
      h("button", { type: "button", class: "is-alarm", "data-do": "emergency" }, say("emergency"))));
}

function bars(state) {
  const { view, say, line, since } = state;
  return [
    line === "stale" && h("p", { key: "stale", class: "bar bar-alert", role: "alert" }, say("line.stale", { time: timeOfDay(since, view.utc_offset) })),
    line === "denied" && h("p", { key: "denied", class: "bar bar-alert", role: "alert" }, say("line.denied")),
    eventBars(state),
    view.day_open === false && h("p", { key: "day", class: "bar" }, say("line.day")),
  ];
}

function needs(state) {
  const { view, say, elapsed } = state;
  const found = needsOf(view, elapsed);
  const news = newsOf(view);
  const urgent = found.some((need) => need.level === "alarm");
  return h("section", { key: "needs", class: `card needs${found.length ? (urgent ? " is-alarm" : " is-warn") : " is-calm"}`, "aria-labelledby": "needs" },
    h("h2", { id: "needs" }, say("needs"), found.length > 0 && h("b", { class: "count" }, String(found.length))),
    found.length
      ? h("ul", { key: "list", class: "scroll need-list", tabindex: "0", "aria-labelledby": "needs" }, found.map((one) => need(one, state)))
      : h("div", { key: "calm", class: "calm" }, h("span", { class: "calm-sign", "aria-hidden": "true" }, "✓"),
        h("p", null, h("b", null, say("needs.none")), " ", h("span", null, say("needs.none.more")))),
    news.length > 0 && h("ul", { key: "news", class: "news" }, news.map((one) => h("li", { key: one.id, class: "need is-well" },
      h("span", { class: "sign", "aria-hidden": "true" }, "✓"), h("p", null, h("bdi", null, say("needs.well", { title: pick(one.text, state.language) })))))));
}

/** A need in words: what is wrong, and what more there is to say. */
export function needWords(one, state) {
  const { say, language } = state;
  const values = Object.fromEntries(Object.entries(one.values).map(([name, value]) => [name, told(name, value, state)]));
  return {
    what: one.text ? pick(one.text, language) : say(one.what, values),
    more: one.say ? pick(one.say, language) : one.more && say(one.more, values),
  };
}

function need(one, state) {
  const { say } = state;
  const { what, more } = needWords(one, state);
  return h("li", { key: one.id, class: `need is-${one.level}` },
    h("span", { class: "sign" }, h("span", { "aria-hidden": "true" }, one.level === "alarm" ? "!" : "i"), h("span", { class: "spoken" }, say(`level.${one.level}`))),
    h("div", { class: "need-words" },
      h("b", null, h("bdi", null, what)),
      more && h("small", null, h("bdi", null, more))),
    one.act && h("button", { key: "act", type: "button", class: "plain", "data-do": one.act.do, "data-id": one.act.id },
      say(one.act.name || "need.look"), h("span", { class: "spoken" }, `: ${what}`)));
}

/** Seconds as people say them, texts in the reader's language. */
function told(name, value, { say, language }) {
  if (Array.isArray(value)) return value.map((one) => pick(one, language)).join(", ");
  if (name === "time" || (name === "limit" && value >= 60)) return shortWait(value, say);
  return typeof value === "number" ? String(value) : pick(value, language);
}

function toast({ notice, say }) {
  if (!notice) return null;
  return h("div", { key: "toast", class: `toast toast-${notice.kind}` },
    h("p", null, h("bdi", null, notice.text)),
    notice.undo && h("button", { key: "undo", type: "button", class: "toast-undo", "data-do": "undo" }, say("undo")),
    h("button", { key: "x", type: "button", class: "toast-x", "data-do": "dismiss", "aria-label": say("notice.close") }, "×"));
}
