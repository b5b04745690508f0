// The form of one table of the file: its fields, what is wrong with them, and what has been changed.

import { pick } from "../pages/text.js";
import { el, newId, same } from "./dom.js";
import { many } from "./field-many.js";
import { simple } from "./field.js";
import { dayOf, times } from "./field-time.js";
import { airing } from "./programme-fields.js";

const kinds = { ...simple, ...times, ...many, ...airing };

/** A field of a kind by its description. */
export function fieldOf(spec, value, context) {
  return kinds[spec.kind](spec, value, { ...context, field: fieldOf });
}

/**
 * `fields` are described by data; keys of `values` that none of them knows are shown as they are. Gives {node, values(), changes(), show(faults)}:
 * `values()` is the table as it would be, `changes()` what is different, null for a key that is taken out.
 */
export function formOf({ fields, values, fresh, context }) {
  const known = new Set(fields.map(({ key }) => key));
  const foreign = Object.keys(values).filter((key) => !known.has(key)).map((key) => ({ key, kind: "raw", label: { id: key, en: key } }));
  const slots = [...fields, ...foreign].map((field) => slot({ ...field, id: newId(field.key) }, values[field.key], { ...context, fresh }));
  const byKey = new Map(slots.map((one) => [one.spec.key, one]));
  const groups = [[], []];
  for (const one of slots) groups[one.spec.seldom || one.spec.kind === "raw" ? 1 : 0].push(one.node);

  const node = el("div", { class: "form" }, el("div", { class: "fields" }, groups[0]),
    groups[1].length > 0 && el("details", { class: "more" }, el("summary", null, context.say("Pengaturan lain", "More settings")), el("div", { class: "fields" }, groups[1])));

  const value = () => Object.fromEntries(slots.map(({ spec, made }) => [spec.key, made.value()]));
  return {
    node,
    values: () => Object.fromEntries(Object.entries(value()).filter(([, one]) => one !== null)),
    changes: () => Object.fromEntries(Object.entries(value()).filter(([key, one]) => (fresh ? one !== null : !same(one, values[key])))),
    /** Marks the faulty fields; answers with the faults that belong to none of them. While somebody types (`typing`) what is still empty is no fault. */
    show(faults, typing) {
      const owner = (fault) => byKey.get(fault.key.split(/[.[]/)[0]);
      for (const one of slots) one.fault(sentence(faults.filter((fault) => owner(fault) === one), one, typing));
      const rest = faults.filter((fault) => !owner(fault));
      const open = slots.find((one) => one.faulty() && one.spec.seldom);
      if (open) node.querySelector("details").open = true;
      return rest;
    },
    focus(key) {
      const found = key ? byKey.get(key) : slots.find((one) => one.faulty()) || slots.find((one) => one.spec.kind !== "fixed");
      if (found) found.made.focus();
    },
    /** Fills a text field that nobody has typed into. */
    suggest(key, text) {
      const found = byKey.get(key);
      if (found && found.made.suggest) found.made.suggest(text);
    },
  };

  /** What a field says about its faults: that it is empty, or each fault; one about a part of it goes before one about the whole. */
  function sentence(faults, { spec, made }, typing) {
    if (!faults.length) return "";
    const holds = made.value();
    if (holds === "" || holds === null || holds.length === 0) {
      if (typing) return "";
      if (spec.required && spec.kind !== "hours") return ["one", "several", "choice"].includes(spec.kind) ? context.say("Belum dipilih. Pilih dulu, lalu simpan.", "Nothing is chosen yet. Choose, then save.") : context.say("Masih kosong. Isi dulu, lalu simpan.", "This is empty. Fill it in, then save.");
    }
    const parts = faults.filter((fault) => fault.key !== spec.key);
    const told = (parts.length ? parts : faults).map((fault) => {
      const day = dayOf(fault.key, context.language);
      const inner = (spec.fields || []).find(({ key }) => key === fault.key.split(".")[1]);
      const part = day || (inner && pick(inner.label, context.language));
      return part ? `${part}: ${fault.detail}` : fault.detail;
    });
    return [...new Set(told)].join(" ");
  }
}

function slot(spec, value, context) {
  const kind = spec.key === "id" && spec.kind === "text" && !context.fresh ? "fixed" : spec.kind;
  const made = fieldOf({ ...spec, kind }, value, context);
  const hint = spec.hint && kind !== "fixed" && pick(spec.hint, context.language);
  const [faultId, hintId] = [`${spec.id}-fault`, `${spec.id}-hint`];
  const fault = el("p", { id: faultId, class: "field-fault", hidden: true });
  const node = el("div", { class: `field field-${spec.kind}` },
    !made.bare && el("label", { for: spec.id }, pick(spec.label, context.language), spec.required && kind !== "fixed" && el("span", { class: "needed" }, ` · ${context.say("wajib", "needed")}`)),
    made.node, fault, hint && el("p", { id: hintId, class: "field-hint" }, hint));
  const control = made.node.id === spec.id ? made.node : node.querySelector(`#${CSS.escape(spec.id)}`);
  if (control && hint) control.setAttribute("aria-describedby", hintId);
  return {
    spec, made, node,
    faulty: () => !fault.hidden,
    fault(text) {
      fault.hidden = !text;
      fault.textContent = text;
      if (!control) return;
      control.setAttribute("aria-describedby", [text && faultId, hint && hintId].filter(Boolean).join(" "));
      if (text) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    },
  };
}
