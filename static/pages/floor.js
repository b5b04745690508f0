// The floor page, put together: the whole hall live, and the manager's hands.
// The administrator's secret stays in the address: it is remembered nowhere else. Without one it is who has signed in.

import { pressId, request, pause } from "./api.js";
import { waitBefore } from "./backoff.js";
import { EmergencyDesk } from "./emergency-desk.js";
import { list } from "./emergency-view.js";
import { counterOf, dialogMarkup, hurts } from "./floor-dialogs.js";
import { enter } from "./floor-entry.js";
import { standingIn, untilOf } from "./floor-events.js";
import { own } from "./floor-strings.js";
import { needsOf } from "./floor-needs.js";
import { entrance, floorPage, needWords } from "./floor-view.js";
import { chooseLanguage, chosenLanguage, showLanguage } from "./language.js";
import { render } from "./markup.js";
import { startAnewOnOtherLink } from "./memory.js";
import { phrases, speaking } from "./strings.js";
import { pick } from "./text.js";
import { HallClock } from "./time.js";

const noticeTime = { good: 12000, bad: 20000 }; // ms
const settled = 700; // ms: a hand that taps twice confirms nothing
const tries = 4;
const $ = (id) => document.getElementById(id);
const [page, dialogBox, status, alarm] = [$("page"), $("dialog"), $("status"), $("alarm")];
const clock = new HallClock();
const secret = location.hash.slice(1);

const state = {
  language: chosenLanguage("floor"), view: null, drawn: 0, line: "waiting", since: 0, denied: null, me: null, query: "",
  notice: null, dialog: null, alarms: null,
};
let live = null;
const desk = new EmergencyDesk({
  secret, language: () => state.language, show,
  tell: (text, bad) => {
    if (state.dialog && state.dialog.kind === "emergency") state.dialog.wrong = bad ? text : "";
    if (text && !bad) notify(text, "good");
    else show();
  },
  opened: () => focusOn('[data-do="cancel"]'),
  done: () => shut(),
});

const say = (name, values) => (name in own.id ? speaking(own, state.language) : phrases(state.language))(name, values);
const now = () => ({ ...state, say, desk, home: secret ? `/#${secret}` : "/", at: clock.now(), elapsed: Math.max(0, (clock.now() - state.drawn) / 1000) });

function show() {
  const count = tellNeeds();
  showLanguage(state.language, `${count ? `(${count}) ` : ""}${say("floor.title")}`);
  render(page, state.view && state.denied === null ? floorPage(now()) : entrance({ say, denied: state.denied, secret }));
  showDialog();
}

/** Who does not see the page hears what has become an alarm since; gives how many things need a person. */
function tellNeeds() {
  if (!state.view || state.denied !== null) return 0;
  const drawn = now();
  const needs = needsOf(state.view, drawn.elapsed);
  const alarms = new Map(needs.filter(({ level }) => level === "alarm").map((one) => [one.id, one]));
  const fresh = [...alarms].filter(([id]) => state.alarms && !state.alarms.has(id)).map(([, one]) => needWords(one, drawn).what);
  state.alarms = new Set(alarms.keys());
  if (fresh.length) status.textContent = fresh.join(". ");
  return needs.length;
}

function showDialog() {
  if (state.dialog && state.dialog.shown && !dialogBox.open) state.dialog = null;
  const { dialog, view } = state;
  const gone = dialog && !known(dialog, view);
  if (!dialog || gone) {
    state.dialog = null;
    if (dialogBox.open) dialogBox.close();
    return;
  }
  dialogBox.className = `is-${dialog.kind}`;
  render(dialogBox, dialogMarkup(dialog, now()));
  if (!dialogBox.open) dialogBox.showModal();
  dialog.shown = true;
}

/** Whether what a window is about is still there. */
function known({ kind, id }, view) {
  if (!view) return false;
  if (kind === "queue") return view.queues.some((queue) => queue.service === id);
  if (kind === "event-end") return Boolean(standingIn(id, view));
  if (kind === "end") return view.emergencies.some((one) => one.emergency === id);
  return !["counter", "closing", "assign"].includes(kind) || view.counters.some((counter) => counter.counter === id);
}

function focusOn(selector) {
  const found = dialogBox.querySelector(selector);
  if (found) found.focus();
}

function open(dialog) {
  state.dialog = { ...dialog, opened: performance.now() };
  dialogBox.textContent = "";
  show();
  focusOn("[autofocus]");
}

function shut() {
  state.dialog = null;
  desk.asked = null;
  show();
}

function notify(text, kind, undo = null) {
  if (state.notice) clearTimeout(state.notice.timer);
  state.notice = { text, kind, undo, timer: setTimeout(dismiss, noticeTime[kind]) };
  (kind === "bad" ? alarm : status).textContent = text;
  show();
}

function dismiss() {
  if (state.notice) clearTimeout(state.notice.timer);
  state.notice = null;
  alarm.textContent = "";
  show();
}

