// The survey, put together: on a visitor's phone, on a paired tablet that begins anew by itself, in an interviewer's hand.

import { insist, pause, pressId, request } from "./api.js";
import { waitBefore } from "./backoff.js";
import { blankPage } from "./blank.js";
import { chooseLanguage, chosenLanguage, showLanguage } from "./language.js";
import { render } from "./markup.js";
import { forgetSecret, secretOf, startAnewOnOtherLink } from "./memory.js";
import { become, pair } from "./pairing.js";
import { phrases as plain } from "./strings.js";
import { after, bodyOf, fresh, hasSaid, pathOf, questionOf } from "./survey-steps.js";
import { phrases } from "./survey-strings.js";
import { keepTalk, recallTalk, trail } from "./survey-trail.js";
import { surveyPage, titleOf } from "./survey-view.js";
import { pick } from "./text.js";

/** A choice is seen before the next question comes (ms). */
const glance = 260;
/** Seconds that a tablet says thank you, and before it begins anew that it asks whether anybody is there. */
const [thanking, asking] = [8, 10];
/** What a tablet asks may have changed meanwhile (ms). */
const learnAgain = 60000;

const page = document.getElementById("page");
const token = decodeURIComponent(location.pathname.split("/")[2] || "");
const secret = token ? "" : secretOf("survey");
const path = token ? `/api/surveys/${encodeURIComponent(token)}` : "/api/surveys";
const state = { language: chosenLanguage("survey"), survey: null, talk: fresh(), ending: "", wrong: "", tries: 0, away: false, code: null, denied: null };
let [key, touched, pairing, moving, own, asks, told] = [pressId(), performance.now(), null, 0, "", false, ""];
const way = trail(walked);

const say = (name, values) => phrases(state.language)(name, values);
const isTablet = () => Boolean(state.survey && state.survey.way === "tablet");
const isPlain = () => state.talk.step === "intro" && !state.ending;
const allowed = () => (state.ending === "thanks" ? thanking : state.survey.seconds);
const left = () => Math.max(0, Math.ceil(allowed() - (performance.now() - touched) / 1000));

function show() {
  if (state.denied) {
    showLanguage(state.language, say("title"));
    render(page, blankPage(plain(state.language), state.denied, state.code, true));
    return;
  }
  const away = isTablet() && !isPlain();
  const now = { ...state, say, left: away ? left() : 0, asksStill: away && !state.ending && left() <= asking };
  showLanguage(state.language, titleOf(now));
  document.body.classList.toggle("is-tablet", Boolean(state.survey && state.survey.way));
  render(page, surveyPage(now));
  if (token && state.survey) keepTalk(token, state.survey.version, state.ending && state.ending !== "sending" ? null : state.talk);
  if (asks !== now.asksStill) {
    asks = now.asksStill;
    const node = asks ? page.querySelector(".still button") : document.getElementById("question");
    if (node) node.focus({ preventScroll: true });
  }
  const area = document.getElementById("words");
  if (area && area.value !== state.talk.words) area.value = state.talk.words;
}

function go(step) {
  const before = state.talk.step;
  Object.assign(state, { wrong: "" });
  state.talk.step = step;
  show();
  if (step !== before) arrive();
}

/** The browser went back or forth: to a step that there is. */
function walked(step) {
  if (!state.survey || state.ending) return;
  clearTimeout(moving);
  go(pathOf(state.survey, state.talk).includes(step) ? step : "intro");
}

function forward() {
  const step = after(state.survey, state.talk);
  if (step !== state.talk.step) way.forward(step);
  go(step);
}

function arrive() {
  scrollTo(0, 0);
  const heading = document.getElementById("question");
  if (heading) heading.focus({ preventScroll: true });
}

/** Nothing of whoever was here stays. */
function restart() {
  clearTimeout(moving);
  Object.assign(state, { talk: fresh(), ending: "", wrong: "", tries: 0 });
  if (isTablet() && own) state.language = own;
  key = pressId();
  way.leave();
  show();
  arrive();
}

async function learn() {
  const reply = await request(path, { secret, language: state.language });
  state.away = !reply || reply.status >= 500 || reply.status === 429;
  if (state.away) return false;
  if (reply.status === 200) take(reply.body);
  else if (reply.body.code === "survey_off") state.ending = "off";
  else if (token) state.ending = "off";
  else refused(reply);
  return true;
}

function take(survey) {
  const changed = state.survey && state.survey.version !== survey.version;
  if (changed && !isPlain()) return;
  if (["off", "early"].includes(state.ending)) state.ending = "";
  if (token && !state.survey && survey.state === "ready") state.talk = recallTalk(token, survey.version) || state.talk;
  Object.assign(state, { survey, denied: null });
  if (survey.state === "given" && !state.ending) state.ending = "given";
  if (["early", "unserved"].includes(survey.state)) state.ending = survey.state;
  if (pairing) pairing.stop();
  pairing = null;
}

