// The screens: each with its place and what can be read on it, and what holds for all of them.

import { el } from "./dom.js";
import { fileSection } from "./file-section.js";
import { screens as forms } from "./forms/screens.js";
import { screensList } from "./screens-list.js";

const tabs = [
  { id: "each", title: { id: "Setiap layar", en: "Each screen" }, open: screensList },
  { id: "all", title: { id: "Semua layar", en: "All screens" }, parts: forms },
];

/** The layouts and themes that forms of the file name. */
export async function named(file) {
  const reply = await file.ask("/api/screens");
  const known = reply && reply.status === 200 ? reply.body : { layouts: [], themes: [] };
  file.beside = { arrangements: known.layouts, colours: known.themes };
}

export const section = {
  open(shell) {
    const { root, say, path } = shell;
    const open = tabs.find(({ id }) => id === path[0]) || tabs[0];
    const inner = el("div", { class: "section" });
    root.replaceChildren(
      el("nav", { class: "tabs", "aria-label": say("Bagian layar", "Parts of the screens") }, tabs.map((tab) => el("a", { class: "tab", href: `#screens/${tab.id}`, "aria-current": tab === open && "page" }, say(tab.title.id, tab.title.en)))),
      inner);
    const below = { ...shell, root: inner, path: path.slice(1) };
    if (open.open) return open.open(below);
    return fileSection({ id: "screens", under: [open.id], parts: open.parts, prepare: named }).open(below);
  },
};
