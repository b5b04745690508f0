// One screen's own settings: how it hangs, what it shows; what can be read is told as they are typed.

import { pick } from "../pages/text.js";
import { el, newId, same } from "./dom.js";
import { look } from "./look.js";
import { figure, heights, reading, stands } from "./screen-words.js";

const pause = 250; // ms after the last key

/** {node, focus(), end()}; `end()` says whether it may close. `saved(text)` is called when it was kept. */
export function screenForm({ row, list, shell, saved }) {
  const { say, language, ask } = shell;
  const usual = (text) => say(`${text} (seperti zonanya)`, `${text} (as its zone)`);
  const nameOf = (kind, id) => pick((list[kind].find((one) => one.id === id) || {}).name || id, language);
  const page = look(shell);
  const told = el("div", { class: "screen-read", role: "status" });
  const fault = el("p", { class: "wrong", role: "alert", hidden: true });
  let timer = 0;
  let run = 0;
  let over = false;

  const select = (key, title, options) => {
    const id = newId(`screen-${key}`);
    const node = el("select", { id, on: { change: changed } }, options.map(([value, text]) => el("option", { value, selected: (row.facts[key] ?? "") === value }, text)));
    return { key, node, value: () => node.value || null, field: el("div", { class: "field" }, el("label", { for: id }, title), node) };
  };
  const number = (key, title, min, max) => {
    const id = newId(`screen-${key}`);
    const node = el("input", { id, type: "number", inputmode: "decimal", min, max, step: "0.1", value: row.facts[key] ?? "", placeholder: figure(row.usual[key], "en"), on: { input: changed } });
    const amiss = () => (!node.validity.badInput && !node.validity.rangeUnderflow && !node.validity.rangeOverflow ? "" : `${title}: ${say("dari", "from")} ${figure(min, language)} ${say("sampai", "to")} ${figure(max, language)}.`);
    return { key, node, amiss, value: () => (node.value === "" ? null : Number(node.value)), field: el("div", { class: "field" }, el("label", { for: id }, title), node) };
  };
  const fields = [
    select("layout", say("Tata letak", "Layout"), [["", usual(nameOf("layouts", row.usual.layout))], ...list.layouts.map((one) => [one.id, pick(one.name, language)])]),
    select("theme", say("Tema", "Theme"), [["", usual(nameOf("themes", row.usual.theme))], ...list.themes.map((one) => [one.id, pick(one.name, language)])]),
    select("orientation", say("Cara menggantung", "How it hangs"), [["", usual(pick(stands[row.usual.orientation], language))], ...Object.keys(stands).map((way) => [way, pick(stands[way], language)])]),
    number("diagonal", say("Diagonal (inci)", "Diagonal (inches)"), 7, 200),
    number("distance", say("Penonton terjauh (m)", "Farthest viewer (m)"), 0.5, 60),
  ];
  const wanted = () => Object.fromEntries(fields.map((field) => [field.key, field.value()]));
  const first = wanted(); // without what is no more
  const amiss = () => fields.map((field) => (field.amiss ? field.amiss() : "")).find(Boolean);
  const touched = () => !same(wanted(), first);
  const save = el("button", { type: "submit", class: "main-button", disabled: !row.lost.length }, say("Simpan", "Save"));

  function changed() {
    save.disabled = !touched() && !row.lost.length;
    fault.hidden = true; // it was about what stood there before
    shell.dirty(touched());
    clearTimeout(timer);
    timer = setTimeout(read, pause);
  }

  async function read() {
    run += 1;
    const mine = run;
    const wrong = amiss();
    if (wrong) {
      told.replaceChildren(el("p", { class: "wrong" }, wrong));
      return;
    }
    const asked = Object.fromEntries(Object.entries(wanted()).filter(([, value]) => value !== null));
    const reply = await ask("/api/screens/preview", { method: "POST", body: { zone: row.zone, ...asked, orientation: asked.orientation || (row.usual.orientation === "auto" ? row.stands : row.usual.orientation) } });
    if (mine !== run || over) return;
    if (!reply || reply.status !== 200) {
      told.replaceChildren(el("p", { class: "wrong" }, reply ? reply.body.detail : say("Server tidak menjawab.", "The server does not answer.")));
      return;
    }
    const { body } = reply;
    const settings = { ...row.usual, ...asked };
    const result = reading({ ...body, faults: body.faults.filter(({ grave }) => !grave) }, settings, { say, language });
    told.replaceChildren(el("p", null, heights(body, say)), result.text && el("p", { class: result.good ? "good" : "warn" }, result.text),
      body.faults.length ? el("ul", { class: "screen-faults" }, body.faults.map((one) => el("li", null, pick(one.what, language)))) : "");
    page.show({ view: body.view, zone: body.zone, at: body.at });
  }

  async function submit(event) {
    event.preventDefault();
    if (save.disabled) return;
    if (amiss()) {
      fields.find((field) => field.amiss && field.amiss()).node.focus();
      return;
    }
    save.disabled = true;
    fault.hidden = true;
    const reply = await ask(`/api/devices/${encodeURIComponent(row.device)}/screen`, { method: "POST", body: wanted() });
    if (reply && reply.status === 200) {
      finish();
      saved(say("Tersimpan; layarnya berubah sekarang juga.", "Saved; the screen changes at once."));
      return;
    }
    save.disabled = false;
    fault.hidden = false;
    fault.textContent = reply ? reply.body.detail : say("Server tidak menjawab. Tidak ada yang hilang: coba simpan lagi.", "The server does not answer. Nothing is lost: try to save again.");
  }

  function finish() {
    over = true;
    clearTimeout(timer);
    page.end();
  }

  read();
  return {
    node: el("form", { class: "screen-form", novalidate: true, on: { submit } },
      el("div", { class: "screen-fields" }, fields.map(({ field }) => field)), page.node,
      el("div", { class: "screen-below" }, told, fault, el("div", { class: "go" }, save))),
    focus: () => fields[0].node.focus(),
    end() {
      if (touched() && !confirm(say("Perubahan belum disimpan. Tinggalkan?", "The changes are not saved. Leave them?"))) return false;
      finish();
      return true;
    },
  };
}
