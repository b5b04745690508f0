// The booking page: one question at a time, then a code to keep.

import { h } from "./markup.js";
import { pick } from "./text.js";

/** `state`: {say, language, step, offer, service, days, date, slot, booking, line, wrong, asking, busy}. */
export function bookingPage(state) {
  const steps = { starting, off, service, day, sure, code };
  return [
    head(state),
    state.line && h("div", { key: "line", class: "bar bar-alert", role: "status" }, state.say(state.line)),
    h("main", { key: state.step, tabindex: "-1" }, steps[state.step](state), state.wrong && h("p", { class: "wrong", role: "alert" }, state.wrong)),
    state.step === "service" || state.step === "off" ? have(state) : null,
  ];
}

function head({ say, language, offer }) {
  return h("header", { key: "head", class: "head" },
    h("p", { class: "brand" }, offer && h("bdi", null, pick(offer.mall, language))),
    h("button", { type: "button", class: "small", "data-do": "language", lang: say("language.code") }, say("language")));
}

const starting = ({ say }) => h("h1", null, say("starting"));
const off = ({ say }) => [h("h1", null, say("off")), h("p", { class: "lead" }, say("off.more"))];

function service({ say, language, offer }) {
  const agencies = [...new Set(offer.services.map((one) => one.agency))];
  return [
    h("h1", { id: "question", tabindex: "-1" }, say("service")),
    h("p", { class: "lead" }, say("lead")),
    agencies.map((agency) => {
      const own = offer.services.filter((one) => one.agency === agency);
      return h("section", { key: agency, class: "agency" },
        h("h2", null, h("bdi", null, pick(own[0].agency_name, language))),
        h("ul", { class: "list" }, own.map((one) => h("li", { key: one.service },
          h("button", { type: "button", class: "row", "data-do": "service", "data-value": one.service },
            h("bdi", null, pick(one.name, language)), h("span", { class: "arrow", "aria-hidden": true }, "›"))))));
    }),
  ];
}

function day(state) {
  const { say, days, date } = state;
  if (!days) return h("h1", { id: "question", tabindex: "-1" }, say("starting"));
  const chosen = days.find((one) => one.date === date) || days[0];
  return [
    h("h1", { id: "question", tabindex: "-1" }, say("day")),
    h("p", { class: "lead" }, h("bdi", null, serviceName(state))),
    days.length === 0 ? h("p", { class: "lead" }, say("none")) : [
      h("div", { class: "days", role: "group", "aria-label": say("day") }, days.map((one) => dayButton(one, chosen, state))),
      h("h2", { class: "day-name" }, dayName(chosen.date, state)),
      h("ul", { class: "times" }, chosen.slots.map((slot) => time(slot, state))),
    ],
    h("button", { type: "button", class: "plain", "data-do": "start" }, say("back")),
  ];
}

function dayButton(one, chosen, state) {
  const { say, language } = state;
  const left = one.slots.reduce((sum, slot) => sum + slot.left, 0);
  const at = new Date(`${one.date}T00:00:00Z`);
  const word = (options) => new Intl.DateTimeFormat(language, { timeZone: "UTC", ...options }).format(at);
  return h("button", { key: one.date, type: "button", class: "day", "data-do": "date", "data-value": one.date, "aria-pressed": one === chosen ? "true" : "false" },
    h("span", null, word({ weekday: "short" })), h("b", null, word({ day: "numeric" })), h("span", null, word({ month: "short" })),
    h("span", { class: "spoken" }, left ? say("places", { n: left }) : say("day.full")), left === 0 && h("i", { "aria-hidden": true }, say("day.full")));
}

function time(slot, { say, language }) {
  const left = slot.left > 1 ? say("left", { n: slot.left }) : slot.left === 1 ? say("left.one") : say("full");
  return h("li", { key: slot.start },
    h("button", { type: "button", class: "time", "data-do": "slot", "data-value": slot.start, "aria-disabled": slot.left ? null : "true" },
      h("b", null, clock(slot.start, language)), " ", h("span", null, left)));
}

function sure(state) {
  const { say, language, date, slot, busy } = state;
  return [
    h("h1", { id: "question", tabindex: "-1" }, busy ? say(busy) : say("sure")),
    h("dl", { class: "facts" },
      h("dt", null, h("bdi", null, serviceName(state))), h("dd", null, h("bdi", null, agencyName(state))),
      h("dt", null, dayName(date, state)), h("dd", null, span(slot, language))),
    h("button", { type: "button", class: "primary", "data-do": "book", "aria-disabled": busy ? "true" : null }, say("book")),
    h("button", { type: "button", class: "plain", "data-do": "other", "aria-disabled": busy ? "true" : null }, say("other")),
  ];
}

function code(state) {
  const { say, language, booking, asking } = state;
  const stands = booking.state === "made";
  return [
    h("h1", { id: "question", tabindex: "-1" }, say("code")),
    h("p", { class: `code${stands ? "" : " is-over"}` }, h("span", { class: "spoken" }, say("spoken", { code: [...booking.code].join(" ") })), h("span", { "aria-hidden": true }, booking.code)),
    stands ? h("p", { class: "keep" }, say("made")) : h("p", { class: "keep", role: "status" }, say(`state.${booking.state}`, { number: booking.number || "" })),
    h("dl", { class: "facts" },
      h("dt", null, h("bdi", null, pick(booking.service_name, language))), h("dd", null, h("bdi", null, pick(booking.agency_name, language))),
      h("dt", null, dayName(booking.date, state)), h("dd", null, span(booking, language))),
    stands && h("img", { key: "qr", class: "qr", src: `/api/bookings/${encodeURIComponent(booking.code)}/qr.svg`, alt: say("qr") }),
    stands && h("p", { class: "how" }, say("how", { begins: clock(booking.begins, language), ends: clock(booking.ends, language) })),
    stands && !asking && h("button", { type: "button", class: "plain", "data-do": "ask-cancel" }, say("cancel")),
    asking && h("section", { class: "ask", role: "alertdialog", "aria-label": say("cancel.sure") },
      h("p", null, say("cancel.sure")),
      h("button", { type: "button", class: "danger", "data-do": "cancel" }, say("cancel.yes")),
      h("button", { type: "button", class: "plain", "data-do": "keep" }, say("cancel.no"))),
    h("button", { type: "button", class: "plain", "data-do": "start" }, say("new")),
  ];
}

function have({ say }) {
  return h("form", { key: "have", class: "have", "data-do": "nothing" },
    h("label", { for: "code" }, say("have")),
    h("div", null,
      h("input", { id: "code", name: "code", type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: "40", placeholder: "7F3K-9QXD", "aria-label": say("have.label") }),
      h("button", { type: "submit", class: "plain" }, say("have.show"))));
}

/** Indonesian writes 08.30, English 08:30. */
const clock = (time, language) => (language === "id" ? time.replace(":", ".") : time);
const span = ({ start, end }, language) => `${clock(start, language)}–${clock(end, language)}`;
const known = ({ offer, service: id }) => offer.services.find((one) => one.service === id);
const serviceName = (state) => pick(known(state).name, state.language);
const agencyName = (state) => pick(known(state).agency_name, state.language);

function dayName(date, { language, offer, say }) {
  const full = new Intl.DateTimeFormat(language, { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" }).format(new Date(`${date}T00:00:00Z`));
  const ahead = Math.round((Date.parse(date) - Date.parse(offer.today)) / 86400000);
  const near = ahead === 0 ? say("today") : ahead === 1 ? say("tomorrow") : "";
  return near ? `${near}, ${full}` : full;
}
