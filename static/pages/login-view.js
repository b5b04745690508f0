// How the page of signing in looks: one card, one form.

import { h } from "./markup.js";

const forms = { "sign-in": ["login", "password"], first: ["name", "login", "new", "again"], renew: ["old", "new", "again"] };
const kinds = { login: "username", password: "current-password", old: "current-password", new: "new-password", again: "new-password", name: "name" };
const secrets = ["password", "old", "new", "again"];

/** `state`: {say, stage, sending, wrong, fresh, seen, person, home}. */
export function loginPage(state) {
  const { say, stage } = state;
  return [
    h("header", { key: "head", class: "head" },
      h("a", { class: "brand", href: "/" }, "Signage"),
      h("button", { type: "button", class: "small", "data-do": "language", lang: say("language.code") }, say("language"))),
    h("main", { key: "main", class: "card", tabindex: "-1" },
      h("h1", null, say(`title.${stage}`)),
      say(`lead.${stage}`) && h("p", { class: "lead" }, say(`lead.${stage}`)),
      state.fresh && stage === "sign-in" && h("p", { class: "hint" }, say("fresh")),
      forms[stage] && form(state),
      stage === "in" && h("p", { class: "who" }, h("b", null, h("bdi", null, state.person.name)), ` · ${say(`role.${state.person.role}`)}`),
      stage === "in" && h("a", { class: "go", href: state.home }, say("go"))),
  ];
}

function form(state) {
  const { say, stage, sending, wrong } = state;
  return h("form", { key: stage, novalidate: true },
    forms[stage].map((name) => field(name, state)),
    h("p", { key: "wrong", id: "wrong", class: "wrong", hidden: !wrong }, wrong),
    h("button", { key: "send", type: "submit", class: "go", "aria-disabled": sending ? "true" : null }, say(sending ? "sending" : `send.${stage}`)));
}

function field(name, { say, stage, wrong, seen }) {
  const help = say(`help.${stage}.${name}`) || say(`help.${name}`);
  const secret = secrets.includes(name);
  const more = [help && `help-${name}`, wrong && "wrong"].filter(Boolean).join(" ");
  const shown = secret && (name === "new" || name === "password");
  return h("div", { key: name, class: "field" },
    h("label", { for: name }, say(name)),
    h("div", { class: "entry" },
      h("input", {
        id: name, name, required: true, autocomplete: kinds[name], spellcheck: "false", autocapitalize: name === "name" ? "words" : "none",
        type: secret ? (shown && seen ? "text" : "password") : "text", maxlength: secret ? 200 : 60, "aria-describedby": more || null,
      }),
      shown && h("button", { type: "button", class: "see", "data-do": "see", "data-value": name, "aria-pressed": seen ? "true" : "false" }, say("see"))),
    help && h("p", { id: `help-${name}`, class: "help" }, help));
}
