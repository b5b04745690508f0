// The reports page: a period, a choice, and what was counted. Where one stands is in the address, so that it can be sent to a colleague.

import { el } from "../admin/dom.js";
import { chooseLanguage, chosenLanguage, showLanguage } from "./language.js";
import { startAnewOnOtherLink } from "./memory.js";
import { pick } from "./text.js";
import { asker } from "../reports/asking.js";
import { tidy } from "../reports/charts.js";
import { daySheet } from "../reports/day.js";
import { filesPage } from "../reports/files.js";
import { leftLine } from "../reports/left.js";
import { said } from "../reports/parts.js";
import { dayInWords, inWords, isDay, presets } from "../reports/period.js";
import { serviceReport } from "../reports/service.js";
import { serviceOf, servicePaths } from "../reports/service-asking.js";
import { skmReport } from "../reports/skm.js";
import { skmOf, skmPaths } from "../reports/skm-asking.js";
import { suggestionsPage } from "../reports/suggestions.js";
import { phrases } from "../reports/words.js";

const root = document.getElementById("page");
const secret = location.hash.slice(1);
const tabs = ["service", "skm", "suggestions", "day", "files"];
const place = new URLSearchParams(location.search);
const state = {
  language: chosenLanguage("reports"), left: null, tab: tabs.includes(place.get("tab")) ? place.get("tab") : "service", choices: null, may: [],
  from: place.get("from") || "", until: place.get("until") || "", agency: place.get("agency") || "", service: place.get("service") || "", counter: place.get("counter") || "",
};
const body = el("div", { id: "body" });
const note = el("p", { class: "going", role: "status" });
const ask = asker({ secret, on: { away: () => tell(phrases(state.language)("away")) } });

function tell(text, tone = "") {
  note.textContent = text;
  note.className = tone === "wrong" ? "said wrong" : "going";
  note.hidden = !text;
}

const chosen = () => Object.entries({ from: state.from, until: state.until, agency: state.agency, service: state.service, counter: state.counter }).filter(([, value]) => value);
const unplaced = () => new URLSearchParams(chosen().filter(([name]) => name !== "counter")).toString(); // nobody keeps at which counter it was written
const query = () => new URLSearchParams(chosen()).toString();

function address() {
  const said = new URLSearchParams([...chosen(), ["tab", state.tab]]);
  history.replaceState(null, "", `${location.pathname}?${said}${location.hash}`);
}

function refused({ status, body: told }, say) {
  if (status === 401) return [said(say("out"), "wrong"), el("p", {}, el("a", { class: "main-button", href: "/login?to=/reports" }, say("enter")))];
  if (status === 403 && told.code === "not_allowed") return [said(say("no.role"), "wrong")];
  const sentence = said(told.detail || String(status), "wrong");
  if (status !== 403) return [sentence];
  return [sentence, el("p", {}, el("a", { class: "main-button", href: "/login?to=/reports" }, say("enter")))]; // a password to renew
}

const paths = {
  service: () => servicePaths(query()),
  skm: () => skmPaths(query(), state.until),
  suggestions: () => [`/api/surveys/suggestions?${unplaced()}`],
  day: () => servicePaths(`from=${state.until}&until=${state.until}`),
};
const views = { service: serviceReport, skm: skmReport, suggestions: suggestionsPage, day: daySheet };
const told = { service: serviceOf, skm: skmOf, suggestions: ([report]) => report, day: serviceOf };

async function show() {
  const say = phrases(state.language);
  const writings = state.may.includes("suggestions") && ((event) => go(event, "suggestions"));
  const reader = { say, language: state.language, writings: writings && { go: writings, href: `?${new URLSearchParams([...chosen(), ["tab", "suggestions"]])}${location.hash}` } };
  address();
  frame(say);
  if (state.tab === "files") {
    tell("");
    body.replaceChildren(...filesPage({ chosen: chosen(), query: query(), secret, language: state.language, tell }, reader));
    return tidy();
  }
  tell(say("asking"));
  body.setAttribute("aria-busy", "true");
  const replies = await ask(paths[state.tab](), state.language);
  if (!replies) return undefined;
  tell("");
  body.removeAttribute("aria-busy");
  const wrong = replies.find((reply) => reply.status !== 200);
  const bodies = replies.map((reply) => reply.body);
  const parts = wrong ? refused(wrong, say) : views[state.tab](told[state.tab](bodies), reader);
  const isEmpty = !wrong && ((state.tab === "skm" && !bodies[0].total.answers) || (["service", "day"].includes(state.tab) && bodies[0].period.said));
  body.replaceChildren(...[parts, isEmpty && elsewhere(say)].flat(Infinity).filter(Boolean));
  return tidy();
}

/** An empty period is no dead end: it says when there is something to see. */
function elsewhere(say) {
  const { first, last } = state.choices;
  if (!first) return null;
  const [from, until] = presets.find((one) => one.id === "month").of(last);
  const day = (text) => dayInWords(text, state.language);
  const go = () => {
    Object.assign(state, { from: state.tab === "day" ? last : from, until });
    show();
  };
  return el("div", { class: "elsewhere" }, el("p", { class: "soft" }, say("data.from", { first: day(first), last: day(last) })),
    until !== state.until && el("button", { type: "button", class: "small", on: { click: go } }, say("data.show", { month: state.tab === "day" ? day(last) : dayInWords(last, state.language, { month: "long", year: "numeric" }) })));
}

