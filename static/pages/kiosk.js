// The kiosk page, put together: a visitor's taps, the hall's view, and the way back to the start.

import { insist, pressId } from "./api.js";
import { blankPage } from "./blank.js";
import { join } from "./device.js";
import { fitAll } from "./kiosk-fit.js";
import { codeIn, numbered, watchKeys } from "./kiosk-keys.js";
import { fiveTimes, lockPage } from "./kiosk-lock.js";
import * as papers from "./kiosk-paper.js";
import { hiddenHere, offering, staffDeeds } from "./kiosk-staff.js";
import * as steps from "./kiosk-steps.js";
import { phrases } from "./kiosk-strings.js";
import { kioskPage } from "./kiosk-view.js";
import { chosenLanguage, showLanguage } from "./language.js";
import { render } from "./markup.js";
import { secretOf, startAnewOnOtherLink } from "./memory.js";
import { pick } from "./text.js";

const idleTime = 30000;
/** So long before the start the page asks whether anybody is there. */
const askTime = 10;
/** A bouncing finger must not answer the question that has only just come up. */
const settleTime = 400;

const page = document.getElementById("page");
const status = document.getElementById("status");
const upright = matchMedia("(orientation: portrait)");
const secret = secretOf("kiosk");
const state = {
  language: chosenLanguage("kiosk"), own: null, view: null, all: null, hidden: hiddenHere(), way: steps.start(), line: "waiting",
  issuing: null, printing: false, denied: null, code: null, touched: 0, keyed: false,
};

const say = (name, values) => phrases(state.language)(name, values);
say.has = (name) => phrases(state.language).has(name);
const step = () => (state.view ? steps.stepOf(state.way, state.view) : "");
const leaveTime = () => (step() === "number" ? papers.readTime(state.view, state.way.ticket) : idleTime);
const left = () => Math.max(0, Math.ceil((state.touched + leaveTime() - performance.now()) / 1000));
const isPlain = () => steps.isFresh(state.way) && (!state.own || state.language === state.own);
const isAway = () => state.line !== "live" && state.line !== "waiting";
const asksStill = () => !["", "issue", "number", "refused"].includes(step()) && !isPlain() && left() <= askTime;

let asked = false;
let focused = null;

function show() {
  showLanguage(state.language, say("kiosk.title"));
  const asks = asksStill();
  if (asks && !asked) focused = document.activeElement;
  const now = { ...state, say, left: left(), upright: upright.matches, asksStill: asks };
  render(page, state.view ? kioskPage(now) : blankPage(say, state.denied, state.code));
  fitAll(page);
  if (asks !== asked) turnTo(asks ? page.querySelector(".still button") : page.contains(focused) ? focused : document.getElementById("question"));
  asked = asks;
}

function turnTo(node) {
  settle();
  if (node) node.focus({ preventScroll: true });
}

function see(view) {
  state.all = view;
  state.view = offering(view, state.hidden);
  show();
}

function go(way) {
  const before = step();
  state.way = way;
  state.touched = performance.now();
  places.clear();
  if (step() === "issue" && state.issuing === null) (way.checking ? lookUp : issue)();
  show();
  if (step() !== before) arrive();
}

function arrive() {
  settle();
  turnTo(document.getElementById("question"));
}

function settle() {
  page.classList.add("is-settling");
  setTimeout(() => page.classList.remove("is-settling"), settleTime);
}

/** Asks until there is an answer, and lets nothing else be asked meanwhile. */
async function insistent(path, more) {
  state.issuing = 0;
  const reply = await insist(path, { secret, language: state.language, ...more }, (tries) => {
    state.issuing = tries;
    show();
  });
  state.issuing = null;
  return reply;
}

const reason = (body) => pick(body.detail || body.title, state.language) || say("press.failed");

/** One ticket a visitor: the same id until there is an answer. */
async function issue() {
  const path = state.way.booking ? "/api/bookings/check-in" : "/api/tickets";
  const { status: code, body } = await insistent(path, { method: "POST", body: papers.withPrinter(steps.wanted(state.way)), key: pressId() });
  const ticket = body.ticket || body;
  if (code < 400 && ticket.number) {
    status.textContent = `${say("kiosk.number")}: ${ticket.number}`;
    give(ticket);
  } else go(steps.refuse(state.way, reason(body)));
}

/** What the booking is for, so that its papers and origin can be asked for before the number is made. */
async function lookUp() {
  const { status: code, body } = await insistent(`/api/bookings/${encodeURIComponent(state.way.code)}`, {});
  if (code < 400) go(steps.found(state.way, body.state === "made" ? body.service : null, state.all));
  else go(steps.refuse(state.way, reason(body)));
}

function give(ticket) {
  go(steps.given(state.way, ticket));
  papers.printSlip();
}

async function printAgain() {
  const { ticket } = state.way;
  state.printing = true;
  show();
  const news = await papers.printAgain(ticket, { secret, language: state.language });
  state.printing = false;
  if (state.way.ticket !== ticket) show();
  else if (news.paper) give({ ...ticket, ...news });
  else go(steps.given(state.way, { ...ticket, ...news }));
}

function home() {
  state.language = state.own || state.language;
  status.textContent = "";
  go(steps.start());
}

function back() {
  if (step() === "number") home();
  else if (state.view && state.issuing === null) go(steps.back(state.way, state.view));
}

function type(sign) {
  const at = step();
  const before = steps.typedAt(at, state.way);
  if (before === null) return;
  go(steps.typeAt(at, state.way, before + sign));
  if (at === "staff" && before.length < 6) staff.typed();
}

