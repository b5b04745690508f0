// Whether the hall saw and heard the call: said as it is, good or not.

import { h } from "./markup.js";
import { pick } from "./text.js";
import { timeOfDay } from "./time.js";

/** A screen that has not painted within this time is behind. */
const paint = 5;
const voices = {
  waiting: "wait", speaking: "wait", heard: "good", blocked: "bad", failed: "bad", skipped: "wait", none: "wait",
};
const signs = { good: "✓", wait: "…", bad: "!" };

export function proofChips(state) {
  const { proof, call } = state.view;
  if (!proof || !call || proof.seq !== call.seq) return [];
  return [shown(state), said(state)];
}

function shown({ view, say, elapsed }) {
  const { shown: n, screens: of } = view.proof;
  if (!of) return chip("shown", "bad", say("proof.noscreen"));
  const late = n < of && (view.ticket ? view.ticket.since : 0) + elapsed > paint;
  return chip("shown", n >= of ? "good" : late && n === 0 ? "bad" : "wait", say("proof.shown", { n, of }));
}

function said({ view, say, language, offset }) {
  const { said: how, heard_at: at, reason } = view.proof;
  const what = say(`proof.${how}`, { time: at ? timeOfDay(at, offset) : "" }).trim();
  const why = pick(reason, language);
  return chip("said", voices[how] || "wait", why ? say("proof.because", { what, why }) : what);
}

function chip(key, kind, text) {
  return h("li", { key, class: `chip chip-${kind}` }, h("span", { class: "chip-sign", "aria-hidden": true }, signs[kind]), h("bdi", null, text));
}
