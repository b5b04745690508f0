// Files to keep and pages to print. A file is made on the server while this page tells how far it is; then the browser takes it.

import { el } from "../admin/dom.js";
import { pause, request } from "../pages/api.js";
import { count } from "./period.js";

const files = ["visits", "calls", "service", "day", "skm", "voice", "screens", "plays"];
const prints = ["skm", "service", "day"];
const LOOK = 1000; // ms between two questions how far it is

/** `chosen` is the period and choice; `secret` of a link, or "". */
export function filesPage({ chosen, query, secret, language, tell }, { say }) {
  const save = (which, format, button) => async () => {
    button.disabled = true;
    const said = await make({ which, format, chosen, secret, language, tell, say });
    button.disabled = false;
    tell(said, said ? "wrong" : "");
  };
  const button = (which, format) => {
    const made = el("button", { type: "button", class: "small" }, say(format === "csv" ? "csv" : "excel"));
    made.addEventListener("click", save(which, format, made));
    return made;
  };
  const fragment = secret ? `#${secret}` : "";
  return [
    el("p", { class: "part soft" }, say("files.lead")),
    el("div", { class: "files" }, prints.map((name) => card(say(`print.${name}`), say(`print.${name}.more`),
      el("a", { class: "main-button", href: `/print?which=${name}&${query}&lang=${language}${fragment}` }, say("open_print"))))),
    el("div", { class: "files" }, files.map((name) => card(say(`file.${name}`), say(`file.${name}.more`), button(name, "xlsx"), button(name, "csv")))),
  ];
}

const card = (title, more, ...buttons) => el("section", { class: "file" }, el("h3", {}, title), el("p", {}, more), el("div", {}, buttons));

/** Answers a sentence of what went wrong, or "". */
async function make({ which, format, chosen, secret, language, tell, say }) {
  const asked = { secret, language };
  let reply = await request("/api/exports", { ...asked, method: "POST", body: { which, format, language, bom: true, ...Object.fromEntries(chosen) } });
  while (reply && reply.status < 300 && ["waiting", "making"].includes(reply.body.state)) {
    const { done, of } = reply.body;
    tell(of ? say("making", { done: count(done, language), of: count(of, language) }) : say("saving"));
    await pause(LOOK);
    reply = (await request(`/api/exports/${reply.body.export}`, asked)) || (await request(`/api/exports/${reply.body.export}`, asked));
  }
  if (!reply || reply.status >= 300 || reply.body.state !== "ready") {
    const said = reply && (reply.body.detail || (reply.body.said && reply.body.said[language]));
    return said || say("saved.not");
  }
  return take(`/api/exports/${reply.body.export}/file`, reply.body.name, { secret, say });
}

/** With a session the browser fetches the file itself; with a link's secret the page has to. */
async function take(path, name, { secret, say }) {
  if (!secret) {
    press(path, name);
    return "";
  }
  const reply = await fetch(path, { headers: { Authorization: `Bearer ${secret}` } }).catch(() => null);
  if (!reply || !reply.ok) return say("saved.not");
  const url = URL.createObjectURL(await reply.blob());
  press(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 60000);
  return "";
}

function press(href, name) {
  const link = el("a", { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}
