// Every sentence of the public booking page, in Indonesian and in English.

import { speaking } from "./strings.js";

const id = {
  "title": "Reservasi", "language": "English", "language.code": "en",
  "starting": "Menyambung ke server…", "away": "Server tidak menjawab. Mencoba lagi…",
  "service": "Layanan apa yang Anda perlukan?", "day": "Kapan Anda datang?", "sure": "Sudah benar?", "code": "Kode reservasi Anda",
  "lead": "Tanpa nama, tanpa nomor telepon. Anda mendapat kode untuk check-in di kios.",
  "off": "Mal ini tidak menerima reservasi", "off.more": "Datanglah pada jam buka dan ambil nomor antrean di kios.",
  "none": "Tidak ada jadwal yang tersisa. Coba lagi besok, atau ambil nomor antrean di kios.",
  "left": "{n} tempat", "left.one": "1 tempat terakhir", "full": "penuh",
  "today": "Hari ini", "tomorrow": "Besok", "places": "{n} tempat tersisa", "day.full": "penuh",
  "book": "Reservasi jam ini", "booking": "Sebentar, sedang disimpan…", "again": "Sambungan terputus. Sedang mencoba lagi; tidak akan ganda.",
  "back": "Kembali", "other": "Jadwal lain", "new": "Buat reservasi lain",
  "made": "Simpan kode ini: foto, tulis, atau simpan halaman ini.",
  "how": "Di kios mal, tunjukkan kode QR ini ke pemindai, atau pilih “Punya reservasi” dan masukkan kodenya, antara pukul {begins} dan {ends}. Sesudah itu ambil nomor biasa.",
  "spoken": "Kode: {code}", "qr": "Kode QR reservasi ini, untuk pemindai di kios",
  "state.used": "Sudah check-in: nomor antrean Anda {number}.", "state.cancelled": "Reservasi ini dibatalkan.",
  "state.expired": "Reservasi ini tidak dipakai dan sudah lewat.",
  "cancel": "Batalkan reservasi", "cancel.sure": "Batalkan reservasi ini? Tempatnya diberikan kepada orang lain.", "cancel.yes": "Ya, batalkan", "cancel.no": "Tidak",
  "have": "Sudah punya kode?", "have.label": "Kode reservasi", "have.show": "Lihat", "failed": "Belum berhasil. Coba lagi.",
};

const en = {
  "title": "Booking", "language": "Bahasa Indonesia", "language.code": "id",
  "starting": "Connecting to the server…", "away": "The server does not answer. Trying again…",
  "service": "Which service do you need?", "day": "When will you come?", "sure": "Is this right?", "code": "Your booking code",
  "lead": "No name, no phone number. You get a code to check in with at the kiosk.",
  "off": "This mall takes no bookings", "off.more": "Come in opening hours and take a number at the kiosk.",
  "none": "No time is left. Try again tomorrow, or take a number at the kiosk.",
  "left": "{n} places", "left.one": "1 last place", "full": "full",
  "today": "Today", "tomorrow": "Tomorrow", "places": "{n} places left", "day.full": "full",
  "book": "Book this time", "booking": "One moment, it is being kept…", "again": "Connection lost. Trying again; you will not book twice.",
  "back": "Back", "other": "Another time", "new": "Book another time",
  "made": "Keep this code: take a picture, write it down, or keep this page.",
  "how": "At the mall's kiosk hold this QR code to the scanner, or choose “I have a booking” and enter the code, between {begins} and {ends}. After that, take an ordinary number.",
  "spoken": "Code: {code}", "qr": "QR code of this booking, for the scanner at the kiosk",
  "state.used": "Checked in: your number is {number}.", "state.cancelled": "This booking was cancelled.",
  "state.expired": "This booking was not used, and is past.",
  "cancel": "Cancel the booking", "cancel.sure": "Cancel this booking? Its place goes to somebody else.", "cancel.yes": "Yes, cancel", "cancel.no": "No",
  "have": "Have a code already?", "have.label": "Booking code", "have.show": "Show", "failed": "That did not work. Try again.",
};

export const phrases = (language) => speaking({ id, en }, language);
