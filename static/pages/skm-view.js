// The published result of the survey → markup. Pure.

import { h } from "./markup.js";
import { pick } from "./text.js";

/** `state`: {say, language, result, month, away}. */
export function skmPage(state) {
  const { result, say, away } = state;
  if (!result) return h("main", { key: "start", class: "blank", tabindex: "-1" }, h("h1", null, say(away ? "away" : "starting")));
  return [head(state), h("main", { key: "main", tabindex: "-1" }, score(state), elements(state), services(state), trend(state), who(state), rule(state))];
}

/** Indonesian writes a comma. */
export const figure = (number, language) => (number === null ? "–" : language === "id" ? number.replace(".", ",") : number);

function head({ result, say, language, month }) {
  return h("header", { key: "head", class: "head" },
    h("p", { class: "brand" }, h("bdi", null, pick(result.mall, language))),
    h("div", { class: "tools" },
      result.months.length > 1 && h("label", { class: "month" }, h("span", { class: "spoken" }, say("month")),
        h("select", { id: "month" }, [...result.months].reverse().map((one) => h("option", { key: one.month, value: one.month, selected: one.month === month || null }, pick(one.name, language))))),
      h("button", { type: "button", class: "small", "data-do": "print" }, say("print")),
      h("button", { type: "button", class: "small", "data-do": "language", lang: say("language.code") }, say("language"))));
}

const people = (say, n) => say(n === 1 ? "answers.one" : "answers", { n });
const grade = (category) => (category ? `grade is-${category}` : "grade");

function score({ result, say, language }) {
  const { total, period, running } = result;
  return h("section", { key: "score", class: "score", "aria-labelledby": "score" },
    h("div", { class: "score-words" },
      h("h1", { id: "score" }, say("heading")),
      h("p", { class: "period" }, pick(period.name, language), running && h("span", { class: "running" }, say("running"))),
      total.index ? h("p", { class: grade(total.category) }, h("b", null, say("category", { letter: total.category })), " · ", h("span", null, pick(total.label, language))) : null,
      h("p", { class: "people" }, people(say, total.answers)),
      total.note && h("p", { class: "note" }, pick(total.note, language))),
    h("p", { class: "value" }, total.index ? [h("b", null, figure(total.index, language)), h("span", null, say("of"))] : h("span", { class: "none" }, say("none"))));
}

function bar(index, category, max = "100") {
  return h("progress", { class: category ? `bar-line of-${category}` : "bar-line", max, value: index || "0", "aria-hidden": true });
}

function table(caption, titles, rows, kind) {
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, h("table", { class: kind },
    h("thead", null, h("tr", null, titles.map((title, at) => h("th", { scope: "col", class: at ? "n" : null }, title)))),
    h("tbody", null, rows)));
}

function elements({ result, say, language }) {
  const rows = result.total.elements.map((one) => h("tr", { key: one.element },
    h("th", { scope: "row" }, h("bdi", null, pick(one.name, language)), bar(one.index, one.category)),
    h("td", { class: "n" }, figure(one.nrr, language)), h("td", { class: "n" }, figure(one.index, language)),
    h("td", { class: "n" }, one.category && h("b", { class: grade(one.category) }, one.category)), h("td", { class: "n" }, String(one.answers))));
  return section("elements", say, table(say("elements"), ["element", "nrr", "index", "quality", "count"].map((name) => say(name)), rows, "elements"));
}

function services({ result, say, language }) {
  if (!result.services.length) return null;
  const { compare } = new Intl.Collator(language, { numeric: true });
  const named = [...result.services].sort((one, other) => compare(pick(one.name, language), pick(other.name, language)));
  const rows = named.map((one) => h("tr", { key: one.service },
    h("th", { scope: "row" }, h("bdi", null, pick(one.name, language)), h("small", null, h("bdi", null, pick(one.agency_name, language))), h("small", { class: "narrow" }, people(say, one.answers), one.few && ` · ${say(one.index ? "few" : "withheld")}`)),
    h("td", { class: "n" }, figure(one.index, language)), h("td", { class: "n" }, one.category && h("b", { class: grade(one.category) }, one.category)),
    h("td", { class: "n" }, String(one.answers), one.few && h("small", null, say(one.index ? "few" : "withheld")))));
  return section("services", say, table(say("services"), ["service", "index", "quality", "respondents"].map((name) => say(name)), rows, "services"));
}

function trend({ result, say, language }) {
  if (result.months.length < 2) return null;
  return section("trend", say, h("ul", { class: "trend" }, result.months.map((one) => h("li", { key: one.month },
    h("span", null, pick(one.name, language)), bar(one.index, one.category), h("b", null, figure(one.index, language)), h("small", null, people(say, one.answers))))));
}

function who({ result, say, language }) {
  if (!result.respondents.length) return null;
  return section("who", say, h("div", { class: "who" }, result.respondents.filter((row) => row.counts.some(({ count }) => count)).map((row) => h("div", { key: row.field },
    h("h3", null, pick(row.name, language)),
    h("ul", null, row.counts.filter(({ count }) => count).map((one) => h("li", { key: one.id || "none" },
      h("span", null, pick(one.name, language)), h("b", null, `${figure(one.share, language)} %`))))))));
}

function rule({ result, say, language }) {
  return section("rule", say, h("p", { class: "rule" }, pick(result.rule, language)), h("p", { class: "own" }, say("own")));
}

function section(name, say, ...children) {
  return h("section", { key: name, class: "card", "aria-labelledby": name }, h("h2", { id: name }, say(name)), children);
}
