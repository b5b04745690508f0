// The survey: one question a screen → markup. Pure.

import { h } from "./markup.js";
import { offered, pathOf, questionOf } from "./survey-steps.js";
import { pick } from "./text.js";

/**
 * `state`: {say, language, survey, talk, ending ("" | "sending" | "thanks" | "given" | "early" | "unserved" | "off"), wrong, tries, left (s until a tablet
 * begins anew), asksStill, away}.
 */
export function surveyPage(state) {
  const { survey, ending, say, away } = state;
  if (ending === "off") return [head(state), message(state, "off")];
  if (!survey) return h("main", { key: "start", class: "blank", tabindex: "-1" }, h("h1", null, say(away ? "away" : "starting")));
  return [head(state), away && h("p", { key: "away", class: "bar", role: "status" }, say("away")), body(state), still(state)];
}

export function titleOf({ say, survey, talk }) {
  const place = survey ? questionOf(talk.step) : null;
  return place === null ? say("title") : `${say("step", { n: place + 1, all: survey.elements.length })} · ${say("title")}`;
}

function head({ say, language, survey }) {
  const mall = survey && pick(survey.mall, language);
  const place = survey && survey.place_name && pick(survey.place_name, language);
  return h("header", { key: "head", class: "head" },
    h("p", null, h("bdi", { class: "mall" }, mall), place && place !== mall && h("bdi", { class: "place" }, place)),
    h("button", { type: "button", class: "small", "data-do": "language", lang: say("language.code") }, say("language")));
}

function body(state) {
  const { ending, talk } = state;
  if (ending && ending !== "sending") return message(state, ending);
  const place = questionOf(talk.step);
  if (place !== null) return question(state, place);
  return { intro, agency, service, who, words }[talk.step](state);
}

function step(name, { wrong }, ...children) {
  return h("main", { key: name, class: `step is-${name.replace(/\d+$/, "")}`, tabindex: "-1" }, children,
    wrong && h("p", { key: "wrong", class: "wrong", role: "alert" }, h("bdi", null, wrong)));
}

function intro(state) {
  const { say, survey, language } = state;
  const own = survey.intro && pick(survey.intro, language);
  return step("intro", state,
    survey.way === "interviewer" && h("p", { key: "way", class: "chip" }, say("interviewer")),
    h("div", { class: "faces", "aria-hidden": true }, [1, 2, 3, 4].map(face)),
    h("h1", { id: "question", tabindex: "-1" }, own ? h("bdi", null, own) : say("intro")),
    h("p", { class: "lead" }, survey.way === "interviewer" ? say("interviewer.more") : say("intro.more", { n: survey.elements.length, seconds: survey.seconds })),
    survey.service_name && h("p", { class: "served" }, h("span", null, say("intro.served")),
      h("b", null, h("bdi", null, pick(survey.service_name, language))),
      h("span", null, h("bdi", null, pick(survey.agency_name, language)), survey.counter_name && [" · ", h("bdi", null, say("intro.counter", { name: survey.counter_name }))])),
    h("button", { type: "button", class: "main-button", "data-do": "next" }, say("begin")));
}

function agency(state) {
  const { survey, language, say } = state;
  const named = new Map(survey.services.map((one) => [one.agency, pick(one.agency_name, language)]));
  return step("agency", state, h("h1", { id: "question", tabindex: "-1" }, say("agency")), list([...named], "agency"), foot(state, { skip: false }));
}

function service(state) {
  const { survey, language, say, talk } = state;
  const named = offered(survey, talk).map((one) => [one.service, pick(one.name, language)]);
  return step("service", state, h("h1", { id: "question", tabindex: "-1" }, say("service")), list(named, "service"), foot(state, { skip: false }));
}

const list = (named, deed) => h("ul", { class: "list" }, named.map(([id, name]) => h("li", { key: id },
  h("button", { type: "button", class: "row", "data-do": deed, "data-value": id }, h("bdi", null, name), h("span", { class: "arrow", "aria-hidden": true }, "›")))));

const face = (value) => h("img", { key: String(value), class: "face", src: `/static/pages/face-${value}.svg`, alt: true, width: "64", height: "64" });

function question(state, place) {
  const { survey, language, say, talk } = state;
  const element = survey.elements[place];
  const chosen = talk.values[element.id];
  const told = say("step", { n: place + 1, all: survey.elements.length });
  return step(`q${place}`, state,
    h("p", { class: "count" }, h("span", null, told), h("bdi", { class: "element" }, pick(element.name, language))),
    h("progress", { class: "progress", "aria-hidden": true, max: survey.elements.length, value: place + 1 }),
    h("h1", { id: "question", tabindex: "-1" }, h("span", { class: "spoken" }, told, ". "), h("bdi", null, pick(element.question, language))),
    h("div", { class: "answers", role: "group", "aria-labelledby": "question" }, element.answers.map((label, at) => h("button", {
      key: String(at), type: "button", class: "answer", "data-do": "answer", "data-value": at + 1, "aria-pressed": String(chosen === at + 1),
    }, face(at + 1), h("bdi", null, pick(label, language))))),
    foot(state, { finish: Object.keys(talk.values).length > 0 }));
}

