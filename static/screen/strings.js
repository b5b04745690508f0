/* What the page itself says, in both languages, and the choice among the languages of a text. */
(function (signage) {
  "use strict";

  const words = {
    id: {
      ticket: "Nomor antrean",
      recalled: "Panggilan ulang",
      last: "Terakhir dipanggil",
      alarm: "DARURAT",
      drill: "LATIHAN",
      drilled: "Ini latihan, bukan keadaan darurat.",
      counter: "Loket",
      serving: "Di loket sekarang",
      waiting: "Menunggu",
      calls: "Panggilan",
      recent: ["Panggilan terakhir", "Terakhir"],
      uncalled: "Belum ada panggilan lain.",
      served: ["Di loket sekarang", "Dilayani"],
      about: "± {minutes} mnt",
      queue: "{count} menunggu",
      directory: ["Letak loket", "Loket"],
      prayers: ["Waktu salat", "Salat"],
      skm: ["Indeks Kepuasan Masyarakat", "Indeks kepuasan", "SKM"],
      unrated: "Belum ada penilaian",
      answers: "{count} jawaban",
      welcome: "Selamat datang",
      nobody: "Nomor antrean yang dipanggil tampil di sini.",
      shut: "Layanan sedang tutup.",
      quiet: "Nomor Anda tampil di layar ini dan dipanggil dengan suara.",
      silent: "Perhatikan layar: nomor Anda tampil di sini saat dipanggil.",
      quietly: "Nomor dipanggil di layar dan suara.",
      silently: "Nomor Anda tampil di layar ini.",
      failedly: "Tanpa suara: perhatikan layar.",
      stalely: "Terputus sejak {time}. Mungkin tidak terbaru.",
      failed: "Suara sedang tidak tersedia. Perhatikan nomor di layar.",
      stale: "Sambungan terputus sejak {time}. Yang tampil mungkin tidak terbaru.",
      blocked: "Sentuh layar ini atau tekan OK untuk menyalakan suara.",
      missing: "Layar ini belum bersuara: tekan OK untuk mencoba lagi.",
      hush: "Waktu tenang sampai {time}: nomor tampil tanpa diucapkan.",
      connecting: "Menyambung ke server …",
      unanswered: "Server belum menjawab. Layar ini terus mencoba.",
      unpaired: "Layar ini belum dipasangkan",
      preparing: "Menyiapkan kode …",
      pair: "Pengelola mengetik kode ini di halaman Kelola aula (/admin), bagian Perangkat.",
      lasts: "Kode berganti sendiri setiap 10 menit.",
      wrong: "Tautan layar ini tidak berlaku",
      revoked: "Layar ini dicabut oleh pengelola",
      retrying: "Layar ini terus mencoba sendiri.",
      days: ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"],
      months: ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
        "Oktober", "November", "Desember"]
    },
    en: {
      ticket: "Ticket number",
      recalled: "Called again",
      last: "Last called",
      alarm: "EMERGENCY",
      drill: "DRILL",
      drilled: "This is a drill, not an emergency.",
      counter: "Counter",
      serving: "Now at the counters",
      waiting: "Waiting",
      calls: "Calls",
      recent: ["Last calls", "Last"],
      uncalled: "No other calls yet.",
      served: ["Now at the counters", "Served"],
      about: "± {minutes} min",
      queue: "{count} waiting",
      directory: ["Where to go", "Counters"],
      prayers: ["Prayer times", "Prayers"],
      skm: ["Public satisfaction index", "Satisfaction", "SKM"],
      unrated: "No rating yet",
      answers: "{count} answers",
      welcome: "Welcome",
      nobody: "Numbers appear here when they are called.",
      shut: "Services are closed.",
      quiet: "Your number appears on this screen and is called aloud.",
      silent: "Please watch the screen: your number appears here when it is called.",
      quietly: "Numbers are shown here and called aloud.",
      silently: "Your number appears on this screen.",
      failedly: "No sound: please watch the screen.",
      stalely: "Offline since {time}. May be out of date.",
      failed: "There is no sound at the moment. Please watch the screen.",
      stale: "Connection lost since {time}. What you see may not be up to date.",
      blocked: "Touch this screen or press OK to switch its sound on.",
      missing: "This screen has no sound yet: press OK to try again.",
      hush: "Quiet time until {time}: numbers appear and are not spoken.",
      connecting: "Connecting to the server …",
      unanswered: "The server has not answered yet. This screen keeps trying.",
      unpaired: "This screen is not paired yet",
      preparing: "Preparing a code …",
      pair: "A manager types this code on the page /admin, under Devices.",
      lasts: "The code renews itself every 10 minutes.",
      wrong: "This screen's link is not valid",
      revoked: "A manager has revoked this screen",
      retrying: "This screen keeps trying by itself.",
      days: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
      months: ["January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December"]
    }
  };

  /* A text is a plain string or {"id", "en"}: the asked language, or whichever there is. */
  function pick(text, language) {
    if (text === null || text === undefined) {
      return "";
    }
    if (typeof text !== "object") {
      return String(text);
    }
    return text[language] || text.id || text.en || "";
  }

  function language(asked) {
    return asked === "en" ? "en" : "id";
  }

  signage.words = words;
  signage.pick = pick;
  signage.language = language;
})((window.signage = window.signage || {}));
