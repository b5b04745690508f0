// A report on paper: A4, in the form that offices file, signed by whoever is filled in here.

import { el } from "../admin/dom.js";
import { chosenLanguage, showLanguage } from "./language.js";
import { startAnewOnOtherLink } from "./memory.js";
import { pick } from "./text.js";
import { asker } from "../reports/asking.js";
import { said } from "../reports/parts.js";
import { dayInWords, inWords } from "../reports/period.js";
import { dayPaper, servicePaper } from "../reports/print-service.js";
import { serviceOf, servicePaths } from "../reports/service-asking.js";
import { skmPaper } from "../reports/print-skm.js";
import { skmOf, skmPaths } from "../reports/skm-asking.js";
import { phrases } from "../reports/print-words.js";
import { phrases as reportWords } from "../reports/words.js";

const root = document.getElementById("page");
const place = new URLSearchParams(location.search);
const language = place.get("lang") || chosenLanguage("reports");
const which = ["skm", "service", "day"].includes(place.get("which")) ? place.get("which") : "service";
const secret = location.hash.slice(1);
const say = phrases(language);
const words = reportWords(language);
const KEPT = "signage.reports.signer";
const note = el("p", { class: "going", role: "status" });
const ask = asker({ secret, on: { away: () => (note.textContent = say("away")) } });

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) || {};
  } catch {
    return {};
  }
}

function keep(signer) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(signer));
  } catch {
    // then it is typed again next time
  }
}

const query = () => new URLSearchParams(["from", "until", "agency", "service", "counter"].filter((name) => place.get(name)).map((name) => [name, place.get(name)]));

function paths() {
  if (which === "day") return servicePaths(`from=${place.get("until")}&until=${place.get("until")}`);
  if (which === "service") return servicePaths(query());
  return skmPaths(query(), place.get("until"));
}

async function begin() {
  showLanguage(language, say(`${which}.title`));
  root.replaceChildren(el("main", { class: "paper" }, note));
  note.textContent = say("asking");
  const replies = await ask(["/api/reports/choices", ...paths()], language);
  const wrong = replies.find((reply) => reply.status !== 200);
  if (wrong) {
    const text = wrong.status === 401 ? say("out") : wrong.body.detail || String(wrong.status);
    root.replaceChildren(el("main", { class: "paper" }, said(text, "wrong"), el("a", { class: "main-button no-print", href: "/login?to=/reports" }, say("enter"))));
    return;
  }
  const [choices, ...bodies] = replies.map((reply) => reply.body);
  const report = which === "skm" ? skmOf(bodies) : serviceOf(bodies);
  const sheet = which === "skm" && report.result.answers > 0 ? await respondents() : null;
  draw(choices, report, sheet);
}

async function respondents() {
  const [reply] = await ask([`/api/skm/answers?${query()}`], language);
  return reply.status === 200 ? { rows: reply.body.rows, all: reply.body.all } : null;
}

function draw(choices, report, sheet) {
  const from = place.get("from") || report.from;
  const until = place.get("until") || report.until || report.day;
  const period = which === "day" ? inWords(until, until, language) : inWords(from, until, language);
  const named = (list, id) => pick((list || []).find((one) => one.id === id)?.name, language);
  const mall = pick(choices.mall, language);
  const desk = named(choices.counters, place.get("counter"));
  const unit = [desk && say("desk", { name: desk }), named(choices.services, place.get("service")), named(choices.agencies, place.get("agency")), mall].filter(Boolean).join(", ");
  const reader = { say, words, language };
  const papers = { skm: skmPaper, service: servicePaper, day: dayPaper };
  const empty = report.empty ? [el("p", {}, pick(report.empty, language))] : null;
  const signature = el("div", { class: "signature" });
  root.replaceChildren(bar(signature, choices.today), el("main", { class: "paper" },
    el("header", { class: `cover ${which === "skm" ? "cover-page" : ""}` }, el("p", { class: "cover-mall" }, mall), el("h1", {}, say(`${which}.title`)), unit !== mall && el("p", { class: "cover-unit" }, unit), el("p", { class: "cover-when" }, say("period", { period }))),
    empty || papers[which]({ report, sheet, withheld: which === "skm" && report.result.answers > 0 && !sheet, unit, period, signature }, reader).flat(Infinity).filter(Boolean), which !== "skm" && signature,
    el("p", { class: "foot" }, `${mall} · ${say("made", { date: dayInWords(choices.today, language) })}`)));
}

function bar(signature, today) {
  const signer = kept();
  const write = () => {
    keep(signer);
    const date = dayInWords(today, language);
    signature.replaceChildren(el("p", {}, `${signer.place || say("sign.place")}, ${date}`), el("p", {}, signer.office || say("know")), el("p", { class: "name" }, signer.name || " "), el("p", {}, `NIP ${signer.number || ""}`));
  };
  const field = (name, label) => el("label", {}, label, el("input", { type: "text", maxlength: "120", value: signer[name] || "", on: { input: (event) => {
    signer[name] = event.target.value;
    write();
  } } }));
  write();
  return el("header", { class: "bar-top no-print" },
    el("p", {}, say("fill")), el("div", { class: "ask" }, field("place", say("place")), field("office", say("office")), field("name", say("signer")), field("number", say("number")),
      el("button", { type: "button", class: "main-button", on: { click: () => print() } }, say("print")), el("a", { class: "small", href: `/reports?${query()}&tab=${which}${secret ? `#${secret}` : ""}` }, say("back"))));
}

startAnewOnOtherLink();
begin();
