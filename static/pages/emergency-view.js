// The emergency page: state → markup.

import { h } from "./markup.js";
import { pick } from "./text.js";

/**
 * `state`: {say, language, languages, standing, ending (id or ""), zones, chosen (Set), texts, ready (id or ""), words {id, en},
 * limit, line, notice {text, bad}, clock (ms → "09.42"), busy}.
 */
export function emergencyPage(state) {
  const { say, line, notice } = state;
  return [
    h("header", { key: "head", class: "head" },
      h("a", { href: state.home, class: "small" }, `← ${say("home")}`),
      h("button", { type: "button", class: "small", "data-do": "language", lang: say("page.language.code") }, say("page.language"))),
    (line === "stale" || line === "denied") && h("p", { key: "stale", class: "bar bar-alert" }, say("stale")),
    h("main", { key: "main", tabindex: "-1" },
      h("h1", null, say("title")),
      h("p", { class: "lead" }, say("lead")),
      h("p", { key: "notice", class: notice ? `told${notice.bad ? " is-bad" : ""}` : "told is-none" }, notice && notice.text),
      standing(state),
      what(state), where(state), how(state)),
  ];
}

function standing(state) {
  const { say } = state;
  return h("section", { key: "standing", class: "part", "aria-labelledby": "standing" },
    h("h2", { id: "standing" }, say("standing")),
    state.standing.length
      ? h("ul", { class: "alarms" }, state.standing.map((one) => alarm(one, state)))
      : h("p", { class: "none" }, say("standing.none")));
}

function alarm(one, state) {
  const { say, language, ending } = state;
  const zones = list(one.zone_names.map((name) => pick(name, language)), say);
  const asked = ending === one.emergency;
  return h("li", { key: one.emergency, class: `alarm${one.drill ? " is-drill" : ""}` },
    h("b", { class: "kind" }, say(one.drill ? "alarm.drill" : "alarm.real")),
    h("div", { class: "alarm-words" },
      h("p", null, h("bdi", null, pick(one.text, language))),
      h("p", { class: "since" }, h("bdi", null, say("since", { time: state.clock(one.since), zones })))),
    h("div", { class: "alarm-end" }, asked
      ? [h("p", { key: "ask" }, say("end.ask")),
        h("button", { key: "yes", type: "button", class: "end", "data-do": "end", "data-value": one.emergency }, say("end.sure")),
        // Where the first button was: a hand that taps twice ends nothing.
        h("button", { key: "no", type: "button", class: "plain", "data-do": "keep" }, say("end.no"))]
      : h("button", { key: "end", type: "button", class: "plain", "data-do": "ask-end", "data-value": one.emergency }, say("end"))));
}

export function what(state) {
  const { say, language, texts, ready } = state;
  return h("section", { key: "what", class: "part", "aria-labelledby": "what" },
    h("h2", { id: "what" }, say("what")),
    h("p", { class: "hint" }, say("what.hint")),
    h("div", { class: "ready" }, texts.map((text) =>
      h("button", {
        key: text.id, type: "button", class: "pick", "data-do": "text", "data-value": text.id,
        "aria-pressed": ready === text.id ? "true" : "false",
      }, h("bdi", null, pick(text.name, language))))),
    h("div", { class: "words" }, state.languages.map((tongue) => words(tongue, state))),
    state.languages.length > 1 && h("p", { class: "hint" }, say("text.one")));
}

function words(tongue, { say, words: written, limit }) {
  return h("div", { key: tongue },
    h("label", { for: `text-${tongue}` }, say(`text.${tongue}`)),
    h("textarea", {
      id: `text-${tongue}`, lang: tongue, rows: 4, maxlength: limit, dir: "auto", spellcheck: "false", autocomplete: "off",
      "aria-describedby": `left-${tongue}`,
    }),
    h("p", { id: `left-${tongue}`, class: "hint" }, say("text.left", { n: limit - written[tongue].length })));
}

export function where(state) {
  const { say, language, zones, chosen } = state;
  return h("section", { key: "where", class: "part", "aria-labelledby": "where" },
    h("h2", { id: "where" }, say("where")),
    h("div", { class: "zones" }, zones.map((zone) =>
      h("button", {
        key: zone.zone, type: "button", class: "pick zone", role: "checkbox", "data-do": "zone", "data-value": zone.zone,
        "aria-checked": chosen.has(zone.zone) ? "true" : "false",
      },
        h("span", { class: "tick", "aria-hidden": "true" }, chosen.has(zone.zone) ? "✓" : ""),
        h("span", null, h("bdi", null, pick(zone.name, language)), h("small", null, say(`where.${voiceOf(zone)}`)))))));
}

export function how({ say, busy }) {
  const off = busy ? "true" : null;
  return h("section", { key: "how", class: "part", "aria-labelledby": "how" },
    h("h2", { id: "how" }, say("how")),
    h("p", { class: "hint" }, say("how.hint")),
    h("div", { class: "go" },
      h("button", { type: "button", class: "start is-drill", "data-do": "ask-drill", "aria-disabled": off }, say("drill")),
      h("button", { type: "button", class: "start", "data-do": "ask-real", "aria-disabled": off }, say("real"))));
}

/** What the voice will do in a zone: "heard", "shown" (there is none), "failed". */
export const voiceOf = ({ voice }) => ({ silent: "shown", failed: "failed" })[voice] || "heard";

/** "A", "A dan B", "A, B dan C". */
export function list(names, say) {
  const last = names[names.length - 1];
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} ${say("and")} ${last}` : last || "";
}
