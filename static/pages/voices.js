// The voices page, put together: hear what any zone would say, and keep the mall's own words.
// The administrator's secret stays in the address: it is remembered nowhere else.

import { pause, request } from "./api.js";
import { waitBefore } from "./backoff.js";
import { blankPage } from "./blank.js";
import { chooseLanguage, chosenLanguage, showLanguage } from "./language.js";
import { render } from "./markup.js";
import { startAnewOnOtherLink } from "./memory.js";
import { phrases, speaking } from "./strings.js";
import { pick } from "./text.js";
import { Player } from "./voices-player.js";
import { own } from "./voices-strings.js";
import { bodyOf, newTrial, readyToHear } from "./voices-trial.js";
import { voicesPage } from "./voices-view.js";
import { newDraft, WordBook } from "./voices-words.js";

const making = 40000; // ms: a slow voice, behind the hall's own calls
const page = document.getElementById("page");
const [status, alarm] = ["status", "alarm"].map((id) => document.getElementById(id));
const secret = location.hash.slice(1);
const player = new Player(show);

const state = {
  language: chosenLanguage("voices"), here: secret ? `/#${secret}` : "/", answer: "asking", hall: null,
  trial: newTrial(), heard: {}, run: 0, tongue: "", query: "", draft: newDraft(), tried: null, notice: null,
};
const book = new WordBook({ ask, changed: show });

const say = (name, values) => (name in own.id ? speaking(own, state.language) : phrases(state.language))(name, values);

function ask(path, body, patience) {
  return request(path, { secret, language: state.language, method: body ? "POST" : "GET", body, patience });
}

function show() {
  showLanguage(state.language, say("voices.title"));
  const ready = state.answer === "ready";
  render(page, ready ? voicesPage({ ...state, say, playing: player.playing, book })
    : blankPage(say, state.answer === "denied" ? "unknown" : "", undefined, true));
}

function tell(text, kind = "good", more = {}) {
  state.notice = text ? { text, kind, ...more } : null;
  status.textContent = kind === "bad" ? "" : text;
  alarm.textContent = kind === "bad" ? text : "";
  show();
}

const why = (reply) => (reply ? pick(reply.body.detail || reply.body.title, state.language) || say("press.failed") : say("voices.away"));

// ---- hearing

const zonesToHear = () => {
  const voiced = state.hall.zones.filter((zone) => zone.speaker !== "none");
  return voiced.length ? voiced : state.hall.zones;
};

/** Ends what sounds and what is being made; an answer that comes later finds another run. */
function anew() {
  state.run += 1;
  state.tried = null;
  state.heard = Object.fromEntries(Object.entries(state.heard).filter(([, one]) => !one.asking));
  player.stop();
  return state.run;
}

/** Asks for one zone after another, and plays each as soon as the one before it has ended. */
async function hear(zones) {
  if (!readyToHear(state.trial)) {
    tell(say("voices.text.empty"), "bad");
    page.querySelector("#text").focus();
    return;
  }
  tell("");
  const run = anew();
  state.heard = { ...state.heard, ...Object.fromEntries(zones.map((zone) => [zone, { asking: true }])) };
  show();
  let before = Promise.resolve(true);
  for (const zone of zones) {
    const reply = await ask("/api/voice/hear", bodyOf(state.trial, zone), making);
    if (run !== state.run) return;
    const good = reply && reply.status === 200;
    state.heard = { ...state.heard, [zone]: good ? { reply: reply.body } : { refused: why(reply) } };
    show();
    if (!good) continue;
    const queue = before;
    before = queue.then((goOn) => goOn && run === state.run && player.play(zone, reply.body.url));
  }
}

/** Whatever was heard was of another trial. */
function forget() {
  anew();
  state.heard = {};
}

