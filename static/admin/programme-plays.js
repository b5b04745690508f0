// What was shown where: sums by day, screen and item, and the same as a table to keep.

import { el, newId } from "./dom.js";

export function plays({ root, ask, say, secret, language, tell }) {
  const fields = ["from", "until"].map((key) => el("input", { id: newId(key), type: "date", on: { change: load } }));
  const [from, until] = fields;
  const screen = el("select", { id: newId("screen"), on: { change: load } }, el("option", { value: "" }, say("Semua", "All")));
  const list = el("div", { "aria-live": "polite" });
  const labelled = (node, text) => el("div", { class: "field" }, el("label", { for: node.id }, text), node);
  let run = 0;
  root.replaceChildren(el("div", { class: "card" },
    el("p", { class: "lead lead-first" }, say("Apa yang benar-benar tampil, menurut laporan setiap layar. Disimpan 400 hari.", "What was truly shown, as each screen told it. Kept for 400 days.")),
    el("div", { class: "filters day-filters" }, labelled(from, say("Dari", "From")), labelled(until, say("Sampai", "Until")), labelled(screen, say("Layar", "Screen")), el("span", { class: "gap" }),
      el("button", { type: "button", class: "small", on: { click: download } }, say("Unduh CSV", "Download CSV"))),
    list));

  const query = () => new URLSearchParams([["from", from.value], ["until", until.value], ["screen", screen.value]].filter(([, one]) => one)).toString();
  const clock = (time) => time.slice(0, 5).replace(":", language === "en" ? ":" : ".");
  const day = (date) => new Date(`${date}T12:00:00Z`).toLocaleDateString(language === "en" ? "en-GB" : "id-ID", { timeZone: "UTC", weekday: "short", day: "numeric", month: "short", year: "numeric" });
  const long = (ms) => {
    const minutes = Math.round(ms / 60000);
    return minutes < 1 ? say(`${Math.round(ms / 1000)} detik`, `${Math.round(ms / 1000)} s`) : minutes < 60 ? say(`${minutes} menit`, `${minutes} min`) : say(`${Math.floor(minutes / 60)} jam ${minutes % 60} menit`, `${Math.floor(minutes / 60)} h ${minutes % 60} min`);
  };

  async function load() {
    run += 1;
    const mine = run;
    const reply = await ask(`/api/plays?${query()}`);
    if (mine !== run) return;
    if (!reply || reply.status !== 200) {
      list.replaceChildren(el("p", { class: "wrong" }, (reply && reply.body.detail) || say("Server tidak menjawab.", "The server does not answer.")));
      return;
    }
    from.value = reply.body.from;
    until.value = reply.body.until;
    const { rows, more, note } = reply.body;
    list.replaceChildren(
      note ? el("p", { class: "note" }, note) : "",
      rows.length ? table(rows) : el("p", { class: "soft" }, say("Tidak ada laporan untuk hari-hari ini. Layar dengan tata letak klasik tidak menayangkan daftar putar.", "Nothing was told for these days. Screens with the classic layout play no playlist.")),
      more ? el("p", { class: "note" }, say("Ini 5.000 baris yang pertama; semuanya ada dalam CSV.", "These are the first 5,000 rows; the CSV has them all.")) : "");
  }

  function table(rows) {
    const heads = [say("Tanggal", "Date"), say("Layar", "Screen"), say("Daftar putar", "Playlist"), say("Butir", "Item"), say("Kali", "Times"), say("Utuh", "Whole"), say("Lama", "Time"), say("Pertama–terakhir", "First–last")];
    return el("div", { class: "scrolls" }, el("table", { class: "table figures-table" },
      el("thead", null, el("tr", null, heads.map((text) => el("th", { scope: "col" }, text)))),
      el("tbody", null, rows.map((row) => el("tr", null,
        el("td", { class: "is-short" }, day(row.day)), [row.screen_name, row.playlist_name, row.item_name].map((name) => el("td", null, el("bdi", null, name || "—"))),
        el("td", { class: "is-number" }, String(row.count)), el("td", { class: "is-number" }, String(row.whole)), el("td", { class: "is-short" }, long(row.ms)), el("td", { class: "is-short" }, `${clock(row.begins)}–${clock(row.ends)}`))))));
  }

  async function download() {
    const answer = await fetch(`/api/plays/csv?${query()}`, { headers: { "Accept-Language": language, ...(secret ? { Authorization: `Bearer ${secret}` } : {}) } }).catch(() => null);
    if (!answer || !answer.ok) return tell(say("Tabel tidak bisa diunduh.", "The table can't be downloaded."), "bad");
    const url = URL.createObjectURL(await answer.blob());
    el("a", { href: url, download: `bukti-tayang-${from.value}-${until.value}.csv` }).click();
    return setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  ask("/api/programme").then((reply) => {
    for (const one of reply && reply.status === 200 ? reply.body.screens : []) screen.append(el("option", { value: one.screen }, one.name));
  });
  load();
  return () => { run += 1; };
}
