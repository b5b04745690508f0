// The lexicon: how words are said. The mall's own entries go over the product's.

import { h } from "./markup.js";
import { plain } from "./text.js";

export const newDraft = () => ({ word: "", said: "" });

/** The entries as the server has them, and the one change at a time. */
export class WordBook {
  constructor({ ask, changed }) {
    Object.assign(this, { ask, changed, entries: null, away: false, saving: false });
  }

  async load() {
    const reply = await this.ask("/api/voice/lexicon");
    this.away = !reply || reply.status !== 200;
    if (!this.away) this.entries = reply.body;
    this.changed();
  }

  of(language) {
    const found = this.entries && this.entries.languages.find((one) => one.language === language);
    return found || { own: [], product: [] };
  }

  ownOf(language, word) {
    const found = this.of(language).own.find((entry) => entry.word === word);
    return found ? found.said : null;
  }

  /** `said` null takes the mall's own entry out. Nothing is sent while another change is under way. */
  async set(language, word, said) {
    if (this.saving) return { status: 429, body: {} };
    this.saving = true;
    this.changed();
    const reply = await this.ask("/api/voice/lexicon", { revision: this.entries.revision, language, word, said });
    this.saving = false;
    if (reply && reply.status === 200) this.entries = reply.body;
    this.changed();
    return reply;
  }
}

export function wordCard(state) {
  const { say, book, tongue, hall } = state;
  return h("section", { key: "words", class: "card words", "aria-labelledby": "words-title" },
    h("h2", { id: "words-title" }, say("voices.words")),
    h("p", { class: "lead" }, say("voices.words.more")),
    h("div", { class: "tongues", role: "group", "aria-label": say("voices.tongue") }, hall.languages.map((code) => h("button", {
      key: code, type: "button", class: "tongue", "data-do": "tongue", "data-tongue": code, "aria-pressed": String(code === tongue),
    }, say(`voices.tongue.${code}`)))),
    book.away && h("p", { key: "away", class: "wrong", role: "alert" }, say("voices.words.away"), " ",
      h("button", { type: "button", class: "small", "data-do": "again" }, say("voices.again"))),
    draftForm(state),
    lists(state));
}

function draftForm({ say, book, tongue, draft, playing, tried }) {
  const word = draft.word.trim();
  const known = book.of(tongue);
  const before = word && [...known.own, ...known.product].find((entry) => entry.word === word);
  const busy = book.saving || !book.entries;
  return h("form", { key: "draft", id: "draft", class: "draft", autocomplete: "off", novalidate: true },
    h("p", { class: "field" }, h("label", { for: "word" }, say("voices.word")),
      h("input", { id: "word", name: "word", type: "text", maxlength: "60", spellcheck: "false", lang: tongue, placeholder: "SKCK" })),
    h("p", { class: "field" }, h("label", { for: "said" }, say("voices.said")),
      h("input", { id: "said", name: "said", type: "text", maxlength: "200", spellcheck: "false", lang: tongue, placeholder: "es ka ce ka" })),
    h("p", { class: "draft-before" }, before && h("bdi", null, say("voices.word.before", { said: before.said }))),
    h("div", { class: "draft-go" },
      hearButton("draft", say("voices.hear.draft"), { "data-do": "hear-draft" }, { say, playing, tried }),
      h("button", { key: "save", type: "submit", class: "main-button", "aria-busy": book.saving || null, "aria-disabled": busy || null }, say("voices.save")),
      (draft.word || draft.said) && h("button", { key: "clear", type: "button", class: "small plain", "data-do": "clear" }, say("voices.clear"))));
}

function hearButton(mark, label, deed, { say, playing, tried }) {
  const on = playing === mark;
  const asking = Boolean(tried && tried.mark === mark);
  return h("button", {
    key: `hear-${mark}`, type: "button", class: "small", ...(on ? { "data-do": "stop" } : deed), "aria-busy": asking || null, "aria-disabled": asking || null,
    "aria-label": on ? say("voices.stop") : label,
  }, h("span", { "aria-hidden": true }, on ? "■" : "▶"), mark === "draft" && (on ? say("voices.stop") : label));
}

function lists(state) {
  const { say, book, tongue, query } = state;
  const { own, product } = book.of(tongue);
  const covered = new Set(own.map((entry) => entry.word));
  const found = (entries) => entries.filter(({ word, said }) => plain(`${word} ${said}`).includes(plain(query)));
  const [mine, theirs] = [found(own), found(product.filter((entry) => !covered.has(entry.word)))];
  return [
    h("p", { key: "search", class: "field search" }, h("label", { for: "query" }, say("voices.search")),
      h("input", { id: "query", name: "query", type: "search", maxlength: "40", spellcheck: "false" })),
    h("div", { key: "lists", class: "word-lists" },
      list("own", mine, own.length ? say("voices.none") : say("voices.own.none"), state),
      list("product", theirs, say("voices.none"), state)),
  ];
}

function list(kind, entries, none, state) {
  const { say } = state;
  return h("section", { key: kind, "aria-labelledby": `${kind}-title` },
    h("h3", { id: `${kind}-title` }, say(`voices.${kind}`), " ", h("span", { class: "count" }, entries.length)),
    entries.length ? h("ul", { class: "entries" }, entries.map((entry) => row(kind, entry, state))) : h("p", { class: "soft" }, none));
}

function row(kind, { word, said }, state) {
  const { say, tongue, book } = state;
  const given = { "data-word": word, "data-said": said };
  return h("li", { key: word, class: "entry" },
    h("p", { class: "entry-word" }, h("b", { lang: tongue }, h("bdi", null, word)), " ", h("span", { lang: tongue }, h("bdi", null, said))),
    hearButton(`word-${word}`, say("voices.hear.word", { word }), { "data-do": "hear-word", ...given }, state),
    h("button", { key: "change", type: "button", class: "small", "data-do": "change", ...given, "aria-label": say("voices.change.word", { word }) }, say("voices.change")),
    kind === "own" && h("button", {
      key: "out", type: "button", class: "small plain", "data-do": "take-out", ...given, "aria-label": say("voices.out.word", { word }), "aria-disabled": book.saving || null,
    }, say("voices.out")));
}
