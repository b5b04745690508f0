// The service report: how many came, how long it took, and where it stuck.

import { el } from "../admin/dom.js";
import { pick } from "../pages/text.js";
import { chart, colours } from "./charts.js";
import { byName, figures, heat, part, said, shown, table } from "./parts.js";
import { count, dayInWords, decimals, moment, share, span } from "./period.js";
import { weekdayNames } from "./words.js";

const minutes = (seconds) => (seconds === null || seconds === undefined ? null : seconds / 60);

/** Everything of one period; `report` as GET /api/reports/overview tells it. */
export function serviceReport(report, reader) {
  const { say, language } = reader;
  if (report.empty) return [said(pick(report.empty, language))];
  return [tiles(report, reader), became(report, reader), byDay(report, reader), el("div", { class: "pair" }, byHour(report, reader), byWait(report, reader)),
    arrivals(report, reader), counters(report, reader), times(report, reader),
    units("part.agencies", report.by_agency, reader, report.totals.transfers > 0 && reader.say("units.lead")), units("part.services", report.by_service, reader), units("part.counters.table", report.by_counter, reader),
    others(report, reader), fairness(report, reader), voice(report, reader)];
}

export function tiles({ totals, times: took, standard }, { say, language }) {
  const over = totals.tickets - totals.waiting;
  const called = totals.served + totals.no_show;
  const within = standard && standard.wait && standard.wait.of ? standard.wait : null;
  return figures([
    { name: say("tickets"), value: count(totals.tickets, language), note: totals.direct ? `+ ${count(totals.direct, language)} ${say("direct").toLowerCase()}` : "" },
    { name: say("served"), value: count(totals.served, language), note: say("served.note", { share: share(totals.served, over, language) }) },
    { name: say("no_show"), value: count(totals.no_show, language), note: say("no_show.note", { share: share(totals.no_show, called, language) }) },
    { name: `${say("wait")}, ${say("median").toLowerCase()}`, value: span(took.wait.median, language), note: say("median.note") },
    { name: `${say("wait")}, ${say("p90").toLowerCase()}`, value: span(took.wait.p90, language), note: say("p90.note") },
    { name: say("standard"), value: within ? share(within.within, within.of, language) : "–", tone: within && within.within / within.of >= 0.9 ? "good" : "",
      note: within ? say("standard.note", { within: count(within.within, language), of: count(within.of, language) }) : say("standard.none") },
  ]);
}

/** What became of every ticket, so that it adds up; and how often was called. */
export function became({ totals }, { say, language }) {
  const ends = ["served", "no_show", "cancelled", "expired", "waiting"];
  const names = ["tickets", ...ends, "direct", "calls", "recalls", "transfers"];
  return part(say("part.became"), "", table({ caption: say("part.became"), hidden: true, heads: [{ text: say("part.became") }, ...names.map((name) => ({ text: say(name), figure: true }))],
    rows: [[say("number"), ...names.map((name) => count(totals[name], language))]] }));
}

function steps(report, { say, language }) {
  const months = report.by_month && report.by_month.length > 0;
  return months ? { head: say("month"), title: say("part.months"), waits: say("part.waits.months"), rows: report.by_month, name: (row) => dayInWords(`${row.month}-01`, language, { month: "short", year: "numeric" }) }
    : { head: say("day"), title: say("part.days"), waits: say("part.waits"), rows: report.by_day, name: (row) => dayInWords(row.day, language, { weekday: "short", day: "numeric", month: "short" }) };
}

/** How many came, day by day or month by month. */
export function stepsChart(report, reader) {
  const { say, language } = reader;
  const { title, rows, name } = steps(report, reader);
  const goneName = [say("no_show"), say("cancelled"), say("expired")].join(" + ");
  return chart({ name: title, labels: rows.map(name), stacked: true, format: (n) => count(n, language), series: [
    { name: say("served"), values: rows.map((row) => row.served), colour: colours.first },
    { name: goneName, values: rows.map((row) => row.no_show + row.cancelled + row.expired), colour: colours.quiet },
  ] });
}

