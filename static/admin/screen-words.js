// How a screen's settings and what can be read on it are said. Pure.

/** A figure as it is written: 7,4 or 7.4. */
export const figure = (value, language) => String(Math.round(value * 10) / 10).replace(".", language === "en" ? "." : ",");

export const stands = {
  auto: { id: "Ikut layarnya", en: "As the screen stands" },
  landscape: { id: "Mendatar", en: "Landscape" },
  portrait: { id: "Tegak", en: "Portrait" },
};

export const calls = {
  board: { id: "Di papan panggilan", en: "In the call board" },
  banner: { id: "Sebagai spanduk di atas media", en: "As a banner over the media" },
  whole: { id: "Memenuhi layar sebentar", en: "Fills the screen for a moment" },
};

export const ducking = {
  duck: { id: "Dikecilkan", en: "Turned down" },
  pause: { id: "Dijeda", en: "Paused" },
  mute: { id: "Dibisukan", en: "Muted" },
};

export const tokens = {
  ground: { id: "Latar", en: "Ground" },
  paper: { id: "Bidang", en: "Panels" },
  paper2: { id: "Bidang menonjol", en: "Raised panels" },
  line: { id: "Garis", en: "Lines" },
  text: { id: "Teks", en: "Text" },
  soft: { id: "Teks pelengkap", en: "Lesser text" },
  call: { id: "Panggilan", en: "A call" },
  call_ink: { id: "Teks panggilan", en: "A call's text" },
  call_text: { id: "Nomor loket", en: "A counter's number" },
  go: { id: "Tanda baik", en: "Well" },
  alert: { id: "Tanda bahaya", en: "Alert" },
  alert_ink: { id: "Teks bahaya", en: "An alert's text" },
};

/** The heights of letters, in a sentence. */
export function heights({ letters }, say) {
  const mm = (value) => `${Math.round(value)} mm`;
  return say(`Huruf paling kecil: nomor ${mm(letters.number)}, loket dan instansi ${mm(letters.counter)}, teks lain ${mm(letters.text)}.`,
    `Smallest letters: numbers ${mm(letters.number)}, counter and agency ${mm(letters.counter)}, other text ${mm(letters.text)}.`);
}

/** What a layout on this screen is good for, and what to do where it is not: {good, text}. */
export function reading({ reach, needs, faults }, settings, { say, language }) {
  const away = figure(settings.distance, language);
  if (!faults.length) return { good: true, text: say(`Semua terbaca dari ${away} m; paling jauh ${figure(reach ?? settings.distance, language)} m.`, `All of it is read from ${away} m; ${figure(reach ?? settings.distance, language)} m at most.`) };
  const far = reach === null ? say("Tata letak ini terlalu padat untuk layar ini.", "This layout is too full for this screen.")
    : reach < settings.distance ? say(`Semua terbaca sampai ${figure(reach, language)} m saja, bukan ${away} m.`, `All of it is read up to ${figure(reach, language)} m only, not ${away} m.`) : "";
  const large = far && (needs === null ? say("Tidak ada layar yang cukup besar; pilih tata letak dengan lebih sedikit bidang.", "No screen is large enough; choose a layout with fewer regions.")
    : say(`Untuk jarak itu perlu layar ${Math.ceil(needs)} inci.`, `That distance needs a screen of ${Math.ceil(needs)} inches.`));
  const advice = say("Besarkan bidang yang disebut, pakai layar yang lebih besar, atau dekatkan tempat duduk.", "Make the regions that are named larger, take a larger screen, or move the seats closer.");
  return { good: false, text: [far, large, advice].filter(Boolean).join(" ") };
}
