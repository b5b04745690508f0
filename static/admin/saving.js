// What every editor of the file says around saving: what it does, who was quicker, and what still uses a thing.

import { inMallTime } from "../pages/time.js";
import { el } from "./dom.js";
import { inWords } from "./names.js";
import { pick } from "../pages/text.js";

export const saved = { id: "Tersimpan dan berlaku.", en: "Saved, and in force." };
export const away = { id: "Server tidak menjawab. Tidak ada yang hilang: coba simpan lagi.", en: "The server does not answer. Nothing is lost: try to save again." };

/** What a change does, as the server tells it; nothing where it does nothing. */
export function effectsList(effects, { say }) {
  return effects.length ? [el("h3", null, say("Akibatnya sekarang", "What this does now")), el("ul", null, effects.map((one) => el("li", null, one.detail)))] : [];
}

/** Somebody else has saved meanwhile: what was typed stays, and is laid over the new file; until that is there, `save` waits. */
export function quicker({ why, file, shell, save, again }) {
  const { say } = shell;
  const whose = el("p", { hidden: true });
  file.last().then((last) => {
    whose.hidden = !last;
    whose.textContent = last ? changedBy(last, shell) : "";
  });
  return el("div", { class: "warn" }, el("p", null, why || say("Pengaturan sudah diubah di tempat lain.", "The settings were changed elsewhere.")), whose,
    el("button", { type: "button", class: "small", on: { click: async () => {
      save.disabled = true;
      await file.load();
      save.disabled = false;
      again();
    } } }, say("Muat yang terbaru", "Load the newest")));
}

/** That something is still used, by whom; `instead` is another way out. */
export function stillUsed({ whys, shell, instead }) {
  return el("div", { class: "warn" }, el("p", null, shell.say("Ini masih dipakai dan tidak dapat dihapus:", "This is still in use and can't be deleted:")), el("ul", null, whys.map((why) => el("li", null, why))), instead);
}

const users = {
  mall: { id: "mal", en: "the mall" }, zones: { id: "zona", en: "zone" }, services: { id: "layanan", en: "service" }, counters: { id: "loket", en: "counter" },
  screens: { id: "pengaturan semua layar", en: "what holds for all screens" }, playlists: { id: "daftar putar", en: "playlist" }, schedules: { id: "jadwal", en: "schedule" },
  takeovers: { id: "acara", en: "event" }, tickers: { id: "teks berjalan", en: "ticker" }, quiet: { id: "waktu tenang", en: "quiet time" }, volume: { id: "volume", en: "volume" },
  slots: { id: "jadwal reservasi", en: "slots" }, phrases: { id: "kalimat", en: "sentences" }, printers: { id: "printer", en: "printer" }, days: { id: "hari khusus", en: "special days" },
};

/** Why a thing can't be taken out: the table that names it, instead of what that table would lack. */
export function usedBy(fault, id, file, { say, language }) {
  const noun = users[fault.section];
  if (!noun || !fault.detail.includes(`“${id}”`)) return inWords(fault.detail, file, language);
  const thing = file.things(fault.section).find((one, at) => (fault.id === null ? at === fault.at : one.id === fault.id));
  const name = thing ? pick(thing.name || thing.title || thing.text, language) || thing.id : "";
  return say(`Dipakai oleh ${noun.id}`, `Used by ${noun.en}`) + (name ? ` “${name}”.` : ".");
}

/** Who changed the file last, when, and what. */
function changedBy({ who, at, what }, { say, language }) {
  const name = who === "" ? say("langsung di berkas", "by hand, at the file") : who === "admin" ? say("lewat tautan pengelola", "by the administrator's link") : who && say(`oleh ${who}`, `by ${who}`);
  const time = inMallTime(at, language);
  return `${say("Terakhir diubah", "Last changed")} ${[name, say(`pukul ${time}`, `at ${time}`)].filter(Boolean).join(", ")}: ${what}`;
}