function erase() {
  const before = steps.typedAt(step(), state.way);
  if (before) go(steps.typeAt(step(), state.way, before.slice(0, -1)));
  else back();
}

const staff = staffDeeds({ state, secret, say, go, see });

const deeds = {
  nothing: () => undefined,
  agency: (id) => go(steps.chooseAgency(state.way, id, state.view)),
  service: (id) => go(steps.chooseService(state.way, id, state.view)),
  origin: (id) => go(steps.chooseOrigin(state.way, id)),
  priority: (id) => go(steps.choosePriority(state.way, id)),
  "ask-priority": () => go(steps.askPriority(state.way)),
  "have-all": () => go(steps.haveAll(state.way)),
  "ask-booking": () => go(steps.askCode(state.way)),
  "check-in": () => go(steps.checkCode(state.way, state.way.code)),
  find: () => go(steps.find(state.way, "")),
  type,
  delete: erase,
  before: () => turn(-1),
  after: () => turn(1),
  back,
  home,
  stay: () => go(state.way),
  print: printAgain,
  language: (language) => {
    state.language = language;
    go(state.way);
  },
  ...staff.deeds,
};

function turn(by) {
  go(steps.turn(state.way, by));
  const pages = page.querySelector(".foot > p");
  status.textContent = pages ? pages.textContent : "";
}

function clicked(event) {
  const button = event.target.closest("[data-do], [data-corner]");
  if (!button || !state.view || state.issuing !== null) return;
  if (button.dataset.corner !== undefined) corner(performance.now());
  else if (button.getAttribute("aria-disabled") !== "true") deeds[button.dataset.do](button.dataset.value);
}

const askStaff = () => ["agency", "service", "booking", "find"].includes(step()) && staff.ask();
const corner = fiveTimes(askStaff);
const dots = fiveTimes(askStaff);

function touched() {
  if (step() !== "number" && !asked) state.touched = performance.now();
}

const within = (selector) => [...page.querySelectorAll(selector)];
const press = (deed) => within(`[data-do="${deed}"]`).slice(0, 1).forEach((button) => button.click());
/** What a number on a keypad presses: the choices, or the one way on. */
const numbers = () => (within(".choice").length ? within(".choice") : within(".ask .primary"));
const places = numbered(() => numbers().length, (place) => numbers()[place - 1].click());

function sign(key) {
  if (!state.view || state.issuing !== null) return;
  if (asked) press("stay");
  else if (steps.typedAt(step(), state.way) !== null) type(key);
  else if (page.classList.contains("is-settling")) return;
  else if (key === "0" && !places.begun) press("ask-priority");
  else if (/[0-9]/.test(key)) places.digit(key);
  else if (key === "+" || key === "-") press(key === "+" ? "after" : "before");
  else if (key === "*") within('.languages [aria-pressed="false"]').slice(0, 1).forEach((button) => button.click());
  else if (key === "." || key === ",") dots(performance.now());
  else if (/\p{L}/u.test(key) && ["agency", "service"].includes(step())) {
    go(steps.find(state.way, ""));
    type(key);
  }
}

function named(key) {
  if (!state.view || state.issuing !== null) return false;
  const typing = steps.typedAt(step(), state.way) !== null;
  if (asked && key !== "Enter" && key !== "Tab") press("stay");
  else if (key === "Backspace") (typing ? erase : back)();
  else if (key === "Escape") back();
  else if (key === "PageDown" || key === "PageUp") press(key === "PageDown" ? "after" : "before");
  else if (key === " " && step() === "find" && document.activeElement.tagName !== "BUTTON") type(" ");
  else if (key === "Enter") return places.enter() || (step() === "booking" && document.activeElement.tagName !== "BUTTON" && submit());
  else return false;
  return true;
}

function submit() {
  press("check-in");
  return true;
}

const byHand = (does) => (key) => {
  useKeys(true);
  return does(key);
};

/** Whoever holds a code to the scanner wants to check in, whatever the page asks just now. */
function scan(text) {
  const code = codeIn(text);
  const at = step();
  if (!code || !state.view || !state.view.bookings || state.issuing !== null || isAway() || ["staff", "settings"].includes(at)) return;
  go(steps.checkCode(at === "number" || at === "refused" ? steps.start() : state.way, code));
}

function tick() {
  if (state.view && state.issuing === null && !isPlain() && left() === 0) home();
  else show();
}

/** Numbers stand on the choices for whoever uses keys; a scanner is nobody's hand. */
function useKeys(keys) {
  if (state.keyed === keys) return;
  state.keyed = keys;
  if (keys) show();
}

page.addEventListener("click", clicked);
document.addEventListener("pointerdown", () => useKeys(false));
for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, touched);
watchKeys({ scan, sign: byHand(sign), named: byHand(named) });
lockPage(back);
upright.addEventListener("change", show);
addEventListener("resize", show);
setInterval(tick, 1000);
startAnewOnOtherLink();
show();
document.fonts.ready.then(show);

join({
  kind: "kiosk", secret, language: state.language, topicOf: (me) => `kiosk/${me.place}`,
  showing: () => step() || "blank",
  on: {
    me: (me) => {
      state.denied = null;
      state.own = chosenLanguage("kiosk", me.language);
      state.language = state.own;
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
    view: ({ view }) => see(view),
    clock: () => undefined,
    line: (line) => {
      state.line = line;
      show();
    },
  },
});
