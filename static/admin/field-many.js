// Fields that name other things of the hall, and fields with rows.

import { pick, plain } from "../pages/text.js";
import { el, newId } from "./dom.js";

export const many = { one, several, pairs, rows, quota };

const nameOf = (thing, language) => pick(thing.short || thing.name, language) || thing.id;

/** One thing of another section. */
function one(spec, value, context) {
  const things = context.things(spec.of);
  const known = !value || things.some((thing) => thing.id === value);
  const node = el("select", { id: spec.id, on: { change: context.changed } },
    el("option", { value: "" }, spec.required ? context.say("— pilih —", "— choose —") : context.say("— tidak ada —", "— none —")),
    things.map((thing) => el("option", { value: thing.id, selected: thing.id === value }, nameOf(thing, context.language))),
    !known && el("option", { value, selected: true }, value));
  return { node, value: () => node.value || (spec.required ? "" : null), focus: () => node.focus() };
}

/** Several things of another section, in the order in which the file has them; what is gone stays named. */
function several(spec, value, context) {
  const things = (spec.things || context.things(spec.of)).filter((thing) => !spec.others || thing.id !== context.id);
  const gone = (value || []).filter((id) => !things.some((thing) => thing.id === id)).map((id) => ({ id, name: id }));
  const boxes = [...things, ...gone].map((thing) => {
    const box = el("input", { type: "checkbox", value: thing.id, on: { change: context.changed } });
    box.checked = (value || []).includes(thing.id);
    const detail = spec.of === "counters" ? context.say("Loket ", "Counter ") : thing.prefix ? `${thing.prefix} · ` : "";
    return { box, thing, node: el("label", { class: "pill" }, box, el("span", null, detail, el("bdi", null, nameOf(thing, context.language)))) };
  });
  const search = boxes.length > 14 && el("input", { type: "search", class: "narrow", placeholder: context.say("Cari…", "Search…"), "aria-label": context.say("Cari", "Search"), on: { input: () => {
    const query = plain(search.value);
    for (const { box, thing, node } of boxes) node.hidden = !box.checked && !plain(`${thing.prefix || ""}${nameOf(thing, "id")}${nameOf(thing, "en")}`).includes(query);
  } } });
  return {
    node: el("div", { id: spec.id, role: "group", "aria-label": pick(spec.label, context.language) }, search,
      el("div", { class: search ? "pills many" : "pills" }, boxes.length ? boxes.map((entry) => entry.node) : el("p", { class: "soft" }, context.say("Belum ada yang bisa dipilih.", "There is nothing to choose yet.")))),
    value: () => {
      const chosen = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
      const kept = (value || []).filter((id) => chosen.includes(id));
      const all = [...kept, ...chosen.filter((id) => !kept.includes(id))];
      return all.length || (spec.emptyMeans && value) ? all : null;
    },
    focus: () => boxes.length && boxes[0].box.focus(),
  };
}

/** A number for each of some things: a table of the file. */
function pairs(spec, value, context) {
  const start = value || {};
  const things = spec.things || context.things(spec.of);
  const ids = [...new Set([...things.filter((thing) => !spec.among || spec.among(context, thing)).map((thing) => thing.id), ...Object.keys(start)])];
  const byId = Object.fromEntries(things.map((thing) => [thing.id, thing]));
  const fields = ids.map((id) => {
    const field = el("input", { id: newId(id), type: "number", min: spec.min, max: spec.max, value: start[id] ?? "", placeholder: spec.usual ?? "", on: { input: context.changed } });
    return { id, field, node: el("div", { class: "day" }, el("label", { for: field.id }, byId[id] ? nameOf(byId[id], context.language) : id), field) };
  });
  return {
    node: el("div", { id: spec.id, class: "week" }, fields.length ? fields.map((entry) => entry.node) : el("p", { class: "soft" }, "—")),
    value: () => {
      const given = fields.filter(({ field }) => field.value !== "").map(({ id, field }) => [id, Number(field.value)]);
      return given.length ? Object.fromEntries(given) : null;
    },
    focus: () => fields.length && fields[0].field.focus(),
  };
}