function byDay(report, reader) {
  const { say, language } = reader;
  const { head, title, waits: waitTitle, rows, name } = steps(report, reader);
  if (rows.length < 2) return null;
  const labels = rows.map(name);
  const picture = stepsChart(report, reader);
  const rest = ["tickets", "served", "no_show", "cancelled", "expired"];
  const rowsShown = rows.map((row) => [name(row), ...rest.map((one) => count(row[one], language)), span(row.wait.median, language), span(row.wait.p90, language)]);
  const heads = [{ text: head }, ...rest.map((one) => ({ text: say(one), figure: true })), { text: `${say("wait")}: ${say("median")}`, figure: true }, { text: say("p90"), figure: true }];
  const kinds = ["mean", "median", "p90", "longest"];
  const waits = chart({ name: waitTitle, labels, lines: true, height: "low", format: (n) => span(n * 60, language), series: [
    { name: say("median"), values: rows.map((row) => minutes(row.wait.median)), colour: colours.first },
    { name: say("p90"), values: rows.map((row) => minutes(row.wait.p90)), colour: colours.second },
  ] });
  return [part(title, "", shown(picture, table({ caption: title, heads, rows: rowsShown, hidden: true }), { table: say("table") })),
    part(waitTitle, "", shown(waits, table({ caption: waitTitle, heads: [{ text: head }, ...kinds.map((one) => ({ text: say(one), figure: true }))], hidden: true,
      rows: rows.map((row) => [name(row), ...kinds.map((one) => span(row.wait[one], language))]) }), { table: say("table") }))];
}

function between(rows, of) {
  const known = rows.filter((row) => of(row) > 0).map((row) => row.hour);
  if (!known.length) return [];
  return rows.filter((row) => row.hour >= Math.min(...known) && row.hour <= Math.max(...known));
}

const clock = (hour) => `${String(hour).padStart(2, "0")}.00`;

function byHour(report, { say, language }) {
  const rows = between(report.by_hour, (row) => row.tickets);
  const picture = chart({ name: say("part.hours"), labels: rows.map((row) => clock(row.hour)), format: (n) => count(n, language), series: [
    { name: say("tickets"), values: rows.map((row) => row.tickets), colour: colours.first },
  ] });
  const heads = [{ text: say("hour") }, { text: say("tickets"), figure: true }, { text: say("served"), figure: true }, { text: `${say("wait")}: ${say("median")}`, figure: true }];
  return part(say("part.hours"), "", shown(picture, table({ caption: say("part.hours"), hidden: true, heads,
    rows: rows.map((row) => [clock(row.hour), count(row.tickets, language), count(row.served, language), span(row.wait.median, language)]) }), { table: say("table") }));
}

function byWait(report, { say, language }) {
  const rows = between(report.by_hour, (row) => row.tickets);
  const picture = chart({ name: say("wait"), labels: rows.map((row) => clock(row.hour)), lines: true, format: (n) => span(n * 60, language), series: [
    { name: say("median"), values: rows.map((row) => minutes(row.wait.median)), colour: colours.first },
    { name: say("p90"), values: rows.map((row) => minutes(row.wait.p90)), colour: colours.second },
  ] });
  const heads = [{ text: say("hour") }, ...["mean", "median", "p90", "longest"].map((one) => ({ text: say(one), figure: true }))];
  return part(say("wait"), "", shown(picture, table({ caption: say("wait"), hidden: true, heads,
    rows: rows.map((row) => [clock(row.hour), ...["mean", "median", "p90", "longest"].map((one) => span(row.wait[one], language))]) }), { table: say("table") }));
}

function arrivals(report, { say, language }) {
  const used = [...Array(24).keys()].filter((hour) => report.arrivals.some((day) => day[hour] > 0));
  if (!used.length) return null;
  const hours = [...Array(Math.max(...used) - Math.min(...used) + 1).keys()].map((n) => n + Math.min(...used));
  return part(say("part.arrivals"), say("part.arrivals.lead"),
    heat({ caption: say("part.arrivals"), days: weekdayNames(language), hours, cells: report.arrivals, words: { weekday: say("weekday") }, language }));
}

function counters(report, { say, language }) {
  const rows = (report.counters_open || []).filter((row) => row.open || row.needed);
  if (!rows.length) return null;
  const tenth = (value) => decimals(value || 0, language, 1);
  const picture = chart({ name: say("part.counters"), labels: rows.map((row) => clock(row.hour)), format: tenth, height: "low", series: [
    { name: say("open"), values: rows.map((row) => row.open), colour: colours.quiet },
    { name: say("needed"), values: rows.map((row) => row.needed), colour: colours.second, line: true },
  ] });
  const heads = [{ text: say("hour") }, { text: say("open"), figure: true }, { text: say("needed"), figure: true }];
  return part(say("part.counters"), say("part.counters.lead"), shown(picture, table({ caption: say("part.counters"), hidden: true, heads,
    rows: rows.map((row) => [clock(row.hour), tenth(row.open), tenth(row.needed)]) }), { table: say("table") }));
}

