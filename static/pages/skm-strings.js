// Every sentence of the published result, in Indonesian and in English.

import { speaking } from "./strings.js";

const id = {
  "title": "Kepuasan masyarakat (SKM)", "language": "English", "language.code": "en", "print": "Cetak",
  "starting": "Mengambil hasil survei…", "away": "Server tidak menjawab. Mencoba lagi…",
  "heading": "Indeks Kepuasan Masyarakat", "running": "Periode berjalan, belum selesai", "none": "Belum ada hasil",
  "category": "Mutu {letter}", "answers": "{n} responden", "answers.one": "1 responden", "of": "dari 100",
  "month": "Bulan", "elements": "Tiap unsur", "element": "Unsur", "nrr": "Nilai rata-rata", "index": "Indeks", "quality": "Mutu", "count": "Pengisi",
  "services": "Tiap layanan", "service": "Layanan", "respondents": "Responden", "few": "sedikit jawaban", "withheld": "terlalu sedikit untuk diumumkan",
  "trend": "Dari bulan ke bulan", "who": "Siapa yang menjawab", "rule": "Cara menghitung", "scale": "D 25,00–64,99 · C 65,00–76,60 · B 76,61–88,30 · A 88,31–100,00",
  "own": "Baru dilayani? Surveinya ada di halaman nomor antrean Anda, sesudah kunjungan selesai.",
};

const en = {
  "title": "Public satisfaction (SKM)", "language": "Bahasa Indonesia", "language.code": "id", "print": "Print",
  "starting": "Fetching the results…", "away": "The server does not answer. Trying again…",
  "heading": "Public Satisfaction Index", "running": "This period is not over yet", "none": "No result yet",
  "category": "Grade {letter}", "answers": "{n} respondents", "answers.one": "1 respondent", "of": "of 100",
  "month": "Month", "elements": "By element", "element": "Element", "nrr": "Mean value", "index": "Index", "quality": "Grade", "count": "Answers",
  "services": "By service", "service": "Service", "respondents": "Respondents", "few": "few answers", "withheld": "too few to publish",
  "trend": "Month by month", "who": "Who answered", "rule": "How it is reckoned", "scale": "D 25.00–64.99 · C 65.00–76.60 · B 76.61–88.30 · A 88.31–100.00",
  "own": "Just been served? The survey is on the page of your ticket, once the visit is over.",
};

export const phrases = (language) => speaking({ id, en }, language);
