// What the counter page says beyond what it shares with others, in Indonesian and in English.

import { phrases as shared, speaking } from "./strings.js";

const id = {
  "counter.find": "Cari", "counter.booked": "reservasi {time}", "counter.booked.only": "punya reservasi",
  "counter.note": "Catatan: {text}", "counter.note.short": "“{text}”", "counter.earlier": "sebelumnya {names}",
  "counter.more.of": "Lainnya untuk {number}", "counter.service.shut": "tutup",
  "counter.break": "Istirahat", "counter.break.until": "Istirahat sampai {time}",
  "counter.break.open": "Kembali bila siap; loket ini tutup sampai Anda lanjutkan.",
  "counter.break.left": "Sisa {n} menit. Loket ini tutup sampai Anda lanjutkan.",
  "counter.break.over": "Waktunya sudah lewat {n} menit. Loket ini tutup sampai Anda lanjutkan.",
  "last": "{service}: {n} menunggu, dan tidak ada loket lain yang buka.",
  "visit.ends": "Kunjungan {number} di loket ini berakhir.",

  "press.more": "Lainnya", "press.also": "Layanan lain untuk pengunjung ini", "press.note": "Catatan layanan", "press.direct": "Langsung, tanpa nomor",
  "press.return": "Antrekan lagi", "press.break": "Istirahat", "press.hours": "Jam layanan", "press.resume": "Lanjutkan",
  "press.resume.next": "Lanjutkan dan panggil berikutnya", "press.break.again": "Ubah lama istirahat",
  "undo.next": "panggilan", "undo.call": "panggilan", "undo.finish": "selesai", "undo.no-show": "tidak hadir",
  "undo.park": "tunda", "undo.transfer": "alihkan", "undo.also": "layanan lain", "undo.left": "{what} · {n} dtk",
  "returned": "{number} menunggu lagi: {came}. {n} orang di depannya.",

  "dialog.more": "Lainnya",
  "dialog.park": "Tunda {number}", "dialog.park.more": "{number} menunggu di daftar “Ditunda” sampai dipanggil kembali atau diantrekan lagi.",
  "dialog.note": "Catatan untuk {number}", "dialog.note.more": "Dibaca petugas yang memanggilnya sesudah ini. Kosong berarti tanpa catatan.",
  "note.label": "Catatan (boleh kosong)", "note.hint": "misalnya: ambil fotokopi KK",
  "note.rule": "Tanpa nama orang, tanpa nomor KTP atau berkas. Sisa {n} huruf.",
  "note.park": "Tunda", "note.save": "Simpan", "note.no": "Batal",
  "dialog.transfer.keeps": "Nomornya tetap {number}. Tempatnya di antrean sana: {where}.",
  "dialog.also": "Layanan lain untuk {number}", "dialog.also.hint": "Nama layanan",
  "dialog.also.keeps": "Kunjungan dan nomornya tetap sama. Yang dilayani loket ini langsung dimulai; selebihnya menunggu di sana: {where}.",
  "dialog.here": "Di loket ini, langsung dimulai", "dialog.elsewhere": "Menunggu di tempat lain",
  "there.waiting": "{n} menunggu", "there.counters": "{n} loket buka", "there.none": "tidak ada loket buka",
  "there.open": "buka", "there.shut": "tutup", "there.break": "istirahat",
  "dialog.return": "Antrekan lagi siapa?", "dialog.return.hint": "Nomor antrean", "dialog.return.none": "Tidak ada yang ditunda atau tidak hadir.",
  "dialog.ticket.parked": "{number}, ditunda", "dialog.ticket.missed": "{number}, tidak hadir",
  "ticket.since.parked": "{service}. Ditunda {time} lalu.", "ticket.since.missed": "{service}. Tidak hadir, dipanggil {time} lalu.",
  "ticket.call": "Panggil kembali sekarang", "ticket.return": "Antrekan lagi, {where}", "ticket.cancel": "Batalkan nomor",
  "counter.missed": "Tidak hadir",
  "dialog.break": "Istirahat berapa lama?", "dialog.break.hint": "Menit",
  "break.minutes": "{n} menit", "break.until": "sampai {time}", "break.open": "Belum tahu", "break.open.more": "sampai dilanjutkan",
  "dialog.closing": "Tutup loket ini?", "close.yes": "Ya, tutup", "close.no": "Tetap buka",
  "dialog.hours": "Layanan loket ini", "hours.open": "Nomor diberikan.", "hours.left": "Sisa kuota {n}.",
  "hours.line": "{n} menunggu · {of} loket buka",
};

