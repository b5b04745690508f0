// The fairness report, put together. The administrator's secret stays in the address: it is remembered nowhere else.

import { pause, request } from "./api.js";
import { waitBefore } from "./backoff.js";
import { phrases } from "./fairness-strings.js";
import { fairnessPage } from "./fairness-view.js";
import { chooseLanguage, chosenLanguage, showLanguage } from "./language.js";
import { render } from "./markup.js";
import { startAnewOnOtherLink } from "./memory.js";

const page = document.getElementById("page");
const secret = location.hash.slice(1);
const state = { language: chosenLanguage("fairness"), answer: "asking", day: "", wrong: "", report: null };

function show() {
  const say = phrases(state.language);
  showLanguage(state.language, say("title"));
  render(page, fairnessPage({ ...state, say }));
  const field = document.getElementById("day");
  if (field && !field.value && state.day) field.value = state.day;
}

async function ask(day) {
  Object.assign(state, { answer: "asking", wrong: "" });
  show();
  const path = `/api/reports/fairness${day ? `?day=${encodeURIComponent(day)}` : ""}`;
  for (let tries = 0; ; tries += 1) {
    const reply = await request(path, { secret, language: state.language });
    if (reply && reply.status < 500) return answered(reply);
    state.answer = "away";
    show();
    await pause(waitBefore(tries));
  }
}

function answered({ status, body }) {
  if ([401, 403].includes(status)) state.answer = secret ? "denied" : "none";
  else if (status === 200) Object.assign(state, { answer: "report", report: body, day: body.day });
  else Object.assign(state, { answer: "report", wrong: body.detail || String(status) });
  show();
}

page.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-do]");
  if (!pressed) return;
  if (pressed.dataset.do === "print") return print();
  state.language = state.language === "id" ? "en" : "id";
  chooseLanguage("fairness", state.language);
  show();
});
page.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(document.getElementById("day").value);
});
startAnewOnOtherLink();
show();
ask("");