/** Nobody knows this page: it may become a tablet, or an interviewer signs in. */
function refused({ body }) {
  state.denied = !secret ? "unpaired" : body.code === "secret_revoked" ? "revoked" : "unknown";
  if (body.code === "secret_revoked") forgetSecret("survey", secret);
  if (!pairing) pairing = pair({ kind: "survey", language: state.language, on: { code: coded, paired: (kind, made) => become("survey", kind, made) } });
}

function coded(code) {
  state.code = code;
  show();
}

async function begin() {
  show();
  for (let tries = 0; !(await learn()); tries += 1) {
    show();
    await pause(waitBefore(tries));
  }
  own = own || document.documentElement.lang;
  show();
  setInterval(tick, 1000);
  setInterval(async () => {
    const waits = token ? state.ending === "early" : isPlain() || state.denied;
    if (!waits || document.visibilityState !== "visible" || (state.denied && !state.survey && pairing)) return;
    await learn();
    show();
  }, token ? 5000 : learnAgain);
}

function tick() {
  if (!isTablet() || isPlain()) return;
  if (left() > 0) show();
  else if (state.ending === "thanks" || !hasSaid(state.talk)) restart();
  else if (state.ending !== "sending") send();
}

/** One answer, under one id, until the server has it. A tablet does not hold up whoever comes next. */
async function send() {
  if (state.ending === "sending") return;
  if (!hasSaid(state.talk)) {
    if (isTablet()) return restart();
    state.wrong = say("empty");
    return show();
  }
  Object.assign(state, { ending: "sending", wrong: "", tries: 0 });
  if (state.talk.step !== "words") state.talk.step = "words";
  show();
  const asked = { secret, language: state.language, method: "POST", key, body: bodyOf(state.survey, state.talk, state.language) };
  const mine = key;
  const sent = insist(path, asked, (tries) => {
    if (mine !== key) return;
    state.tries = tries;
    if (isTablet()) thank();
    else show();
  });
  const reply = await sent;
  if (mine === key && state.ending === "sending") answered(reply);
}

function thank() {
  Object.assign(state, { ending: "thanks", talk: fresh() });
  way.leave();
  touched = performance.now();
  show();
  arrive();
}

function answered({ status, body }) {
  if (status === 201) return thank();
  if (body.code === "survey_given") {
    Object.assign(state, { ending: "given", talk: fresh() });
    way.leave();
    show();
    return arrive();
  }
  if (body.code === "survey_version") {
    restart();
    state.wrong = say("changed");
    return begin();
  }
  state.ending = "";
  state.wrong = pick(body.detail, state.language) || say("failed");
  show();
}

const deeds = {
  language: () => {
    state.language = state.language === "id" ? "en" : "id";
    if (token) chooseLanguage("survey", state.language);
    show();
  },
  next: forward,
  back: () => way.back() || go(after(state.survey, state.talk, -1)),
  agency: (agency) => {
    Object.assign(state.talk, { agency, service: null });
    forward();
  },
  service: (service) => {
    state.talk.service = service;
    forward();
  },
  answer: (value) => {
    const { talk, survey } = state;
    talk.values[survey.elements[questionOf(talk.step)].id] = Number(value);
    show();
    clearTimeout(moving);
    const [here, mine] = [talk.step, key];
    moving = setTimeout(() => { if (key === mine && state.talk.step === here) deeds.next(); }, glance);
  },
  who: (value, { field }) => {
    const { who } = state.talk;
    if (who[field] === value) delete who[field];
    else who[field] = value;
    show();
  },
  complaint: () => {
    state.talk.complaint = !state.talk.complaint;
    show();
  },
  send,
  restart,
  stay: show,
};

page.addEventListener("click", (event) => {
  touched = performance.now();
  const button = event.target.closest("[data-do]");
  if (button && button.getAttribute("aria-disabled") !== "true") deeds[button.dataset.do](button.dataset.value, button.dataset);
});
page.addEventListener("input", (event) => {
  touched = performance.now();
  if (event.target.id === "words") state.talk.words = event.target.value;
  show();
});
document.addEventListener("pointerdown", () => { touched = performance.now(); });
document.addEventListener("keydown", (event) => {
  touched = performance.now();
  const isQuestion = state.survey && !state.ending && questionOf(state.talk.step) !== null;
  if (!isQuestion || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (/^[1-4]$/.test(event.key)) deeds.answer(event.key);
  else if (event.key === "ArrowLeft") deeds.back();
  else if (event.key === "ArrowRight") deeds.next();
});

/** Who goes away in the middle has said something: the server keeps it as far as it goes, unless they come back. */
function leave() {
  const sending = state.ending === "sending";
  if (!token || (state.ending && !sending) || !state.survey || !hasSaid(state.talk)) return;
  const whole = bodyOf(state.survey, state.talk, state.language);
  const body = JSON.stringify(sending ? whole : { ...whole, draft: true });
  if (body === told) return;
  told = body;
  const headers = { "Content-Type": "application/json", ...(sending && { "Idempotency-Key": key }) };
  fetch(path, { method: "POST", keepalive: true, headers, body }).catch(() => { told = ""; });
}
addEventListener("pagehide", leave);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
addEventListener("pageshow", (event) => { if (event.persisted) show(); });
startAnewOnOtherLink();
begin();
