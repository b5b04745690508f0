// Counters by zone: what each does, with whom, and for how long.

import { counterNow } from "./floor-levels.js";
import { matches } from "./floor-queues.js";
import { h } from "./markup.js";
import { pick } from "./text.js";
import { stopwatch } from "./time.js";

export function countersByZone(state) {
  const { view, say } = state;
  const services = Object.fromEntries(view.queues.map((queue) => [queue.service, queue]));
  const zones = view.zones.map((zone) => ({ zone, all: view.counters.filter((counter) => counter.zone === zone.zone) }))
    .map(({ zone, all }) => ({ zone, all, shown: all.filter((counter) => meant(counter, zone, services, state)) }));
  const some = zones.some(({ shown }) => shown.length);
  return h("section", { key: "counters", class: "card counters", "aria-labelledby": "counters" },
    h("h2", { id: "counters" }, say("counters"), h("b", { class: "count" }, String(view.counters.length))),
    some ? h("div", { key: "list", class: "scroll" }, zones.filter(({ shown }) => shown.length).map((one) => zonePart(one, services, state)))
      : h("p", { key: "none", class: "none" }, say("floor.none", { query: state.query })));
}

function zonePart({ zone, all, shown }, services, state) {
  const { say, language } = state;
  return h("div", { key: zone.zone, class: "zone" },
    h("h3", null, h("bdi", null, pick(zone.name, language)), h("small", null, say("zone.open", { n: all.filter((counter) => counter.open).length, of: all.length }))),
    h("ul", { class: "desks" }, shown.map((counter) => deskTile(counter, services, state))));
}

/** The agencies whose services a counter serves. */
export const agenciesOf = (counter, services, language) =>
  [...new Set(counter.services.map((id) => services[id] && pick(services[id].agency_name, language)).filter(Boolean))];

function meant(counter, zone, services, { query, language }) {
  if (!query) return true;
  const names = counter.services.map((id) => (services[id] ? pick(services[id].name, language) : id));
  const texts = [counter.name, counter.counter, counter.number || "", pick(zone.name, language), ...names, ...agenciesOf(counter, services, language)];
  return matches(texts, query);
}

/** What it does, in words: "Melayani", "Istirahat · 9 mnt lagi". */
export function doing(now, say) {
  const word = say({ hall: "counter.shut.hall" }[now.is] || `counter.${now.is}`);
  if (now.is !== "break" || now.left === null) return word;
  return `${word} · ${now.left > -60 ? say("counter.break.left", { n: Math.max(0, Math.ceil(now.left / 60)) }) : say("counter.break.over", { n: Math.floor(-now.left / 60) })}`;
}

function deskTile(counter, services, state) {
  const { view, say, language, elapsed } = state;
  const now = counterNow(counter, view.serve_limit, elapsed);
  const busy = now.is === "called" || now.is === "serving";
  const waiting = counter.aimed + counter.services.reduce((sum, id) => sum + (services[id] ? services[id].waiting : 0), 0);
  const number = counter.number || say("counter.direct");
  return h("li", { key: counter.counter },
    h("button", { type: "button", class: `tile is-${now.is}${now.level ? ` level-${now.level}` : ""}`, "data-do": "counter", "data-id": counter.counter },
      h("span", { class: "tile-head" },
        h("b", { class: "tile-name" }, h("span", { class: "spoken" }, say("counter.name", { name: "" })), h("bdi", null, counter.name)),
        busy && h("span", { class: "tile-time" }, stopwatch(now.since))),
      busy && h("span", { key: "number", class: `tile-number${number.length > 8 ? " is-long" : ""}` }, h("bdi", null, number)),
      h("span", { class: "tile-is" }, doing(now, say)),
      now.level && busy ? h("small", { key: "chip", class: "tile-more chip" }, say(now.level === "alarm" ? "counter.over" : "counter.near"))
        : h("small", { key: "more", class: "tile-more" }, h("bdi", null, counter.officer || (busy ? agenciesOf(counter, services, language).join(", ") : say("counter.waiting", { n: waiting }))))));
}
