// Events that take a zone.

import { pick } from "../../pages/text.js";
import { closedField, column, idField, nameColumn, nameField, nameIn } from "./common.js";

const when = (one, language) => [[one.dates || []].flat().join(", ") || [one.days || []].flat().join(" "), [one.hours || []].flat().join(", ")].filter(Boolean).join(" · ") || (language === "en" ? "by hand" : "dengan tangan");

export const takeovers = [{
  name: "takeovers", list: true, named: true,
  lead: { id: "Acara memakai sebuah zona: layarnya menampilkan acara, suaranya tidak memanggil, dan panggilan pindah ke zona lain. Acara mulai dan selesai menurut jadwalnya, atau dengan satu tekanan di halaman Lantai.", en: "An event takes a zone: its screens show the event, its voice calls nobody, and calls go to other zones. It begins and ends by its schedule, or by one press on the Floor page." },
  columns: [nameColumn, column({ id: "Zona", en: "Zone" }, (one, file, language) => nameIn(file, "zones", one.zone, language)), column({ id: "Kapan", en: "When" }, (one, file, language) => when(one, language)), column({ id: "Susunan acara", en: "Programme" }, (one, file, language) => [one.programme || []].flat().map((point) => `${point.at} ${pick(point.text, language)}`).slice(0, 2).join(", "))],
  fields: [
    nameField, idField, { key: "zone", kind: "one", of: "zones", required: true, label: { id: "Zona yang dipakai", en: "Zone that it takes" } },
    { key: "greeting", kind: "words", most: 200, label: { id: "Ucapan selamat datang", en: "Greeting" }, hint: { id: "Kosong berarti nama acaranya.", en: "Empty means its name." } },
    { key: "programme", kind: "rows", label: { id: "Susunan acara", en: "Programme" }, fields: [{ key: "at", kind: "text", required: true, most: 5, example: "09:00", label: { id: "Pukul", en: "At" } }, { key: "text", kind: "words", required: true, label: { id: "Acara", en: "What" } }] },
    { key: "playlist", kind: "one", of: "playlists", label: { id: "Daftar putar", en: "Playlist" }, hint: { id: "Kosong berarti hanya ucapan dan susunan acara.", en: "Empty means greeting and programme alone." } },
    { key: "dates", kind: "dates", label: { id: "Tanggal", en: "Dates" }, hint: { id: "Tanggal atau rentang. Tanpa tanggal dan hari, acara dimulai dengan tangan.", en: "Dates or ranges. Without dates and days it is begun by hand." } },
    { key: "days", kind: "days", seldom: true, label: { id: "Atau setiap hari", en: "Or each" } },
    { key: "hours", kind: "spans", example: "08:00-12:00", label: { id: "Jam", en: "Hours" }, hint: { id: "Kosong berarti sepanjang hari.", en: "Empty means all day." } },
    { key: "calls_to", kind: "several", of: "zones", label: { id: "Panggilan pindah ke", en: "Calls go to" }, hint: { id: "Kosong berarti zona yang didengar zona ini.", en: "None means the zones that this one hears." } },
    closedField({ id: "Acara sudah lewat dan tidak dimulai lagi.", en: "It is over and is not begun any more." }),
  ],
}];
