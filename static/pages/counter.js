// The counter page, put together: the hall's view and the officer's hands.

import { blankPage } from "./blank.js";
import { chooseLanguage, chosenLanguage, showLanguage } from "./language.js";
import { request } from "./api.js";
import { actionNamed, actionOf, dialogBefore } from "./counter-actions.js";
import { dialogMarkup } from "./counter-dialogs.js";
import { wishOf } from "./counter-keys.js";
import { notePress } from "./counter-notes.js";
import { OfficerDesk } from "./counter-officer.js";
import { optionsOf } from "./counter-options.js";
import { phrases } from "./counter-strings.js";
import { asideOf } from "./counter-ticket.js";
import { counterPage } from "./counter-view.js";
import { join } from "./device.js";
import { fitLine } from "./fitting.js";
import { render } from "./markup.js";
import { recall, remember, secretOf, startAnewOnOtherLink } from "./memory.js";
import { moved } from "./picker.js";
import { Presses } from "./press.js";
import { pick } from "./text.js";
import { HallClock } from "./time.js";

const noticeTime = 8000;
const $ = (id) => document.getElementById(id);
const [page, dialogBox, status, alarm] = [$("page"), $("dialog"), $("status"), $("alarm")];
const clock = new HallClock();
const secret = secretOf("counter");

const state = {
  language: chosenLanguage("counter"), view: null, received: 0, line: "waiting", since: 0, denied: null, code: null,
  place: null, elsewhere: null, presses: null, notice: null, trouble: "", dialog: null, letters: recall("letters") !== "off",
};
let live = null;
const desk = new OfficerDesk({
  send: (path, asked) => request(path, { secret, language: state.language, ...asked }),
  place: () => state.place, say: () => drawn().say, show, tell: notify,
  opened: (id) => {
    const field = document.getElementById(id);
    if (field) field.focus();
  },
});

const drawn = () => ({
  ...state, say: phrases(state.language), offset: state.view && state.view.utc_offset, at: clock.now(),
  elapsed: (performance.now() - state.received) / 1000,
});

function show() {
  const now = drawn();
  const title = state.view ? now.say("counter.name", { name: state.view.name }) : now.say("counter.title");
  showLanguage(state.language, title);
  render(page, state.view ? counterPage(now) : blankPage(now.say, state.denied, state.code));
  fitLine(page.querySelector(".number"));
  showDialog(now);
}

function showDialog(now) {
  // Escape closes it a moment before its "close" event comes.
  if (state.dialog && state.dialog.shown && !dialogBox.open) state.dialog = null;
  if (!state.dialog) {
    leaveDialog();
    return;
  }
  state.dialog.active = Math.max(0, Math.min(state.dialog.active, optionsOf(state.dialog, now).length - 1));
  render(dialogBox, dialogMarkup(state.dialog, now));
  if (!dialogBox.open) dialogBox.showModal();
  state.dialog.shown = true;
  const meant = dialogBox.querySelector('[aria-selected="true"]');
  if (meant) meant.scrollIntoView({ block: "nearest" });
}

/** A browser leaves the focus inside for one more frame; a Space in that frame is a press too. */
function leaveDialog() {
  if (dialogBox.open) dialogBox.close();
  if (dialogBox.contains(document.activeElement)) document.activeElement.blur();
}

function shut() {
  state.dialog = null;
  show();
}

function notify(text, kind) {
  clearTimeout(state.notice && state.notice.timer);
  state.notice = { text, kind, timer: setTimeout(dismiss, noticeTime) };
  (kind === "bad" ? alarm : status).textContent = text;
  show();
}

function dismiss() {
  clearTimeout(state.notice && state.notice.timer);
  state.notice = null;
  alarm.textContent = "";
  show();
}

function press(action, body) {
  const { say } = drawn();
  state.dialog = null;
  if (!state.presses.press(action, body) && state.presses.now && state.presses.now.tries) {
    notify(say("press.sent", { what: say(`press.${state.presses.now.action}`) }), "wait");
  }
  show();
}

function answered({ action }, { status: code, body }) {
  const { say } = drawn();
  const detail = pick(body.detail || body.title, state.language) || say("press.failed");
  if (live) live.hurry();
  if (code >= 500) {
    state.trouble = detail;
    alarm.textContent = detail;
    return;
  }
  state.trouble = "";
  if (body.code === "officer_missing") deeds.officer();
  else if (code >= 400) notify(detail, "bad");
  else if (action === "next" && body.call === null) notify(say("press.nobody"), "wait");
  else if (action === "return") notify(say("returned", { number: body.number, came: pick(body.came, state.language), n: body.ahead }), "good");
  else if (state.notice) dismiss();
}

function act(action) {
  const { view, say } = drawn();
  const kind = dialogBefore(action, view);
  if (!action.applies(view)) {
    state.dialog = null;
    notify(say("press.idle", { what: say(`press.${action.name}`) }), "wait");
  } else if (kind) open({ kind, ...starting(kind, view) });
  else press(action.name);
}

/** A note that is there is there to be changed. */
const starting = (kind, { ticket }) => (["note", "park"].includes(kind) && ticket ? { initial: ticket.note, query: ticket.note } : {});

function open(dialog) {
  state.dialog = { query: "", active: 0, ...dialog };
  dialogBox.textContent = "";
  if (["transfer", "also"].includes(dialog.kind)) lookElsewhere();
  show();
}

