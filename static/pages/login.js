// Signing in; the form for the first administrator, where the one-time link opened it; a password of one's own.

import { forgetSecret } from "../admin/access.js";
import { request } from "./api.js";
import { chooseLanguage, chosenLanguage, showLanguage } from "./language.js";
import { loginPage } from "./login-view.js";
import { sentences } from "./login-strings.js";
import { render } from "./markup.js";
import { startAnewOnOtherLink } from "./memory.js";
import { homeOf, session } from "./session.js";

const page = document.getElementById("page");
const [status, alarm] = ["status", "alarm"].map((id) => document.getElementById(id));
const secret = location.hash.slice(1);
const next = new URLSearchParams(location.search).get("to") || "";
const state = { language: chosenLanguage("login"), stage: "asking", sending: false, wrong: "", fresh: false, person: null };
const paths = { "sign-in": "/api/session", first: "/api/people/first", renew: "/api/session/password" };

function show() {
  const say = sentences(state.language);
  showLanguage(state.language, say(`title.${state.stage}`));
  render(page, loginPage({ ...state, say, home: homeOf(state.person && state.person.role, next) }));
}

function focus(id) {
  const field = document.getElementById(id);
  if (field) field.focus();
}

async function begin() {
  const known = await session(state.language);
  if (!known) {
    state.stage = "away";
    show();
    setTimeout(begin, 2000);
    return;
  }
  state.person = known.person;
  if (known.person) state.stage = known.renew ? "renew" : "in";
  else state.stage = known.first && secret ? "first" : "sign-in";
  state.fresh = known.first && !secret;
  show();
  focus({ first: "name", renew: "old" }[state.stage] || "login");
}

function bodyOf(form) {
  const given = Object.fromEntries(new FormData(form));
  if (state.stage === "first") return { name: given.name, login: given.login, password: given.new };
  if (state.stage === "renew") return { old: given.old, new: given.new };
  return { login: given.login, password: given.password };
}

async function submit(form) {
  if (state.sending) return;
  const say = sentences(state.language);
  if (form.elements.again && form.elements.again.value !== form.elements.new.value) return refused(say("again.wrong"), "again");
  Object.assign(state, { sending: true, wrong: "" });
  alarm.textContent = "";
  status.textContent = say("sending");
  show();
  const asked = { language: state.language, method: "POST", body: bodyOf(form), patience: 20000 };
  const reply = await request(paths[state.stage], state.stage === "first" ? { ...asked, secret } : asked);
  state.sending = false;
  if (!reply) return refused(say("away"));
  if (reply.status >= 300) return refused(reply.body.detail || String(reply.status), state.stage === "first" ? "new" : { renew: "old" }[state.stage] || "password");
  forgetSecret(); // from here on this tab is the person's
  state.person = reply.body.person;
  if (reply.body.renew) {
    state.stage = "renew";
    show();
    return focus("old");
  }
  location.replace(homeOf(reply.body.person.role, next));
}

function refused(text, field) {
  Object.assign(state, { sending: false, wrong: text });
  status.textContent = "";
  alarm.textContent = text;
  show();
  if (field) focus(field);
}

page.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-do]");
  if (!pressed) return;
  if (pressed.dataset.do === "language") {
    state.language = state.language === "id" ? "en" : "id";
    chooseLanguage("login", state.language);
  } else if (pressed.dataset.do === "see") {
    const field = document.getElementById(pressed.dataset.value);
    field.type = field.type === "password" ? "text" : "password";
    state.seen = field.type === "text";
  }
  show();
});
page.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(event.target);
});
startAnewOnOtherLink();
show();
begin();
