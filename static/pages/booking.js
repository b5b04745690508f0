// The booking page, put together. A code that was made stays in the address, so that the page can be kept.

import { insist, pause, pressId, request } from "./api.js";
import { waitBefore } from "./backoff.js";
import { phrases } from "./booking-strings.js";
import { bookingPage } from "./booking-view.js";
import { chooseLanguage, chosenLanguage, showLanguage } from "./language.js";
import { render } from "./markup.js";

const page = document.getElementById("page");
const fresh = { step: "service", service: null, days: null, date: null, slot: null, booking: null, wrong: "", asking: false, busy: "" };
const state = { ...fresh, step: "starting", language: chosenLanguage("booking"), offer: null, line: "" };
const steps = { starting: 0, off: 0, service: 1, day: 2, sure: 3, code: 4 };

function show() {
  const say = phrases(state.language);
  showLanguage(state.language, say("title"));
  render(page, bookingPage({ ...state, say }));
}

function go(changes) {
  const before = state.step;
  Object.assign(state, { wrong: "" }, changes);
  show();
  if (state.step === before) return;
  scrollTo(0, 0);
  const heading = document.getElementById("question");
  if (heading && steps[before]) heading.focus({ preventScroll: true });
}

/** Asks until there is an answer, and says meanwhile that there is none. */
async function ask(path, more = {}) {
  for (let tries = 0; ; tries += 1) {
    const reply = await request(path, { language: state.language, ...more });
    if (reply && reply.status < 500) {
      state.line = "";
      return reply;
    }
    state.line = "away";
    show();
    await pause(waitBefore(tries));
  }
}

const reason = ({ body }) => body.detail || phrases(state.language)("failed");

async function offer() {
  state.offer = (await ask("/api/bookings/services")).body;
  go({ step: state.offer.open ? "service" : "off" });
  const code = decodeURIComponent(location.hash.slice(1));
  if (code && state.offer.open) look(code);
}

async function days(service, date) {
  const reply = await ask(`/api/bookings/slots/${encodeURIComponent(service)}`);
  if (state.service !== service) return;
  if (reply.status !== 200) return go({ ...fresh, wrong: reason(reply) });
  const open = reply.body.days.find(({ slots }) => slots.some(({ left }) => left > 0));
  go({ days: reply.body.days, date: date || (open && open.date) || null });
}

async function look(typed) {
  const code = typed.replace(/[^0-9a-z-]/gi, "") || "-";
  const reply = await ask(`/api/bookings/${code}`);
  if (reply.status === 200) keep(reply.body);
  else go({ ...fresh, wrong: reason(reply) });
}

function keep(booking) {
  history.replaceState(null, "", `#${booking.code}`);
  go({ ...fresh, step: "code", booking });
}

async function book() {
  const { service, date, slot } = state;
  const again = () => go({ busy: "again" });
  go({ busy: "booking" });
  const asked = { language: state.language, method: "POST", key: pressId(), body: { service, date, start: slot.start } };
  const reply = await insist("/api/bookings", asked, again);
  if (reply.status === 201) return keep(reply.body);
  await days(service, date);
  go({ step: "day", busy: "", wrong: reason(reply) });
}

async function cancel() {
  const reply = await ask(`/api/bookings/${encodeURIComponent(state.booking.code)}/cancel`, { method: "POST" });
  if (reply.status === 200) go({ booking: reply.body, asking: false });
  else go({ asking: false, wrong: reason(reply) });
}

const deeds = {
  nothing: () => undefined,
  language: () => {
    state.language = state.language === "id" ? "en" : "id";
    chooseLanguage("booking", state.language);
    show();
  },
  start: () => {
    history.replaceState(null, "", location.pathname);
    go(fresh);
  },
  service: (service) => {
    go({ step: "day", service, days: null, date: null });
    days(service, null);
  },
  date: (date) => go({ date }),
  slot: (start) => {
    const chosen = state.days.find(({ date }) => date === state.date) || state.days[0];
    go({ step: "sure", date: chosen.date, slot: chosen.slots.find((slot) => slot.start === start) });
  },
  other: () => go({ step: "day" }),
  book,
  "ask-cancel": () => go({ asking: true }),
  keep: () => go({ asking: false }),
  cancel,
};

page.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (button && button.getAttribute("aria-disabled") !== "true") deeds[button.dataset.do](button.dataset.value);
});
page.addEventListener("submit", (event) => {
  event.preventDefault();
  const code = new FormData(event.target).get("code").trim();
  if (code) look(code);
});
addEventListener("hashchange", () => location.hash.length > 1 && look(decodeURIComponent(location.hash.slice(1))));
show();
offer();
