// What the kiosk says beside the sentences that it shares with other pages.

import { phrases as shared, speaking } from "./strings.js";

const id = {
  "kiosk.language": "Bahasa", "kiosk.language.id": "Bahasa Indonesia", "kiosk.language.en": "English",
  "kiosk.nocounter": "tidak ada loket yang buka",
  "kiosk.minutes": "± {n} menit", "kiosk.minutes.span": "± {least}–{most} menit", "kiosk.minutes.few": "< 5 menit", "kiosk.minutes.many": "> 2 jam",
  "kiosk.services.more": "{list}, dan {n} lainnya",
  "kiosk.shut.quota_reached": "Penuh", "kiosk.shut.service_break": "Istirahat", "kiosk.shut.too_early": "Belum dibuka",
  "kiosk.shut.cut_off": "Sudah ditutup hari ini", "kiosk.shut.not_today": "Tidak ada hari ini", "kiosk.shut.service_shut": "Tutup",
  "kiosk.shut.day_shut": "Belum dibuka", "kiosk.shut.day_over": "Sudah tutup",
  "kiosk.papers": "Yang perlu Anda bawa", "kiosk.papers.for": "Untuk {service}:", "kiosk.papers.all": "Saya punya semua",
  "kiosk.plain": "Tidak ada prioritas di sini", "kiosk.plain.more": "{service} tidak melayani prioritas “{priority}”.", "kiosk.plain.take": "Ambil nomor biasa",
  "kiosk.find": "Cari layanan", "kiosk.find.button": "Cari", "kiosk.find.hint": "Ketik nama layanan atau instansi",
  "kiosk.find.none": "Tidak ada yang cocok dengan “{text}”.", "kiosk.find.more": "{n} lainnya. Ketik lebih banyak huruf.",
  "kiosk.booking.button": "Punya reservasi", "kiosk.booking": "Kode reservasi Anda?", "kiosk.booking.hint": "Pindai kode QR di pemindai, atau ketik kodenya.",
  "kiosk.booking.go": "Check-in", "kiosk.booking.edit": "Ubah kode", "kiosk.booking.checking": "Sebentar, reservasi Anda sedang dicari…",
  "kiosk.booking.failed": "Check-in tidak dapat dilakukan", "kiosk.booking.normal": "Ambil nomor biasa",
  "kiosk.key.delete": "Hapus", "kiosk.key.space": "Spasi", "kiosk.typed": "Terketik: {text}", "kiosk.typed.nothing": "Belum ada yang diketik",
  "kiosk.still": "Masih di sini?", "kiosk.still.more": "Kembali ke awal dalam", "kiosk.still.seconds": "detik", "kiosk.still.yes": "Ya, lanjutkan",
  "kiosk.staff": "Kode petugas", "kiosk.staff.typed": "{n} dari 6 angka", "kiosk.staff.hint": "Enam angka, untuk setelan kios ini.",
  "kiosk.settings": "Setelan kios ini", "kiosk.settings.hint": "Instansi mana yang ditawarkan di kios ini?", "kiosk.settings.on": "Ditawarkan", "kiosk.settings.off": "Disembunyikan",
  "kiosk.settings.language": "Bahasa awal: {language}", "kiosk.settings.print": "Cetak halaman uji", "kiosk.settings.reload": "Muat ulang",
  "kiosk.settings.printing": "Halaman uji dikirim ke printer “{printer}”.", "kiosk.settings.one": "Paling sedikit satu instansi harus ditawarkan.",
  "kiosk.settings.away": "Server tidak menjawab. Coba lagi.", "kiosk.test": "Halaman uji",
};

const en = {
  "kiosk.language": "Language", "kiosk.language.id": "Bahasa Indonesia", "kiosk.language.en": "English",
  "kiosk.nocounter": "no counter is open",
  "kiosk.minutes": "± {n} minutes", "kiosk.minutes.span": "± {least}–{most} minutes", "kiosk.minutes.few": "< 5 minutes", "kiosk.minutes.many": "> 2 hours",
  "kiosk.services.more": "{list}, and {n} more",
  "kiosk.shut.quota_reached": "Full", "kiosk.shut.service_break": "Break", "kiosk.shut.too_early": "Not open yet",
  "kiosk.shut.cut_off": "No more tickets today", "kiosk.shut.not_today": "Not here today", "kiosk.shut.service_shut": "Closed",
  "kiosk.shut.day_shut": "Not open yet", "kiosk.shut.day_over": "Closed for today",
  "kiosk.papers": "What you need to bring", "kiosk.papers.for": "For {service}:", "kiosk.papers.all": "I have them all",
  "kiosk.plain": "No priority here", "kiosk.plain.more": "{service} has no priority for “{priority}”.", "kiosk.plain.take": "Take an ordinary number",
  "kiosk.find": "Find a service", "kiosk.find.button": "Search", "kiosk.find.hint": "Type the name of a service or an agency",
  "kiosk.find.none": "Nothing matches “{text}”.", "kiosk.find.more": "{n} more. Type more letters.",
  "kiosk.booking.button": "I have a booking", "kiosk.booking": "What is your booking code?", "kiosk.booking.hint": "Hold its QR code to the scanner, or type the code.",
  "kiosk.booking.go": "Check in", "kiosk.booking.edit": "Change the code", "kiosk.booking.checking": "One moment, your booking is being looked up…",
  "kiosk.booking.failed": "You can't check in", "kiosk.booking.normal": "Take an ordinary number",
  "kiosk.key.delete": "Delete", "kiosk.key.space": "Space", "kiosk.typed": "Typed: {text}", "kiosk.typed.nothing": "Nothing typed yet",
  "kiosk.still": "Are you still here?", "kiosk.still.more": "Back to the start in", "kiosk.still.seconds": "seconds", "kiosk.still.yes": "Yes, go on",
  "kiosk.staff": "Staff code", "kiosk.staff.typed": "{n} of 6 digits", "kiosk.staff.hint": "Six digits, for the settings of this kiosk.",
  "kiosk.settings": "Settings of this kiosk", "kiosk.settings.hint": "Which agencies does this kiosk offer?", "kiosk.settings.on": "Offered", "kiosk.settings.off": "Hidden",
  "kiosk.settings.language": "First language: {language}", "kiosk.settings.print": "Print a test page", "kiosk.settings.reload": "Reload",
  "kiosk.settings.printing": "A test page was sent to the printer “{printer}”.", "kiosk.settings.one": "At least one agency has to be offered.",
  "kiosk.settings.away": "The server does not answer. Try again.", "kiosk.test": "Test page",
};

export function phrases(language) {
  const [own, others] = [speaking({ id, en }, language), shared(language)];
  const say = (name, values) => (name in id ? own : others)(name, values);
  say.has = (name) => name in id;
  return say;
}
