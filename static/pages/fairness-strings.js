// The fairness report in both languages. What the server says itself comes in both.

import { fill } from "./text.js";

const id = {
  "title": "Keadilan antrean", "lead": "Siapa dilewati, berapa kali, oleh siapa dan mengapa.",
  "language": "English", "language.code": "en", "print": "Cetak", "day": "Hari layanan", "show": "Tampilkan",
  "asking": "Sedang menghitung…", "away": "Server tidak menjawab. Mencoba lagi…",
  "none": "Buka halaman ini dengan tautan pengelola: /fairness#rahasia. Perintah “signage links” mencetaknya.",
  "denied": "Rahasia ini tidak boleh membaca laporan. Pakai tautan pengelola.",
  "so.far": "sampai sekarang", "whole": "hari yang selesai",
  "classes": "Menurut kelas", "class": "Kelas", "tickets": "Diberi nomor", "called": "Dipanggil", "waiting": "Masih menunggu",
  "longest": "Tunggu terlama", "mean": "Tunggu rata-rata", "passed": "Dilewati (kali)", "most.passed": "Terbanyak, satu nomor",
  "by": "Oleh siapa, mengapa",
  "classes.more": "Dilewati: nomor yang datang lebih belakangan dipanggil lebih dulu.",
  "lines.more": "Masa sibuk: giliran berturut-turut selama yang prioritas dan yang biasa sama-sama menunggu. Terjaga: tidak ada yang mendapat lebih dari satu putaran di atas bagiannya.",
  "shown": "hanya ditampilkan", "minutes": "{n} mnt", "times": "{n} kali",
  "most": "Paling sering dilewati", "number": "Nomor", "service": "Layanan", "waited": "Menunggu",
  "lines": "Bagian prioritas selama keduanya menunggu", "line": "Layanan", "share": "Bagian", "turns": "Giliran prioritas / biasa",
  "windows": "Masa sibuk terjaga", "of": "{n} dari {all}", "rules": "Alasan panggilan", "rule": "Alasan", "calls": "Panggilan", "nobody": "Tidak ada.",
};

const en = {
  "title": "Fairness", "lead": "Who was passed over, how often, by whom and why.",
  "language": "Bahasa Indonesia", "language.code": "id", "print": "Print", "day": "Business day", "show": "Show",
  "asking": "Counting…", "away": "The server does not answer. Trying again…",
  "none": "Open this page with an administrator's link: /fairness#secret. “signage links” prints it.",
  "denied": "This secret may not read reports. Use an administrator's link.",
  "so.far": "so far", "whole": "the whole day",
  "classes": "By class", "class": "Class", "tickets": "Given", "called": "Called", "waiting": "Still waiting",
  "longest": "Longest wait", "mean": "Mean wait", "passed": "Passed over (times)", "most.passed": "Most for one number",
  "by": "By whom, and why",
  "classes.more": "Passed over: a number that came later was called first.",
  "lines.more": "A busy window: turns one after the other while priority and others both waited. Kept: nobody had more than one round above their share.",
  "shown": "only shown", "minutes": "{n} min", "times": "{n} times",
  "most": "Passed over most", "number": "Number", "service": "Service", "waited": "Waited",
  "lines": "The share of priority while both waited", "line": "Services", "share": "Share", "turns": "Turns: priority / others",
  "windows": "Busy windows kept", "of": "{n} of {all}", "rules": "Reasons of calls", "rule": "Reason", "calls": "Calls", "nobody": "Nobody.",
};

export function phrases(language) {
  const words = { ...id, ...(language === "en" ? en : {}) };
  return (name, values = {}) => fill(words[name] || name, values);
}
