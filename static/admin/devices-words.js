// How the list of devices says what a device is, how it is, and when it was seen. Pure.

import { inMallTime } from "../pages/time.js";

export const kinds = {
  screen: { id: "Layar", en: "Screen" }, counter: { id: "Loket", en: "Counter" }, kiosk: { id: "Kios", en: "Kiosk" }, survey: { id: "Tablet survei", en: "Survey tablet" },
  button: { id: "Tombol", en: "Button" }, feed: { id: "Umpan data", en: "Feed" }, admin: { id: "Tautan pengelola", en: "Administrator's link" },
  printer: { id: "Printer", en: "Printer" }, speaker: { id: "Pengeras", en: "Speaker" },
};

export const states = {
  hung: { id: "Macet", en: "Hangs", chip: "bad" }, trouble: { id: "Bermasalah", en: "In trouble", chip: "bad" },
  muted: { id: "Tanpa suara", en: "No sound", chip: "warn" }, silent: { id: "Tidak ada kabar", en: "No sign of life", chip: "warn" },
  well: { id: "Baik", en: "Well", chip: "good" }, never: { id: "Belum dipakai", en: "Never used", chip: "none" },
  revoked: { id: "Dicabut", en: "Revoked", chip: "none" },
};

const order = Object.keys(states);

const shown = {
  calls: { id: "panggilan", en: "calls" }, idle: { id: "papan, tanpa panggilan baru", en: "the board, no new call" },
  alarm: { id: "keadaan darurat", en: "an emergency" }, notice: { id: "pesan, bukan papan", en: "a message, not the board" },
  free: { id: "loket kosong", en: "a free counter" }, called: { id: "memanggil", en: "calling" }, serving: { id: "melayani", en: "serving" },
  shut: { id: "loket tutup", en: "a shut counter" }, blank: { id: "belum ada isi", en: "nothing yet" },
  agency: { id: "daftar instansi", en: "agencies" }, service: { id: "daftar layanan", en: "services" }, number: { id: "nomor antrean", en: "a number" },
};

const sounds = {
  ready: { id: "menyala", en: "on" }, blocked: { id: "diblokir peramban", en: "blocked by the browser" },
  missing: { id: "tidak ada", en: "missing" },
};

export const views = [
  { id: "used", title: { id: "Dipakai", en: "In use" }, has: ({ state }) => state !== "never" && state !== "revoked" },
  { id: "look", title: { id: "Perlu dilihat", en: "To be looked at" }, has: ({ state }) => ["hung", "trouble", "muted", "silent"].includes(state) },
  { id: "never", title: { id: "Belum dipakai", en: "Never used" }, has: ({ state }) => state === "never" },
  { id: "revoked", title: { id: "Dicabut", en: "Revoked" }, has: ({ state }) => state === "revoked" },
  { id: "all", title: { id: "Semua", en: "All" }, has: () => true },
];

const plain = (text) => String(text || "").normalize("NFKD").toLowerCase();

/** The devices to be listed: {view, kind, query}; those that need somebody first. */
export function chosen(devices, { view, kind, query }, language) {
  const wanted = plain(query).split(/\s+/).filter(Boolean);
  const told = (row) => plain([row.title.id, row.title.en, row.device, row.address, kinds[row.kind][language], row.place,
    row.place_name && row.place_name[language], ...row.pages.map(({ address }) => address)].join(" "));
  return devices
    .filter(views.find(({ id }) => id === view).has)
    .filter((row) => !kind || row.kind === kind)
    .filter((row) => wanted.every((word) => told(row).includes(word)))
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state)
      || Object.keys(kinds).indexOf(a.kind) - Object.keys(kinds).indexOf(b.kind)
      || a.title[language].localeCompare(b.title[language], language, { numeric: true }));
}

/** How long ago, in one unit; {at, now} in ms. */
export function ago(at, now, say) {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 60) return say(`${seconds} dtk lalu`, `${seconds} s ago`);
  if (seconds < 3600) return say(`${Math.floor(seconds / 60)} mnt lalu`, `${Math.floor(seconds / 60)} min ago`);
  if (seconds < 86400) return say(`${Math.floor(seconds / 3600)} jam lalu`, `${Math.floor(seconds / 3600)} h ago`);
  const days = Math.floor(seconds / 86400);
  return say(`${days} hari lalu`, days === 1 ? "1 day ago" : `${days} days ago`);
}

export const dated = (at, language) => inMallTime(at, language, { dateStyle: "medium", timeStyle: "short" });

/** What a page says of itself, as [what, text] pairs; those that are a trouble come with a third, true. */
export function facts(page, kind, say) {
  const word = (table, name) => (table[name] ? say(table[name].id, table[name].en) : name);
  const clock = page.offset === null ? "" : Math.abs(page.offset) < 2 ? say("tepat", "right")
    : say(`${Math.abs(page.offset)} dtk ${page.offset > 0 ? "terlalu cepat" : "terlambat"}`, `${Math.abs(page.offset)} s ${page.offset > 0 ? "fast" : "slow"}`);
  return [
    [say("Menampilkan", "Shows"), page.showing ? word(shown, page.showing) : ""],
    [say("Terakhir dilukis", "Last painted"), page.painted ? `#${page.painted}` : "", page.state === "hung"],
    [say("Suara", "Sound"), kind === "screen" && page.sound !== "unknown" ? word(sounds, page.sound) : "", page.state === "muted"],
    [say("Jam", "Clock"), clock, page.offset !== null && Math.abs(page.offset) >= 60],
    [say("Versi", "Version"), page.version && (page.old ? say("lama; muat ulang halamannya", "old; load its page again") : say("sama dengan server", "the server's")), page.old],
    [say("Ukuran", "Size"), page.size[0] ? `${page.size[0]} × ${page.size[1]}` : ""],
    [say("Mesin", "Engine"), page.engine],
    [say("Alamat", "Address"), page.address],
    [say("Tanda terakhir", "Last sign"), say(`${Math.round(page.age)} dtk lalu`, `${Math.round(page.age)} s ago`), page.state === "hung"],
    [say("Jendela", "Window"), page.hidden ? say("di belakang jendela lain", "behind other windows") : ""],
  ].filter(([, text]) => text);
}
