// The paper of a number: what its visitor is told, the code on the screen, and the slip that the kiosk's own browser prints.

import { insist, pressId } from "./api.js";
import { h } from "./markup.js";
import { pick } from "./text.js";

/** The printer that this kiosk stands beside, if its address names one: `/kiosk?printer=kiosk-a#…`. */
const beside = new URLSearchParams(location.search).get("printer");

export const withPrinter = (body) => (beside ? { ...body, printer: beside } : body);

/** {state, text}: as the printer is now, which may have run empty since the number was given; null without one. */
export function paperNow(view, ticket) {
  const { paper } = ticket;
  if (!paper || paper.state === "none") return null;
  const printer = printerOf(view, paper);
  if (!printer || paper.state === "browser") return paper;
  return { state: ["ready", "unknown"].includes(printer.state) ? "printing" : "trouble", text: printer.text };
}

/** How long the number stays: who has no paper in the hand needs time for a picture. */
export function readTime(view, ticket) {
  const paper = paperNow(view, ticket);
  if (paper) return paper.state === "trouble" ? 45000 : 15000;
  return ticket.paper ? 30000 : 15000;
}

/** Beside the number: its code, what happens with the paper, and the button to have it again. */
export function paperCard({ view, way, say, language, printing }) {
  const { ticket } = way;
  const paper = paperNow(view, ticket);
  const told = ticket.refusal || (paper && pick(paper.text, language));
  return h("div", { key: "paper", class: "given-paper" },
    ticket.url && h("img", { class: "given-code", src: codeOf(ticket), alt: say("kiosk.code") }),
    ticket.url && h("p", { class: "given-scan" }, say("kiosk.scan")),
    told && h("p", { key: "told", class: `given-told${ticket.refusal || paper.state === "trouble" ? " is-trouble" : ""}`, role: "status" }, h("bdi", null, told)),
    paper && h("button", { key: "print", type: "button", class: "large plain", "data-do": "print", "aria-disabled": printing ? "true" : null }, say("kiosk.print")));
}

/** Where its visitors wait; while an event has that zone, where they are called instead. */
export function waitsAt(service, { say, language }) {
  const zones = service.zone_names.map((name) => pick(name, language)).join(` ${say("kiosk.or")} `);
  return service.waits_at ? pick(service.waits_at, language) : zones && say("kiosk.wait", { zone: zones });
}

/** What the kiosk's own printer prints; hidden on the screen. */
export function slip({ view, way, say, language }) {
  const { ticket } = way;
  if (!ticket || !ticket.paper || ticket.paper.state !== "browser") return null;
  const agency = view.agencies.find(({ services }) => services.some(({ service }) => service === ticket.service));
  const service = agency && agency.services.find((one) => one.service === ticket.service);
  const priority = view.priorities.find((one) => one.priority === way.priority);
  const printer = printerOf(view, ticket.paper) || { paper: 80 };
  const line = (text, kind) => text && h("p", { class: kind }, h("bdi", null, text));
  return h("section", { key: "slip", class: `slip${printer.paper === 58 ? " is-narrow" : ""}`, "aria-hidden": "true" },
    line(pick(view.mall, language), "slip-mall"),
    line(agency && pick(agency.name, language)),
    ticket.again && line(say("kiosk.slip.again")),
    line(say("kiosk.number"), "slip-rule"),
    line(ticket.number, `slip-number${ticket.number.length > 9 ? " is-longest" : ticket.number.length > 6 ? " is-long" : ""}`),
    priority && line(say("kiosk.priority.chosen", { name: pick(priority.name, language) }), "slip-mall"),
    line(service && pick(service.name, language), "slip-service"),
    line(service && waitsAt(service, { say, language })),
    line(ticket.ahead ? say("kiosk.ahead", { n: ticket.ahead }) : say("kiosk.next"), "slip-mall"),
    line(ticket.paper.date),
    h("img", { src: codeOf(ticket), alt: "" }),
    line(say("kiosk.scan")),
    line(say("kiosk.slip.keep"), "slip-rule"),
    line(printer.footer && pick(printer.footer, language)));
}

/** Prints the slip, once its code is there; with `--kiosk-printing` nobody is asked. */
export async function printSlip() {
  const code = document.querySelector(".slip img");
  if (!code) return;
  await code.decode().catch(() => undefined);
  window.print();
}

/** The same number once more: {paper}, or {refusal} in words. */
export async function printAgain(ticket, { secret, language }) {
  const path = `/api/tickets/${encodeURIComponent(ticket.token)}/print`;
  const asked = { secret, language, method: "POST", body: withPrinter({}), key: pressId() };
  const { status, body } = await insist(path, asked, () => undefined);
  return status < 400 ? { paper: body.paper, again: true, refusal: "" } : { refusal: body.detail || body.title || "" };
}

const codeOf = (ticket) => `/api/tickets/${encodeURIComponent(ticket.token)}/qr.svg`;
const printerOf = (view, paper) => (view.printers || []).find(({ printer }) => printer === paper.printer);
