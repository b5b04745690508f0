// Fields for when: hours of the week, spans of a day, days.

import { el, newId } from "./dom.js";

export const times = { hours, spans, days };

const week = [
  ["mon", { id: "Senin", en: "Monday" }], ["tue", { id: "Selasa", en: "Tuesday" }], ["wed", { id: "Rabu", en: "Wednesday" }],
  ["thu", { id: "Kamis", en: "Thursday" }], ["fri", { id: "Jumat", en: "Friday" }], ["sat", { id: "Sabtu", en: "Saturday" }], ["sun", { id: "Minggu", en: "Sunday" }],
];

/** The day that a key such as `hours.mon` means, for a sentence about it. */
export function dayOf(key, language) {
  const found = week.find(([day]) => new RegExp(`\\.${day}\\b`).test(key));
  return found ? found[1][language] : "";
}

const given = (text) => text.split(/[,;]|\s{2,}/).map((span) => span.trim().replace(/\s*[-–]\s*/, "-").replace(/\./g, ":")).filter(Boolean);
const written = (value) => [value ?? []].flat().join(", ");
const spansOf = (text) => {
  const all = given(text);
  return all.length > 1 ? all : all[0];
};

/** Left out, "always", or spans for each day; a day without any is shut. `spec.modes` are other words that it may be, the first of them when it is left out. */
function hours(spec, value, context) {
  const modes = [
    ...(spec.required || spec.modes ? [] : [["none", spec.usual || { id: "Seperti mal", en: "As the mall" }]]),
    ...(spec.modes || [["always", { id: "Selalu buka", en: "Always open" }]]), ["week", { id: "Jam setiap hari", en: "Hours of each day" }],
  ];
  const name = newId("hours");
  const absent = spec.modes ? spec.modes[0][0] : spec.required ? "always" : "none";
  let mode = value === undefined || value === null ? absent : typeof value === "string" ? value : "week";
  const start = value && typeof value === "object" ? value : {};
  const fields = Object.fromEntries(week.map(([day, label]) => {
    const id = newId(day);
    const field = el("input", { id, type: "text", value: written(start[day]), placeholder: context.say("tutup", "shut"), autocomplete: "off", on: { input: context.changed } });
    return [day, { field, node: el("div", { class: "day" }, el("label", { for: id }, context.say(label.id, label.en)), field) }];
  }));
  const copy = el("button", { type: "button", class: "small plain", on: { click: () => {
    for (const day of ["tue", "wed", "thu"]) fields[day].field.value = fields.mon.field.value;
    context.changed();
  } } }, context.say("Salin Senin ke Selasa–Kamis", "Copy Monday to Tuesday–Thursday"));
  const table = el("div", { class: "week" }, week.map(([day]) => fields[day].node), copy,
    el("p", { class: "field-hint" }, context.say("Misalnya 08:00-11:30, 13:30-15:30. Kosong berarti tutup.", "Such as 08:00-11:30, 13:30-15:30. Empty means shut.")));
  const choose = modes.map(([one, label]) => {
    const radio = el("input", { type: "radio", name, value: one, on: { change: () => {
      mode = one;
      table.hidden = mode !== "week";
      context.changed();
    } } });
    radio.checked = one === mode;
    return el("label", { class: "pill" }, radio, el("span", null, context.say(label.id, label.en)));
  });
  table.hidden = mode !== "week";
  return {
    node: el("div", { id: spec.id, role: "group", "aria-label": context.say(spec.label.id, spec.label.en) }, el("div", { class: "pills" }, choose), table),
    value: () => {
      if (mode !== "week") return mode === "none" || (spec.modes && mode === absent && !value) ? null : mode;
      return Object.fromEntries(week.map(([day]) => [day, spansOf(fields[day].field.value)]).filter(([, one]) => one));
    },
    focus: () => table.parentNode.querySelector("input").focus(),
  };
}

function spans(spec, value, context) {
  const node = el("input", { id: spec.id, type: "text", value: written(value), placeholder: spec.example || "08:00-11:30, 13:30-15:30", autocomplete: "off", on: { input: context.changed } });
  return { node, value: () => spansOf(node.value) || null, focus: () => node.focus() };
}

function days(spec, value, context) {
  const boxes = week.map(([day, label]) => {
    const box = el("input", { type: "checkbox", value: day, on: { change: context.changed } });
    box.checked = (value || []).includes(day);
    return { box, node: el("label", { class: "pill" }, box, el("span", null, context.say(label.id, label.en))) };
  });
  return {
    node: el("div", { id: spec.id, class: "pills", role: "group", "aria-label": context.say(spec.label.id, spec.label.en) }, boxes.map((one) => one.node)),
    value: () => {
      const chosen = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
      return chosen.length ? chosen : null;
    },
    focus: () => boxes[0].box.focus(),
  };
}
