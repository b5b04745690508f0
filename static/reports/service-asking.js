// What the service report is asked for, and its answers as the page draws them.

const HOURS = [...Array(24).keys()];
const LONG = 92; // days: more are drawn by the month

/** `query` is the period and choice. Paths for `serviceOf`, in its order. */
export function servicePaths(query) {
  return [`/api/reports/overview?${query}`, `/api/reports/voice?${query}`, `/api/reports/screens?${query}`];
}

const rowOf = (row) => ({
  id: row.key, name: row.name, tickets: row.tickets, calls: row.calls, recalls: row.recalls, transfers: row.transfers, served: row.served, no_show: row.no_show, cancelled: row.cancelled, expired: row.expired,
  direct: row.direct, waiting: row.open, wait: row.wait, walk: row.walk, serve: row.serve, total: row.total,
  standard: { within: row.wait_kept.kept, of: row.wait_kept.of },
});

/** One report of the three answers; only the first is needed. */
export function serviceOf([overview, voice, screens]) {
  const { period, total, heat } = overview;
  const rows = (name) => overview[name].map(rowOf);
  const zones = new Map((voice ? voice.zones : []).map((row) => [row.zone, row.name]));
  const hours = new Map(overview.hours.map((row) => [Number(row.key), rowOf(row)]));
  return {
    from: period.first, until: period.last, empty: period.said, totals: rowOf(total), times: { wait: total.wait, walk: total.walk, serve: total.serve, total: total.total },
    standard: { wait: { within: total.wait_kept.kept, of: total.wait_kept.of }, serve: { within: total.serve_kept.kept, of: total.serve_kept.of } },
    by_day: overview.days.map((row) => ({ ...rowOf(row), day: row.key })),
    by_month: period.days > LONG ? overview.months.map((row) => ({ ...rowOf(row), month: row.key })) : [],
    by_hour: HOURS.filter((hour) => hours.has(hour)).map((hour) => ({ ...hours.get(hour), hour })),
    by_agency: rows("agencies"), by_service: rows("services"), by_counter: rows("counters").map(desk), by_origin: told(rows("origins")), by_priority: told(rows("priorities")),
    by_channel: told(rows("channels")), by_officers: told(rows("groups")),
    arrivals: heat.arrivals.map((day, weekday) => day.map((count) => (heat.days[weekday] ? count / heat.days[weekday] : 0))),
    counters_open: overview.load.map((row) => ({ hour: row.hour, open: row.open, needed: row.need })),
    fairness: overview.fairness, voice: voice ? spoken(voice) : null, screens: screens ? screens.screens.map((row) => ({ name: row.name, zone: zones.get(row.zone) || row.zone, up: row.up, of: row.watched })) : [],
  };
}

/** A counter is mostly named by its number alone. */
const desk = (row) => (row.id === "" ? row : { ...row, name: { id: called("Loket", row.name.id), en: called("Counter", row.name.en) } });
const called = (word, name) => (name.toLowerCase().startsWith(word.toLowerCase()) ? name : `${word} ${name}`);

/** A breakdown in which nothing has a name tells nothing. */
const told = (rows) => (rows.some((row) => row.id !== "") ? rows : []);

function spoken({ zones }) {
  const sum = (name) => zones.reduce((all, zone) => all + zone[name], 0);
  return {
    announcements: sum("asked"), said: sum("heard"), shortened: sum("shortened"),
    zones: zones.map((zone) => ({ name: zone.name, asked: zone.asked, heard: zone.heard, dropped: zone.dropped + zone.failed, lag: zone.lag })),
    dropped: zones.flatMap((zone) => zone.reasons.filter((row) => row.result !== "shortened").map((row) => ({ name: row.name, zone: zone.name, count: row.count }))),
  };
}
