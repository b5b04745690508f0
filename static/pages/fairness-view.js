// The fairness report as a page: sentences first, then the tables behind them.

import { h } from "./markup.js";
import { pick } from "./text.js";

/** `state`: {say, language, answer: "none" | "asking" | "away" | "denied" | "report", wrong, day, report}. */
export function fairnessPage(state) {
  const { say, answer, report } = state;
  return [
    h("header", { key: "head", class: "head" },
      h("p", { class: "brand" }, "Signage"),
      h("button", { type: "button", class: "small", "data-do": "language", lang: say("language.code") }, say("language"))),
    h("main", { key: "main", tabindex: "-1" },
      h("h1", null, say("title")),
      h("p", { class: "lead" }, say("lead")),
      !["none", "denied"].includes(answer) && form(state),
      state.wrong && h("p", { class: "wrong", role: "alert" }, state.wrong),
      answer !== "report" && h("p", { class: "state", role: "status" }, say(answer)),
      report && body(state)),
  ];
}

function form({ say, day }) {
  return h("form", { key: "form", class: "ask" },
    h("label", { for: "day" }, say("day")),
    h("input", { id: "day", type: "date", name: "day", "data-day": day || "" }),
    h("button", { type: "submit", class: "small" }, say("show")),
    h("button", { type: "button", class: "small", "data-do": "print" }, say("print")));
}

function body(state) {
  const { say, language, report } = state;
  return h("div", { key: "report", class: "report" },
    h("h2", null, h("time", { datetime: report.day }, dayInWords(report.day, language)), h("small", null, ` · ${say(report.closed ? "whole" : "so.far")}`)),
    h("ul", { class: "said" }, report.said.map((text) => h("li", null, pick(text, language)))),
    classes(state), most(state), lines(state), rules(state));
}

function dayInWords(day, language) {
  const whole = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(language === "id" ? "id-ID" : "en-GB", whole);
}

function table(name, say, heads, rows, more = "") {
  return h("section", { key: name, class: "part", "aria-labelledby": name },
    h("h2", { id: name }, say(name)),
    more && rows.length > 0 && h("p", { class: "more soft" }, say(more)),
    rows.length === 0 ? h("p", { class: "soft" }, say("nobody"))
      : h("div", { class: "wide", tabindex: "0", role: "region", "aria-labelledby": name },
        h("table", { "aria-labelledby": name },
          h("thead", null, h("tr", null, heads.map(([text, kind]) => h("th", { scope: "col", class: kind || "" }, say(text))))),
          h("tbody", null, rows))));
}

const number = (value) => h("td", { class: "figure" }, value);
const minutes = (seconds, say) => say("minutes", { n: Math.floor(seconds / 60) });

function who(rows, { say, language }) {
  return h("td", null, rows.length === 0 ? "–" : h("ul", { class: "by" }, rows.slice(0, 4).map((row) =>
    h("li", null, `${pick(row.name, language)} ${say("times", { n: row.count })} `, h("span", { class: "soft" }, `(${pick(row.rule_name, language)})`)))));
}

function classes(state) {
  const { say, language, report } = state;
  const heads = [["class"], ["tickets", "figure"], ["called", "figure"], ["waiting", "figure"], ["longest", "figure"], ["mean", "figure"],
    ["passed", "figure"], ["most.passed", "figure"], ["by"]];
  return table("classes", say, heads, report.classes.map((row) => h("tr", { key: row.priority },
    h("th", { scope: "row" }, pick(row.name, language), row.priority && !row.shares && h("small", { class: "soft" }, ` (${say("shown")})`)),
    number(row.tickets), number(row.called), number(row.waiting),
    h("td", { class: "figure" }, minutes(row.longest, say), row.longest_number && h("small", { class: "soft" }, ` ${row.longest_number}`)),
    number(minutes(row.mean, say)), number(row.passed), number(row.most_passed), who(row.by, state))), "classes.more");
}

function most(state) {
  const { say, language, report } = state;
  const heads = [["number"], ["service"], ["class"], ["passed", "figure"], ["waited", "figure"], ["by"]];
  return table("most", say, heads, report.most.map((row) => h("tr", { key: row.number },
    h("th", { scope: "row" }, h("bdi", null, row.number)), h("td", null, pick(row.service_name, language)), h("td", null, pick(row.name, language)),
    number(row.passed), number(minutes(row.waited, say)), who(row.by, state))));
}

function lines({ say, language, report }) {
  const heads = [["line"], ["share", "figure"], ["turns", "figure"], ["windows", "figure"]];
  return table("lines", say, heads, report.lines.map((row) => h("tr", { key: `${row.share} ${row.services}` },
    h("th", { scope: "row" }, row.names.map((name) => pick(name, language)).join(", ")), number(row.share), number(`${row.priority} / ${row.ordinary}`),
    number(say("of", { n: row.kept, all: row.windows })))), "lines.more");
}

function rules({ say, language, report }) {
  const heads = [["rule"], ["calls", "figure"]];
  return table("rules", say, heads, report.rules.map((row) => h("tr", { key: row.rule },
    h("th", { scope: "row" }, pick(row.name, language)), number(row.count))));
}
