// The counter page: view → markup.

import { alarmBar } from "./alarm-bar.js";
import { actionButton } from "./counter-button.js";
import { current } from "./counter-current.js";
import { eventBar } from "./counter-events.js";
import { lists } from "./counter-lists.js";
import { officerBadge, officerCard, officerMissing } from "./counter-officer.js";
import { shutCard } from "./counter-shut.js";
import { voiceLine } from "./counter-voice.js";
import { h } from "./markup.js";
import { pick } from "./text.js";
import { timeOfDay } from "./time.js";

/**
 * `state`: {view, say, language, elapsed (s since the view came), at (the hall's time, ms), line, since (ms),
 * offset (the mall's minutes ahead of UTC), presses, notice, trouble, elsewhere}.
 */
export function counterPage(state) {
  return [top(state), alarmBar(state.view.emergency, state.say, [state.language]), h("div", { key: "bars", class: "bars" }, bars(state)), main(state), toast(state)];
}

function top(state) {
  const { view, say, language } = state;
  const waiting = view.waiting.length + (view.more || 0);
  const agencies = view.agencies.map((name) => pick(name, language)).join(", ");
  return h("header", { key: "top", class: "top" },
    h("h1", null, say("counter.name", { name: "" }), h("bdi", null, view.name)),
    h("p", { class: "top-agencies", title: agencies }, h("bdi", null, agencies)),
    h("p", { class: "top-where" }, h("bdi", null, say("counter.where", { zone: pick(view.zone_name, language), n: waiting }))),
    voice(state),
    state.line === "waiting" && h("p", { class: "top-line" }, say("line.waiting")),
    officerBadge(state),
    h("div", { key: "tools", class: "tools" },
      view.open && actionButton("break", state),
      (view.open || view.call) && actionButton(view.open ? "close" : "open", state),
      h("button", { key: "language", type: "button", "data-do": "language", lang: say("page.language.code") }, say("page.language")),
      h("button", { key: "keys", type: "button", "data-do": "keys", "aria-label": say("press.keys"), "aria-keyshortcuts": "?" }, h("kbd", null, "?"))));
}

function voice({ view, say, language }) {
  if (!view.voice) return null;
  const what = say(`voice.${view.voice.state}`);
  const why = pick(view.voice.reason, language);
  return h("p", { class: `voice voice-${view.voice.state}` }, h("bdi", null, why ? say("proof.because", { what, why }) : what));
}

function bars({ view, say, language, line, since, offset, at, presses, trouble }) {
  const { now } = presses;
  const wrong = pick(view.trouble && view.trouble.text, language) || trouble;
  return [
    wrong && h("p", { key: "trouble", class: "bar bar-alert" }, h("bdi", null, wrong)),
    line === "stale" && h("p", { key: "stale", class: "bar bar-alert" }, say("line.stale", { time: timeOfDay(since, offset) })),
    eventBar({ view, say, language, offset, at }),
    view.day_open === false && h("p", { key: "day", class: "bar" }, say("line.day")),
    view.clock_doubtful && h("p", { key: "clock", class: "bar" }, say("line.clock")),
    line === "denied" && h("p", { key: "denied", class: "bar bar-alert" }, say("line.denied")),
    now && now.tries > 0 && h("p", { key: "again", class: "bar" }, say("press.again", { what: say(`press.${now.action}`), n: now.tries + 1 })),
  ];
}

function main(state) {
  const { view } = state;
  const kind = view.open ? "" : " is-shut";
  const noted = view.ticket && view.ticket.note ? " is-noted" : "";
  return h("main", { key: "main", class: `desk${kind}${noted}`, tabindex: "-1" }, officerMissing(view) && !view.call ? officerCard(state) : view.open || view.call ? current(state) : shutCard(state), lists(state), voiceLine(state));
}

function toast({ notice, say }) {
  if (!notice) return null;
  return h("div", { key: "toast", class: `toast toast-${notice.kind}` },
    h("p", null, h("bdi", null, notice.text)),
    h("button", { type: "button", "data-do": "dismiss", "aria-label": say("notice.close") }, "×"));
}
