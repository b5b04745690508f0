// What an officer is told of events that have a zone in which the counter is called: one line, and where its calls are heard meanwhile.

import { h } from "./markup.js";
import { pick } from "./text.js";
import { moment } from "./time.js";

/** None while no event has such a zone. */
export function eventBar({ view, say, language, offset, at }) {
  const withheld = view.withheld || [];
  if (!withheld.length) return null;
  const time = (ms) => moment(ms, { now: at, offset, language });
  const taken = withheld.map((one) => say(one.until === null ? "event.taken" : "event.taken.until",
    { zone: pick(one.zone_name, language), name: pick(one.name, language), since: time(one.since), until: one.until && time(one.until) }));
  const here = say("event.heard", { zones: view.called_in.map(({ name }) => pick(name, language)).join(", ") });
  const words = `${here} ${taken.join(" ")}`;
  return h("p", { key: "event", class: "bar bar-event", role: "status", title: words }, h("bdi", null, h("b", null, here), ` ${taken.join(" ")}`));
}
