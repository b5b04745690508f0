// The index page, put together. The administrator's secret stays in the address: it is remembered nowhere else.

import { pause, request } from "./api.js";
import { waitBefore } from "./backoff.js";
import { indexPage } from "./index-view.js";
import { chooseLanguage, chosenLanguage, showLanguage } from "./language.js";
import { render } from "./markup.js";
import { startAnewOnOtherLink } from "./memory.js";
import { session, signOut } from "./session.js";
import { phrases } from "./strings.js";

const page = document.getElementById("page");
const secret = location.hash.slice(1);
const state = { language: chosenLanguage("index"), here: location.origin, answer: secret ? "asking" : "none", links: [], session: null };

function show() {
  const say = phrases(state.language);
  showLanguage(state.language, say("index.title"));
  render(page, indexPage({ ...state, say, secret }));
}

page.addEventListener("click", async (event) => {
  if (event.target.closest('[data-do="leave"]')) {
    if (await signOut(state.language)) location.reload();
    return;
  }
  if (!event.target.closest('[data-do="language"]')) return;
  state.language = state.language === "id" ? "en" : "id";
  chooseLanguage("index", state.language);
  show();
});
startAnewOnOtherLink();
show();
learn();

async function learn() {
  state.session = await session(state.language);
  const person = state.session && state.session.person;
  if (person && ["administrator", "manager"].includes(person.role) && !secret) state.answer = "asking";
  show();
  askForLinks();
}

async function askForLinks() {
  for (let tries = 0; ["asking", "away"].includes(state.answer); tries += 1) {
    const reply = await request("/api/links", { secret, language: state.language });
    if (reply && reply.status === 200) Object.assign(state, { answer: "links", links: reply.body.links || reply.body });
    else state.answer = reply && [401, 403].includes(reply.status) ? "denied" : "away";
    show();
    if (state.answer === "away") await pause(waitBefore(tries));
  }
}
