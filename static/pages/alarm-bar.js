// The banner of an emergency: cannot be overlooked, and leaves the work beneath it possible.

import { h } from "./markup.js";
import { pick } from "./text.js";

const long = 160; // characters: more are set smaller

/** `emergency`: the view's, or null. `languages`: the reader's own, and any other in which it is to be read as well. */
export function alarmBar(emergency, say, languages) {
  if (!emergency) return null;
  const { drill, text } = emergency;
  const texts = [...new Set(languages.map((language) => pick(text, language)))];
  const size = texts.join("").length > long ? " is-long" : "";
  return h("section", { key: `alarm-${emergency.emergency}`, class: `alarm-bar${drill ? " is-drill" : ""}${size}`, role: "alert" },
    h("b", null, say(drill ? "alarm.drill" : "alarm.real")),
    h("div", null,
      texts.map((words) => h("p", null, h("bdi", null, words))),
      drill && h("small", null, say("alarm.drill.more"))));
}