/** Rows of fields; with `spec.single` a row is the value of that one field, with `spec.ordered` rows go up and down, with `spec.least` so many stand there from the beginning. */
function rows(spec, value, context) {
  const list = el("div", { class: spec.ordered ? "rows numbered" : "rows" });
  const held = [];

  function add(start) {
    const parts = (spec.single ? [spec.single] : spec.fields).map((field) => {
      const inner = { ...field, id: newId(field.key || "row") };
      return { inner, made: context.field(inner, spec.single ? start : (start || {})[field.key], context) };
    });
    const entry = { parts };
    /** A step among the rows; what is typed goes with it. */
    const step = (by) => el("button", { type: "button", class: "small plain", "data-step": by, "aria-label": by < 0 ? context.say("Naikkan baris ini", "Move this row up") : context.say("Turunkan baris ini", "Move this row down"), on: { click: (event) => {
      const at = held.indexOf(entry);
      const other = held[at + by];
      if (!other) return;
      [held[at], held[at + by]] = [other, entry];
      if (by < 0) other.node.before(entry.node);
      else other.node.after(entry.node);
      event.target.focus();
      context.changed();
    } } }, by < 0 ? "↑" : "↓");
    entry.node = el("div", { class: "row" }, parts.map(({ inner, made }) => el("div", { class: inner.most < 10 ? "field short" : "field" }, !made.bare && el("label", { for: inner.id }, pick(inner.label, context.language)), made.node)),
      spec.ordered && [step(-1), step(1)],
      el("button", { type: "button", class: "small plain", "aria-label": context.say("Hapus baris ini", "Take this row out"), on: { click: () => {
        held.splice(held.indexOf(entry), 1);
        entry.node.remove();
        context.changed();
      } } }, "×"));
    held.push(entry);
    list.append(entry.node);
    return entry;
  }

  (value || []).forEach(add);
  while (held.length < (spec.least || 0)) add(null);
  const more = el("button", { type: "button", class: "small", on: { click: () => {
    add(null).parts[0].made.focus();
    context.changed();
  } } }, context.say("Tambah baris", "Add a row"));
  return {
    node: el("div", { id: spec.id, role: "group", "aria-label": pick(spec.label, context.language) }, list, more),
    value: () => {
      const all = held.map(({ parts }) => (spec.single ? parts[0].made.value()
        : Object.fromEntries(parts.map(({ inner, made }) => [inner.key, made.value()]).filter(([, given]) => given !== null))))
        .filter((given) => given !== null && given !== "");
      return all.length ? all : null;
    },
    focus: () => (held.length ? held[0].parts[0].made.focus() : more.focus()),
  };
}

/** The most tickets of a day, or of the day and its parts. */
function quota(spec, value, context) {
  const table = value && typeof value === "object" ? value : { day: value };
  const day = context.field({ kind: "number", id: spec.id, key: "day", min: 0, label: spec.label }, table.day, context);
  const parts = context.field({
    kind: "rows", id: newId("parts"), label: { id: "Bagian hari", en: "Parts of the day" },
    fields: [
      { key: "span", kind: "text", label: { id: "Jam", en: "Hours" }, example: "08:00-12:00" },
      { key: "most", kind: "number", min: 0, label: { id: "Paling banyak", en: "At most" } },
    ],
  }, Object.entries(table).filter(([key]) => key !== "day").map(([span, most]) => ({ span, most })), context);
  return {
    node: el("div", { class: "quota" }, day.node, el("p", { class: "field-hint" }, context.say("Seluruh hari. Bagian hari, bila perlu:", "The whole day. Parts of the day, if needed:")), parts.node),
    value: () => {
      const [all, some] = [day.value(), (parts.value() || []).filter((row) => row.span)];
      if (!some.length) return all;
      return { ...(all === null ? {} : { day: all }), ...Object.fromEntries(some.map((row) => [row.span, row.most ?? 0])) };
    },
    focus: () => day.focus(),
  };
}
