// The windows in which an officer writes a note: while parking a visitor, or on the visit itself.

import { h } from "./markup.js";

const longest = 80; // characters, as the server has it

/** `dialog.initial` is the note that is there; what is typed comes in as `dialog.query`. */
export function noteBody({ kind, initial, query }, { view, say }) {
  const number = (view.ticket && view.ticket.number) || say("counter.direct");
  return h("form", { key: "form", class: "note-form", "data-action": kind, autocomplete: "off" },
    h("p", { key: "more" }, h("bdi", null, say(`dialog.${kind}.more`, { number }))),
    h("label", { key: "label", for: "note" }, say("note.label")),
    h("input", {
      key: "note", id: "note", class: "picker-query", type: "text", name: "note", value: initial, maxlength: longest, autofocus: true,
      autocomplete: "off", placeholder: say("note.hint"), "aria-describedby": "note-rule",
    }),
    h("p", { key: "rule", id: "note-rule", class: "none" }, say("note.rule", { n: Math.max(0, longest - query.length) })),
    h("div", { key: "foot", class: "dialog-foot" },
      h("button", { key: "no", type: "button", class: "act", "data-do": "shut" }, h("span", null, say("note.no"))),
      h("button", { key: "yes", type: "submit", class: "act act-go" }, h("span", null, say(kind === "park" ? "note.park" : "note.save")), h("kbd", { "aria-hidden": true }, "Enter"))));
}

/** The press that a written note stands for. */
export function notePress(action, text) {
  const note = text.trim();
  if (action === "note") return { action, body: { text: note } };
  return { action, body: note ? { note } : undefined };
}
