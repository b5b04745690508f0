// What is typed at the kiosk by finger: a booking's code, the name of a service, and the keys for it.

import { button, signed } from "./kiosk-button.js";
import { h } from "./markup.js";
import { pick } from "./text.js";

const letters = ["QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"];
const shortest = 6; // characters of any system's code

export function bookingEntry(state) {
  const { way, say } = state;
  return h("main", { key: "booking", class: "ask typing", tabindex: "-1", "aria-labelledby": "question" },
    h("h1", { id: "question", tabindex: "-1" }, say("kiosk.booking")),
    h("p", { class: "lead" }, say("kiosk.booking.hint")),
    typed(grouped(way.code), [...way.code].join(" "), say),
    keyboard(["1234567890", letters[0], letters[1] + "-", letters[2]], say),
    h("nav", { key: "foot", class: "foot", "aria-label": say("kiosk.booking") },
      button("back", say("kiosk.back"), "plain"),
      priority(state),
      button("check-in", say("kiosk.booking.go"), "primary wide", { "aria-disabled": way.code.length < shortest ? "true" : null, ...signed(state, "↵") })));
}

/** `cards`: what matches so far; `more`: how many are not among them. */
export function findEntry(state, cards, more) {
  const { way, say } = state;
  const told = !way.find.trim() ? say("kiosk.find.hint") : !cards.length ? say("kiosk.find.none", { text: way.find }) : more > 0 ? say("kiosk.find.more", { n: more }) : "";
  return h("main", { key: "find", class: "ask typing", tabindex: "-1", "aria-labelledby": "question" },
    h("div", { key: "asked", class: "asked" }, h("h1", { id: "question", tabindex: "-1" }, say("kiosk.find")), typed(way.find, way.find, say)),
    h("ul", { key: "found", class: "choices is-found" }, cards),
    h("p", { key: "told", class: "lead", role: "status" }, h("bdi", null, told)),
    keyboard([letters[0], letters[1], `${letters[2]} `], say),
    h("nav", { key: "foot", class: "foot", "aria-label": say("kiosk.find") }, button("back", say("kiosk.back"), "plain")));
}

function priority(state) {
  const { view, way, say, language } = state;
  if (!view.priorities.length) return null;
  const chosen = view.priorities.find((one) => one.priority === way.priority);
  const label = chosen ? say("kiosk.priority.chosen", { name: pick(chosen.name, language) }) : say("kiosk.priority.button");
  return button("ask-priority", label, `priority${chosen ? " is-chosen" : ""}`);
}

/** What is typed, for the eye; and for the ear letter by letter. */
export function typed(text, spoken, say) {
  return h("p", { key: "typed", class: `typed${text.length > 16 ? " is-long" : ""}` },
    h("span", { class: "spoken", role: "status" }, spoken.trim() ? say("kiosk.typed", { text: spoken }) : say("kiosk.typed.nothing")),
    h("span", { class: "typed-text", "aria-hidden": "true" }, h("bdi", null, text)), h("span", { class: "caret", "aria-hidden": "true" }));
}

export function keyboard(rows, say) {
  return h("div", { key: "keys", class: "keys" },
    rows.map((row, at) => h("div", { key: at, class: "keys-row" },
      [...row].map((sign) => h("button", { key: sign, type: "button", class: `key${sign === " " ? " is-wide" : ""}`, "data-do": "type", "data-value": sign }, sign === " " ? say("kiosk.key.space") : sign)),
      at === rows.length - 1 && h("button", { key: "delete", type: "button", class: "key is-wide", "data-do": "delete" }, say("kiosk.key.delete")))));
}

/** One of ours is read in two halves; another system's stays as it is. */
const grouped = (code) => (code.length > 4 && code.length <= 8 && !code.includes("-") ? `${code.slice(0, 4)}-${code.slice(4)}` : code);