const en = {
  "counter.find": "Search", "counter.booked": "booked for {time}", "counter.booked.only": "has a booking",
  "counter.note": "Note: {text}", "counter.note.short": "“{text}”", "counter.earlier": "before: {names}",
  "counter.more.of": "More for {number}", "counter.service.shut": "shut",
  "counter.break": "On a break", "counter.break.until": "On a break until {time}",
  "counter.break.open": "Come back when you are ready; this counter is shut until you resume.",
  "counter.break.left": "{n} minutes left. This counter is shut until you resume.",
  "counter.break.over": "Its time was over {n} minutes ago. This counter is shut until you resume.",
  "last": "{service}: {n} waiting, and no other counter is open.",
  "visit.ends": "The visit of {number} at this counter ends.",

  "press.more": "More", "press.also": "Another service for this visitor", "press.note": "Service note", "press.direct": "Walk-direct, no number",
  "press.return": "Back to the queue", "press.break": "Break", "press.hours": "Service hours", "press.resume": "Resume",
  "press.resume.next": "Resume and call next", "press.break.again": "Change the break",
  "undo.next": "the call", "undo.call": "the call", "undo.finish": "finish", "undo.no-show": "no-show",
  "undo.park": "park", "undo.transfer": "transfer", "undo.also": "the service", "undo.left": "{what} · {n} s",
  "returned": "{number} waits again: {came}. {n} ahead of it.",

  "dialog.more": "More",
  "dialog.park": "Park {number}", "dialog.park.more": "{number} stays in the list “Parked” until it is called back or put back in the queue.",
  "dialog.note": "Note for {number}", "dialog.note.more": "The officer who calls it next reads this. Empty means no note.",
  "note.label": "Note (may stay empty)", "note.hint": "such as: fetches a copy of the family card",
  "note.rule": "No names of people, no numbers of cards or papers. {n} characters left.",
  "note.park": "Park", "note.save": "Save", "note.no": "Back",
  "dialog.transfer.keeps": "The number stays {number}. Its place in the queue there: {where}.",
  "dialog.also": "Another service for {number}", "dialog.also.hint": "Name of a service",
  "dialog.also.keeps": "The visit and its number stay. What this counter serves begins at once; for the rest the visitor waits there: {where}.",
  "dialog.here": "At this counter, begins at once", "dialog.elsewhere": "Waits elsewhere",
  "there.waiting": "{n} waiting", "there.counters": "{n} open", "there.none": "no counter open",
  "there.open": "open", "there.shut": "shut", "there.break": "on a break",
  "dialog.return": "Put who back in the queue?", "dialog.return.hint": "Ticket number", "dialog.return.none": "Nobody is parked or was missed.",
  "dialog.ticket.parked": "{number}, parked", "dialog.ticket.missed": "{number}, no-show",
  "ticket.since.parked": "{service}. Parked {time} ago.", "ticket.since.missed": "{service}. Did not come, {time} ago.",
  "ticket.call": "Call back now", "ticket.return": "Back to the queue, {where}", "ticket.cancel": "Cancel number",
  "counter.missed": "No-shows",
  "dialog.break": "How long a break?", "dialog.break.hint": "Minutes",
  "break.minutes": "{n} minutes", "break.until": "until {time}", "break.open": "Not known", "break.open.more": "until resumed",
  "dialog.closing": "Close this counter?", "close.yes": "Yes, close", "close.no": "Stay open",
  "dialog.hours": "Services of this counter", "hours.open": "Tickets are given.", "hours.left": "{n} left of the quota.",
  "hours.line": "{n} waiting · {of} counters open",
};

/** The page's own sentences first, then those of all pages. */
export function phrases(language) {
  const [own, others] = [speaking({ id, en }, language), shared(language)];
  return (name, values) => (name in id ? own : others)(name, values);
}
