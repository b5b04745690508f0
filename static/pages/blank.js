// Before a page's first view: why there is nothing to see yet, and the code that a manager types to pair it.

import { h } from "./markup.js";
import { phrases } from "./strings.js";

/** `code`: eight characters, null while there is none, left out on a page that is not paired. `enter`: a person may sign in, and come back. */
export function blankPage(say, denied, code, enter = false) {
  const title = denied === "unpaired" ? say("page.pair.title") : denied ? say("page.denied") : say("page.starting");
  const waits = denied && denied !== "other" && code !== undefined;
  return h("main", { key: "blank", class: waits ? "blank pair" : "blank", tabindex: "-1" },
    h("h1", null, title),
    denied && denied !== "unpaired" && h("p", null, say(`page.denied.${denied}`)),
    waits && pairing(say, code),
    denied && enter && h("a", { class: "enter", href: `/login?to=${location.pathname}` }, say("page.enter")));
}

/** In two languages at once: nobody has chosen one yet. */
function pairing(say, code) {
  if (code === null) return h("p", { class: "pair-how" }, say("page.pair.preparing"));
  const other = say("page.language.code");
  return [
    h("p", { class: "pair-how" }, say("page.pair.how")),
    h("p", { class: "pair-code", translate: "no" }, h("span", null, code.slice(0, 4)), " ", h("span", null, code.slice(4))),
    h("p", { class: "pair-other", lang: other }, phrases(other)("page.pair.how")),
    h("p", { class: "pair-lasts" }, say("page.pair.lasts")),
  ];
}