// ---- asking the hall

/** Sent again with the same id while nobody answers, so that it is one press. */
async function post(path, body) {
  const key = pressId();
  for (let n = 0; n < tries; n += 1) {
    const reply = await request(path, { secret, language: state.language, method: "POST", body, key });
    if (reply) return reply;
    await pause(400 * 2 ** n);
  }
  return null;
}

const why = (reply) => (reply ? pick(reply.body.detail || reply.body.title, state.language) || say("failed") : say("away"));

/** One thing at a time in a window: it says what went wrong, and shuts when it went well. */
async function act(path, body, well) {
  const { dialog } = state;
  if (dialog) Object.assign(dialog, { busy: true, wrong: "" });
  show();
  const reply = await post(path, body);
  if (live) live.hurry();
  if (dialog) dialog.busy = false;
  const good = reply && reply.status < 400;
  const mine = dialog && state.dialog === dialog;
  if (good) {
    if (mine) state.dialog = null;
    well(reply.body);
  } else if (mine) {
    Object.assign(dialog, { wrong: why(reply), anyway: Boolean(reply) && reply.body.code === "assign_waiting" });
    alarm.textContent = why(reply);
  } else notify(why(reply), "bad");
  show();
}

const pathOf = (id, action) => `/api/counters/${encodeURIComponent(id)}/${action}`;
const nameOf = (id) => (counterOf(id, state.view) || { name: id }).name;

/** An opening is taken back only where the hall itself had shut the counter: else its officer could not open it any more. */
function press(id, action) {
  const back = action === "close" ? "open" : (counterOf(id, state.view) || {}).shut_by === "hall" && "close";
  act(pathOf(id, action), undefined, () => notify(say(`did.${action}`, { name: nameOf(id) }), "good", back ? () => press(id, back) : null));
}

function assign(id, services, { anyway = false, back = false } = {}) {
  const before = counterOf(id, state.view).services;
  act(pathOf(id, "services"), { services, anyway }, () => notify(say(back ? "did.assign.back" : "did.assign", { name: nameOf(id) }), "good",
    back ? null : () => assign(id, before, { anyway: true, back: true })));
}

/** Each zone and language is a notice of its own; what failed is said, and the rest was said in the hall. */
async function announce() {
  const { dialog, view } = state;
  const words = view.languages.map((tongue) => ({ language: tongue, text: $(`notice-${tongue}`).value.trim() })).filter(({ text }) => text);
  const zones = view.zones.filter((zone) => dialog.chosen.has(zone.zone) && zone.speaker !== "none");
  if (!words.length || !zones.length) {
    dialog.wrong = say(words.length ? "announce.nowhere" : "announce.empty");
    alarm.textContent = dialog.wrong;
    show();
    if (!words.length) focusOn("textarea");
    return;
  }
  Object.assign(dialog, { busy: true, wrong: "" });
  show();
  const wrong = [];
  const heard = [];
  for (const zone of zones) {
    const replies = [];
    for (const body of words) replies.push(await post(`/api/zones/${encodeURIComponent(zone.zone)}/announcements`, body));
    const bad = replies.find((reply) => !reply || reply.status >= 400);
    if (bad === undefined) heard.push(zone);
    else wrong.push({ zone, why: why(bad) });
  }
  dialog.busy = false;
  const named = (some) => list(some.map((zone) => pick(zone.name, state.language)), say);
  if (wrong.length) {
    dialog.chosen = new Set(wrong.map(({ zone }) => zone.zone)); // so that "again" says it only where it was not said
    dialog.wrong = [heard.length && say("did.announce", { zones: named(heard) }), `${named(wrong.map(({ zone }) => zone))}: ${wrong[0].why}`].filter(Boolean).join(" ");
    alarm.textContent = dialog.wrong;
    show();
    return;
  }
  if (state.dialog === dialog) state.dialog = null;
  notify(say("did.announce", { zones: named(heard) }), "good");
}

/** What may begin is asked for: the view tells only what stands. */
async function openEvents() {
  open({ kind: "event", plans: null });
  const { dialog } = state;
  const reply = await request("/api/takeovers", { secret, language: state.language });
  if (!reply || reply.status !== 200) dialog.wrong = why(reply);
  else dialog.plans = reply.body.plans;
  show();
}

/** A window whose button answers after a moment only. */
function ask(dialog) {
  open({ ...dialog, fresh: true });
  const { dialog: mine } = state;
  setTimeout(() => {
    mine.fresh = false;
    show();
  }, settled);
}

function startEvent() {
  const { plan } = state.dialog;
  const until = untilOf($("event-until").value, clock.now(), state.view.utc_offset);
  if (until === null) {
    state.dialog.wrong = say("event.wrong");
    show();
    focusOn("#event-until");
    return;
  }
  act(`/api/zones/${encodeURIComponent(plan.zone)}/takeover`, { takeover: plan.takeover, ...(until === undefined ? {} : { until }) },
    () => notify(say("did.event.start", { name: pick(plan.name, state.language) }), "good"));
}

