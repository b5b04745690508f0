// The building: mall, calendar, zones, agencies.

import { closedField, column, idField, nameColumn, nameField, namesIn, ticketTimes } from "./common.js";
import { glass } from "./screens.js";

const asAll = { id: "Seperti semua layar", en: "As all screens" };

const languages = [
  { value: ["id", "en"], label: { id: "Indonesia, lalu Inggris", en: "Indonesian, then English" } },
  { value: ["en", "id"], label: { id: "Inggris, lalu Indonesia", en: "English, then Indonesian" } },
  { value: ["id"], label: { id: "Indonesia saja", en: "Indonesian only" } },
  { value: ["en"], label: { id: "Inggris saja", en: "English only" } },
];

export const mall = [
  {
    name: "mall", title: { id: "Mal", en: "Mall" },
    fields: [
      { ...idField, kind: "fixed" },
      nameField,
      { key: "hours", kind: "hours", required: true, label: { id: "Jam pemberian tiket", en: "When tickets are given" } },
      { key: "languages", kind: "choice", options: languages, label: { id: "Bahasa halaman", en: "Languages of the pages" } },
      { key: "time_zone", kind: "choice", required: true, label: { id: "Zona waktu", en: "Time zone" }, options: ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"].map((zone) => ({ value: zone, label: { id: { "Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT" }[zone], en: zone } })) },
      ...ticketTimes(0),
      { key: "unfinished", kind: "choice", seldom: true, label: { id: "Yang dipanggil lalu dilewati petugas", en: "Who was called when the officer goes on" }, options: [
        { value: "served", label: { id: "dianggap selesai", en: "counts as served" } }, { value: "no_show", label: { id: "dianggap tidak hadir", en: "counts as not there" } }] },
      { key: "undo", kind: "number", min: 0, max: 300, usual: 30, seldom: true, label: { id: "Bisa diurungkan selama (detik)", en: "Can be undone for (seconds)" } },
    ],
  },
  {
    name: "calendar", title: { id: "Kalender", en: "Calendar" },
    fields: [
      { key: "holidays", kind: "onoff", label: { id: "Tutup pada hari libur nasional", en: "Shut on public holidays" }, hint: { id: "Libur Hijriah dihitung lebih dulu: cocokkan dengan SKB.", en: "Days of the Hijri calendar are reckoned ahead: compare them with the decree." } },
      { key: "joint_leave", kind: "onoff", label: { id: "Tutup juga pada cuti bersama", en: "Also shut on joint leave" } },
      { key: "add", kind: "rows", label: { id: "Libur tambahan", en: "More holidays" }, fields: [
        { key: "date", kind: "text", label: { id: "Tanggal", en: "Date" }, example: "2026-12-09" }, { key: "name", kind: "words", label: { id: "Nama", en: "Name" } }] },
      { key: "remove", kind: "dates", label: { id: "Tetap buka pada tanggal", en: "Open all the same on" } },
    ],
  },
  {
    name: "days", list: true, title: { id: "Hari khusus", en: "Exceptional days" },
    lead: { id: "Didahulukan dari jam mingguan dan hari libur.", en: "They go before weekly hours and holidays." },
    columns: [nameColumn, column({ id: "Tanggal", en: "Dates" }, (day) => [day.dates || []].flat().join(", ")),
      column({ id: "Jam", en: "Hours" }, (day, file, language) => [day.hours || []].flat().join(", ") || (language === "en" ? "shut" : "tutup"))],
    fields: [
      nameField,
      { key: "dates", kind: "dates", required: true, label: { id: "Tanggal", en: "Dates" } },
      { key: "hours", kind: "spans", label: { id: "Jam", en: "Hours" }, hint: { id: "Kosong berarti tutup.", en: "Empty means shut." } },
      { key: "agencies", kind: "several", of: "agencies", label: { id: "Hanya instansi", en: "Only these agencies" } },
      { key: "services", kind: "several", of: "services", label: { id: "Hanya layanan", en: "Only these services" } },
    ],
  },
];

export const zones = [{
  name: "zones", list: true, ordered: true, named: true, hearsSaved: true, hear: ({ id }) => ({ zone: id, kind: "call" }),
  lead: { id: "Sebuah zona punya layar sendiri dan satu suara.", en: "A zone has screens of its own and one voice." },
  columns: [nameColumn, column({ id: "Suara", en: "Voice" }, (zone, file, language) => ({ server: { id: "kartu suara server", en: "the server's sound card" }, screen: { id: "salah satu layar", en: "one of its screens" }, none: { id: "tanpa suara", en: "none" } })[zone.speaker || "server"][language]),
    column({ id: "Juga menampilkan", en: "Shows too" }, (zone, file, language) => namesIn(file, "zones", zone.hears, language))],
  fields: [
    nameField, idField,
    { key: "direction", kind: "words", label: { id: "Letaknya, untuk ponsel pengunjung", en: "Where it is, for visitors' phones" } },
    { key: "hears", kind: "several", of: "zones", others: true, label: { id: "Juga menampilkan dan menyebut panggilan zona", en: "Also shows and says the calls of" } },
    { key: "speaker", kind: "choice", label: { id: "Suara", en: "Voice" }, usual: { id: "Kartu suara server", en: "The server's sound card" }, options: [
      { value: "server", label: { id: "Kartu suara server", en: "The server's sound card" } }, { value: "screen", label: { id: "Salah satu layar zona", en: "One of the zone's screens" } }, { value: "none", label: { id: "Tanpa suara", en: "None" } }] },
    { key: "device", kind: "text", seldom: true, label: { id: "Nama kartu suara", en: "Name of the sound card" }, hint: { id: "Kosong berarti kartu yang biasa; lihat pactl list short sinks.", en: "Empty is the usual one; see pactl list short sinks." } },
    { key: "age_limit", kind: "number", min: 5, max: 3600, usual: 120, seldom: true, label: { id: "Panggilan tidak disebut lagi setelah (detik)", en: "A call is not said any more after (seconds)" } },
    ...glass({ layout: asAll, theme: asAll, orientation: asAll }).map((field) => ({ ...field, seldom: true })),
  ],
}];

export const agencies = [{
  name: "agencies", list: true, ordered: true, named: true, closable: true,
  columns: [nameColumn, column({ id: "Singkat", en: "Short" }, (one, file, language) => (typeof one.short === "object" ? one.short[language] : one.short)),
    column({ id: "Layanan", en: "Services" }, (one, file) => String(file.things("services").filter((service) => service.agency === one.id).length))],
  fields: [
    nameField, idField,
    { key: "short", kind: "words", label: { id: "Nama singkat", en: "Short name" }, hint: { id: "Untuk layar dan tiket.", en: "For screens and tickets." } },
    { key: "spoken", kind: "words", label: { id: "Yang disebut suara", en: "What the voice says" } },
    { key: "hours", kind: "hours", label: { id: "Jam pemberian tiket", en: "When tickets are given" } },
    ...ticketTimes(),
    closedField({ id: "Layanannya ikut ditutup; yang sudah punya tiket tetap dipanggil.", en: "Its services are closed too; who has a ticket is still called." }),
  ],
}];
