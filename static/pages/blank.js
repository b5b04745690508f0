// Before a page's first view: why there is nothing to see yet.

import { h } from "./markup.js";

export function blankPage(say, denied) {
  const title = denied ? say("page.denied") : say("page.starting");
  return h("main", { key: "blank", class: "blank", tabindex: "-1" }, h("h1", null, title), denied && h("p", null, say(`page.denied.${denied}`)));
}
