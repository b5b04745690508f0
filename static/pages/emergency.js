// The emergency page, put together. The administrator's secret stays in the address: it is remembered nowhere else.

import { pause, pressId, request } from "./api.js";
import { blankPage } from "./blank.js";
import { waitBefore } from "./backoff.js";
import { join } from "./device.js";
import { confirmation } from "./emergency-confirm.js";
import { sentences } from "./emergency-strings.js";
import { emergencyPage } from "./emergency-view.js";
import { chooseLanguage, chosenLanguage, showLanguage } from "./language.js";
import { render } from "./markup.js";
import { startAnewOnOtherLink } from "./memory.js";
import { pick } from "./text.js";
import { timeOfDay } from "./time.js";

const settled = 900; // ms: a hand that taps twice does not confirm
const patience = 45000; // ms: a question that nobody answers goes away
const $ = (id) => document.getElementById(id);
const [page, dialogBox, status, alarm] = [$("page"), $("dialog"), $("status"), $("alarm")];
const secret = location.hash.slice(1);

const state = {
  language: chosenLanguage("emergency"), known: false, denied: secret ? null : "unknown", line: "waiting",
  standing: [], ending: "", zones: [], chosen: null, texts: [], ready: "", words: { id: "", en: "" }, languages: ["id", "en"], limit: 400,
  notice: null, asked: null, busy: false, received: 0,
};

function drawn() {
  const elapsed = (performance.now() - state.received) / 1000;
  return {
    ...state, say: sentences(state.language), home: `/#${secret}`, chosen: state.chosen || new Set(),
    clock: (since) => timeOfDay(Date.now() - (since + elapsed) * 1000).slice(0, 5),
  };
}

function show() {
  const now = drawn();
  showLanguage(state.language, now.say("title"));
  render(page, state.known ? emergencyPage(now) : blankPage(now.say, state.denied));
  if (!state.asked) {
    if (dialogBox.open) dialogBox.close();
    return;
  }
  render(dialogBox, confirmation(state.asked, now));
  if (!dialogBox.open) dialogBox.showModal();
}

function tell(text, bad = false) {
  state.notice = { text, bad };
  (bad ? alarm : status).textContent = text;
  show();
}

/** Zones, texts and what stands; asked again whenever the hall may have changed. */
async function learn() {
  for (let tries = 0; ; tries += 1) {
    const reply = await request("/api/emergencies", { secret, language: state.language });
    if (reply && reply.status === 200) {
      adopt(reply.body);
      return;
    }
    if (reply && [401, 403].includes(reply.status)) return;
    await pause(waitBefore(tries));
  }
}

function adopt({ emergencies, zones, texts, languages, limit }) {
  const before = new Set(state.zones.map((zone) => zone.zone));
  const chosen = state.chosen || new Set();
  // All are chosen at first; one that is new is chosen as well.
  for (const { zone } of zones) if (!before.has(zone)) chosen.add(zone);
  Object.assign(state, { standing: emergencies, zones, texts, languages, limit, chosen, known: true, received: performance.now() });
  show();
}

function write(words) {
  state.words = words;
  show();
  for (const tongue of state.languages) $(`text-${tongue}`).value = words[tongue];
}

function ask(drill) {
  const { say, zones, words, languages, chosen } = drawn();
  if (state.busy) return;
  const written = Object.fromEntries(["id", "en"].map((tongue) => [tongue, languages.includes(tongue) ? words[tongue].trim() : ""]));
  if (!written.id && !written.en) tell(say("need.text"), true);
  else if (!chosen.size) tell(say("need.zone"), true);
  else open({ drill, words: written, zones: zones.filter((zone) => chosen.has(zone.zone)) });
}

function open(asked) {
  const mine = { ...asked, armed: false, sending: null };
  Object.assign(state, { asked: mine, notice: null });
  show();
  const no = dialogBox.querySelector('[data-do="cancel"]');
  if (no) no.focus();
  setTimeout(() => {
    mine.armed = true;
    if (state.asked === mine) show();
  }, settled);
  setTimeout(() => {
    if (state.asked === mine && mine.sending === null) shut();
  }, patience);
}

