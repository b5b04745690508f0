// The voices page: view → markup.

import { h } from "./markup.js";
import { pick } from "./text.js";
import { trialForm } from "./voices-trial.js";
import { wordCard } from "./voices-words.js";
import { zoneCards } from "./voices-zones.js";

/**
 * `state`: {say, language, here (the page with all links), hall, trial, heard (by zone), playing (what sounds: a zone or a word),
 * book, tongue, query, draft, tried, notice}.
 */
export function voicesPage(state) {
  const { say, language, hall, here } = state;
  return [
    h("header", { key: "top", class: "top" },
      h("h1", null, say("voices.title")),
      h("p", { class: "top-mall" }, h("bdi", null, pick(hall.mall, language))),
      h("div", { class: "tools" },
        h("a", { href: here }, say("voices.all")),
        h("button", { type: "button", "data-do": "language", lang: say("page.language.code") }, say("page.language")))),
    h("main", { key: "main", class: "rooms", tabindex: "-1" },
      h("section", { key: "hear", class: "card hear", "aria-labelledby": "hear-title" },
        h("h2", { id: "hear-title" }, say("voices.listen")),
        trialForm(state),
        zoneCards(state)),
      wordCard(state)),
    notice(state),
  ];
}

function notice({ notice: told, say }) {
  if (!told) return null;
  return h("div", { key: "notice", class: `toast toast-${told.kind}` },
    h("p", null, h("bdi", null, told.text)),
    told.undo && h("button", { key: "undo", type: "button", class: "toast-undo", "data-do": "undo" }, say("voices.undo")),
    h("button", { key: "close", type: "button", "data-do": "dismiss", "aria-label": say("notice.close") }, "×"));
}
