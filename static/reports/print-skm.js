// The SKM report on paper, in the parts and in the order in which offices file it.

import { el } from "../admin/dom.js";
import { pick } from "../pages/text.js";
import { table } from "./parts.js";
import { count, dayInWords } from "./period.js";
import { between, bounds, elementChart, elementTable, groupTable, sumOf } from "./skm.js";

const comma = (text, language) => (text === null || text === undefined ? "–" : language === "en" ? String(text) : String(text).replace(".", ","));
const section = (title, ...children) => el("section", { class: "paper-part" }, el("h2", {}, title), children);

/** `report` as GET /api/skm tells it, `sheet` the rows of respondents or null. */
export function skmPaper({ report, sheet, withheld, unit, period, signature }, { say, words, language }) {
  const result = report.result;
  const reader = { say: words, language };
  const sample = report.sample || { served: 0, needed: 0, reached: result.answers };
  const n = (value) => count(value, language);
  const scored = result.elements.filter((row) => row.nrr !== null).sort((one, other) => Number(one.nrr) - Number(other.nrr));
  const names = (rows) => rows.map((row) => `${pick(row.name, language)} (${comma(row.nrr, language)})`).join(", ");
  return [
    section(say("h.cover"), facts([
      [say("unit.name"), unit], [say("unit.period"), period], [say("unit.served"), n(sample.served)], [say("unit.sample"), n(sample.needed)],
      [say("unit.reached"), n(result.answers)], [say("unit.index"), el("b", {}, comma(result.index, language))], [say("unit.category"), el("b", {}, result.category || "–")], [say("unit.performance"), el("b", {}, pick(result.label, language) || "–")],
    ])),
    section(say("h.base"), el("p", {}, say("p.base"))),
    section(say("h.method"), el("p", {}, say("p.method", { n: result.elements.length })), el("p", {}, say("p.sample", { served: n(sample.served), needed: n(sample.needed), reached: n(sample.reached) })),
      report.rule && el("p", {}, say("p.rule", { rule: pick(report.rule, language) })), categories({ say, words, language }), result.answers > 0 && result.note && el("p", { class: "note" }, pick(result.note, language))),
    !result.answers && section(say("h.result"), el("p", {}, pick(result.note, language) || words("skm.none"))),
    result.answers > 0 && section(say("h.profile"), el("div", { class: "paper-pair" }, (report.profile || []).map((row) => table({ caption: pick(row.name, language), hidden: true,
      heads: [{ text: pick(row.name, language) }, { text: words("number"), figure: true }, { text: words("share"), figure: true }],
      rows: row.counts.map((one) => [pick(one.name, language), n(one.count), `${comma(one.share, language)} %`]) })))),
    result.answers > 0 && section(say("h.result"), el("p", {}, say("p.result", { index: comma(result.index, language), category: result.category, label: pick(result.label, language) })),
      el("h3", {}, say("h.elements")), elementTable(result, reader), el("p", { class: "key" }, say("p.index", { sum: comma(sumOf(result), language), index: comma(result.index, language) })),
      el("div", { class: "paper-chart" }, elementChart(result, reader)),
      el("h3", {}, say("h.distribution")), table({ caption: say("h.distribution"), hidden: true, heads: [{ text: words("element") }, ...[1, 2, 3, 4].map((value) => ({ text: words("value", { n: value }), figure: true }))],
        rows: result.elements.map((row) => [pick(row.name, language), ...row.counts.map(n)]) }),
      Object.entries(report.groups || {}).filter(([, rows]) => rows.length > 1).map(([by, rows]) => [el("h3", {}, `${say("h.units")}: ${words(`group.${by}`)}`), groupTable(words(`group.${by}`), rows, reader)])),
    scored.length > 0 && section(say("h.analysis"), el("p", {}, say("p.low", { names: names(scored.slice(0, 3)) })), el("p", {}, say("p.high", { names: names(scored.slice(-3).reverse()) }))),
    scored.length > 0 && section(say("h.follow"), el("div", { class: "to-fill" }, table({ caption: say("h.follow"), hidden: true, heads: ["no", "follow.element", "follow.programme", "follow.time", "follow.who"].map((name) => ({ text: say(name) })),
      rows: scored.slice(0, 3).map((row, place) => [place + 1, pick(row.name, language), " ", " ", " "]) }))),
    section(say("h.end"), el("p", {}, say("p.end"))),
    signature,
    sheet && processing(sheet, result, { say, words, language }),
    withheld && el("p", { class: "note no-print" }, say("sheet.withheld")),
  ];
}

const facts = (rows) => el("table", { class: "facts" }, el("tbody", {}, rows.map(([name, value]) => el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, value)))));

/** The letters and their bounds, as the regulation has them. */
function categories({ say, words, language }) {
  return table({ caption: say("h.categories"), heads: [{ text: words("category") }, { text: say("unit.performance") }, { text: words("nrr"), figure: true }, { text: say("unit.index"), figure: true }],
    rows: [...bounds].reverse().map(([letter, least, most], place) => [letter, words(`category.${letter}`), between(...means[place], language), between(least, most, language)]) });
}
const means = [["1.00", "2.5996"], ["2.60", "3.064"], ["3.0644", "3.532"], ["3.5324", "4.00"]];

/** One row a respondent, then the sums: as in the regulation's processing form. */
function processing(sheet, result, { say, words, language }) {
  const short = result.elements.map((row, place) => ({ text: `U${place + 1}`, title: pick(row.name, language), element: row.element }));
  const heads = [{ text: say("respondent") }, { text: say("sheet.at") }, ...short.map((one) => ({ text: one.text, figure: true }))];
  const rows = sheet.rows.map((row, place) => [place + 1, dayInWords(row.at, language, { day: "2-digit", month: "2-digit", year: "numeric" }), ...short.map((one) => row.values[one.element] ?? "")]);
  const sums = [
    [say("sheet.sum"), "", ...result.elements.map((row) => count(row.total, language))],
    [say("sheet.nrr"), "", ...result.elements.map((row) => comma(row.nrr, language))],
    [say("sheet.weighted"), "", ...result.elements.map((row) => comma(row.weighted, language))],
  ];
  const all = sheet.all ?? sheet.rows.length;
  return el("section", { class: "paper-part sheet-part" }, el("h2", {}, say("h.sheet")), el("p", {}, all > sheet.rows.length ? say("p.sheet.some", { n: count(sheet.rows.length, language), all: count(all, language) }) : say("p.sheet", { n: count(all, language) })),
    el("p", { class: "key" }, short.map((one) => `${one.text} ${one.title}`).join("; ")),
    el("div", { class: "sheet" }, table({ caption: say("h.sheet"), hidden: true, heads, rows: [...rows, ...sums] })),
    facts([[say("sheet.all"), comma(sumOf(result), language)], [say("unit.index"), el("b", {}, comma(result.index, language))], [words("category"), el("b", {}, result.category ? `${result.category} (${pick(result.label, language)})` : "–")]]));
}
