// The list of pages, with each device's link for whoever may see them.

import { h } from "./markup.js";
import { pick } from "./text.js";

const kinds = ["screen", "counter", "kiosk"];
const managers = ["admin", "floor", "emergency", "voices", "reports", "fairness", "survey"];
/** For everybody. */
const open = ["skm"];

/** `state`: {say, language, here (origin of this page), secret, answer: "none" | "asking" | "away" | "denied" | "links", links}. */
export function indexPage(state) {
  const { say, answer } = state;
  return [
    h("header", { key: "head", class: "head" },
      h("p", { class: "brand" }, "Signage"),
      account(state),
      h("button", { type: "button", class: "small", "data-do": "language", lang: say("page.language.code") }, say("page.language"))),
    h("main", { key: "main", tabindex: "-1" },
      h("h1", null, say("index.title")),
      h("p", { class: "lead" }, say("index.lead")),
      first(state),
      answer === "links" && trial(say),
      answer === "asking" || answer === "away" ? h("p", { class: "state", role: "status" }, say(`index.${answer}`)) : null,
      (answer === "links" || pagesOf(state).length > 0) && manager(state),
      everybody(state),
      h("div", { class: "kinds" }, kinds.map((kind) => section(kind, state))),
      answer === "links" ? h("p", { class: "hint" }, say("index.secret")) : !personOf(state) && how(state)),
  ];
}

function trial(say) {
  return h("section", { key: "try", class: "try", "aria-labelledby": "try" },
    h("h2", { id: "try" }, say("index.try")),
    h("ol", null, [1, 2, 3].map((n) => h("li", null, say(`index.try.${n}`)))));
}

function section(kind, state) {
  const { say } = state;
  return h("section", { key: kind, class: "kind", "aria-labelledby": kind },
    h("h2", { id: kind }, say(`index.${kind}`), h("code", null, `/${kind}`)),
    h("p", null, say(`index.${kind}.more`)),
    state.answer === "links" && h("ul", null, state.links.filter((link) => link.kind === kind).map((link) => entry(link, state))));
}

const personOf = ({ session }) => (session && session.person) || null;

/** Who is signed in here, or the way to sign in; nothing when the server does not say. */
function account(state) {
  const { say, session } = state;
  if (!session) return null;
  const person = personOf(state);
  if (!person) return h("a", { key: "in", class: "small enter", href: "/login" }, say("index.enter"));
  return h("p", { key: "who", class: "who" }, h("bdi", null, person.name),
    h("button", { type: "button", class: "small", "data-do": "leave" }, say("index.leave")));
}

/** While there is no administrator, the link of the server makes one. */
function first({ say, session, secret }) {
  if (!session || !session.first || !secret) return null;
  return h("section", { key: "first", class: "first", "aria-labelledby": "first" },
    h("div", null, h("h2", { id: "first" }, say("index.first")), h("p", null, say("index.first.more"))),
    h("a", { class: "begin", href: `/login#${secret}` }, say("index.first.begin")));
}

/** The pages for whoever is signed in, or for the administrator's own secret. */
function pagesOf(state) {
  const person = personOf(state);
  if (state.secret) return state.answer === "links" ? managers : [];
  if (!person) return [];
  return { reader: ["reports", "fairness"], floor: ["floor", "emergency", "reports", "fairness", "survey"] }[person.role] || managers;
}

function everybody({ say }) {
  return h("section", { key: "open", class: "kind", "aria-labelledby": "open" },
    h("h2", { id: "open" }, say("index.open")),
    h("ul", null, open.map((name) => pageEntry(name, say, ""))));
}

function pageEntry(name, say, after) {
  return h("li", { key: name },
    h("a", { href: `/${name}${after}` },
      h("span", null, h("bdi", null, say(`index.${name}`)), h("small", null, say(`index.${name}.more`))),
      h("span", { class: "arrow", "aria-hidden": true }, "→")));
}

function manager(state) {
  const { say, secret } = state;
  const after = secret ? `#${secret}` : "";
  return h("section", { key: "manager", class: "kind", "aria-labelledby": "manager" },
    h("h2", { id: "manager" }, say("index.manager")),
    h("ul", null, pagesOf(state).map((name) => pageEntry(name, say, name === "survey" ? "" : after))));
}

/** The path and the secret of the link, under the address by which this page was reached. */
export function hereUrl(url, here) {
  const { pathname, hash } = new URL(url, here);
  return `${here}${pathname}${hash}`;
}

function entry(link, { say, language, here }) {
  const name = nameOf(link, say, language);
  return h("li", { key: `${link.kind}-${link.place}-${link.url}` },
    h("a", { href: hereUrl(link.url, here), target: "_blank", rel: "noopener" },
      h("bdi", null, name), h("span", { class: "arrow", "aria-hidden": true }, "↗"), h("span", { class: "spoken" }, `(${say("index.tab")})`)));
}

/** A counter that is called by its bare number says what it is. */
function nameOf({ kind, name, place }, say, language) {
  const known = pick(name, language) || place || kind;
  return kind === "counter" && known === place ? say("counter.name", { name: known }) : known;
}

function how({ say, answer }) {
  return h("section", { key: "how", class: "how", "aria-labelledby": "how" },
    answer === "denied" && h("p", { class: "wrong", role: "alert" }, say("index.denied")),
    h("h2", { id: "how" }, say("index.links")),
    h("p", null, say("index.links.how")),
    h("pre", { tabindex: "0" }, h("code", null, "signage links")));
}