export function times({ times: took }, { say, language }) {
  const kinds = ["mean", "median", "p90", "longest"];
  const heads = [{ text: say("part.times") }, { text: say("number"), figure: true }, ...kinds.map((one) => ({ text: say(one), figure: true }))];
  return part(say("part.times"), "", table({ caption: say("part.times"), hidden: true, heads,
    rows: ["wait", "walk", "serve", "total"].map((one) => [say(one), count(took[one].count, language), ...kinds.map((kind) => span(took[one][kind], language))]) }));
}

/** A table of units: agencies, services, counters and what else is counted by. */
export function units(title, rows, reader, lead = "") {
  const { say } = reader;
  return rows && rows.length ? part(say(title), lead, unitTable(say(title), rows, reader)) : null;
}

export function unitTable(caption, rows, { say, language }) {
  const heads = [{ text: say("name") }, ...["tickets", "served", "no_show"].map((one) => ({ text: say(one), figure: true })),
    { text: `${say("wait")}: ${say("median")}`, figure: true }, { text: say("p90"), figure: true }, { text: say("longest"), figure: true },
    { text: `${say("serve")}: ${say("median")}`, figure: true }, { text: say("standard"), figure: true }];
  return table({ caption, hidden: true, named: true, heads, rows: byName(rows, (row) => pick(row.name, language) || row.id, language).map((row) => [pick(row.name, language) || row.id || "–", ...["tickets", "served", "no_show"].map((one) => count(row[one], language)),
    span(row.wait.median, language), span(row.wait.p90, language), span(row.wait.longest, language), span(row.serve.median, language),
    row.standard && row.standard.of ? share(row.standard.within, row.standard.of, language) : "–"]) });
}

function others(report, reader) {
  const { say } = reader;
  const found = [["origin", report.by_origin], ["priority", report.by_priority], ["channel", report.by_channel], ["officers", report.by_officers]]
    .filter(([, rows]) => rows && rows.length > 0);
  if (!found.length) return null;
  return part(say("part.others"), "", found.map(([name, rows]) => [el("h3", {}, say(name)), unitTable(say(name), rows, reader)]));
}

function fairness({ fairness: fair }, { say, language }) {
  if (!fair || !fair.calls) return null;
  const heads = [{ text: say("fairness.rule") }, ...["calls", "passing", "passed"].map((one) => ({ text: say(one), figure: true }))];
  const row = (name, one) => [name, count(one.calls, language), count(one.passing, language), count(one.passed, language)];
  return part(say("fairness"), say("fairness.turns", { priority: count(fair.priority, language), ordinary: count(fair.ordinary, language) }),
    table({ caption: say("fairness"), hidden: true, heads, rows: fair.rules.map((one) => row(pick(one.name, language), one)), foot: row(say("number"), fair) }));
}

function voice({ voice: spoken, screens = [] }, { say, language }) {
  if (!spoken || !spoken.announcements) return null;
  const list = [
    { name: say("announcements"), value: count(spoken.announcements, language) },
    { name: say("said"), value: share(spoken.said, spoken.announcements, language), note: say("standard.note", { within: count(spoken.said, language), of: count(spoken.announcements, language) }) },
    { name: say("shortened"), value: share(spoken.shortened, spoken.announcements, language), note: say("standard.note", { within: count(spoken.shortened, language), of: count(spoken.announcements, language) }) },
  ];
  const zones = spoken.zones.map((row) => [pick(row.name, language), count(row.asked, language), count(row.heard, language), count(row.dropped, language),
    moment(row.lag.median, language), moment(row.lag.p90, language), moment(row.lag.longest, language)]);
  const heads = ["announcements", "said", "dropped"].map((one) => ({ text: say(one), figure: true }));
  const lags = ["median", "p90", "longest"].map((one) => ({ text: `${say("lag")}: ${say(one).toLowerCase()}`, figure: true }));
  const dropped = spoken.dropped.map((row) => [pick(row.name, language), pick(row.zone, language), count(row.count, language)]);
  const up = screens.map((row) => [row.name, pick(row.zone, language), share(row.up, row.of, language)]);
  return part(say("part.voice"), "", figures(list), table({ caption: say("lag"), hidden: true, heads: [{ text: say("zone") }, ...heads, ...lags], rows: zones }),
    dropped.length > 0 && table({ caption: say("dropped"), heads: [{ text: say("reason") }, { text: say("zone") }, { text: say("number"), figure: true }], rows: dropped }),
    up.length > 0 && table({ caption: say("uptime"), heads: [{ text: say("screen") }, { text: say("zone") }, { text: say("up"), figure: true }], rows: up }));
}