function foot({ say, survey, talk }, { skip = true, finish = false, last = null } = {}) {
  const first = pathOf(survey, talk).indexOf(talk.step) <= 0;
  return h("nav", { key: "foot", class: "foot" },
    !first && h("button", { key: "back", type: "button", class: "plain", "data-do": "back" }, `‹ ${say("back")}`),
    finish && h("button", { key: "finish", type: "button", class: "plain finish", "data-do": "send" }, say("finish")),
    skip && h("button", { key: "skip", type: "button", class: "plain skip", "data-do": "next" }, `${say("skip")} ›`), last);
}

function who(state) {
  const { survey, language, say, talk } = state;
  return step("who", state,
    h("h1", { id: "question", tabindex: "-1" }, say("who")),
    h("p", { class: "lead" }, say("who.more")),
    survey.respondent.map((field) => h("section", { key: field.id, class: "field", role: "group", "aria-labelledby": `field-${field.id}` },
      h("h2", { id: `field-${field.id}` }, pick(field.name, language)),
      h("div", { class: "chips" }, field.choices.map((choice) => h("button", {
        key: choice.id, type: "button", class: "pill", "data-do": "who", "data-field": field.id, "data-value": choice.id, "aria-pressed": String(talk.who[field.id] === choice.id),
      }, pick(choice.name, language)))))),
    foot(state, { skip: false, last: h("button", { key: "go", type: "button", class: "main-button", "data-do": "next" }, say("next")) }));
}

function words(state) {
  const { survey, say, talk, ending, tries } = state;
  const left = survey.suggestion - talk.words.length;
  const busy = ending === "sending";
  return step("words", state,
    h("h1", { id: "question", tabindex: "-1" }, say("words")),
    h("p", { class: "lead", id: "words-more" }, say("words.more")),
    h("textarea", { key: "words", id: "words", name: "words", rows: "5", maxlength: survey.suggestion, autocomplete: "off", "aria-label": say("words.label"), "aria-describedby": "words-more", readonly: busy || null }),
    left < 200 && h("p", { key: "left", class: "left", role: "status" }, say("words.left", { n: left })),
    h("button", { key: "complaint", type: "button", class: "tick", role: "switch", "aria-checked": String(talk.complaint), "data-do": "complaint", "aria-disabled": busy || null },
      h("span", { class: "box", "aria-hidden": true }), h("span", null, h("b", null, say("complaint")), h("small", null, say("complaint.more")))),
    busy && tries > 0 && h("p", { key: "away", class: "waits", role: "status" }, say("again.more")),
    foot(state, { skip: false, last: h("button", { key: "send", type: "button", class: "main-button", "data-do": "send", "aria-disabled": busy || null }, say(busy ? (tries ? "again" : "sending") : "send")) }));
}

function message(state, kind) {
  const { say, survey, left } = state;
  const values = { number: (survey && survey.number) || "" };
  return h("main", { key: kind, class: `step message is-${kind}`, tabindex: "-1" },
    (kind === "thanks" || kind === "given") && h("img", { class: "face", src: "/static/pages/face-4.svg", alt: true, width: "96", height: "96" }),
    h("h1", { id: "question", tabindex: "-1" }, say(kind)),
    h("p", { class: "lead" }, say(`${kind}.more`, values)),
    kind === "thanks" && survey.way === "tablet" && h("p", { class: "ends" }, say("ends", { n: left })),
    kind === "thanks" && survey.way === "interviewer" && h("button", { type: "button", class: "main-button", "data-do": "restart" }, say("another")),
    !survey || survey.way ? null : ["early", "unserved"].includes(kind) ? h("p", null, h("a", { class: "plain link", href: location.pathname.replace("/survey/", "/t/") }, say("early.ticket")))
      : [h("p", { class: "quiet" }, say("thanks.close")), h("p", null, h("a", { class: "plain link", href: "/skm" }, say("thanks.result")))]);
}

function still({ asksStill, left, say }) {
  if (!asksStill) return null;
  return h("section", { key: "still", class: "still", role: "alertdialog", "aria-labelledby": "still" },
    h("div", null, h("h2", { id: "still" }, say("still")), h("p", null, say("still.more", { n: left })),
      h("button", { type: "button", class: "main-button", "data-do": "stay" }, say("still.yes"))));
}