function shut() {
  state.asked = null;
  show();
}

async function start() {
  const { asked } = state;
  if (!asked || !asked.armed || asked.sending !== null) return;
  const body = { text: asked.words, zones: asked.zones.map((zone) => zone.zone), drill: asked.drill };
  const reply = await send("/api/emergencies", body, asked);
  if (!reply) return;
  state.asked = null;
  if (reply.status < 400) Object.assign(state, { ready: "", words: { id: "", en: "" } });
  answered(reply, "started");
  if (reply.status < 400) write({ id: "", en: "" });
}

/** Sent until it is answered, or until its sender gives up; the same id, so that it is one press. */
async function send(path, body, asked) {
  const key = pressId();
  for (asked.sending = 0; state.asked === asked; asked.sending += 1) {
    show();
    const reply = await request(path, { secret, language: state.language, method: "POST", body, key });
    if (reply) return reply;
    await pause(Math.min(3000, 400 * 2 ** asked.sending));
  }
  return null;
}

async function end(id) {
  state.busy = true;
  state.ending = "";
  show();
  const path = `/api/emergencies/${encodeURIComponent(id)}/end`;
  const key = pressId();
  let reply = null;
  for (let tries = 0; !reply; tries += 1) {
    reply = await request(path, { secret, language: state.language, method: "POST", key });
    if (!reply) {
      tell(sentences(state.language)("again", { n: tries + 2 }), true);
      await pause(Math.min(3000, 400 * 2 ** tries));
    }
  }
  state.busy = false;
  answered(reply, "ended");
}

function answered(reply, done) {
  const say = sentences(state.language);
  if (reply.status < 400) tell(say(done));
  else tell(pick(reply.body.detail || reply.body.title, state.language) || say("failed"), true);
  learn();
}

const deeds = {
  text: (id) => {
    const text = state.texts.find((one) => one.id === id);
    state.ready = id;
    if (text) write({ id: text.text.id, en: text.text.en });
  },
  zone: (id) => {
    if (state.chosen.has(id)) state.chosen.delete(id);
    else state.chosen.add(id);
  },
  "ask-real": () => ask(false),
  "ask-drill": () => ask(true),
  "ask-end": (id) => {
    state.ending = id;
  },
  keep: () => {
    state.ending = "";
  },
  end,
  start,
  cancel: shut,
  stop: () => {
    shut();
    tell(sentences(state.language)("stopped"), true);
  },
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

function typed(event) {
  const tongue = (/^text-(id|en)$/.exec(event.target.id) || [])[1];
  if (!tongue) return;
  Object.assign(state, { words: { ...state.words, [tongue]: event.target.value }, ready: "" });
  show();
}

page.addEventListener("click", clicked);
page.addEventListener("input", typed);
dialogBox.addEventListener("click", clicked);
dialogBox.addEventListener("cancel", (event) => {
  event.preventDefault();
  if (state.asked && state.asked.sending === null) shut();
});
setInterval(show, 1000);
startAnewOnOtherLink();
show();

join({
  kind: "admin", secret, language: state.language, topicOf: () => "floor",
  on: {
    me: () => {
      state.denied = null;
      learn();
    },
    denied: (why) => {
      Object.assign(state, { denied: why, known: false });
      show();
    },
    away: show,
    view: ({ view }) => {
      const zones = view.zones.map(({ zone, voice }) => `${zone} ${voice.state}`).join();
      if (state.known && zones !== state.zones.map(({ zone, voice }) => `${zone} ${voice}`).join()) learn();
      Object.assign(state, { standing: view.emergencies, received: performance.now() });
      show();
    },
    clock: () => undefined,
    line: (line) => {
      state.line = line;
      show();
    },
  },
});
