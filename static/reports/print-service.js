// The monthly service report and the day sheet on paper.

import { el } from "../admin/dom.js";
import { counters } from "./day.js";
import { heat, table } from "./parts.js";
import { count, dayInWords, share, span } from "./period.js";
import { became, stepsChart, tiles, times, unitTable } from "./service.js";
import { weekdayNames } from "./words.js";

const section = (title, ...children) => el("section", { class: "paper-part" }, el("h2", {}, title), children);

export function servicePaper({ report, period }, { say, words, language }) {
  const reader = { say: words, language };
  const { totals, times: took, standard } = report;
  const within = standard && standard.wait && standard.wait.of ? standard.wait : null;
  return [
    section(say("h.summary"), el("p", {}, say("p.service", { period, tickets: count(totals.tickets, language), served: count(totals.served, language), median: span(took.wait.median, language), p90: span(took.wait.p90, language) })),
      within && el("p", {}, say("p.standard", { share: share(within.within, within.of, language), of: count(within.of, language) })), voice(report, { say, language }), tiles(report, reader)),
    became(report, reader), times(report, reader), days(report, { say, words, language }),
    section(words("part.agencies"), unitTable(words("part.agencies"), report.by_agency, reader)),
    section(words("part.services"), unitTable(words("part.services"), report.by_service, reader)),
    section(words("part.counters.table"), unitTable(words("part.counters.table"), report.by_counter, reader)),
    arrivals(report, { words, language }),
    ["origin", "priority", "channel", "officers"].filter((one) => (report[`by_${one}`] || []).length > 0).map((one) => section(words(one), unitTable(words(one), report[`by_${one}`], reader))),
  ];
}

function voice({ voice: spoken }, { say, language }) {
  return spoken && spoken.announcements > 0 && el("p", {}, say("p.voice", { all: count(spoken.announcements, language), said: count(spoken.said, language) }));
}

function days(report, { say, words, language }) {
  const months = report.by_month && report.by_month.length > 0;
  const rows = months ? report.by_month : report.by_day;
  if (!rows.length) return null;
  const name = (row) => (months ? dayInWords(`${row.month}-01`, language, { month: "long", year: "numeric" }) : dayInWords(row.day, language, { weekday: "short", day: "numeric", month: "short" }));
  const kinds = ["tickets", "served", "no_show", "cancelled", "expired"];
  return section(say(months ? "h.months" : "h.days"), rows.length > 1 && el("div", { class: "paper-chart" }, stepsChart(report, { say: words, language })), table({ caption: say(months ? "h.months" : "h.days"), hidden: true,
    heads: [{ text: words(months ? "month" : "day") }, ...kinds.map((one) => ({ text: words(one), figure: true })), { text: `${words("wait")}: ${words("median")}`, figure: true }, { text: words("p90"), figure: true }],
    rows: rows.map((row) => [name(row), ...kinds.map((one) => count(row[one], language)), span(row.wait.median, language), span(row.wait.p90, language)]),
    foot: [words("number"), ...kinds.map((one) => count(report.totals[one], language)), span(report.times.wait.median, language), span(report.times.wait.p90, language)] }));
}

function arrivals(report, { words, language }) {
  const used = [...Array(24).keys()].filter((hour) => report.arrivals.some((day) => day[hour] > 0));
  if (!used.length) return null;
  const hours = [...Array(Math.max(...used) - Math.min(...used) + 1).keys()].map((n) => n + Math.min(...used));
  return section(words("part.arrivals"), heat({ caption: words("part.arrivals"), days: weekdayNames(language), hours, cells: report.arrivals, words: { weekday: words("weekday") }, language }));
}

export function dayPaper({ report }, { words, language }) {
  const reader = { say: words, language };
  return [tiles(report, reader), became(report, reader), times(report, reader), section(words("part.services"), unitTable(words("part.services"), report.by_service, reader)), counters(report, reader)];
}
