// The survey's result: the index as large as it is important, then what it is made of.

import { el } from "../admin/dom.js";
import { pick } from "../pages/text.js";
import { chart, colours } from "./charts.js";
import { byName, part, said, shown, table } from "./parts.js";
import { count, decimals } from "./period.js";

const comma = (text, language) => (text === null || text === undefined ? "–" : language === "en" ? text : String(text).replace(".", ","));

/** `report` as GET /api/skm tells it. */
export function skmReport(report, reader) {
  const { language } = reader;
  const result = report.result;
  if (!result.answers) return [said(pick(result.note, language) || reader.say("skm.none")), writings(report, reader)];
  return [head(report, reader), result.note && said(pick(result.note, language), "warn"),
    elements(result, reader), distribution(result, reader), trend(report.trend || [], reader),
    groups(report, reader), writings(report, reader), profile(report.profile || [], reader), rule(report, reader)];
}

function head({ result, sample }, { say, language }) {
  return el("section", { class: "index", "aria-label": say("skm.index") },
    el("div", {}, el("p", {}, say("skm.index")), el("b", {}, comma(result.index, language))),
    el("span", { class: "grade" }, result.category || "–"),
    el("p", {}, el("strong", {}, pick(result.label, language)), say("skm.respondents", { n: count(result.answers, language) }), el("br", {}),
      sample && sampleWords(sample, { say, language })));
}

export function sampleWords(sample, { say, language }) {
  const told = Object.fromEntries(["needed", "served", "reached"].map((one) => [one, count(sample[one], language)]));
  return `${say("skm.sample", told)} ${say(sample.enough ? "skm.enough" : "skm.short")}`;
}

export function elementTable(result, { say, language }) {
  const heads = [{ text: say("element") }, ...["answers", "nrr", "weighted", "index", "category"].map((one) => ({ text: say(one), figure: true }))];
  return table({ caption: say("part.elements"), hidden: true, heads,
    rows: result.elements.map((row) => [pick(row.name, language), count(row.answers, language), comma(row.nrr, language), comma(row.weighted, language), comma(row.index, language), row.category || "–"]),
    foot: [say("skm.index"), count(result.answers, language), "", comma(sumOf(result), language), comma(result.index, language), result.category || "–"] });
}

/** The sum of the weighted NRR, of which the index is 25 times; to places that bear the index's two. */
export function sumOf(result) {
  const known = result.elements.filter((row) => row.answers);
  return known.length ? (known.reduce((all, row) => all + row.total / row.answers, 0) / known.length).toFixed(4) : null;
}

/** What the letters mean, by their bounds. */
export const bounds = [["A", "88.31", "100.00"], ["B", "76.61", "88.30"], ["C", "65.00", "76.60"], ["D", "25.00", "64.99"]];
export const between = (least, most, language) => `${comma(least, language)}–${comma(most, language)}`;

/** The chart of the elements, the weakest on top, coloured by category; the letter says it too. */
export function elementChart(result, { say, language }) {
  const rows = [...result.elements].filter((row) => row.nrr !== null).sort((one, other) => Number(one.nrr) - Number(other.nrr));
  const picture = chart({ name: say("part.elements"), labels: rows.map((row) => pick(row.name, language)), across: true, most: 4, height: "tall",
    labelled: (value, place) => `${decimals(value, language)} · ${rows[place].category}`, format: (n) => (Number.isInteger(n) ? String(n) : decimals(n, language)), series: [
      { name: say("nrr"), values: rows.map((row) => Number(row.nrr)), colour: rows.map((row) => colours.category[row.category]) },
    ] });
  const keys = el("ul", { class: "keys" }, bounds.map(([letter, least, most]) => el("li", {}, el("i", { class: `key-${letter}`, "aria-hidden": "true" }), el("b", {}, letter), ` ${say(`category.${letter}`)} ${between(least, most, language)}`)));
  return [picture, keys];
}

