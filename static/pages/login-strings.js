// Every sentence of the page of signing in, in Indonesian and in English.

import { fill } from "./text.js";

const id = {
  language: "English", "language.code": "en",
  "title.asking": "Menyambung ke server…", "title.away": "Server tidak menjawab. Mencoba lagi…",
  "title.sign-in": "Masuk", "lead.sign-in": "Untuk pengelola aula, pengelola lantai, dan pembaca laporan. Petugas masuk di loketnya.",
  "title.first": "Administrator pertama", "lead.first": "Anda membuka tautan satu kali dari server. Buat akun Anda; sesudah itu Anda menambahkan orang lain.",
  "title.renew": "Pilih kata sandi Anda sendiri", "lead.renew": "Kata sandi yang sekarang dibuat orang lain. Ganti dulu sebelum melanjutkan.",
  "title.in": "Anda sudah masuk",
  "fresh": "Belum ada administrator. Buka tautan pengelola yang dicetak server saat mulai, atau jalankan “signage links” di mesinnya.",
  "name": "Nama", "login": "Nama masuk", "password": "Kata sandi", "old": "Kata sandi sekarang", "new": "Kata sandi baru", "again": "Sekali lagi",
  "help.first.login": "Huruf kecil, angka, titik atau garis; misalnya sri.wahyuni",
  "help.new": "Paling sedikit 12 huruf. Tiga atau empat kata yang tidak berhubungan mudah diingat.",
  "see": "Tampilkan", "again.wrong": "Kedua kata sandi tidak sama. Tulis lagi.",
  "send.sign-in": "Masuk", "send.first": "Buat akun dan masuk", "send.renew": "Simpan dan lanjutkan", "sending": "Sebentar…",
  "away": "Server tidak menjawab. Coba lagi.", "go": "Lanjutkan",
  "role.administrator": "administrator", "role.manager": "pengelola aula", "role.floor": "pengelola lantai", "role.reader": "pembaca laporan",
};

const en = {
  language: "Indonesia", "language.code": "id",
  "title.asking": "Connecting to the server…", "title.away": "The server does not answer. Trying again…",
  "title.sign-in": "Sign in", "lead.sign-in": "For hall managers, floor managers and report readers. Officers sign in at their counter.",
  "title.first": "The first administrator", "lead.first": "You opened the server's one-time link. Make your account; then you add the others.",
  "title.renew": "Choose a password of your own", "lead.renew": "The present one was made by somebody else. Change it before you go on.",
  "title.in": "You are signed in",
  "fresh": "There is no administrator yet. Open the administrator's link that the server printed at its start, or run “signage links” on its machine.",
  "name": "Name", "login": "Login", "password": "Password", "old": "Present password", "new": "New password", "again": "Once more",
  "help.first.login": "Small letters, digits, dots or dashes; such as sri.wahyuni",
  "help.new": "At least 12 characters. Three or four words that have nothing to do with each other are easy to keep.",
  "see": "Show", "again.wrong": "The two passwords are not the same. Write them again.",
  "send.sign-in": "Sign in", "send.first": "Make the account and sign in", "send.renew": "Save and go on", "sending": "One moment…",
  "away": "The server does not answer. Try again.", "go": "Go on",
  "role.administrator": "administrator", "role.manager": "hall manager", "role.floor": "floor manager", "role.reader": "report reader",
};

const tables = { id, en };

/** Empty for what has no sentence: not each field has help, not each form a lead. */
export function sentences(language) {
  const table = tables[language] || id;
  return (name, values = {}) => fill(table[name] || "", values);
}