/** Who waits where changes with every press in the hall: it is asked for when it is needed. */
async function lookElsewhere() {
  state.elsewhere = null;
  const path = `/api/counters/${encodeURIComponent(state.place)}/elsewhere`;
  const reply = await request(path, { secret, language: state.language });
  if (!reply || reply.status !== 200) return;
  state.elsewhere = reply.body;
  show();
}

function choose(place) {
  const option = optionsOf(state.dialog, drawn())[place];
  if (option) press(option.press.action, option.press.body);
}

function askCancel(id) {
  const ticket = [...state.view.waiting, ...state.view.parked].find((row) => row.ticket === id);
  if (ticket) open({ kind: "cancel", ticket: id, number: ticket.number, service: pick(ticket.service_name, state.language) });
}

const deeds = {
  action: ({ action }) => act(actionNamed(action)),
  call: ({ ticket }) => press("call", { ticket }),
  cancel: ({ ticket }) => askCancel(ticket),
  "cancel-sure": ({ ticket }) => press("cancel", { ticket }),
  "close-sure": () => press("close"),
  return: ({ ticket }) => press("return", { ticket }),
  ticket: ({ ticket }) => {
    const aside = asideOf(ticket, state);
    if (aside) open({ kind: "ticket", ticket, number: aside.row.number });
  },
  pick: ({ place }) => choose(Number(place)),
  keys: () => open({ kind: "keys" }),
  voice: () => open({ kind: "voice" }),
  officer: () => {
    open({ kind: "officer", people: null, wrong: "", sending: false });
    desk.names(state.dialog);
  },
  "officer-out": () => {
    shut();
    desk.leave();
  },
  shut,
  dismiss,
  language: () => {
    state.language = state.language === "id" ? "en" : "id";
    chooseLanguage("counter", state.language);
    show();
  },
  letters: () => {
    state.letters = !state.letters;
    remember("letters", state.letters ? "on" : "off");
    show();
  },
};

function clicked(event) {
  const button = event.target.closest("[data-do]");
  if (button && (state.view || button.dataset.do === "language")) deeds[button.dataset.do](button.dataset);
}

function typed(event) {
  if (!state.view) return;
  const menu = Boolean(state.dialog) && state.dialog.kind === "more";
  const wish = wishOf(event, { dialogOpen: dialogBox.open && !menu, letters: state.letters });
  if (!wish) return;
  const action = wish.do === "action" ? actionOf(wish.key, state.view) : null;
  if (wish.do === "keys") deeds.keys();
  else if (action) act(action);
  else if (wish.do !== "nothing") return;
  event.preventDefault();
}

function typedInDialog(event) {
  if (event.key === "Escape" && !event.isComposing) {
    event.preventDefault();
    shut();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!state.dialog || event.target.getAttribute("role") !== "combobox" || event.isComposing) return;
  if (step) state.dialog.active = moved(state.dialog.active, step, optionsOf(state.dialog, drawn()).length);
  else if (event.key === "Enter") choose(state.dialog.active);
  else return;
  event.preventDefault();
  show();
}

function searched(event) {
  if (state.dialog.kind === "officer") return;
  Object.assign(state.dialog, { query: event.target.value, active: 0 });
  show();
}

async function written(event) {
  event.preventDefault();
  const { dialog } = state;
  if (event.target.dataset.form === "officer") {
    if (await desk.enter(dialog, event.target) && state.dialog === dialog) shut();
    return;
  }
  const { action, body } = notePress(event.target.dataset.action, new FormData(event.target).get("note"));
  press(action, body);
}

/** A press by mouse leaves the focus where it was, so that Space stays "call next". */
function keepFocus(event) {
  if (event.target.closest("button")) event.preventDefault();
}

function viewed({ view }) {
  const before = state.view;
  state.view = view;
  state.received = performance.now();
  if (view.call && before && (!before.call || before.call.seq !== view.call.seq)) {
    const { say } = drawn();
    status.textContent = `${say("counter.called")}: ${view.call.number}`;
  }
  show();
}

function lined(line) {
  state.line = line;
  state.since = clock.now() - (performance.now() - live.heard);
  show();
}

page.addEventListener("click", clicked);
page.addEventListener("mousedown", keepFocus);
dialogBox.addEventListener("click", (event) => (event.target === dialogBox ? shut() : clicked(event)));
dialogBox.addEventListener("keydown", typedInDialog);
dialogBox.addEventListener("input", searched);
dialogBox.addEventListener("submit", written);
dialogBox.addEventListener("close", () => {
  if (!dialogBox.open) shut();
});
document.addEventListener("keydown", typed);
setInterval(show, 1000);
addEventListener("resize", show);
document.fonts.ready.then(show);
startAnewOnOtherLink();
show();

join({
  kind: "counter", secret, language: state.language, topicOf: (me) => `counter/${me.place}`,
  showing: () => (state.view ? (state.view.open ? state.view.state : "shut") : "blank"),
  on: {
    me: (me) => {
      state.denied = null;
      state.place = me.place;
      state.language = chosenLanguage("counter", me.language);
      state.presses = new Presses({ counter: me.place, secret, language: () => state.language, changed: show, answered });
      show();
    },
    denied: (why) => {
      state.denied = why;
      show();
    },
    code: (code) => {
      state.code = code;
      show();
    },
    away: show,
    view: viewed,
    clock: (at) => clock.set(at),
    line: lined,
  },
}).then((line) => {
  live = line;
});
