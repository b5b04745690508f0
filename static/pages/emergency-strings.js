// The sentences of the emergency page, in Indonesian and in English.

import { fill } from "./text.js";
import { hasPhrase, phrases } from "./strings.js";

const id = {
  title: "Keadaan darurat",
  lead: "Tampil di semua layar dan diucapkan berulang-ulang, di atas segalanya, sampai diakhiri.",
  standing: "Sedang berlaku", "standing.none": "Tidak ada keadaan darurat.",
  since: "sejak {time} di {zones}", end: "Akhiri…", "end.sure": "Ya, akhiri", "end.no": "Jangan", "end.ask": "Akhiri yang ini?",
  what: "1. Apa yang terjadi?", "what.hint": "Pilih teks siap pakai, lalu ubah bila perlu; atau tulis sendiri.",
  "text.id": "Bahasa Indonesia", "text.en": "Bahasa Inggris", "text.left": "{n} huruf lagi",
  "text.one": "Bahasa yang dikosongkan menampilkan teks yang lain, dan tidak diucapkan.",
  where: "2. Di mana?", "where.heard": "tampil dan diucapkan", "where.shown": "hanya tampil: tidak ada suara di sini",
  "where.failed": "tampil; suaranya sedang rusak",
  how: "3. Sungguhan atau latihan?", "how.hint": "Belum ada yang terjadi sebelum Anda menegaskannya di langkah berikut.",
  real: "Darurat…", drill: "Latihan…",
  "need.text": "Tulis atau pilih teksnya dulu.", "need.zone": "Pilih dulu sekurangnya satu zona.",
  "sure.real": "Mulai keadaan darurat?", "sure.drill": "Mulai latihan?",
  "sure.shown": "Tampil memenuhi semua layar di {zones}, juga di loket dan kiosnya.",
  "sure.heard": "Diucapkan di {zones}, dengan nada darurat, berulang-ulang sampai diakhiri.",
  "sure.heard.drill": "Diucapkan di {zones}, dengan bel biasa dan kata “Ini latihan”, berulang-ulang sampai diakhiri.",
  "sure.mute": "Tidak terdengar di {zones}.", "sure.calls": "Panggilan di zona itu tetap tampil; suaranya menunggu.",
  "sure.yes.real": "Ya, mulai DARURAT", "sure.yes.drill": "Ya, mulai latihan", "sure.no": "Batal",
  sending: "Mengirim…", again: "Jaringan terputus. Mengirim ulang… percobaan {n}", stop: "Berhenti mengirim",
  stopped: "Tidak dikirim lagi. Lihat di atas apakah sudah berlaku.",
  started: "Sudah dimulai.", ended: "Sudah diakhiri.", failed: "Server tidak dapat melaksanakannya.",
  stale: "Sambungan terputus: daftar ini mungkin tidak terbaru. Tombol tetap berfungsi bila server terjangkau.",
  "denied.unknown": "Buka halaman ini dengan tautan administrator. Pengelola melihatnya dengan perintah signage links.",
  home: "Semua halaman", and: "dan",
};

const en = {
  title: "Emergency",
  lead: "On every screen and said again and again, above all else, until it is ended.",
  standing: "Standing now", "standing.none": "There is no emergency.",
  since: "since {time} in {zones}", end: "End…", "end.sure": "Yes, end it", "end.no": "No", "end.ask": "End this one?",
  what: "1. What has happened?", "what.hint": "Choose a ready text and change it if you must; or write your own.",
  "text.id": "Indonesian", "text.en": "English", "text.left": "{n} characters left",
  "text.one": "A language left empty shows the other's text, and is not said.",
  where: "2. Where?", "where.heard": "shown and said", "where.shown": "shown only: there is no voice here",
  "where.failed": "shown; its voice is out of order",
  how: "3. Real, or a drill?", "how.hint": "Nothing happens before you confirm it in the next step.",
  real: "Emergency…", drill: "Drill…",
  "need.text": "Write or choose a text first.", "need.zone": "Choose at least one zone first.",
  "sure.real": "Start an emergency?", "sure.drill": "Start a drill?",
  "sure.shown": "It fills every screen in {zones}, and stands on the counters and kiosks there.",
  "sure.heard": "It is said in {zones}, with the emergency tone, again and again until it is ended.",
  "sure.heard.drill": "It is said in {zones}, with the usual chime and “This is a drill”, again and again until it is ended.",
  "sure.mute": "It is not heard in {zones}.", "sure.calls": "Calls in these zones go on being shown; their voice waits.",
  "sure.yes.real": "Yes, start the EMERGENCY", "sure.yes.drill": "Yes, start the drill", "sure.no": "Cancel",
  sending: "Sending…", again: "The network is down. Sending again… try {n}", stop: "Stop sending",
  stopped: "Not sent any more. See above whether it stands.",
  started: "It has started.", ended: "It has ended.", failed: "The server could not do this.",
  stale: "Connection lost: this list may be out of date. The buttons work as long as the server can be reached.",
  "denied.unknown": "Open this page with an administrator's link. A manager sees it with the command signage links.",
  home: "All pages", and: "and",
};

const tables = { id, en };

/** say("since", {…}): this page's own sentences, and those that all pages share. */
export function sentences(language) {
  const shared = phrases(language);
  return (name, values = {}) => (hasPhrase(name) ? shared(name, values) : fill(tables[language][name] || name, values));
}
