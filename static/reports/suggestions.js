// What visitors wrote, as they wrote it: for whoever may read it. Text stays text, whatever is in it.

import { el } from "../admin/dom.js";
import { pick } from "../pages/text.js";
import { part, said } from "./parts.js";
import { count, dayInWords } from "./period.js";

/** `report` as GET /api/surveys/suggestions tells it. */
export function suggestionsPage(report, reader) {
  const { say, language } = reader;
  const { rows, more } = report;
  if (!rows.length) return [said(say("wrote.none"))];
  const complaints = rows.filter((one) => one.complaint);
  const list = el("ol", { class: "wrote" });
  const show = (only) => list.replaceChildren(...(only ? complaints : rows).map((one) => entry(one, reader)));
  const choice = el("input", { type: "checkbox", id: "only-complaints", on: { change: (event) => show(event.target.checked) } });
  show(false);
  return [part(say("part.wrote"), say("wrote.lead"),
    el("p", { class: "wrote-sum" }, el("b", {}, say(more ? "wrote.many" : "wrote.sum", { n: count(rows.length, language), complaints: count(complaints.length, language) })),
      complaints.length > 0 && el("label", { for: "only-complaints" }, choice, say("wrote.only"))),
    list)];
}

function entry(one, { say, language }) {
  return el("li", { class: one.complaint ? "complaint" : null },
    el("p", { class: "wrote-of" }, one.complaint && el("strong", { class: "mark" }, say("complaint")),
      el("span", {}, `${dayInWords(one.date, language)} · `, el("bdi", {}, pick(one.service_name, language)), " · ", el("bdi", {}, pick(one.agency_name, language)))),
    one.text ? el("p", { class: "wrote-text", lang: one.language, dir: "auto" }, one.text) : el("p", { class: "wrote-text soft" }, say("wrote.wordless")));
}
