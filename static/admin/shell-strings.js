// The sentences of the admin page's frame.

import { speaking } from "../pages/strings.js";

const id = {
  title: "Kelola aula", menu: "Menu", "menu.open": "Buka menu", "menu.shut": "Tutup menu", skip: "Langsung ke isi",
  device: "Masuk dengan tautan pengelola", out: "Keluar", all: "Semua halaman", language: "English", "language.code": "en",
  asking: "Menyambung ke server…", away: "Server tidak menjawab. Halaman ini mencoba lagi sendiri.",
  "toast.shut": "Tutup pesan", loading: "Memuat…", broken: "Bagian ini tidak dapat dimuat. Muat ulang halaman ini.",
  "role.administrator": "Administrator", "role.manager": "Pengelola aula", "role.floor": "Pengelola lantai", "role.reader": "Pembaca laporan",
  nothing: "Akun ini tidak punya bagian di halaman ini.", floor: "Buka halaman lantai", leave: "Perubahan di bagian ini belum disimpan. Tinggalkan?",
};

const en = {
  title: "Managing the hall", menu: "Menu", "menu.open": "Open the menu", "menu.shut": "Close the menu", skip: "Skip to the content",
  device: "Signed in by the administrator's link", out: "Sign out", all: "All pages", language: "Bahasa Indonesia", "language.code": "id",
  asking: "Connecting to the server…", away: "The server does not answer. This page tries again by itself.",
  "toast.shut": "Close the message", loading: "Loading…", broken: "This part can't be loaded. Reload the page.",
  "role.administrator": "Administrator", "role.manager": "Hall manager", "role.floor": "Floor manager", "role.reader": "Report reader",
  nothing: "This account has no part on this page.", floor: "Open the floor page", leave: "What you changed here is not saved. Leave it?",
};

export const phrases = (language) => speaking({ id, en }, language);
