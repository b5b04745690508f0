// The history section: what is known → markup.

import { h } from "../pages/markup.js";
import { pick } from "../pages/text.js";
import { inMallTime } from "../pages/time.js";

const words = {
  "person.added": { id: "menambah orang", en: "added a person" }, "person.changed": { id: "mengubah orang", en: "changed a person" },
  "person.disabled": { id: "menonaktifkan orang", en: "disabled a person" }, "person.enabled": { id: "mengaktifkan orang", en: "enabled a person" },
  "person.password": { id: "mengganti kata sandi", en: "changed a password" }, "person.pin": { id: "membuat PIN baru", en: "made a new PIN" },
  "person.cleared": { id: "mengizinkan masuk", en: "let somebody in" }, "person.removed": { id: "menghapus orang", en: "removed a person" },
  "session.begun": { id: "masuk", en: "signed in" }, "session.ended": { id: "keluar", en: "signed out" },
  "officer.on": { id: "petugas masuk di loket", en: "an officer signed in at a counter" }, "officer.off": { id: "petugas keluar dari loket", en: "an officer signed out of a counter" },
  "media.added": { id: "mengirim media", en: "sent in media" }, "media.pictured": { id: "memberi gambar pada video", en: "gave a video its picture" }, "media.renamed": { id: "mengganti nama media", en: "renamed media" }, "media.cancelled": { id: "membatalkan media yang diolah", en: "gave media up in the making" }, "media.removed": { id: "menghapus media", en: "removed media" },
  "config.changed": { id: "mengubah pengaturan", en: "changed the settings" }, "kiosk.code": { id: "mengatur kode petugas kios", en: "set the kiosks' staff code" },
  "numbers.adopted": { id: "menerima nomor kertas", en: "took in paper numbers" },
  "counter.opened": { id: "membuka loket", en: "opened a counter" }, "counter.closed": { id: "menutup loket", en: "closed a counter" },
  "suggestion.removed": { id: "menghapus saran pengunjung", en: "took out a visitor's suggestion" },
  "notice.announced": { id: "mengumumkan", en: "announced" },
  "emergency.started": { id: "memulai keadaan darurat", en: "started an emergency" }, "emergency.ended": { id: "mengakhiri keadaan darurat", en: "ended an emergency" },
  "takeover.started": { id: "memulai acara", en: "started an event" }, "takeover.ended": { id: "mengakhiri acara", en: "ended an event" },
  "device.paired": { id: "memasangkan perangkat", en: "paired a device" }, "device.revoked": { id: "mencabut perangkat", en: "revoked a device" },
  "device.renamed": { id: "menamai perangkat", en: "named a device" }, "device.replaced": { id: "mengganti perangkat", en: "replaced a device" }, "device.screen": { id: "mengatur layar", en: "set up a screen" },
  "devices.retired": { id: "mengakhiri tautan awal", en: "ended first links" },
};

export const named = (action, language) => (words[action] ? words[action][language] : action);

/** `state`: {say, language, records, next, people, actions, filter, open, answer, searching}. */
export function auditPage(state) {
  const { say, records, next, answer } = state;
  if (answer === "asking") return h("p", { class: "soft", role: "status" }, say("Memuat riwayat…", "Loading the history…"));
  return h("section", { key: "audit", class: "card" },
    h("p", { class: "lead" }, say("Setiap perubahan: siapa, dari mana, sebelum dan sesudahnya. Yang terbaru di atas; paling lama dua tahun.", "Each change: who, from where, before and after. The newest first; two years at most.")),
    filters(state),
    answer === "wrong" && h("p", { class: "wrong", role: "alert" }, say("Server tidak menjawab. Coba lagi.", "The server does not answer. Try again.")),
    records.length ? h("ol", { class: "history" }, records.map((one) => entry(one, state)))
      : h("p", { class: "state" }, say("Tidak ada yang cocok.", "Nothing fits.")),
    next !== null && h("div", { class: "device-go" }, h("button", { type: "button", class: "small", "data-act": "more" }, say("Yang lebih lama", "Older ones"))));
}

function filters({ say, language, people, actions }) {
  const field = (name, label, inner) => h("div", { key: name, class: "field" }, h("label", { for: `audit-${name}` }, label), inner);
  const every = (text) => h("option", { key: "", value: "" }, text);
  return h("div", { class: "filters" },
    field("words", say("Cari", "Search"), h("input", { id: "audit-words", name: "words", type: "search", autocomplete: "off", placeholder: say("nama, loket, layanan…", "name, counter, service…") })),
    field("who", say("Oleh", "By"), h("select", { id: "audit-who", name: "who" }, every(say("Siapa saja", "Anybody")), people.map((one) => h("option", { key: one.id, value: one.id }, whoOf({ who: one.id, name: one.name }, say))))),
    field("action", say("Perubahan", "Change"), h("select", { id: "audit-action", name: "action" }, every(say("Apa saja", "Anything")), actions.map((one) => h("option", { key: one, value: one }, named(one, language))))),
    field("day", say("Tanggal", "Date"), h("input", { id: "audit-day", name: "day", type: "date" })));
}

