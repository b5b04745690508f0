// The windows that some presses open first: what is asked, and what each choice presses.

import { actionNamed, actions, keyLabel, rare } from "./counter-actions.js";
import { actionButton } from "./counter-button.js";
import { noteBody } from "./counter-notes.js";
import { officerBody } from "./counter-officer.js";
import { optionsOf } from "./counter-options.js";
import { closingBody, hoursBody, leaving } from "./counter-shut.js";
import { ticketBody, ticketTitle } from "./counter-ticket.js";
import { voiceBody } from "./counter-voice.js";
import { h } from "./markup.js";
import { picker } from "./picker.js";
import { pick } from "./text.js";

const bodies = {
  cancel: cancelBody, keys: keysBody, voice: voiceBody, more: moreBody, park: noteBody, note: noteBody,
  ticket: ticketBody, officer: officerBody, closing: closingBody, hours: hoursBody,
};

export function dialogMarkup(dialog, state) {
  const { say } = state;
  const body = bodies[dialog.kind] || pickerBody;
  return [
    h("header", { key: "head", class: "dialog-head" },
      h("h2", { id: "dialog-title" }, h("bdi", null, titleOf(dialog, state))),
      h("button", { type: "button", class: "cross", "data-do": "shut", "aria-label": say("dialog.close") }, "×")),
    h("div", { key: dialog.kind, class: "dialog-body" }, body(dialog, state)),
  ];
}

function titleOf(dialog, state) {
  const { view, say } = state;
  if (dialog.kind === "ticket") return ticketTitle(dialog, state);
  return say(`dialog.${dialog.kind}`, { number: dialog.number || (view.ticket && view.ticket.number) || say("counter.direct") });
}

function pickerBody(dialog, state) {
  const { view, say } = state;
  const sample = view.waiting[0] ? view.waiting[0].number : "A012";
  const none = dialog.kind === "return" && !dialog.query ? "dialog.return.none" : "dialog.none";
  return [
    h("div", { key: "before", class: "dialog-before" }, before(dialog, state)),
    picker({
      options: optionsOf(dialog, state), active: dialog.active, label: say("dialog.search"),
      hint: say(`dialog.${dialog.kind}.hint`, { number: sample }), none: say(none),
    }),
  ];
}

/** What is to be known before the choice. */
function before({ kind }, state) {
  const { view, say, language } = state;
  if (kind === "break") return leaving(state);
  if (!["transfer", "also"].includes(kind) || !view.ticket || view.ticket.direct) return null;
  return h("p", null, h("bdi", null, say(`dialog.${kind}.keeps`, { number: view.ticket.number, where: pick(view.comes_back.transferred, language) })));
}

function moreBody(dialog, state) {
  return h("div", { key: "acts", class: "dialog-stack" }, rare.map((name, place) => actionButton(name, state, { autofocus: place === 0 })));
}

function cancelBody({ ticket, number, service }, { say }) {
  return [
    h("p", null, h("bdi", null, say("dialog.cancel.more", { number, service }))),
    h("div", { class: "dialog-foot" },
      h("button", { key: "no", type: "button", class: "act", autofocus: true, "data-do": "shut" }, say("dialog.cancel.no")),
      h("button", { key: "yes", type: "button", class: "act act-alert", "data-do": "cancel-sure", "data-ticket": ticket }, say("dialog.cancel.yes"))),
  ];
}

function keysBody(dialog, { say, letters }) {
  const row = (action) => [keyLabel(action, say), say(action.name === "open" ? "dialog.keys.open" : `press.${action.name}`)];
  const daily = actions.filter(({ name }) => name !== "close" && !rare.includes(name)).map(row);
  const seldom = rare.map((name) => row(actionNamed(name)));
  const more = [["Enter", say("dialog.keys.list")], ["?", say("dialog.keys.help")], ["Esc", say("dialog.keys.escape")]];
  return [
    h("dl", { class: "keys" }, [...daily, ...seldom, ...more].map(([key, what]) => h("div", null, h("dt", null, h("kbd", null, key)), h("dd", null, what)))),
    h("button", { type: "button", class: "act switch", role: "switch", autofocus: true, "aria-checked": String(letters), "data-do": "letters" },
      h("span", null, say("dialog.keys.on")), h("span", { class: "switch-knob", "aria-hidden": true })),
  ];
}
