// From when until when: whole business days, as "2026-11-26". The presets are what people ask for.

const DAY = 86400000;
const of = (text) => new Date(`${text}T00:00:00Z`);
const text = (date) => date.toISOString().slice(0, 10);
const moved = (day, days) => text(new Date(of(day).getTime() + days * DAY));

function month(day, back) {
  const date = of(day);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
  return [text(first), text(last)];
}

function halves(day, back) {
  const date = of(day);
  const half = Math.floor(date.getUTCMonth() / 6) - back;
  const first = new Date(Date.UTC(date.getUTCFullYear(), half * 6, 1));
  return [text(first), text(new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 6, 0)))];
}

/** Each: {id, title, of(today) => [from, until]}; a period that is not over ends with today. */
export const presets = [
  { id: "today", title: { id: "Hari ini", en: "Today" }, of: (day) => [day, day] },
  { id: "yesterday", title: { id: "Kemarin", en: "Yesterday" }, of: (day) => [moved(day, -1), moved(day, -1)] },
  { id: "week", title: { id: "7 hari", en: "7 days" }, of: (day) => [moved(day, -6), day] },
  { id: "month", title: { id: "Bulan ini", en: "This month" }, of: (day) => [month(day, 0)[0], day] },
  { id: "last-month", title: { id: "Bulan lalu", en: "Last month" }, of: (day) => month(day, 1) },
  { id: "half", title: { id: "Semester ini", en: "This half-year" }, of: (day) => [halves(day, 0)[0], day] },
  { id: "last-half", title: { id: "Semester lalu", en: "Last half-year" }, of: (day) => halves(day, 1) },
  { id: "year", title: { id: "Tahun ini", en: "This year" }, of: (day) => [`${day.slice(0, 4)}-01-01`, day] },
];

/** The day, `offset` minutes ahead of UTC. */
export const today = (at, offset) => text(new Date(at + offset * 60000));

/** Whether it is a day of the calendar; 31 February is none. */
export const isDay = (day) => /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(of(day).getTime()) && text(of(day)) === day;

export const days = (from, until) => Math.round((of(until) - of(from)) / DAY) + 1;

const tongue = (language) => (language === "en" ? "en-GB" : "id-ID");

export function dayInWords(day, language, form = { day: "numeric", month: "long", year: "numeric" }) {
  return of(day).toLocaleDateString(tongue(language), { ...form, timeZone: "UTC" });
}

/** "1–31 Oktober 2026", "Oktober 2026" for a whole month. */
export function inWords(from, until, language) {
  if (from === until) return dayInWords(from, language, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const [first, last] = month(from, 0);
  if (from === first && until === last) return dayInWords(from, language, { month: "long", year: "numeric" });
  return `${dayInWords(from, language)} – ${dayInWords(until, language)}`;
}

/** Numbers and spans as the reader writes them. */
export const count = (value, language) => Number(value).toLocaleString(tongue(language));
export const decimals = (value, language, places = 2) => Number(value).toLocaleString(tongue(language), { minimumFractionDigits: places, maximumFractionDigits: places });
export const share = (part, whole, language) => (whole ? `${((100 * part) / whole).toLocaleString(tongue(language), { maximumFractionDigits: 1 })} %` : "–");

/** As `span`, with tenths while they matter: a voice is late by parts of a second. */
export const moment = (seconds, language) => (seconds !== null && seconds !== undefined && seconds < 10 ? `${decimals(seconds, language, 1)} ${language === "en" ? "s" : "dtk"}` : span(seconds, language));

/** Seconds as "12 mnt 5 dtk"; null is a dash. */
export function span(seconds, language) {
  if (seconds === null || seconds === undefined) return "–";
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const words = language === "en" ? ["h", "min", "s"] : ["jam", "mnt", "dtk"];
  if (h) return `${h} ${words[0]} ${m} ${words[1]}`;
  return m ? `${m} ${words[1]}${s ? ` ${s} ${words[2]}` : ""}` : `${s} ${words[2]}`;
}