// ---- hands

const deeds = {
  language: () => {
    state.language = state.language === "id" ? "en" : "id";
    chooseLanguage("floor", state.language);
    show();
  },
  dismiss,
  shut,
  undo: () => {
    const { undo } = state.notice;
    dismiss();
    undo();
  },
  queue: ({ id }) => open({ kind: "queue", id }),
  counter: ({ id }) => open({ kind: "counter", id }),
  open: ({ id }) => press(id, "open"),
  close: ({ id }) => {
    const { left, visit } = hurts(counterOf(id, state.view), state.view);
    if (left.length || visit) open({ kind: "closing", id });
    else press(id, "close");
  },
  "close-sure": ({ id }) => press(id, "close"),
  assign: ({ id }) => open({ kind: "assign", id, chosen: new Set(counterOf(id, state.view).services), query: "" }),
  "assign-tick": ({ id }) => {
    const { chosen } = state.dialog;
    if (!chosen.delete(id)) chosen.add(id);
    Object.assign(state.dialog, { wrong: chosen.size ? "" : say("assign.none"), anyway: false });
    show();
  },
  "assign-save": ({ id }) => {
    const { chosen, anyway } = state.dialog;
    if (chosen.size) assign(id, [...chosen], { anyway });
  },
  announce: () => open({ kind: "announce", chosen: new Set(state.view.zones.filter((zone) => zone.speaker !== "none").map((zone) => zone.zone)) }),
  "announce-zone": ({ id }) => {
    const { chosen } = state.dialog;
    if (!chosen.delete(id)) chosen.add(id);
    show();
  },
  "announce-go": () => announce(),
  emergency: () => {
    open({ kind: "emergency" });
    desk.learn();
  },
  event: () => openEvents(),
  "event-start": ({ id }) => ask({ kind: "event-start", id, plan: state.dialog.plans.find((plan) => plan.takeover === id) }),
  "event-start-go": () => startEvent(),
  "event-end": ({ id }) => ask({ kind: "event-end", id }),
  "event-end-go": ({ id }) => act(`/api/zones/${encodeURIComponent(id)}/takeover/end`, undefined, () => notify(say("did.event.end"), "good")),
  "ask-end": ({ id }) => ask({ kind: "end", id }),
  end: ({ id }) => {
    state.dialog = null;
    desk.end(id);
  },
};

function clicked(event) {
  const button = event.target.closest("[data-do]");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  const { do: deed } = button.dataset;
  if (deed !== "language" && !state.view) return;
  if (deed in deeds) deeds[deed](button.dataset);
  else {
    desk.deeds[deed](button.dataset.value);
    show();
  }
}

/** A tap beside a window shuts it, but not the second tap of the hand that opened it. */
function besideWindow() {
  const { dialog } = state;
  if (dialog && dialog.kind !== "emergency" && !dialog.busy && performance.now() - dialog.opened > settled) shut();
}

function typed({ target }) {
  if (target.id === "query") {
    state.query = target.value.trim();
    show();
  } else if (target.id === "assign-query") {
    state.dialog.query = target.value.trim();
    show();
  } else if (target.id === "event-until") {
    state.dialog.typed = target.value;
    show();
  } else desk.typed(target);
}

page.addEventListener("click", clicked);
page.addEventListener("input", typed);
dialogBox.addEventListener("click", (event) => (event.target === dialogBox ? besideWindow() : clicked(event)));
dialogBox.addEventListener("input", typed);
dialogBox.addEventListener("cancel", (event) => {
  event.preventDefault();
  if (!desk.asked) shut();
  else if (desk.asked.sending === null) desk.shut();
});
setInterval(show, 1000);
startAnewOnOtherLink();
show();

enter({
  secret, language: state.language,
  on: {
    me: (me) => {
      Object.assign(state, { me, denied: null });
      show();
    },
    denied: (reason) => {
      state.denied = reason;
      show();
    },
    away: show,
    view: ({ view, at }) => {
      Object.assign(state, { view, drawn: at });
      desk.viewed(view);
      show();
    },
    clock: (at) => clock.set(at),
    line: (line) => {
      state.line = line;
      state.since = clock.now() - (live ? performance.now() - live.heard : 0);
      if (line === "denied") signedOut();
      show();
    },
  },
}).then((line) => {
  live = line;
});

/** The session ended, or the link was withdrawn: nothing of the hall stays in sight. */
async function signedOut() {
  for (let tries = 0; state.line === "denied"; tries += 1) {
    const reply = await request("/api/me", { secret, language: state.language });
    if (reply && [401, 403].includes(reply.status)) {
      Object.assign(state, { view: null, denied: "unknown", dialog: null });
      return show();
    }
    await pause(waitBefore(tries)); // the socket may be told before the session is gone
  }
  return undefined;
}
