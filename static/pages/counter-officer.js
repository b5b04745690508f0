// Who is signed in at this counter: the name at the top, the card while somebody has to, the window for name and PIN.

import { h } from "./markup.js";

/** Whether a press would be refused for want of an officer. */
export const officerMissing = ({ officer }) => Boolean(officer) && officer.rule === "required" && !officer.name;

/** At the top of the page; nothing in a mall without officers' PINs. */
export function officerBadge({ view, say }) {
  const { officer } = view;
  if (!officer || officer.rule === "off") return null;
  return h("button", { key: "officer", type: "button", class: officer.name ? "officer" : "officer officer-none", "data-do": "officer", title: officer.name },
    h("span", { class: "spoken" }, officer.name ? say("officer.here") : ""), h("bdi", null, officer.name || say("officer.in")));
}

/** In place of the visit, while nobody is signed in and somebody has to be. */
export function officerCard({ say }) {
  return h("section", { key: "current", class: "card shut", "aria-labelledby": "now" },
    h("h2", { id: "now" }, say("officer.missing")),
    h("p", null, say("officer.missing.more")),
    h("button", { type: "button", class: "next", "data-do": "officer" }, h("span", null, say("officer.in"))));
}

/** `dialog`: {people: null | [{id, name}], wrong, sending}. */
export function officerBody(dialog, state) {
  return [present(state), choice(dialog, state)];
}

function present({ view, say }) {
  if (!view.officer.name) return null;
  return h("div", { key: "here", class: "officer-here" },
    h("p", null, say("officer.here"), " ", h("b", null, h("bdi", null, view.officer.name))),
    h("button", { type: "button", class: "act", "data-do": "officer-out" }, h("span", null, say("officer.out"))));
}

function choice({ people, wrong, sending }, { say }) {
  if (!people) return h("p", { key: "wait", class: "none", role: "status" }, say("officer.asking"));
  if (!people.length) {
    return [
      h("p", { key: "none", class: "none" }, say("officer.none")),
      h("div", { key: "foot", class: "dialog-foot" }, h("button", { type: "button", class: "act", autofocus: true, "data-do": "shut" }, h("span", null, say("note.no")))),
    ];
  }
  return h("form", { key: "form", class: "note-form officer-form", "data-form": "officer", autocomplete: "off" },
    h("label", { key: "who", for: "officer-who" }, say("officer.who")),
    h("select", { key: "people", id: "officer-who", name: "person", class: "picker-query" },
      h("option", { key: "", value: "" }, say("officer.choose")),
      people.map(({ id, name }) => h("option", { key: id, value: id }, name))),
    h("label", { key: "label", for: "officer-pin" }, "PIN"),
    h("input", {
      key: "pin", id: "officer-pin", class: "picker-query officer-pin", type: "password", name: "pin", inputmode: "numeric", maxlength: "6", pattern: "[0-9]*",
      autocomplete: "off", "aria-describedby": "officer-rule",
    }),
    h("p", { key: "rule", id: "officer-rule", class: wrong ? "officer-wrong" : "none", role: wrong ? "alert" : null }, wrong || say("officer.rule")),
    h("div", { key: "foot", class: "dialog-foot" },
      h("button", { key: "no", type: "button", class: "act", "data-do": "shut" }, h("span", null, say("note.no"))),
      h("button", { key: "yes", type: "submit", class: "act act-go", "aria-disabled": sending ? "true" : null }, h("span", null, say(sending ? "officer.sending" : "officer.in")), h("kbd", { "aria-hidden": true }, "Enter"))));
}

/** Signing in and out of a counter over `send(path, asked)`, which answers {status, body} or null. */
export class OfficerDesk {
  constructor({ send, place, say, show, tell, opened }) {
    Object.assign(this, { send, place, say, show, tell, opened });
  }

  path(more = "") {
    return `/api/counters/${encodeURIComponent(this.place())}/officer${more}`;
  }

  /** The names for a window that has just been opened. */
  async names(dialog) {
    const reply = await this.send(this.path("s"), {});
    if (reply && reply.status === 200) dialog.people = reply.body.officers;
    else this.tell(this.why(reply), "bad");
    this.show();
    this.opened("officer-who");
  }

  /** True once the officer is signed in. */
  async enter(dialog, form) {
    const [person, pin] = ["person", "pin"].map((name) => form.elements[name].value);
    if (!person || !pin) {
      dialog.wrong = this.say()("officer.both");
      this.show();
      this.opened(person ? "officer-pin" : "officer-who");
      return false;
    }
    if (dialog.sending) return false;
    Object.assign(dialog, { sending: true, wrong: "" });
    this.show();
    const reply = await this.send(this.path(), { method: "POST", body: { person, pin }, patience: 20000 });
    dialog.sending = false;
    form.elements.pin.value = "";
    if (reply && reply.status === 200) return true;
    dialog.wrong = this.why(reply);
    this.show();
    this.opened("officer-pin");
    return false;
  }

  async leave() {
    const reply = await this.send(this.path(), { method: "DELETE" });
    if (!reply || reply.status !== 200) this.tell(this.why(reply), "bad");
  }

  why(reply) {
    return (reply && reply.body.detail) || this.say()("press.failed");
  }
}