function frame(say) {
  showLanguage(state.language, say("title"));
  const heading = state.tab === "day" ? inWords(state.until, state.until, state.language) : inWords(state.from, state.until, state.language);
  const focused = document.activeElement && document.activeElement.id;
  root.replaceChildren(
    el("header", { class: "head" }, el("p", { class: "brand" }, "Signage"), el("span", { class: "who" }, pick(state.choices && state.choices.mall, state.language)),
      el("a", { class: "small", href: secret ? `/#${secret}` : "/" }, say("home")),
      el("button", { type: "button", class: "small", id: "language", lang: say("language.code"), on: { click: turn } }, say("language")),
      !["files", "suggestions"].includes(state.tab) && el("a", { class: "small", href: `/print?which=${state.tab}&${query()}&lang=${state.language}${location.hash}` }, say("print"))),
    el("main", { tabindex: "-1" }, el("h1", {}, say("title")), el("p", { class: "when" }, [heading, ...names()].join(" · ")),
      el("nav", { class: "tabs", "aria-label": say("title") }, tabs.filter((tab) => tab !== "suggestions" || tab === state.tab || state.may.includes(tab)).map((tab) => el("a", { href: `?tab=${tab}`, id: `tab-${tab}`, "aria-current": state.tab === tab ? "page" : null,
        on: { click: (event) => go(event, tab) } }, say(`tab.${tab}`)))),
      leftLine(state.left, state.language), picker(say), note, body));
  const tab = document.getElementById(`tab-${state.tab}`);
  tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 16; // on a phone the tabs are wider than the page
  const again = focused && document.getElementById(focused);
  if (again) again.focus();
}

function names() {
  const of = (list, id) => pick((list || []).find((one) => one.id === id)?.name, state.language) || id;
  const choices = state.choices || {};
  return [state.agency && of(choices.agencies, state.agency), state.service && of(choices.services, state.service), state.counter && state.tab !== "suggestions" && of(choices.counters, state.counter)].filter(Boolean);
}

function go(event, tab) {
  event.preventDefault();
  state.tab = tab;
  show();
}

function turn() {
  state.language = state.language === "id" ? "en" : "id";
  chooseLanguage("reports", state.language);
  show();
}

function picker(say) {
  const today = state.choices ? state.choices.today : state.until;
  const set = (from, until) => {
    Object.assign(state, { from, until });
    show();
  };
  const pressed = (preset) => preset.of(today).join() === [state.from, state.until].join();
  const field = (name, label) => el("label", {}, label, el("input", { type: "date", id: name, value: state[name], max: today, required: true, on: { change: (event) => changed(name, event.target.value) } }));
  const choice = (name, list, label) => el("label", {}, label, el("select", { id: name, on: { change: (event) => changed(name, event.target.value) } },
    el("option", { value: "" }, say("all")), list.map((one) => el("option", { value: one.id, selected: state[name] === one.id }, pick(one.name, state.language)))));
  const changed = (name, value) => {
    if (name === "from" || name === "until") {
      if (!value) return;
      if (state.tab === "day") state.from = value;
    }
    state[name] = value;
    if (name === "agency") Object.assign(state, { service: "" });
    show();
  };
  const { agencies = [], services = [], counters = [] } = state.choices || {};
  if (state.tab === "day") return el("form", { class: "ask" }, field("until", say("day")));
  return el("form", { class: "ask", on: { submit: (event) => event.preventDefault() } },
    el("fieldset", {}, el("legend", { class: "spoken" }, say("from")), presets.map((preset) => el("button", { type: "button", class: "preset", id: `preset-${preset.id}`, "aria-pressed": String(pressed(preset)), on: { click: () => set(...preset.of(today)) } },
      preset.title[state.language]))),
    field("from", say("from")), field("until", say("until")),
    choice("agency", agencies, say("agency")), choice("service", services.filter((one) => !state.agency || one.of === state.agency), say("service")),
    state.tab !== "suggestions" && choice("counter", counters, say("counter")));
}

async function begin() {
  const say = phrases(state.language);
  showLanguage(state.language, say("title"));
  root.replaceChildren(el("main", {}, note, body));
  tell(say("asking"));
  const replies = await ask(["/api/reports/choices", "/api/me", "/api/reports/scheduled"], state.language);
  if (!replies) return;
  const [reply, me, left] = replies;
  if (reply.status !== 200) {
    tell("");
    body.replaceChildren(...refused(reply, say));
    return;
  }
  state.choices = reply.body;
  state.left = left.status === 200 ? left.body.reports : null;
  state.may = me.status === 200 ? me.body.may : [];
  const [from, until] = presets.find((one) => one.id === "month").of(reply.body.today);
  if (!isDay(state.from)) state.from = from;
  if (!isDay(state.until)) state.until = until;
  show();
}

startAnewOnOtherLink();
begin();
