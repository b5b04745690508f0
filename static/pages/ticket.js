// A visitor's own page, put together: the ticket, its line, the call that shakes the phone, and giving the turn up.

import { insist, pause, pressId, request } from "./api.js";
import { waitBefore } from "./backoff.js";
import { chooseLanguage, chosenLanguage, showLanguage } from "./language.js";
import { render } from "./markup.js";
import { Live } from "./socket.js";
import { pick } from "./text.js";
import { aheadOf } from "./ticket-line.js";
import { Awake, Chime, isDue, noteRung, shake } from "./ticket-ring.js";
import { phrases } from "./ticket-strings.js";
import { isNearly, ticketPage, titleOf } from "./ticket-view.js";
import { HallClock } from "./time.js";

/** Without a socket the server is asked this often (ms). */
const asking = 20000;
/** News older than this are out of date (ms). */
const patience = 25000;

const page = document.getElementById("page");
const [status, alarm] = ["status", "alarm"].map((id) => document.getElementById(id));
const token = decodeURIComponent(location.pathname.split("/").pop());
const path = `/api/tickets/${encodeURIComponent(token)}`;
const own = `ticket/${token}`;
const [clock, chime, awake] = [new HallClock(), new Chime(), new Awake()];
const state = {
  language: chosenLanguage("ticket"), view: null, at: 0, line: null, most: 0, heard: 0, isAway: false, isDead: false,
  asking: false, sending: false, refused: "", sound: "off", survey: "",
};
let [live, heardHere, announced, alarmed] = [null, 0, "", ""];

const say = (name, values) => phrases(state.language)(name, values);

/** The line's own frame knows better than the ticket's, which is drawn only when the ticket moves. */
function ahead() {
  const { view, line } = state;
  if (!view || view.state !== "waiting") return 0;
  const place = line && `line/${line.line}` === view.line ? aheadOf(view.number, line.order) : null;
  return place === null ? view.ahead : place;
}

function show() {
  const { view } = state;
  const before = ahead();
  state.most = view && view.state === "waiting" ? Math.max(state.most, before) : state.most;
  const called = view && view.call ? Math.max(0, view.call.age + (clock.now() - state.at) / 1000) : 0;
  const now = { ...state, say, ahead: before, called };
  showLanguage(state.language, titleOf(now));
  document.body.classList.toggle("is-called", Boolean(view && view.state === "called" && !state.isDead));
  render(page, ticketPage(now));
  speak(now);
  awake.want(Boolean(view) && !state.isDead && (view.state === "called" || (view.state === "waiting" && isNearly(before, state.line))));
}

/** What a screen reader says: the call at once, the last few places when there is a pause. */
function speak({ view, ahead: before }) {
  if (!view) return;
  const { place, call } = view;
  const isCalled = view.state === "called";
  const words = isCalled && place ? say("called.spoken", { number: view.number, counter: place.name, zone: pick(place.zone_name, state.language) }) : "";
  const key = isCalled ? `called ${call ? call.seq : 0}` : `${view.state} ${before}`;
  if (key === announced) return;
  announced = key;
  alarm.textContent = words;
  status.textContent = view.state === "waiting" && isNearly(before, state.line) ? (before ? say("near.spoken", { n: before }) : say("next.spoken")) : "";
}

function take(view, at) {
  if (!state.view || state.view.state !== view.state) {
    Object.assign(state, { asking: false, refused: "", survey: "" });
    if (view.state === "served") lookForSurvey();
  }
  Object.assign(state, { view, at });
  const { call, number } = view;
  if (view.state === "called" && call) ring({ number, call, age: call.age + (clock.now() - at) / 1000 });
  if (live && ["waiting", "parked"].includes(view.state) && !live.topics.includes(view.line)) live.renew([own, view.line]);
  show();
}

/** The way to the survey is shown where the mall asks, and this visit has not answered yet. */
async function lookForSurvey() {
  const reply = await request(`/api/surveys/${encodeURIComponent(token)}`, { language: state.language });
  if (!reply || reply.status !== 200) return;
  state.survey = reply.body.state;
  show();
}

function ring(due) {
  if (!isDue(due)) return;
  noteRung(due);
  shake();
  chime.play();
}

/** An emergency is felt and heard once, as a call is; a drill is only shown. */
function alert(emergency) {
  const id = emergency ? emergency.emergency : "";
  if (id === alarmed) return;
  alarmed = id;
  if (!emergency || emergency.drill) return;
  shake();
  chime.play();
}

function news(at) {
  clock.set(at);
  state.heard = at;
  heardHere = performance.now();
  state.isAway = false;
}

/** Asks for the ticket as it is now: what to watch, what is true without a socket, and whether it is dead. */
async function learn() {
  const reply = await request(path, { language: state.language });
  if (reply && reply.status === 404) die();
  if (!reply || reply.status !== 200) return false;
  news(clock.now());
  take(reply.body, clock.now());
  return true;
}

function die() {
  state.isDead = true;
  if (live) live.stop();
  show();
}

async function begin() {
  show();
  for (let tries = 0; !(await learn()) && !state.isDead; tries += 1) await pause(waitBefore(tries));
  if (state.isDead) return;
  live = new Live({ topics: [own, state.view.line], secret: undefined, on: { view: seen, clock: news, line: heardOf } });
  setInterval(tick, 1000);
  setInterval(fallBack, asking);
}

function seen({ topic, view, at }) {
  if (topic === own) take(view, at);
  else if (topic.startsWith("line/")) {
    state.line = view;
    alert(view.emergency);
    show();
  }
}

/** A refused socket: the day is over, or the ticket stands in another line by now. */
async function heardOf(line) {
  if (line === "denied" && (await learn()) && !live.topics.includes(state.view.line)) live.renew([own, state.view.line]);
  show();
}

function tick() {
  if (state.isDead) return;
  state.isAway = performance.now() - heardHere > patience;
  show();
}

function fallBack() {
  if (!state.isDead && live.state !== "live" && document.visibilityState === "visible") learn();
}

/** A phone that was in a pocket may hold a socket that died there: a new one at once, beside it. */
function lookedAt() {
  if (document.visibilityState !== "visible" || state.isDead || !live) return;
  live.renew();
  show();
}

async function cancel() {
  Object.assign(state, { sending: true, refused: "" });
  show();
  const asked = { language: state.language, method: "POST", key: pressId() };
  const reply = await insist(`${path}/cancel`, asked, () => show());
  Object.assign(state, { sending: false, asking: reply.status >= 400 });
  if (reply.status >= 400) state.refused = pick(reply.body.detail, state.language) || say("cancel.failed");
  await learn();
  show();
}

const deeds = {
  language: () => {
    state.language = state.language === "id" ? "en" : "id";
    chooseLanguage("ticket", state.language);
    announced = "";
  },
  sound: () => { state.sound = chime.allow() ? "on" : "none"; },
  ask: () => Object.assign(state, { asking: true, refused: "" }),
  keep: () => Object.assign(state, { asking: false, refused: "" }),
  cancel,
};

page.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  deeds[button.dataset.do]();
  show();
  if (button.dataset.do === "ask") document.getElementById("no").focus();
});
document.addEventListener("visibilitychange", lookedAt);
addEventListener("pageshow", (event) => { if (event.persisted) lookedAt(); });
begin();
