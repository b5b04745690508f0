// Queues, those in need first.

import { byNeed } from "./floor-levels.js";
import { h } from "./markup.js";
import { pick, plain } from "./text.js";
import { shortWait } from "./time.js";

export function queueList(state) {
  const { view, say, elapsed } = state;
  const shown = byNeed(view.queues, elapsed).filter(({ queue }) => meant(queue, state));
  return h("section", { key: "queues", class: "card queues", "aria-labelledby": "queues" },
    h("h2", { id: "queues" }, say("queues"), h("b", { class: "count" }, String(view.queues.length))),
    shown.length ? h("ul", { key: "list", class: "scroll" }, shown.map((row) => queueRow(row, state))) : h("p", { key: "none", class: "none" }, say("floor.none", { query: state.query })));
}

/** Whether every typed word stands in the name, the agency or the id. */
export function matches(texts, query) {
  const words = query.split(/\s+/).map(plain).filter(Boolean);
  const text = texts.map(plain).join(" ");
  return words.every((word) => text.includes(word));
}

const meant = (queue, { query, language }) => !query || matches([pick(queue.name, language), pick(queue.agency_name, language), queue.service], query);

function queueRow({ queue, now }, state) {
  const { say, language } = state;
  const { waiting, counters_open: open } = queue;
  const word = now.nobody ? "queue.nobody" : now.level === "alarm" ? "queue.over" : now.level === "warn" ? "queue.near" : "";
  const facts = [
    waiting > 0 && !now.nobody && say("queue.open", { n: open }),
    waiting > 0 && queue.expected_wait && say("queue.expected", { text: pick(queue.expected_wait.text, language) }),
    waiting === 0 && (open ? say("queue.open", { n: open }) : say("queue.open.none")),
    queue.quota_left !== null && say("queue.quota", { n: queue.quota_left }),
  ].filter(Boolean).join(" · ");
  return h("li", { key: queue.service },
    h("button", { type: "button", class: `queue${now.level ? ` is-${now.level}` : ""}${waiting ? "" : " is-empty"}`, "data-do": "queue", "data-id": queue.service },
      h("span", { class: "queue-n" }, h("b", null, String(waiting)), h("span", { class: "spoken" }, ` ${say("queue.waiting")}`)),
      h("span", { class: "queue-what" },
        h("b", { class: "queue-name" }, h("bdi", null, pick(queue.name, language))),
        h("small", null, h("bdi", null, pick(queue.agency_name, language)), facts && ` · ${facts}`),
        !queue.open && queue.why_shut && h("small", { key: "shut", class: "queue-shut" }, h("bdi", null, pick(queue.why_shut, language)))),
      waiting > 0 && h("span", { key: "time", class: "queue-time" },
        h("b", null, shortWait(now.longest, say)),
        word && h("small", { class: "chip" }, say(word)))));
}