function elements(result, reader) {
  const { say } = reader;
  return part(say("part.elements"), say("part.elements.lead"), shown(elementChart(result, reader), elementTable(result, reader), { table: say("table") }));
}

function distribution(result, { say, language }) {
  const rows = result.elements.filter((row) => row.answers);
  const percent = (row, value) => (100 * row.counts[value]) / row.answers;
  const whole = (n) => `${Math.round(n)} %`;
  const picture = chart({ name: say("part.distribution"), labels: rows.map((row) => pick(row.name, language)), across: true, stacked: true, most: 100, height: "tall", format: whole,
    series: [0, 1, 2, 3].map((value) => ({ name: say("value", { n: value + 1 }), values: rows.map((row) => percent(row, value)), colour: colours.marks[value] })) });
  const heads = [{ text: say("element") }, ...[1, 2, 3, 4].map((n) => ({ text: say("value", { n }), figure: true }))];
  return part(say("part.distribution"), "", shown(picture, table({ caption: say("part.distribution"), hidden: true, heads,
    rows: rows.map((row) => [pick(row.name, language), ...row.counts.map((n) => count(n, language))]) }), { table: say("table") }));
}

function trend(rows, { say, language }) {
  const known = rows.filter((row) => row.index !== null);
  if (known.length < 2) return null;
  const name = (row) => pick(row.name, language);
  const picture = chart({ name: say("part.trend"), labels: rows.map(name), lines: true, height: "low", least: 25, most: 100, format: (n) => comma(String(n), language), series: [
    { name: say("index"), values: rows.map((row) => (row.index === null ? null : Number(row.index))), colour: colours.first },
  ] });
  const heads = [{ text: say("month") }, { text: say("answers"), figure: true }, { text: say("index"), figure: true }, { text: say("category"), figure: true }];
  return part(say("part.trend"), "", shown(picture, table({ caption: say("part.trend"), hidden: true, heads,
    rows: rows.map((row) => [name(row), count(row.answers, language), comma(row.index, language), row.category || "–"]) }), { table: say("table") }));
}

export function groupTable(caption, rows, { say, language }) {
  const heads = [{ text: say("name") }, ...["answers", "index", "category"].map((one) => ({ text: say(one), figure: true }))];
  return table({ caption, hidden: true, heads, rows: byName(rows, (row) => pick(row.name, language), language).map((row) => [
    el("span", {}, pick(row.name, language), row.few && el("small", { class: "soft" }, ` · ${say("few")}`)), count(row.answers, language), comma(row.index, language), row.category || "–"]) });
}

function groups(report, reader) {
  const { say } = reader;
  return Object.entries(report.groups || {}).filter(([, rows]) => rows.length > 0)
    .map(([by, rows]) => part(say(`group.${by}`), "", groupTable(say(`group.${by}`), rows, reader)));
}

/** How many complained, and the way to what they wrote. At one counter nobody knows. */
function writings(report, { say, language, writings: way }) {
  const known = report.complaints !== null && report.complaints !== undefined;
  if (!known && !way) return null;
  return part(say("part.wrote"), known ? say("wrote.complaints", { n: count(report.complaints, language) }) : "",
    way && el("p", { class: "way" }, el("a", { class: "small", href: way.href, on: { click: way.go } }, say("wrote.read"))));
}

export function profile(rows, { say, language }) {
  if (!rows.length) return null;
  return part(say("part.profile"), "", el("div", { class: "pair" }, rows.map((row) => table({ caption: pick(row.name, language), hidden: true,
    heads: [{ text: pick(row.name, language) }, { text: say("number"), figure: true }, { text: say("share"), figure: true }],
    rows: row.counts.map((one) => [pick(one.name, language), count(one.count, language), `${comma(one.share, language)} %`]) }))));
}

function rule(report, { say, language }) {
  return report.rule ? part(say("part.rule"), "", el("p", { class: "said" }, pick(report.rule, language))) : null;
}
