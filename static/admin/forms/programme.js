// What the screens show between calls: playlists, schedules, notices and tickers.

import { pick } from "../../pages/text.js";
import { noticePreview } from "../programme-notice.js";
import { column, idField, nameColumn, nameField, nameIn, namesIn, zonesField } from "./common.js";

const when = (one) => [[one.days || []].flat().join(" "), [one.dates || []].flat().join(", "), [one.hours || []].flat().join(", "), term(one)].filter(Boolean).join(" · ");
const term = (one) => (one.from || one.until ? `${one.from || "…"} – ${one.until || "…"}` : "");
const everywhere = (language) => (language === "en" ? "every screen" : "semua layar");
const where = (one, file, language) => [namesIn(file, "paired", one.screens, language), namesIn(file, "zones", one.zones, language), namesIn(file, "arrangements", one.layouts, language)].filter(Boolean).join(" · ") || everywhere(language);

const fromField = { key: "from", kind: "moment", label: { id: "Mulai", en: "From" }, hint: { id: "Kosong berarti sekarang juga.", en: "Empty means at once." } };
const untilField = { key: "until", kind: "moment", label: { id: "Sampai", en: "Until" }, hint: { id: "Tanggal tanpa jam berarti sampai akhir hari itu. Kosong berarti terus.", en: "A date without a time means until that day's end. Empty means for good." } };
const screensField = { key: "screens", kind: "several", of: "paired", label: { id: "Layar", en: "Screens" }, hint: { id: "Kosong berarti semua layar.", en: "None means every screen." } };
const layoutsField = { key: "layouts", kind: "several", of: "arrangements", seldom: true, label: { id: "Hanya tata letak", en: "These layouts only" } };

const seconds = (one) => [one.items || []].flat().reduce((sum, item) => sum + (item.seconds || 12), 0);
const long = (sum) => `${Math.floor(sum / 60)}:${String(sum % 60).padStart(2, "0")}`;

export const playlists = [{
  name: "playlists", list: true, named: true,
  lead: { id: "Urutan berkas, pengumuman, dan salindia yang ditayangkan berulang di bidang media. Layar dengan tata letak klasik tidak menayangkannya.", en: "Files, notices and slides in the order in which a media region shows them, over and over. Screens with the classic layout show none." },
  columns: [nameColumn, column({ id: "Butir", en: "Items" }, (one) => String([one.items || []].flat().length)), column({ id: "Lama", en: "Length" }, (one) => long(seconds(one)))],
  fields: [nameField, idField, { key: "items", kind: "items", label: { id: "Butir", en: "Items" } }],
}];

export const schedules = [{
  name: "schedules", list: true, ordered: true, named: true,
  lead: { id: "Kapan sebuah daftar putar tayang, dan di layar mana. Bila beberapa berlaku bersamaan, yang tayang adalah yang prioritasnya lebih tinggi, lalu yang lebih khusus, lalu yang lebih bawah.", en: "When a playlist plays, and on which screens. Of several that hold, the one with the higher priority plays, then the narrower one, then the lower one." },
  columns: [column({ id: "Jadwal", en: "Schedule" }, (one, file, language) => pick(one.name, language) || one.id), column({ id: "Daftar putar", en: "Playlist" }, (one, file, language) => nameIn(file, "playlists", one.playlist, language)), column({ id: "Kapan", en: "When" }, when), column({ id: "Di mana", en: "Where" }, where), column({ id: "Prioritas", en: "Priority" }, (one) => String(one.priority || 0))],
  fields: [
    nameField, idField, { key: "playlist", kind: "one", of: "playlists", required: true, label: { id: "Daftar putar", en: "Playlist" } },
    { key: "days", kind: "days", label: { id: "Hari", en: "Days" }, hint: { id: "Kosong berarti setiap hari.", en: "None means every day." } },
    { key: "hours", kind: "spans", example: "08:00-12:00", label: { id: "Jam", en: "Hours" }, hint: { id: "Kosong berarti sepanjang hari. 22:00-02:00 berlanjut lewat tengah malam.", en: "Empty means all day. 22:00-02:00 goes on after midnight." } },
    { key: "dates", kind: "dates", label: { id: "Tanggal", en: "Dates" }, hint: { id: "Tanggal atau rentang. Kosong berarti setiap tanggal.", en: "Dates or ranges. Empty means every date." } },
    { key: "priority", kind: "number", min: -100, max: 100, usual: 0, label: { id: "Prioritas", en: "Priority" }, hint: { id: "Yang lebih tinggi tayang.", en: "The higher one plays." } },
    screensField, zonesField, fromField, untilField, layoutsField,
  ],
}];

export const notices = [{
  name: "notices", list: true, named: true, preview: noticePreview,
  lead: { id: "Satu halaman kata-kata. Masukkan ke daftar putar agar tayang.", en: "A page of words. Put it into a playlist to have it shown." },
  columns: [column({ id: "Judul", en: "Title" }, (one, file, language) => pick(one.title, language) || one.id), column({ id: "Tayang", en: "Shown" }, (one) => term(one)), column({ id: "Isi", en: "Words" }, (one, file, language) => pick(one.text, language).slice(0, 80))],
  fields: [
    { key: "title", kind: "words", required: true, label: { id: "Judul", en: "Title" } }, idField,
    { key: "text", kind: "wordsArea", required: true, rows: 9, most: 2000, label: { id: "Isi", en: "Words" }, hint: { id: "# Judul bagian, - butir daftar, 1. daftar bernomor, **tebal**, *miring*. Baris kosong memulai paragraf baru.", en: "# heading, - an entry of a list, 1. a numbered one, **bold**, *italic*. An empty line begins a new paragraph." } },
    fromField, untilField,
  ],
}];

export const tickers = [{
  name: "tickers", list: true, ordered: true,
  lead: { id: "Satu baris yang berjalan di kaki layar yang tata letaknya memilikinya.", en: "A line that runs along the foot of screens whose layout has one." },
  columns: [column({ id: "Teks", en: "Text" }, (one, file, language) => pick(one.text, language)), column({ id: "Tayang", en: "Shown" }, (one) => term(one)), column({ id: "Di mana", en: "Where" }, where)],
  fields: [{ key: "text", kind: "words", required: true, most: 300, label: { id: "Teks", en: "Text" } }, screensField, zonesField, fromField, untilField, layoutsField],
}];
