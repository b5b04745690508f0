// The simple fields of a form. Each is {node, value(), focus()}: `value()` is as the file has it, null for "left out".

import { pick } from "../pages/text.js";
import { el, newId, same } from "./dom.js";

/** `context`: {language, say, things(section), changed()}. */
export const simple = { text, area, words, wordsArea, number, choice, onoff, lines, dates, raw, fixed };

function control(spec, context, attributes, tag = "input") {
  return el(tag, { id: spec.id, autocomplete: "off", maxlength: spec.most || (tag === "textarea" ? 4000 : 400), on: { input: context.changed }, ...attributes });
}

function text(spec, value, context) {
  const node = control(spec, context, { type: "text", value: value ?? "", placeholder: spec.example });
  let suggested = node.value;
  const given = () => (spec.capitals ? node.value.trim().toUpperCase() : node.value.trim());
  return {
    node, value: () => given() || (spec.required ? "" : null), focus: () => node.focus(),
    /** What it holds until somebody types into it. */
    suggest(one) {
      if (node.value !== suggested) return;
      suggested = one.slice(0, spec.most);
      node.value = suggested;
    },
  };
}

function area(spec, value, context) {
  const node = control(spec, context, { rows: 3, value: value ?? "" }, "textarea");
  return { node, value: () => node.value.trim() || null, focus: () => node.focus() };
}

function wordsArea(spec, value, context) {
  return words(spec, value, context, "textarea");
}

/** A text for both languages: one string when both are the same, as a hand would write it. */
function words(spec, value, context, tag = "input") {
  const plain = typeof value === "string";
  const start = plain ? { id: value, en: "" } : value || { id: "", en: "" };
  const fields = ["id", "en"].map((language) => {
    const id = language === "id" ? spec.id : newId(spec.id);
    const field = control({ ...spec, id }, context, { value: start[language] ?? "", lang: language, rows: tag === "textarea" ? spec.rows || 3 : null, type: tag === "input" ? "text" : null }, tag);
    return { field, node: el("div", { class: "tongue" }, el("span", { class: "tongue-name", "aria-hidden": "true" }, language.toUpperCase()), field) };
  });
  const [first, second] = fields.map(({ field }) => field);
  first.setAttribute("aria-label", `${pick(spec.label, context.language)}, ${context.say("bahasa Indonesia", "in Indonesian")}`);
  second.setAttribute("aria-label", `${pick(spec.label, context.language)}, ${context.say("bahasa Inggris", "in English")}`);
  second.placeholder = context.say("sama seperti di atas", "the same as above");
  return {
    node: el("div", { class: "words" }, fields.map((one) => one.node)),
    value: () => {
      const [id, en] = [first.value.trim(), second.value.trim()];
      if (!id && !en) return spec.required ? "" : null;
      return !en || en === id ? id || en : { id: id || en, en };
    },
    focus: () => first.focus(),
  };
}

function number(spec, value, context) {
  const node = control(spec, context, { type: "number", inputmode: "numeric", min: spec.min, max: spec.max, step: spec.step || 1, value: value ?? "", placeholder: spec.usual ?? "" });
  const given = () => (node.value.trim() === "" ? null : Number(node.value));
  return { node, value: () => (node.validity.badInput ? node.value || "?" : given()), focus: () => node.focus() };
}

/** One of several; a value that is none of them stays among them. */
function choice(spec, value, context) {
  const options = typeof spec.options === "function" ? spec.options(context) : spec.options;
  const listed = value === undefined || value === null || options.some((one) => same(one.value, value));
  const all = [...(spec.required ? [] : [{ value: null, label: spec.usual || { id: "seperti biasanya", en: "as usual" } }]), ...options,
    ...(listed ? [] : [{ value, label: typeof value === "string" ? value : JSON.stringify(value) }])];
  const node = el("select", { id: spec.id, on: { change: context.changed } },
    all.map((one, at) => el("option", { value: at, selected: same(one.value, value) }, pick(one.label, context.language))));
  return { node, value: () => all[Number(node.value)].value, focus: () => node.focus() };
}

/** Yes or no; `spec.usual` is what holds when the key is left out. */
function onoff(spec, value, context) {
  const usual = Boolean(spec.usual);
  const field = el("input", { id: spec.id, type: "checkbox", on: { change: context.changed } });
  field.checked = value ?? usual;
  return {
    node: el("label", { class: "switch", for: spec.id }, field, el("span", null, pick(spec.label, context.language))), bare: true,
    value: () => (field.checked === usual && (value === undefined || value === null) ? null : field.checked),
    focus: () => field.focus(),
  };
}

/** A list of texts, a line each. */
function lines(spec, value, context) {
  const node = control(spec, context, { rows: 3, value: [value ?? []].flat().join("\n") }, "textarea");
  return {
    node,
    value: () => {
      const given = node.value.split("\n").map((line) => line.trim()).filter(Boolean);
      return given.length ? given : null;
    },
    focus: () => node.focus(),
  };
}

/** Dates and ranges of dates, between commas or a line each. */
function dates(spec, value, context) {
  const node = control(spec, context, { type: "text", value: [value ?? []].flat().join(", "), placeholder: "2026-12-24, 2026-12-28..2026-12-31" });
  return {
    node,
    value: () => {
      const parts = node.value.split(/[,;\n]+/).map((part) => part.trim()).filter(Boolean);
      const given = parts.flatMap((part) => (/[^\d.\s-]/.test(part) ? [part] : part.replace(/\s*\.\.\s*/g, "..").split(/\s+/))); // what is no date stays in one piece
      if (!given.length) return null;
      return given.length === 1 && typeof value === "string" ? given[0] : given;
    },
    focus: () => node.focus(),
  };
}

/** What only a hand changes: shown, and never lost. */
function raw(spec, value) {
  const node = el("pre", { id: spec.id, class: "raw" }, JSON.stringify(value, null, 1));
  return { node, value: () => value, focus: () => {} };
}

/** What can't be changed once it is there. */
function fixed(spec, value) {
  const node = el("p", { id: spec.id, class: "fixed" }, el("code", null, String(value)));
  return { node, value: () => value, focus: () => {} };
}
