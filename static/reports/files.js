// Files to keep and pages to print. With a session the browser saves by itself; with a link's secret the page has to carry it.

import { el } from "../admin/dom.js";

const files = ["visits", "calls", "service", "day", "skm", "plays"];
const prints = ["skm", "service", "day"];

/** `query` is the period and choice as the address has it; `secret` of a link, or "". */
export function filesPage({ query, secret, language, tell }, { say }) {
  const save = (name, ending) => async (event) => {
    if (!secret) return; // the link itself does it
    event.preventDefault();
    tell(say("saving"));
    const reply = await fetch(address(name, ending), { headers: { Authorization: `Bearer ${secret}` } }).catch(() => null);
    if (!reply || !reply.ok) {
      const said = reply ? await reply.json().catch(() => ({})) : {};
      return tell(said.detail || say("saved.not"), "wrong");
    }
    const url = URL.createObjectURL(await reply.blob());
    const link = el("a", { href: url, download: `${name}.${ending}` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    return tell("");
  };
  const address = (name, ending) => `/api/reports/${name}.${ending}?${query}&language=${language}`;
  const download = (name, ending) => el("a", { class: "small", href: address(name, ending), download: "", on: { click: save(name, ending) } }, say(ending === "csv" ? "csv" : "excel"));
  const fragment = secret ? `#${secret}` : "";
  return [
    el("p", { class: "part soft" }, say("files.lead")),
    el("div", { class: "files" },
      prints.map((name) => el("section", { class: "file" }, el("h3", {}, say(`print.${name}`)), el("p", {}, say(`print.${name}.more`)),
        el("div", {}, el("a", { class: "main-button", href: `/print?which=${name}&${query}&lang=${language}${fragment}` }, say("open_print"))))),
      files.map((name) => el("section", { class: "file" }, el("h3", {}, say(`file.${name}`)), el("p", {}, say(`file.${name}.more`)),
        el("div", {}, download(name, "xlsx"), download(name, "csv"))))),
  ];
}
