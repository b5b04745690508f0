// Layouts and themes of the mall's own: chosen from ours, changed, looked at before they are saved.

import { el } from "./dom.js";
import { HallFile } from "./hallfile.js";
import { layoutEditor } from "./layout-editor.js";
import { layoutGallery, themeGallery } from "./layouts-gallery.js";
import { themeEditor } from "./theme-editor.js";

const tabs = [
  { id: "layouts", title: { id: "Tata letak", en: "Layouts" }, gallery: layoutGallery, editor: layoutEditor },
  { id: "themes", title: { id: "Tema", en: "Themes" }, gallery: themeGallery, editor: themeEditor },
];

export const section = {
  open(shell) {
    const { root, say, path } = shell;
    const open = tabs.find(({ id }) => id === path[0]) || tabs[0];
    const inner = el("div", { class: "section" });
    let end = () => {};
    let shut = false;
    root.replaceChildren(
      el("nav", { class: "tabs", "aria-label": say("Bagian tata letak", "Parts of the layouts") }, tabs.map((tab) => el("a", { class: "tab", href: `#layouts/${tab.id}`, "aria-current": tab === open && "page" }, say(tab.title.id, tab.title.en)))),
      inner);
    inner.replaceChildren(el("p", { class: "soft", role: "status" }, say("Memuat…", "Loading…")));

    function away(why) {
      inner.replaceChildren(el("p", { class: "wrong", role: "alert" }, why || say("Server tidak menjawab.", "The server does not answer.")),
        el("button", { type: "button", class: "small", on: { click: begin } }, say("Coba lagi", "Try again")));
    }

    /** `#layouts/layouts/lobby` changes one; `…/+/media/portrait` makes one from it. */
    async function begin() {
      const file = new HallFile(shell.ask);
      const [why, reply] = await Promise.all([file.load(), shell.ask("/api/screens")]);
      if (shut) return;
      if (why || !reply || reply.status !== 200) {
        away(why === "away" ? "" : why || (reply && reply.body.detail));
        return;
      }
      const below = { ...shell, root: inner };
      const [, first, from, way] = path;
      const known = { shell: below, list: reply.body, file };
      const made = first === "+" ? open.editor({ ...known, from, way, fresh: true }) : first ? open.editor({ ...known, from: first, fresh: false }) : null;
      if (made) {
        inner.replaceChildren(el("p", { class: "back" }, el("a", { href: `#layouts/${open.id}` }, `← ${say("Semua", "All")}`)), made.node);
        end = made.end;
        made.focus();
      } else if (first) {
        inner.replaceChildren(el("p", { class: "wrong" }, say("Tidak ada lagi.", "It is not there any more.")), el("p", null, el("a", { href: `#layouts/${open.id}` }, say("Kembali", "Back"))));
      } else {
        inner.replaceChildren(open.gallery(known));
      }
    }

    begin();
    return () => {
      shut = true;
      end();
    };
  },
};
