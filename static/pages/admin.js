// The admin page, put together: its menu, who uses it, and the section that is open. `#services/sim` opens a section at one of its things.

import { forgetSecret, takenSecret, whoAmI } from "../admin/access.js";
import { bar, foot, side } from "../admin/frame.js";
import { groupsFor } from "../admin/sections.js";
import { phrases } from "../admin/shell-strings.js";
import { request } from "./api.js";
import { chooseLanguage, chosenLanguage, showLanguage } from "./language.js";
import { h, render } from "./markup.js";

const staying = 8000; // ms that good news stay
const parts = Object.fromEntries(["top", "side", "title", "state", "section", "foot", "status", "alarm"].map((id) => [id, document.getElementById(id)]));
const secret = takenSecret();
const state = { language: chosenLanguage("admin"), me: null, groups: [], answer: "asking", open: "", menu: false, toast: null };
let shut = () => {};
let dirty = false;
let here = location.hash;
let fading = 0;

const say = (name, values) => phrases(state.language)(name, values);
const place = () => location.hash.slice(1).split("/").map(decoded);
const known = () => state.groups.flatMap((group) => group.sections);

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function ask(path, { method = "GET", body, patience } = {}) {
  return request(path, { secret, language: state.language, method, body, patience });
}

function show() {
  const one = known().find(({ id }) => id === state.open);
  const title = one ? one.title[state.language] : "";
  showLanguage(state.language, title ? `${title} · ${say("title")}` : say("title"));
  render(parts.top, bar({ ...state, say }));
  render(parts.side, state.answer === "ready" && side({ ...state, say, secret }));
  render(parts.foot, foot({ ...state, say }));
  parts.title.hidden = !title;
  parts.title.textContent = title;
  parts.state.hidden = Boolean(title);
  parts.state.textContent = state.answer === "ready" ? say("nothing") : say(state.answer);
}

/** A sentence at the foot of the page, read aloud; `kind`: "good" or "bad". */
function tell(text, kind = "good") {
  clearTimeout(fading);
  if (text && kind === "good") fading = setTimeout(tell, staying, "");
  state.toast = text ? { text, kind } : null;
  parts.status.textContent = kind === "bad" ? "" : text;
  parts.alarm.textContent = kind === "bad" ? text : "";
  show();
}

async function open() {
  const [id, ...path] = place();
  const one = known().find((section) => section.id === id && section.load) || known()[0];
  shut();
  shut = () => {};
  dirty = false;
  Object.assign(state, { open: one ? one.id : "", menu: false });
  show();
  const marked = parts.side.querySelector("[aria-current]");
  if (marked) marked.scrollIntoView({ block: "nearest" });
  if (!one) return;
  const root = parts.section.cloneNode(false); // what another section listened to goes with its element
  root.className = `section section-${one.id}`;
  parts.section.replaceWith(root);
  parts.section = root;
  render(root, h("p", { class: "soft", role: "status" }, say("loading")));
  try {
    const { section } = await one.load();
    if (parts.section !== root) return;
    root.replaceChildren();
    const close = section.open({
      root, ask, path, me: state.me, language: state.language, secret, tell,
      say: (id, en) => (state.language === "en" ? en : id),
      go: (where) => { location.hash = where; },
      dirty: (changed) => { dirty = changed; },
    });
    shut = typeof close === "function" ? close : shut;
  } catch (fault) {
    console.error(fault);
    if (parts.section === root) root.replaceChildren(Object.assign(document.createElement("p"), { className: "wrong", textContent: say("broken") }));
  }
}

const mayLeave = () => !dirty || confirm(say("leave"));

addEventListener("hashchange", () => {
  if (location.hash === here) return;
  if (!mayLeave()) {
    history.replaceState(null, "", here || location.pathname);
    return;
  }
  here = location.hash;
  open();
});
addEventListener("beforeunload", (event) => {
  if (dirty) event.preventDefault();
});

document.body.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-shell]");
  if (!pressed) return;
  const what = pressed.dataset.shell;
  if (what === "menu") {
    state.menu = !state.menu;
    show();
  } else if (what === "language" && mayLeave()) {
    state.language = state.language === "id" ? "en" : "id";
    chooseLanguage("admin", state.language);
    open();
  } else if (what === "toast") tell("");
  else if (what === "skip") document.getElementById("main").focus();
  else if (what === "out" && mayLeave()) leave();
});
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !state.menu) return;
  state.menu = false;
  show();
  parts.top.querySelector('[data-shell="menu"]').focus();
});

async function leave() {
  dirty = false;
  if (secret) forgetSecret();
  else await ask("/api/session", { method: "DELETE" });
  location.replace(secret ? "/" : "/login");
}

async function begin() {
  show();
  state.me = await whoAmI({ secret, language: state.language, away: () => { state.answer = "away"; show(); } });
  if (!state.me) {
    forgetSecret();
    location.replace(`/login?to=${encodeURIComponent(location.pathname + location.hash)}`);
    return;
  }
  Object.assign(state, { answer: "ready", groups: groupsFor(state.me.kind) });
  here = location.hash;
  open();
}

begin();
