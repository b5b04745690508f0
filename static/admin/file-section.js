// A section of the menu that shows tables of the file: single ones as forms, lists as lists whose things have forms of their own.

import { pick } from "../pages/text.js";
import { el, newId } from "./dom.js";
import { editor } from "./editor.js";
import { HallFile } from "./hallfile.js";
import { list } from "./list.js";

/**
 * `parts`: what it shows, in order: {name, title, lead, fields, list, named, columns, …}; `id` is its place in the menu, `under` the way on
 * from there; `prepare(file)` fetches what forms name beside the file.
 */
export function fileSection({ id, under = [], parts, prepare }) {
  return {
    open(shell) {
      const { root, say } = shell;
      const file = new HallFile(shell.ask);
      const open = [];
      const unsaved = new Set();
      const single = parts.length === 1;
      const link = (part) => (what) => `#${[id, ...under, ...(single ? [] : [part.name]), ...what.split("/")].map(encodeURIComponent).join("/")}`;

      /** What is open ends before other forms are made. */
      function leave() {
        for (const one of open.splice(0)) one.end();
        unsaved.clear();
        shell.dirty(false);
      }

      function shown(...nodes) {
        root.replaceChildren(...nodes.filter(Boolean));
      }

      function edit(part, where, values, fresh, done) {
        const dirty = (changed) => {
          if (changed) unsaved.add(part.name);
          else unsaved.delete(part.name);
          shell.dirty(unsaved.size > 0);
        };
        const made = editor({ part, where, values, fresh, file, shell: { ...shell, dirty }, done });
        open.push(made);
        return made;
      }

      function all() {
        leave();
        shown(handMade(), ...parts.map((part) => (part.list ? list({ part, file, shell, link: link(part) }) : table(part))));
      }

      function table(part) {
        const values = file.sections[part.name];
        if (values === null) return missing(part);
        const made = edit(part, {}, values || {}, false, () => whole.replaceWith(table(part))); // other forms keep what is typed
        const whole = el("section", { class: "part" }, part.title && el("h2", null, pick(part.title, shell.language)), part.lead && el("p", { class: "lead" }, pick(part.lead, shell.language)), made.node);
        return whole;
      }

      /** A table that says something by being there at all. */
      function missing(part) {
        return el("section", { class: "card" }, el("h2", null, pick(part.title, shell.language)), el("p", { class: "lead" }, pick(part.absent, shell.language)),
          el("button", { type: "button", class: "small", on: { click: () => {
            leave();
            const made = edit(part, {}, part.start || {}, true, all);
            shown(el("h2", null, pick(part.title, shell.language)), made.node);
            made.focus();
          } } }, say("Atur", "Set up")));
      }

      function thing(part, path) {
        leave();
        const back = () => shell.go(link(part)("").replace(/\/$/, "").slice(1));
        const things = file.things(part.name);
        const fresh = path[0] === "+";
        const found = fresh ? things[indexOf(part, things, path[1])] : things[indexOf(part, things, path[0])];
        if (!fresh && !found) return shown(el("p", { class: "wrong" }, say("Tidak ada lagi.", "It is not there any more.")), el("p", null, el("a", { href: link(part)("").replace(/\/$/, "") }, say("Kembali", "Back"))));
        const values = fresh ? { ...(part.start || {}), ...(found || {}), ...(found && part.named ? { id: unused(things, found.id) } : {}) } : found;
        const where = fresh ? {} : part.named ? { id: found.id } : { at: things.indexOf(found) };
        const made = edit(part, where, values, fresh, back);
        const name = found && part.columns[0].of(found, file, shell.language);
        const title = newId("thing");
        made.node.setAttribute("aria-labelledby", title);
        shown(el("p", { class: "back" }, el("a", { href: link(part)("").replace(/\/$/, "") }, `← ${say("Semua", "All")}`)),
          el("h2", { id: title, class: "thing" }, fresh ? say("Baru", "New") : el("bdi", null, name)), made.node);
        made.focus();
      }

      /** A hand has made the file wrong since it was applied. */
      function handMade() {
        return file.faults.length ? el("div", { class: "wrong", role: "alert" }, el("p", null, say("config.toml salah dan belum berlaku:", "config.toml is wrong and not in force:")),
          el("ul", null, file.faults.map((fault) => el("li", null, `${say("baris", "line")} ${fault.line}: ${fault.detail}`)))) : null;
      }

      async function begin() {
        leave();
        shown(el("p", { class: "soft", role: "status" }, say("Memuat…", "Loading…")));
        const why = await file.load();
        if (!why && prepare) await prepare(file);
        if (!root.isConnected) return;
        if (why) {
          shown(el("p", { class: "wrong", role: "alert" }, why === "away" ? say("Server tidak menjawab.", "The server does not answer.") : why),
            el("button", { type: "button", class: "small", on: { click: begin } }, say("Coba lagi", "Try again")));
          return;
        }
        const part = single ? parts[0] : parts.find(({ name }) => name === shell.path[0]);
        const path = (single ? shell.path : shell.path.slice(1)).filter(Boolean);
        if (part && part.list && path.length) thing(part, path);
        else all();
      }

      begin();
      return () => {
        leave();
        shown();
      };
    },
  };
}

const indexOf = (part, things, which) => (part.named ? things.findIndex((one) => one.id === which) : which === undefined ? -1 : Number(which));

function unused(things, id) {
  for (let n = 2; ; n += 1) if (!things.some((one) => one.id === `${id}-${n}`)) return `${id}-${n}`;
}
