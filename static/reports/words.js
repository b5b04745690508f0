// The words of the reports, in both languages.

import { fill } from "../pages/text.js";

const id = {
  title: "Laporan", "tab.service": "Pelayanan", "tab.skm": "Survei (SKM)", "tab.day": "Lembar harian", "tab.suggestions": "Saran", "tab.files": "Unduh dan cetak",
  asking: "Menghitung…", away: "Server tidak menjawab. Mencoba lagi…", "out": "Masuk dahulu untuk membaca laporan.", enter: "Masuk", "no.role": "Halaman ini hanya untuk pengelola dan pembaca laporan. Mintalah hak itu kepada administrator.",
  "part.wrote": "Saran dan pengaduan", "wrote.lead": "Seperti ditulis pengunjung, yang terbaru di atas; tanpa nama, jam, dan loket.", "wrote.none": "Belum ada yang menulis saran dalam periode ini.", "wrote.sum": "{n} tulisan, {complaints} pengaduan", "wrote.many": "{n} tulisan terbaru, {complaints} di antaranya pengaduan; untuk yang lain pilih periode yang lebih pendek", "wrote.only": "Pengaduan saja", "wrote.wordless": "(tanpa kata)",
  complaint: "Pengaduan", "wrote.complaints": "{n} pengaduan dalam periode ini.", "wrote.read": "Baca saran dan pengaduan",
  language: "English", "language.code": "en", from: "Dari", until: "Sampai", show: "Tampilkan", whole: "Seluruh mal", agency: "Instansi", service: "Layanan", counter: "Loket",
  print: "Cetak", table: "Lihat sebagai tabel", day: "Hari", month: "Bulan", hour: "Jam", weekday: "Hari", home: "Halaman lain",
  tickets: "Tiket", calls: "Panggilan", served: "Dilayani", no_show: "Tidak hadir", cancelled: "Dibatalkan", expired: "Kedaluwarsa", direct: "Langsung", waiting: "Belum selesai",
  "served.note": "{share} dari tiket yang selesai", "no_show.note": "{share} dari yang dipanggil", wait: "Waktu tunggu", walk: "Waktu datang ke loket", serve: "Waktu pelayanan", total: "Waktu keseluruhan",
  mean: "Rata-rata", median: "Median", p90: "90 % paling lama", longest: "Terlama", number: "Jumlah", "median.note": "setengah pengunjung menunggu lebih singkat", "p90.note": "sembilan dari sepuluh menunggu paling lama sekian",
  standard: "Sesuai standar", "standard.note": "{within} dari {of}", "standard.none": "belum ada standar di pengaturan",
  "part.days": "Kunjungan dari hari ke hari", "part.waits": "Waktu tunggu dari hari ke hari", "part.months": "Kunjungan dari bulan ke bulan", "part.waits.months": "Waktu tunggu dari bulan ke bulan", "part.became": "Tiket dan panggilan", recalls: "Panggil ulang", transfers: "Dialihkan", "units.lead": "Tiket dihitung pada layanan tempat nomor diambil, yang dilayani pada tempat kunjungan berakhir; yang dialihkan terhitung di keduanya.", "part.hours": "Sepanjang hari", "part.arrivals": "Kapan pengunjung datang",
  "part.arrivals.lead": "Rata-rata pengunjung yang datang pada hari dan jam itu, termasuk yang langsung dilayani.", "part.counters": "Loket buka dan yang dibutuhkan", "part.counters.lead": "Yang dibutuhkan: cukup untuk melayani yang datang pada jam itu tanpa antrean bertambah.",
  open: "Buka", needed: "Dibutuhkan", "part.times": "Waktu", "part.agencies": "Menurut instansi", "part.services": "Menurut layanan", "part.counters.table": "Menurut loket",
  "part.others": "Asal, prioritas, cara mengambil tiket, dan kelompok petugas", origin: "Asal", priority: "Prioritas", channel: "Cara mengambil tiket", officers: "Kelompok petugas", name: "Nama",
  "part.voice": "Suara dan layar", announcements: "Pengumuman", said: "Terucap", shortened: "Dipersingkat", dropped: "Tidak diucapkan", lag: "Jeda suara", uptime: "Layar menyala", screen: "Layar", zone: "Zona", reason: "Alasan", up: "Menyala",
  fairness: "Keadilan antrean", "fairness.more": "Satu hari secara mendalam", "fairness.rule": "Alasan panggilan", passing: "Melewati orang lain", passed: "Yang dilewati", "fairness.turns": "Selagi keduanya menunggu: {priority} giliran prioritas, {ordinary} giliran biasa.", all: "Semua",
  "skm.none": "Belum ada jawaban survei dalam periode ini.", "skm.index": "Indeks Kepuasan Masyarakat", "skm.respondents": "{n} responden", "skm.sample": "Perlu {needed} responden dari {served} yang dilayani; tercapai {reached}.", "skm.enough": "Jumlah responden cukup.", "skm.short": "Responden belum cukup.",
  "part.elements": "Nilai per unsur", "part.elements.lead": "Yang terendah di atas: yang pertama diperbaiki.", "category.A": "Sangat baik", "category.B": "Baik", "category.C": "Kurang baik", "category.D": "Tidak baik", "data.from": "Angka ada dari {first} sampai {last}.", "data.show": "Tampilkan {month}", element: "Unsur", answers: "Jawaban", nrr: "NRR", weighted: "NRR tertimbang", index: "Indeks", category: "Mutu", "part.distribution": "Sebaran jawaban", "part.trend": "Perkembangan", "part.units": "Menurut unit",
  "part.profile": "Responden", "part.rule": "Cara menghitung", "value": "Nilai {n}", "group.agency": "Instansi", "group.service": "Layanan", "group.counter": "Loket", share: "Bagian",
  "files.lead": "Berkas berisi periode dan pilihan di atas. Berkas besar mengalir langsung dan tidak memberatkan antrean.", "print.skm": "Laporan SKM", "print.skm.more": "Laporan lengkap untuk diarsipkan: data unit, metode, profil, nilai per unsur, mutu, tindak lanjut.", "print.service": "Laporan pelayanan", "print.service.more": "Laporan bulanan: kunjungan, waktu, standar, menurut instansi dan layanan.",
  "print.day": "Lembar harian", "print.day.more": "Satu hari, ringkas: kunjungan, loket, layanan.", open_print: "Buka untuk dicetak", excel: "Excel", csv: "CSV",
  "file.visits": "Daftar kunjungan", "file.visits.more": "Satu baris per tiket, dengan semua waktunya.", "file.calls": "Daftar panggilan", "file.calls.more": "Satu baris per panggilan: loket, alasan giliran, lama menunggu.", "file.service": "Angka pelayanan", "file.service.more": "Semua tabel laporan pelayanan.", "file.day": "Lembar harian", "file.day.more": "Angka satu hari.", "file.skm": "Lembar olah SKM", "file.skm.more": "Satu baris per responden, seperti lembar pengolahan.", "file.plays": "Bukti tayang", "file.plays.more": "Apa yang tampil, di layar mana, kapan.",
  "file.screens": "Layar", "file.screens.more": "Berapa lama setiap layar menyala selama mal buka.", "file.voice": "Suara", "file.voice.more": "Pengumuman per zona: terucap, dipersingkat, tidak terucap, jeda.", making: "Menyiapkan berkas: langkah {done} dari {of}…", saving: "Menyiapkan berkas…", "saved.not": "Berkas tidak dapat diunduh. Coba lagi.", "few": "sedikit jawaban", first: "Tiket pertama", last: "Tiket terakhir", opened: "Dibuka", closed: "Ditutup",
};

