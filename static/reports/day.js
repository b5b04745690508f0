// The day sheet: one business day on one page.

import { pick } from "../pages/text.js";
import { chart, colours } from "./charts.js";
import { byName, part, said, shown, table } from "./parts.js";
import { count, span } from "./period.js";
import { became, tiles, times, unitTable } from "./service.js";

const clock = (hour) => `${String(hour).padStart(2, "0")}.00`;

/** `sheet` is the report of one day. */
export function daySheet(sheet, reader) {
  const { say, language } = reader;
  if (sheet.empty) return [said(pick(sheet.empty, language))];
  return [tiles(sheet, reader), became(sheet, reader), hours(sheet, reader), times(sheet, reader),
    part(say("part.services"), "", unitTable(say("part.services"), sheet.by_service, reader)), counters(sheet, reader)];
}

function hours(sheet, { say, language }) {
  const known = sheet.by_hour.filter((row) => row.tickets > 0);
  if (!known.length) return null;
  const picture = chart({ name: say("part.hours"), labels: known.map((row) => clock(row.hour)), height: "low", format: (n) => count(n, language), series: [
    { name: say("tickets"), values: known.map((row) => row.tickets), colour: colours.quiet }, { name: say("served"), values: known.map((row) => row.served), colour: colours.first },
  ] });
  const heads = [{ text: say("hour") }, { text: say("tickets"), figure: true }, { text: say("served"), figure: true }, { text: `${say("wait")}: ${say("median")}`, figure: true }];
  return part(say("part.hours"), "", shown(picture, table({ caption: say("part.hours"), hidden: true, heads,
    rows: known.map((row) => [clock(row.hour), count(row.tickets, language), count(row.served, language), span(row.wait.median, language)]) }), { table: say("table") }));
}

export function counters(sheet, { say, language }) {
  const rows = sheet.by_counter || [];
  if (!rows.length) return null;
  const heads = [{ text: say("counter") }, { text: say("calls"), figure: true }, { text: say("served"), figure: true }, { text: say("no_show"), figure: true },
    { text: `${say("serve")}: ${say("median").toLowerCase()}`, figure: true }, { text: say("longest"), figure: true }];
  return part(say("part.counters.table"), "", table({ caption: say("part.counters.table"), hidden: true, heads,
    rows: byName(rows, (row) => pick(row.name, language) || row.id, language).map((row) => [pick(row.name, language) || row.id, count(row.calls, language), count(row.served, language), count(row.no_show, language), span(row.serve.median, language), span(row.serve.longest, language)]) }));
}
