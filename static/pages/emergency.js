// The emergency page, put together. The administrator's secret stays in the address: it is remembered nowhere else.

import { blankPage } from "./blank.js";
import { join } from "./device.js";
import { confirmation } from "./emergency-confirm.js";
import { EmergencyDesk } from "./emergency-desk.js";
import { sentences } from "./emergency-strings.js";
import { emergencyPage } from "./emergency-view.js";
import { chooseLanguage, chosenLanguage, showLanguage } from "./language.js";
import { render } from "./markup.js";
import { startAnewOnOtherLink } from "./memory.js";
import { clockTime, timeOfDay } from "./time.js";

const $ = (id) => document.getElementById(id);
const [page, dialogBox, status, alarm] = [$("page"), $("dialog"), $("status"), $("alarm")];
const secret = location.hash.slice(1);

const state = { language: chosenLanguage("emergency"), denied: null, line: "waiting", notice: null };
const desk = new EmergencyDesk({
  secret, language: () => state.language, show, tell,
  opened: () => {
    const no = dialogBox.querySelector('[data-do="cancel"]');
    if (no) no.focus();
  },
});

function drawn() {
  const elapsed = (performance.now() - desk.received) / 1000;
  return {
    ...state, ...desk.drawn(), say: sentences(state.language), home: secret ? `/#${secret}` : "/",
    clock: (since) => clockTime(timeOfDay(Date.now() - (since + elapsed) * 1000).slice(0, 5), state.language),
  };
}

function show() {
  const now = drawn();
  showLanguage(state.language, now.say("title"));
  render(page, now.known && !state.denied ? emergencyPage(now) : blankPage(now.say, state.denied, undefined, true));
  if (!now.asked) {
    if (dialogBox.open) dialogBox.close();
    return;
  }
  render(dialogBox, confirmation(now.asked, now));
  if (!dialogBox.open) dialogBox.showModal();
}

function tell(text, bad = false) {
  state.notice = text ? { text, bad } : null;
  if (text) (bad ? alarm : status).textContent = text;
  show();
}

const deeds = {
  ...desk.deeds,
  language: () => {
    state.language = state.language === "id" ? "en" : "id";
    chooseLanguage("emergency", state.language);
  },
};

function clicked(event) {
  const button = event.target.closest("[data-do]");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  deeds[button.dataset.do](button.dataset.value);
  show();
  const { do: deed } = button.dataset;
  if (deed === "ask-end") page.querySelector('[data-do="keep"]').focus();
}

page.addEventListener("click", clicked);
page.addEventListener("input", (event) => desk.typed(event.target));
dialogBox.addEventListener("click", clicked);
dialogBox.addEventListener("cancel", (event) => {
  event.preventDefault();
  if (desk.asked && desk.asked.sending === null) desk.shut();
});
setInterval(show, 1000);
startAnewOnOtherLink();
show();

join({
  kind: "admin", verb: "emergency", secret, language: state.language, topicOf: () => "floor",
  on: {
    me: () => {
      state.denied = null;
      desk.learn();
    },
    denied: (why) => {
      Object.assign(state, { denied: why });
      show();
    },
    away: show,
    view: ({ view }) => {
      desk.viewed(view);
      show();
    },
    clock: () => undefined,
    line: (line) => {
      state.line = line;
      show();
    },
  },
});