function entry(one, { say, language, open }) {
  const when = new Date(one.at);
  const here = open === one.id;
  const rows = differences(one.before, one.after);
  return h("li", { key: one.id, class: "history-entry" },
    h("div", { class: "history-line" },
      h("time", { datetime: when.toISOString() }, stamp(when, language)),
      h("p", null, h("b", null, h("bdi", null, whoOf(one, say))), " ", named(one.action, language), one.subject && [" ", h("bdi", { class: "history-subject" }, subjectOf(one, language))]),
      h("button", { type: "button", class: "small", "data-act": "open", "data-id": one.id, "aria-expanded": String(here), "aria-label": say(`Rincian: ${named(one.action, "id")}`, `Details: ${named(one.action, "en")}`) }, here ? say("Tutup", "Close") : say("Rincian", "Details"))),
    here && h("div", { class: "device-more" },
      rows.length > 0 && h("div", { class: "scrolls" }, h("table", { class: "table" },
        h("thead", null, h("tr", null, [say("Apa", "What"), say("Sebelum", "Before"), say("Sesudah", "After")].map((text) => h("th", { scope: "col" }, text)))),
        h("tbody", null, rows.map(([key, before, after]) => h("tr", { key },
          h("th", { scope: "row" }, key), h("td", { class: "was" }, h("bdi", null, before)), h("td", { class: "is" }, h("bdi", null, after))))))),
      h("p", { class: "soft small-print" }, h("bdi", null, [one.kind, one.address, one.device].filter(Boolean).join(" · ")), " ", h("code", null, one.action), " ", h("code", null, one.subject))));
}

const whoOf = ({ who, name }, say) => (who === "admin" ? say("tautan pengelola", "the administrator's link") : name || who);

/** Tables of the file as people call them. */
const tables = {
  mall: { id: "Mal", en: "Mall" }, calendar: { id: "Kalender", en: "Calendar" }, days: { id: "Hari khusus", en: "Exceptional day" }, zones: { id: "Zona", en: "Zone" },
  agencies: { id: "Instansi", en: "Agency" }, services: { id: "Layanan", en: "Service" }, counters: { id: "Loket", en: "Counter" }, priorities: { id: "Kelas prioritas", en: "Priority class" },
  origins: { id: "Asal pengunjung", en: "Origin" }, calling: { id: "Aturan giliran", en: "Rules of turns" }, floor: { id: "Batas di halaman lantai", en: "Limits on the floor page" },
  bookings: { id: "Reservasi", en: "Bookings" }, slots: { id: "Waktu reservasi", en: "Booking times" }, voice: { id: "Bahasa dan suara", en: "Languages and voice" }, phrases: { id: "Kalimat", en: "Sentence" },
  quiet: { id: "Waktu tenang", en: "Quiet time" }, volume: { id: "Volume", en: "Volume" }, emergencies: { id: "Teks darurat", en: "Emergency text" }, takeovers: { id: "Acara", en: "Event" }, printers: { id: "Printer tiket", en: "Ticket printer" },
  people: { id: "PIN petugas", en: "Officers' PINs" }, server: { id: "Server", en: "Server" }, limits: { id: "Batas", en: "Limits" }, buttons: { id: "Tombol", en: "Buttons" }, backup: { id: "Cadangan tiap malam", en: "Nightly backup" }, reports: { id: "Berkas laporan", en: "Report files" }, media: { id: "Media", en: "Media" },
};

/** What was changed, by its name. */
function subjectOf({ action, before, after, subject }, language) {
  const told = after || before;
  const name = told && typeof told === "object" && !Array.isArray(told) ? pick(told.name, language) : "";
  const [section, ...rest] = subject.split("/");
  const table = action.startsWith("config.") && Object.hasOwnProperty.call(tables, section) && tables[section][language];
  return table ? [table, rest.length > 0 && (name || rest.join("/"))].filter(Boolean).join(" · ") : name || subject;
}

const stamp = (when, language) => inMallTime(when, language, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** [what, before, after] of each thing that is not the same; names of things within things are joined by dots. */
export function differences(before, after) {
  const [old, now] = [flat(before), flat(after)];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return keys.filter((key) => old[key] !== now[key]).map((key) => [key || "–", old[key] ?? "–", now[key] ?? "–"]);
}

function flat(value, name = "") {
  if (value === null || value === undefined) return {};
  if (typeof value !== "object") return { [name]: String(value) };
  if (Array.isArray(value) && value.every((one) => one === null || typeof one !== "object")) return { [name]: value.join(", ") };
  return Object.entries(value).reduce((all, [key, inner]) => ({ ...all, ...flat(inner, name ? `${name}.${key}` : key) }), {});
}