async function hearWord({ word, said }, mark) {
  const text = (said || word || "").trim();
  if (!text) {
    tell(say("voices.word.empty"), "bad");
    return;
  }
  const run = anew();
  state.tried = { mark, asking: true };
  show();
  const body = { zone: zonesToHear()[0].zone, kind: "notice", text, language: state.tongue };
  const reply = await ask("/api/voice/hear", body, making);
  if (run !== state.run) return;
  state.tried = null;
  if (!reply || reply.status !== 200) {
    tell(why(reply), "bad");
    return;
  }
  const instead = reply.body.voice.find((voice) => voice.instead);
  tell(instead ? say("voices.instead", { name: instead.profile }) : "", "note");
  player.play(mark, reply.body.url);
}

// ---- words

async function save(word, said, { undo } = {}) {
  const before = book.ownOf(state.tongue, word);
  const tongue = state.tongue;
  const reply = await book.set(tongue, word, said);
  if (reply && reply.status === 200) {
    if (said !== null && state.draft.word.trim() === word) fill(newDraft());
    const text = say(said === null ? "voices.word.out" : "voices.word.saved", { word });
    tell(text, "good", undo ? {} : { undo: { word, said: before, tongue } });
    return;
  }
  if (reply && reply.status === 409) {
    await book.load();
    tell(say("voices.word.changed"), "bad");
    return;
  }
  tell(reply && reply.status === 503 ? say("voices.word.unwritable", { why: why(reply) }) : why(reply), "bad");
}

/** What is typed stands in the fields themselves; only this writes it there. */
function fill(draft) {
  state.draft = draft;
  for (const name of ["word", "said"]) {
    const field = page.querySelector(`#${name}`);
    if (field) field.value = draft[name];
  }
}

const deeds = {
  language: () => {
    state.language = state.language === "id" ? "en" : "id";
    chooseLanguage("voices", state.language);
    show();
  },
  hear: ({ zone }) => hear([zone]),
  "hear-all": () => hear(zonesToHear().map(({ zone }) => zone)),
  replay: ({ zone }) => {
    anew();
    player.play(zone, state.heard[zone].reply.url);
  },
  stop: () => {
    anew();
    show();
  },
  tongue: ({ tongue }) => {
    state.tongue = tongue;
    show();
  },
  "hear-draft": () => hearWord(state.draft, "draft"),
  "hear-word": ({ word, said }) => hearWord({ word, said }, `word-${word}`),
  save: () => {
    const [word, said] = [state.draft.word.trim(), state.draft.said.trim()];
    if (word && said) save(word, said);
    else tell(say("voices.word.incomplete"), "bad");
  },
  change: ({ word, said }) => {
    fill({ word, said });
    const field = page.querySelector("#said");
    field.focus();
    field.select();
  },
  "take-out": ({ word }) => save(word, null),
  clear: () => fill(newDraft()),
  undo: () => {
    const { word, said, tongue } = state.notice.undo;
    state.tongue = tongue;
    save(word, said, { undo: true });
  },
  dismiss: () => tell(""),
  again: () => book.load(),
};

function clicked(event) {
  const button = event.target.closest("[data-do]");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  if (state.answer === "ready" || button.dataset.do === "language") deeds[button.dataset.do](button.dataset);
}

const trialFields = ["kind", "ticket", "counter", "other", "service", "text", "tongue"];

function typed({ target }) {
  if (trialFields.includes(target.name)) {
    state.trial = { ...state.trial, [target.name]: target.value };
    forget();
  } else if (target.name === "query") state.query = target.value;
  else if (target.name in state.draft) state.draft = { ...state.draft, [target.name]: target.value };
  show();
}

function submitted(event) {
  event.preventDefault();
  if (event.target.id === "trial") deeds["hear-all"]();
  else deeds.save();
}

async function begin() {
  for (let tries = 0; state.answer === "asking"; tries += 1) {
    const reply = await ask("/api/hall");
    if (reply && reply.status === 200) {
      Object.assign(state, { answer: "ready", hall: reply.body, tongue: reply.body.languages[0] });
      state.trial.tongue = state.tongue;
      await book.load();
    } else if (reply && [401, 403].includes(reply.status)) state.answer = "denied";
    else await pause(waitBefore(tries));
    show();
  }
}

page.addEventListener("click", clicked);
page.addEventListener("input", typed);
page.addEventListener("submit", submitted);
startAnewOnOtherLink();
show();
begin();
