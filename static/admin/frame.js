// What stands round every section of the admin page: the bar at the top, the menu at the side, a sentence at the foot.

import { h } from "../pages/markup.js";

/** The bar: {say, answer: "asking" | "away" | "ready", me, menu}. */
export function bar({ say, answer, me, menu }) {
  const ready = answer === "ready";
  return [
    h("button", { key: "skip", type: "button", class: "skip", "data-shell": "skip" }, say("skip")),
    h("header", { key: "top", class: "top" },
      ready && h("button", { key: "menu", type: "button", class: "menu-button", "data-shell": "menu", "aria-expanded": String(menu), "aria-controls": "side" },
        h("span", { "aria-hidden": "true" }, "☰"), h("span", { class: "spoken" }, say(menu ? "menu.shut" : "menu.open"))),
      h("p", { key: "title", class: "brand" }, say("title")),
      ready && h("p", { key: "me", class: "me" }, me.kind === "admin" ? say("device") : [h("bdi", null, me.name), ` · ${say(`role.${me.kind}`)}`]),
      h("div", { key: "tools", class: "tools" },
        h("button", { type: "button", "data-shell": "language", lang: say("language.code") }, say("language")),
        ready && h("button", { type: "button", "data-shell": "out" }, say("out")))),
  ];
}

/** The menu: {say, language, groups, open, menu, secret}; other pages take the link's secret along. */
export function side({ say, language, groups, open, menu, secret }) {
  return h("nav", { class: menu ? "menu is-open" : "menu", "aria-label": say("menu") },
    groups.map((group, at) => h("section", { key: String(at) },
      h("h2", null, group.title[language]),
      h("ul", null, group.sections.map((one) => h("li", { key: one.id },
        h("a", { href: one.page ? `${one.page}${secret ? `#${secret}` : ""}` : `#${one.id}`, "aria-current": one.id === open ? "page" : null }, one.title[language])))))));
}

/** A sentence that came of something: {toast: null | {text, kind}}. */
export function foot({ say, toast }) {
  return toast && h("div", { class: `toast toast-${toast.kind}` },
    h("p", null, toast.text),
    h("button", { type: "button", "data-shell": "toast", "aria-label": say("toast.shut") }, "×"));
}
