// What needs a person, most urgent first: view → list. Pure, so that it can be tried with any hall.

import { byNeed, counterNow, printerFaulty, rank, zoneNow } from "./floor-levels.js";

/**
 * Each: {id, level, what, more (names of sentences, or null), values (texts in two languages as they are, seconds as numbers), say (a text
 * in two languages in place of `more`), act: {do, id} or null}. `elapsed` is how many seconds ago the view was drawn.
 */
export function needsOf(view, elapsed) {
  const zones = Object.fromEntries(view.zones.map((zone) => [zone.zone, zone.name]));
  const found = [
    ...hallNeeds(view),
    ...byNeed(view.queues, elapsed).flatMap(({ queue, now }) => queueNeed(queue, now)),
    ...view.zones.flatMap((zone) => zoneNeeds(zone, view, elapsed)),
    ...view.counters.flatMap((counter) => counterNeeds(counter, view, zones, elapsed)),
    ...view.printers.filter(printerFaulty).map((printer) => printerNeed(printer, zones)),
    ...(view.alerts || []).filter(toldHere).map(alertNeed),
  ];
  const standing = view.emergencies.map((one) => ({
    id: `emergency-${one.emergency}`, level: "alarm", what: one.drill ? "need.drill" : "need.emergency", say: one.text, values: {},
    act: { do: "ask-end", id: one.emergency, name: "need.end" },
  }));
  return [...standing, ...found.map((need, place) => ({ need, place })).sort((a, b) => rank(b.need.level) - rank(a.need.level) || a.place - b.place).map(({ need }) => need)];
}

function hallNeeds({ trouble, clock_doubtful: doubtful, backup, reports }) {
  return [
    trouble && { id: "trouble", level: "alarm", what: "need.trouble", say: trouble.text, values: {} },
    doubtful && { id: "clock", level: "alarm", what: "need.clock", more: "need.clock.more", values: {} },
    backup && backup.trouble && { id: "backup", level: "warn", what: "need.backup", say: backup.trouble.text, values: {} },
    reports && reports.trouble && { id: "reports", level: "warn", what: "need.reports", say: reports.trouble.text, values: {} },
  ].filter(Boolean);
}

function queueNeed(queue, { longest, nobody, level }) {
  if (!level) return [];
  const values = { service: queue.name, time: longest, n: queue.waiting, open: queue.counters_open };
  const what = nobody ? "need.nobody" : "need.wait";
  return [{
    id: `queue-${queue.service}`, level, what, more: `${what}.more`, values: { ...values, limit: queue.limit[level] },
    act: { do: "queue", id: queue.service },
  }];
}

function zoneNeeds(zone, view, elapsed) {
  const { lag, there, hung, muted, level } = zoneNow(zone, view.screens, view.lag_limit, elapsed);
  const need = (what, how, values = {}, more = `need.${what}.more`) =>
    ({ id: `${what}-${zone.zone}`, level: how, what: `need.${what}`, more, values: { zone: zone.name, ...values } });
  const failed = zone.voice.state === "failed";
  const alerted = (...kinds) => (view.alerts || []).some((one) => one.ended === null && one.kind === "screen" && one.place === zone.zone && kinds.includes(one.what));
  return [
    failed && { ...need("voice", "alarm"), say: zone.voice.reason },
    level && need("lag", level, { n: Math.floor(lag), limit: view.lag_limit[level], longest: Math.round(Math.max(lag, zone.voice.longest)) }),
    zone.voice.instead && need("instead", "warn", { name: zone.voice.instead }),
    hung && !alerted("hung", "silent") && need("hung", "warn"),
    !there && !hung && view.day_open && !alerted("silent") && need("dark", "warn"),
    muted && !failed && !alerted("muted") && need("mute", "warn"),
  ].filter(Boolean);
}

function counterNeeds(counter, view, zones, elapsed) {
  const { is, since, left, level } = counterNow(counter, view.serve_limit, elapsed);
  if (!level) return [];
  const values = { counter: counter.name, zone: zones[counter.zone] || counter.zone };
  const act = { do: "counter", id: counter.counter };
  if (is === "break") {
    return [{ id: `counter-${counter.counter}`, level, what: "need.break", more: "need.break.more", values: { ...values, time: -left }, act }];
  }
  return [{
    id: `counter-${counter.counter}`, level, what: "need.serve", more: "need.serve.more",
    values: { ...values, number: counter.number, time: since, limit: view.serve_limit[level] }, act,
  }];
}

function printerNeed(printer, zones) {
  const where = printer.zones.map((zone) => zones[zone] || zone);
  return {
    id: `printer-${printer.printer}`, level: "warn", what: "need.printer", values: { printer: printer.name, state: printer.text, n: printer.waiting, zones: where },
    more: printer.waiting ? "need.printer.more" : where.length ? "need.printer.zones" : null,
  };
}

/** Printers and voices are told of at once, from their own rows. */
const toldHere = ({ kind, ended }) => ended === null && !["printer", "speaker"].includes(kind);

/** What the server itself says of its devices. */
function alertNeed({ alert, kind, title, text }) {
  return { id: `alert-${alert}`, level: kind === "screen" ? "alarm" : "warn", text: title, say: text, values: {} };
}

/** Devices that have just become well again. */
export const newsOf = (view) => (view.alerts || []).filter(({ ended }) => ended !== null).map(({ alert, title }) => ({ id: `well-${alert}`, text: title }));
