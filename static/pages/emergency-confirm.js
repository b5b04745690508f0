// The second step: names what will happen, and starts nothing by a hand that is still tapping.

import { h } from "./markup.js";
import { list, voiceOf } from "./emergency-view.js";
import { pick } from "./text.js";

/** `asked`: {drill, zones, words {id, en}, armed, sending (tries so far, or null)}. */
export function confirmation(asked, { say, language, languages }) {
  const kind = asked.drill ? "drill" : "real";
  const named = (zones) => list(zones.map((zone) => pick(zone.name, language)), say);
  const heard = asked.zones.filter((zone) => voiceOf(zone) === "heard");
  const mute = asked.zones.filter((zone) => voiceOf(zone) !== "heard");
  return h("div", { key: kind, class: `sure${asked.drill ? " is-drill" : ""}` },
    h("h2", { id: "dialog-title" }, say(`sure.${kind}`)),
    languages.map((tongue) => asked.words[tongue] && h("blockquote", { key: tongue, lang: tongue, dir: "auto" }, asked.words[tongue])),
    h("ul", null,
      h("li", null, say("sure.shown", { zones: named(asked.zones) })),
      heard.length ? h("li", { key: "heard" }, say(asked.drill ? "sure.heard.drill" : "sure.heard", { zones: named(heard) })) : null,
      mute.length ? h("li", { key: "mute" }, say("sure.mute", { zones: named(mute) })) : null,
      h("li", null, say("sure.calls"))),
    asked.sending === null ? choice(asked, kind, say) : under(asked, say));
}

function choice({ armed }, kind, say) {
  return h("div", { key: "choice", class: "go" },
    h("button", { type: "button", class: "start is-plain", "data-do": "cancel" }, say("sure.no")),
    h("button", { type: "button", class: "start", "data-do": "start", "aria-disabled": armed ? null : "true" }, say(`sure.yes.${kind}`)));
}

function under({ sending }, say) {
  return h("div", { key: "under", class: "go" },
    h("p", { role: "status" }, sending ? say("again", { n: sending + 1 }) : say("sending")),
    sending ? h("button", { type: "button", class: "start is-plain", "data-do": "stop" }, say("stop")) : null);
}
