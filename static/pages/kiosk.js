// The kiosk page, put together: a visitor's taps, the hall's view, and the way back to the start.

import { insist, pressId } from "./api.js";
import { blankPage } from "./blank.js";
import { join } from "./device.js";
import * as papers from "./kiosk-paper.js";
import * as steps from "./kiosk-steps.js";
import { kioskPage } from "./kiosk-view.js";
import { chosenLanguage, showLanguage } from "./language.js";
import { render } from "./markup.js";
import { secretOf, startAnewOnOtherLink } from "./memory.js";
import { phrases } from "./strings.js";
import { pick } from "./text.js";

const idleTime = 30000;
/** A bouncing finger must not answer the question that has only just come up. */
const settleTime = 400;

const page = document.getElementById("page");
const status = document.getElementById("status");
const upright = matchMedia("(orientation: portrait)");
const secret = secretOf("kiosk");
const state = { language: chosenLanguage("kiosk"), own: null, view: null, way: steps.start(), line: "waiting", issuing: null, printing: false, denied: null, touched: 0 };

const say = (name, values) => phrases(state.language)(name, values);
const step = () => (state.view ? steps.stepOf(state.way, state.view) : "");
const leaveTime = () => (step() === "number" ? papers.readTime(state.view, state.way.ticket) : idleTime);
const left = () => Math.max(0, Math.ceil((state.touched + leaveTime() - performance.now()) / 1000));

/** Choices a page: fewer beneath a banner. */
function roomNow() {
  if (state.view && state.view.emergency) return 6;
  return upright.matches ? 10 : 12;
}

function show() {
  showLanguage(state.language, say("kiosk.title"));
  const now = { ...state, say, left: left(), room: roomNow() };
  render(page, state.view ? kioskPage(now) : blankPage(say, state.denied));
}

function go(way) {
  const before = step();
  state.way = way;
  state.touched = performance.now();
  if (step() === "issue" && state.issuing === null) issue();
  show();
  if (step() !== before) arrive();
}

function arrive() {
  page.classList.add("is-settling");
  setTimeout(() => page.classList.remove("is-settling"), settleTime);
  const heading = document.getElementById("question");
  if (heading) heading.focus({ preventScroll: true });
}

/** One ticket a visitor: the same id until there is an answer. */
async function issue() {
  state.issuing = 0;
  const asked = { secret, language: state.language, method: "POST", body: papers.withPrinter(steps.wanted(state.way)), key: pressId() };
  const { status: code, body } = await insist("/api/tickets", asked, (tries) => {
    state.issuing = tries;
    show();
  });
  state.issuing = null;
  const ticket = body.ticket || body;
  if (code < 400 && ticket.number) {
    status.textContent = `${say("kiosk.number")}: ${ticket.number}`;
    give(ticket);
  } else go(steps.refuse(state.way, pick(body.detail || body.title, state.language) || say("press.failed")));
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

const deeds = {
  nothing: () => undefined,
  agency: (id) => go(steps.chooseAgency(state.way, id, state.view)),
  service: (id) => go(steps.chooseService(state.way, id)),
  origin: (id) => go(steps.chooseOrigin(state.way, id)),
  priority: (id) => go(steps.choosePriority(state.way, id)),
  "ask-priority": () => go(steps.askPriority(state.way)),
  before: () => go(steps.turn(state.way, -1)),
  after: () => go(steps.turn(state.way, 1)),
  back: () => go(steps.back(state.way, state.view)),
  home,
  print: printAgain,
  language: () => {
    state.language = state.language === "id" ? "en" : "id";
    go(state.way);
  },
};

function clicked(event) {
  const button = event.target.closest("[data-do]");
  if (!button || !state.view || state.issuing !== null || button.getAttribute("aria-disabled") === "true") return;
  deeds[button.dataset.do](button.dataset.value);
}

function touched() {
  if (step() !== "number") state.touched = performance.now();
}

function tick() {
  const isAtStart = state.way.agency === null && !state.way.asking && !state.way.page && !state.way.priority;
  const isPlain = isAtStart && (!state.own || state.language === state.own);
  if (state.view && state.issuing === null && !isPlain && left() === 0) home();
  else show();
}

page.addEventListener("click", clicked);
for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, touched);
document.addEventListener("contextmenu", (event) => event.preventDefault());
upright.addEventListener("change", show);
setInterval(tick, 1000);
startAnewOnOtherLink();
show();

join({
  kind: "kiosk", secret, language: state.language, topicOf: (me) => `kiosk/${me.place}`,
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
    away: show,
    view: ({ view }) => {
      state.view = view;
      show();
    },
    clock: () => undefined,
    line: (line) => {
      state.line = line;
      show();
    },
  },
});
