// The zones side by side: what each says, how it is said, and by which voice.

import { h } from "./markup.js";
import { pick } from "./text.js";
import { isCall } from "./voices-trial.js";

export function zoneCards(state) {
  return h("ul", { key: "zones", class: "zones" }, state.hall.zones.map((zone) => zoneCard(zone, state)));
}

function zoneCard(zone, state) {
  const { say, language, heard, playing } = state;
  const { asking, reply, refused } = heard[zone.zone] || {};
  const name = pick(zone.name, language);
  return h("li", { key: zone.zone, class: `zone${playing === zone.zone ? " is-playing" : ""}` },
    h("div", { class: "zone-head" },
      h("h3", null, h("bdi", null, name)),
      button(zone.zone, name, state)),
    zone.speaker === "none" && h("p", { key: "none", class: "zone-note" }, say("voices.zone.none")),
    deaf(zone, state) && h("p", { key: "deaf", class: "zone-note" }, say("voices.zone.deaf")),
    h("div", { key: "said", class: "zone-said", "aria-live": "polite" },
      asking && h("p", { class: "soft" }, say("voices.making")),
      refused && h("p", { class: "wrong" }, h("bdi", null, refused)),
      reply && sentences(reply, state)));
}

/** A call of the chosen counter is never said in this zone; it can be tried there all the same. */
function deaf(zone, { trial, hall }) {
  const counter = isCall(trial) && hall.counters.find((one) => one.counter === trial.counter);
  return Boolean(counter) && counter.zone !== zone.zone && !zone.hears.includes(counter.zone);
}

function button(zone, name, { say, heard, playing }) {
  const { asking, reply } = heard[zone] || {};
  const [deed, sign] = playing === zone ? ["stop", "■"] : [reply ? "replay" : "hear", "▶"];
  return h("button", {
    key: "play", type: "button", class: "small", "data-do": deed, "data-zone": zone, "aria-busy": asking || null, "aria-disabled": asking || null,
    "aria-label": say(deed === "stop" ? "voices.stop.in" : "voices.hear.in", { zone: name }),
  }, h("span", { "aria-hidden": true }, sign), say(deed === "stop" ? "voices.stop" : "voices.hear"));
}

function sentences({ sentences: said, voice, length, reason }, { say, language }) {
  const seconds = length.toFixed(1).replace(".", language === "id" ? "," : ".");
  return [
    said.map((one, n) => sentence(one, voice[n] || {}, say)),
    h("p", { key: "length", class: "soft length" }, say("voices.length", { n: seconds })),
    reason && h("p", { key: "reason", class: "soft small-print" }, h("bdi", null, reason)),
  ];
}

function sentence({ language, caption, text }, { profile, instead }, say) {
  return h("div", { key: `said-${language}`, class: "said" },
    h("p", { class: "caption", lang: language }, h("bdi", null, caption)),
    h("p", { class: "given" }, say("voices.given"), " ", h("code", { lang: language }, text)),
    !profile ? h("p", { key: "nobody", class: "wrong" }, say("voices.nobody"))
      : instead ? h("p", { key: "instead", class: "warn" }, say("voices.instead", { name: profile }))
        : h("p", { key: "voice", class: "soft" }, say("voices.by", { name: profile })));
}
