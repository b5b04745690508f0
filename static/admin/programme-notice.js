// A notice as a screen shows it, while it is typed: the server reads its Markdown.

import { pick } from "../pages/text.js";
import { el } from "./dom.js";

const pause = 350; // ms after the last key
const tags = { heading: "h4", paragraph: "p", item: "li" };

/** Blocks as the server made them; text, never markup. */
export function blocksOf(blocks) {
  const nodes = [];
  for (const block of blocks) {
    if (block.kind === "rule") nodes.push(el("hr"));
    else {
      const node = el(tags[block.kind], null, block.runs.map((run) => (run.bold || run.italic ? el("span", { class: [run.bold && "is-bold", run.italic && "is-italic"].filter(Boolean).join(" ") }, run.text) : run.text)));
      const list = nodes[nodes.length - 1];
      if (block.kind !== "item") nodes.push(node);
      else if (list && list.tagName === "UL") list.append(node);
      else nodes.push(el("ul", null, node));
    }
  }
  return nodes;
}

let last = { key: "", nodes: [] };
let timer = 0;

export function noticePreview({ values, file, say, language }) {
  const text = pick(values.text, language);
  if (!text && !values.title) return null;
  const body = el("div", { class: "notice-body" }, last.key === text ? last.nodes.map((node) => node.cloneNode(true)) : last.nodes);
  if (last.key !== text) {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const reply = text ? await file.ask("/api/programme/notice", { method: "POST", body: { text } }) : { status: 200, body: { blocks: [] } };
      if (!reply || reply.status !== 200) return;
      const nodes = blocksOf(reply.body.blocks);
      last = { key: text, nodes: nodes.length || !text ? nodes : [el("p", { class: "notice-none" }, say("Isi ini tidak bisa ditampilkan.", "These words can't be shown."))] };
      body.replaceChildren(...last.nodes);
    }, last.key ? pause : 0);
  }
  return el("figure", null,
    el("div", { class: "notice-like" }, el("div", { class: "notice-title" }, pick(values.title, language)), body),
    el("figcaption", null, say("Kira-kira begini di layar. Yang tidak muat diperkecil sampai batas yang terbaca.", "About as a screen shows it. What does not fit gets smaller, as far as it can be read.")));
}
