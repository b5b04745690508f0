// Every sentence of the survey, in Indonesian and in English.

import { speaking } from "./strings.js";

const id = {
  "title": "Bagaimana layanan kami?", "language": "English", "language.code": "en",
  "starting": "Menyiapkan survei…", "away": "Server tidak menjawab. Mencoba lagi…",
  "intro": "Bagaimana layanan kami hari ini?", "intro.more": "{n} pertanyaan, sekitar {seconds} detik. Tanpa nama, dan tidak tersambung dengan nomor antrean Anda.",
  "intro.served": "Anda baru dilayani:", "intro.counter": "Loket {name}", "begin": "Mulai",
  "interviewer": "Mode pewawancara", "interviewer.more": "Bacakan pertanyaannya, atau serahkan layar ini kepada responden. Sebut bahwa jawabannya tanpa nama.",
  "agency": "Instansi mana yang melayani?", "service": "Layanan apa yang diterima?",
  "step": "Pertanyaan {n} dari {all}", "back": "Kembali", "skip": "Lewati", "next": "Lanjut", "finish": "Selesai di sini",
  "who": "Sedikit tentang Anda", "who.more": "Boleh dilewati. Dipakai hanya untuk menghitung siapa saja yang menjawab.",
  "words": "Ada saran untuk kami?", "words.more": "Boleh dikosongkan. Jangan tulis nama atau nomor Anda.", "words.label": "Saran atau masukan", "words.left": "{n} huruf lagi",
  "complaint": "Ini pengaduan", "complaint.more": "Pengelola mal membacanya lebih dulu.",
  "send": "Kirim jawaban", "sending": "Mengirim…", "again": "Masih mencoba mengirim…", "again.more": "Jaringan terputus. Jawaban Anda tetap tersimpan di ponsel ini dan terkirim sendiri begitu tersambung; biarkan halaman ini terbuka.", "failed": "Belum bisa dikirim. Coba lagi.",
  "thanks": "Terima kasih!", "thanks.more": "Jawaban Anda sudah kami terima dan ikut dihitung.", "thanks.close": "Anda boleh menutup halaman ini.",
  "thanks.result": "Lihat hasil survei", "another": "Responden berikutnya", "ends": "Kembali ke awal dalam {n} detik",
  "given": "Survei sudah diisi", "given.more": "Satu kunjungan, satu jawaban. Terima kasih sudah mengisi.",
  "early": "Sebentar lagi", "early.more": "Survei bisa diisi setelah kunjungan dengan nomor {number} selesai.", "early.ticket": "Kembali ke nomor antrean",
  "unserved": "Tidak ada yang dinilai", "unserved.more": "Nomor {number} tidak sampai dilayani. Saran tetap bisa disampaikan kepada petugas.",
  "off": "Survei sedang ditutup", "off.more": "Mal ini sedang tidak mengadakan survei. Terima kasih.",
  "still": "Masih di sini?", "still.more": "Dalam {n} detik yang sudah diisi disimpan, dan halaman kembali ke awal.", "still.yes": "Ya, lanjutkan",
  "empty": "Belum ada yang diisi. Jawab sekurangnya satu pertanyaan, atau tulis saran.",
  "changed": "Pertanyaannya baru saja diganti. Silakan mulai lagi.",
};

const en = {
  "title": "How did we do?", "language": "Bahasa Indonesia", "language.code": "id",
  "starting": "Preparing the survey…", "away": "The server does not answer. Trying again…",
  "intro": "How did we serve you today?", "intro.more": "{n} questions, about {seconds} seconds. No name, and no link to your ticket.",
  "intro.served": "You were just served:", "intro.counter": "Counter {name}", "begin": "Begin",
  "interviewer": "Interviewer mode", "interviewer.more": "Read the questions aloud, or hand this screen over. Say that answers carry no name.",
  "agency": "Which agency served you?", "service": "Which service was it?",
  "step": "Question {n} of {all}", "back": "Back", "skip": "Skip", "next": "Go on", "finish": "Finish here",
  "who": "A little about you", "who.more": "You may skip this. It only counts who answered.",
  "words": "Any suggestion for us?", "words.more": "May be left empty. Please write no name or number of yours.", "words.label": "Suggestion", "words.left": "{n} characters left",
  "complaint": "This is a complaint", "complaint.more": "The mall's managers read it first.",
  "send": "Send my answers", "sending": "Sending…", "again": "Still trying to send…", "again.more": "The network is gone. Your answers stay on this phone and are sent by themselves once it is back; leave this page open.", "failed": "It can't be sent yet. Try again.",
  "thanks": "Thank you!", "thanks.more": "Your answers have arrived and count.", "thanks.close": "You may close this page.",
  "thanks.result": "See the results", "another": "Next respondent", "ends": "Back to the start in {n} seconds",
  "given": "The survey was answered", "given.more": "One visit, one answer. Thank you for yours.",
  "early": "One moment", "early.more": "The survey can be answered once the visit with number {number} is over.", "early.ticket": "Back to the ticket",
  "unserved": "Nothing to rate", "unserved.more": "Ticket {number} was not served. Suggestions can still be told to an officer.",
  "off": "The survey is shut", "off.more": "This mall holds no survey now. Thank you.",
  "still": "Still there?", "still.more": "In {n} seconds what was answered is kept, and the page begins anew.", "still.yes": "Yes, go on",
  "empty": "Nothing was answered yet. Answer at least one question, or write a suggestion.",
  "changed": "The questions were just changed. Please begin again.",
};

export const phrases = (language) => speaking({ id, en }, language);