const en = {
  title: "Reports", "tab.service": "Service", "tab.skm": "Survey (SKM)", "tab.day": "Day sheet", "tab.suggestions": "Suggestions", "tab.files": "Download and print",
  asking: "Counting…", away: "The server does not answer. Trying again…", "out": "Sign in to read the reports.", enter: "Sign in", "no.role": "This page is for managers and report readers. Ask an administrator for that right.",
  "part.wrote": "Suggestions and complaints", "wrote.lead": "As visitors wrote it, the newest first; without name, hour and counter.", "wrote.none": "Nobody wrote anything in this period yet.", "wrote.sum": "{n} written, {complaints} of them complaints", "wrote.many": "The latest {n}, {complaints} of them complaints; choose a shorter period for the others", "wrote.only": "Complaints only", "wrote.wordless": "(no words)",
  complaint: "Complaint", "wrote.complaints": "{n} complaints in this period.", "wrote.read": "Read suggestions and complaints",
  language: "Bahasa Indonesia", "language.code": "id", from: "From", until: "Until", show: "Show", whole: "Whole mall", agency: "Agency", service: "Service", counter: "Counter",
  print: "Print", table: "See as a table", day: "Day", month: "Month", hour: "Hour", weekday: "Weekday", home: "Other pages",
  tickets: "Tickets", calls: "Calls", served: "Served", no_show: "No-show", cancelled: "Cancelled", expired: "Expired", direct: "Walk-ins", waiting: "Not over yet",
  "served.note": "{share} of tickets that are over", "no_show.note": "{share} of those called", wait: "Wait", walk: "Walk to the counter", serve: "Serving", total: "Total",
  mean: "Mean", median: "Median", p90: "90 % at most", longest: "Longest", number: "Count", "median.note": "half of the visitors waited less", "p90.note": "nine of ten waited so long at most",
  standard: "Within the standard", "standard.note": "{within} of {of}", "standard.none": "no standard is set yet",
  "part.days": "Visits day by day", "part.waits": "Waits day by day", "part.months": "Visits month by month", "part.waits.months": "Waits month by month", "part.became": "Tickets and calls", recalls: "Recalls", transfers: "Sent on", "units.lead": "A ticket counts where its number was taken, a served one where its visit ended; one that was sent on counts at both.", "part.hours": "Over the day", "part.arrivals": "When visitors come",
  "part.arrivals.lead": "Mean number of visitors who came on such a day in that hour, walk-ins with them.", "part.counters": "Counters open and needed", "part.counters.lead": "Needed: enough to serve who comes in that hour without a growing queue.",
  open: "Open", needed: "Needed", "part.times": "Times", "part.agencies": "By agency", "part.services": "By service", "part.counters.table": "By counter",
  "part.others": "Origin, priority, way of taking a ticket, and officer group", origin: "Origin", priority: "Priority", channel: "Way of taking a ticket", officers: "Officer group", name: "Name",
  "part.voice": "Voice and screens", announcements: "Announcements", said: "Said", shortened: "Shortened", dropped: "Not said", lag: "The voice's lag", uptime: "Screens up", screen: "Screen", zone: "Zone", reason: "Reason", up: "Up",
  fairness: "Fairness", "fairness.more": "One day in depth", "fairness.rule": "Why this turn", passing: "Passed others over", passed: "Were passed over", "fairness.turns": "While both waited: {priority} turns of priority, {ordinary} others.", all: "All",
  "skm.none": "No survey answers in this period yet.", "skm.index": "Public satisfaction index (IKM)", "skm.respondents": "{n} respondents", "skm.sample": "{needed} respondents are needed of {served} served; {reached} reached.", "skm.enough": "Enough respondents.", "skm.short": "Not enough respondents yet.",
  "part.elements": "Score of each element", "part.elements.lead": "The lowest on top: what to improve first.", "category.A": "Very good", "category.B": "Good", "category.C": "Not so good", "category.D": "Not good", "data.from": "There are figures from {first} until {last}.", "data.show": "Show {month}", element: "Element", answers: "Answers", nrr: "NRR", weighted: "Weighted NRR", index: "Index", category: "Category", "part.distribution": "How people answered", "part.trend": "Trend", "part.units": "By unit",
  "part.profile": "Respondents", "part.rule": "How it is computed", "value": "Value {n}", "group.agency": "Agencies", "group.service": "Services", "group.counter": "Counters", share: "Share",
  "files.lead": "The files hold the period and the choice above. Large ones stream, and hold up no queue.", "print.skm": "SKM report", "print.skm.more": "The whole report for the files: unit, method, profile, elements, category, follow-up.", "print.service": "Service report", "print.service.more": "The monthly report: visits, times, standard, by agency and service.",
  "print.day": "Day sheet", "print.day.more": "One day in short: visits, counters, services.", open_print: "Open to print", excel: "Excel", csv: "CSV",
  "file.visits": "Visits", "file.visits.more": "One row a ticket, with all its times.", "file.calls": "Calls", "file.calls.more": "One row a call: counter, why this turn, the wait.", "file.service": "Service figures", "file.service.more": "All tables of the service report.", "file.day": "Day sheet", "file.day.more": "The figures of one day.", "file.skm": "SKM processing sheet", "file.skm.more": "One row a respondent, as in the processing form.", "file.plays": "Proof of play", "file.plays.more": "What was shown, on which screen, when.",
  "file.screens": "Screens", "file.screens.more": "For how long each screen was up while the mall was open.", "file.voice": "Voice", "file.voice.more": "Announcements by zone: said, shortened, not said, lag.", making: "Making the file: step {done} of {of}…", saving: "Making the file…", "saved.not": "The file could not be downloaded. Try again.", "few": "few answers", first: "First ticket", last: "Last ticket", opened: "Opened", closed: "Closed",
};

export function phrases(language) {
  const words = language === "en" ? en : id;
  return (name, values = {}) => fill(words[name] ?? name, values);
}

const weekdays = {
  id: ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
};
export const weekdayNames = (language) => weekdays[language === "en" ? "en" : "id"];
