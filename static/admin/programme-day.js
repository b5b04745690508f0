// A day on every screen, hour by hour: what plays, by which schedule and why; where schedules meet; any one moment.

import { pick } from "../pages/text.js";
import { el, newId } from "./dom.js";
import { look as looking } from "./look.js";
import { shelf } from "./programme-shelf.js";
import { wordsOf } from "./programme-words.js";

const hours = [0, 3, 6, 9, 12, 15, 18, 21, 24];
const dayLong = 86400000; // ms
const colours = 6;
const shownAtOnce = 40;

export function day({ root, ask, say, secret, language }) {
  const state = { date: "", time: "", screens: [], spans: new Map(), overlaps: [], layouts: [], at: null, chosen: null, now: 0 };
  let run = 0;
  const date = el("input", { id: newId("day"), type: "date", on: { change: () => date.value && load(date.value) } });
  const time = el("input", { id: newId("time"), type: "time", on: { change: () => time.value && look(time.value) } });
  const step = (by, text, label) => el("button", { type: "button", class: "small", "aria-label": label, on: { click: () => load(shifted(state.date, by)) } }, text);
  const chart = el("div", { class: "card" });
  const told = el("div", { class: "card", "aria-live": "polite", hidden: true });
  const inside = el("div", { class: "card", hidden: true });
  const meets = el("div", { class: "card", hidden: true });
  root.replaceChildren(
    el("div", { class: "card" }, el("div", { class: "filters day-filters" },
      step(-1, "‹", say("Sehari sebelumnya", "A day earlier")),
      el("div", { class: "field" }, el("label", { for: date.id }, say("Tanggal", "Date")), date),
      step(1, "›", say("Sehari berikutnya", "A day later")),
      el("div", { class: "field" }, el("label", { for: time.id }, say("Lihat pukul", "Look at")), time)), chart),
    told, inside, meets);
  chart.className = "chart";

  const clock = (local) => local.slice(11, 16).replace(":", language === "en" ? ":" : ".");
  const known = new Map();

  /** A playlist keeps its colour from day to day. */
  function tint(playlist) {
    if (!playlist) return "tint-none";
    if (!known.has(playlist)) known.set(playlist, known.size % colours);
    return `tint-${known.get(playlist)}`;
  }

  async function load(wanted) {
    run += 1;
    const mine = run;
    const query = wanted ? `?at=${wanted}T00:00` : "";
    const [every, meet, looks] = await Promise.all([ask(`/api/programme${query}`), ask("/api/programme/overlaps"), ask("/api/screens")]);
    if (mine !== run) return;
    if (!every || every.status !== 200) return failed(every);
    if (!wanted) { // the first look tells what day it is in the mall
      state.now = every.body.at;
      time.value = every.body.local.slice(11, 16);
      await load(every.body.local.slice(0, 10));
      return;
    }
    const screens = every.body.screens.slice(0, shownAtOnce);
    const spans = await Promise.all(screens.map((one) => ask(`/api/screens/${encodeURIComponent(one.screen)}/programme?at=${wanted}T00:00&hours=24`)));
    if (mine !== run) return;
    Object.assign(state, {
      date: wanted, from: every.body.at, screens, more: every.body.screens.length - screens.length,
      overlaps: meet && meet.status === 200 ? meet.body : [],
      layouts: looks && looks.status === 200 ? looks.body.layouts : [],
      spans: new Map(spans.filter((one) => one && one.status === 200).map((one) => [one.body.screen, one.body.spans.filter((span) => span.from < every.body.at + dayLong)])),
    });
    date.value = wanted;
    draw();
    look(time.value || "09:00");
  }

  function failed(reply) {
    chart.replaceChildren(el("p", { class: "wrong", role: "alert" }, (reply && reply.body.detail) || say("Server tidak menjawab.", "The server does not answer.")));
  }

  function draw() {
    if (!state.screens.length) {
      chart.replaceChildren(el("p", { class: "soft" }, say("Belum ada layar yang dipasangkan.", "No screen is paired yet.")));
      return;
    }
    let zone = "";
    const lines = state.screens.map((one) => {
      const head = one.zone !== zone && el("h3", { class: "chart-zone" }, el("bdi", null, one.zone_name));
      zone = one.zone;
      return [head, line(one)];
    });
    chart.replaceChildren(
      el("div", { class: "chart-hours", "aria-hidden": "true" }, hours.map((hour) => placed(el("span", null, String(hour).padStart(2, "0")), hour / 24))),
      ...lines.flat().filter(Boolean),
      ...(state.more > 0 ? [el("p", { class: "soft" }, say(`${state.more} layar lagi tidak ditampilkan.`, `${state.more} more screens are not shown.`))] : []),
      legend());
    meets.hidden = !state.overlaps.length;
    meets.replaceChildren(el("h2", null, say("Jadwal yang bertemu", "Schedules that meet")), el("ul", { class: "meets" }, state.overlaps.map((one) => el("li", { class: one.why === "later" ? "warn" : "note" }, one.told))));
  }

  function line(one) {
    const spans = state.spans.get(one.screen) || [];
    const bar = el("div", { class: "chart-bar" }, spans.map((span) => {
      const [start, end] = [span.from, span.until === null ? state.from + dayLong : span.until].map((at) => Math.min(1, Math.max(0, (at - state.from) / dayLong)));
      const name = span.name || say("tidak ada", "nothing");
      const text = `${clock(span.begins)}–${end < 1 ? clock(span.ends) : "24.00"} ${name}`;
      const node = el("button", { type: "button", class: `chart-span ${tint(span.playlist)}${span.over.length ? " is-met" : ""}`, title: text, "aria-label": `${one.name}, ${text}. ${span.told}`, on: { click: () => choose(one, span) } }, el("span", null, name));
      return placed(node, start, end - start);
    }), now());
    return el("div", { class: "chart-line" }, el("div", { class: "chart-name" }, el("b", null, el("bdi", null, one.name)), el("small", null, arrangement(one.layout))), bar);
  }

  /** A layout by its name; one that plays nothing says so. */
  function arrangement(id) {
    const layout = state.layouts.find((one) => one.id === id);
    if (!layout) return id;
    const plays = layout.arrangements.some(({ regions }) => regions.some(({ kind }) => kind === "media"));
    return `${pick(layout.name, language)}${plays ? "" : say(" · tanpa bidang media", " · without a media region")}`;
  }

  const now = () => (state.now >= state.from && state.now < state.from + dayLong ? placed(el("i", { class: "chart-now", "aria-hidden": "true" }), (state.now - state.from) / dayLong) : null);

  function legend() {
    const names = new Map([...state.spans.values()].flat().map((one) => [one.playlist, one.name]));
    return el("p", { class: "legend" }, [...names].map(([id, name]) => el("span", null, el("i", { class: tint(id) }), name || say("Tidak ada daftar putar", "No playlist"))),
      [...state.spans.values()].flat().some((one) => one.over.length) && el("span", null, el("i", { class: "is-met" }), say("Beberapa jadwal bertemu", "Several schedules meet")));
  }

  function choose(screen, span) {
    state.chosen = screen.screen;
    time.value = span.begins.slice(0, 10) === state.date ? span.begins.slice(11, 16) : "00:00";
    look(time.value);
  }

  async function look(wanted) {
    const asked = `${state.date}T${wanted}`;
    const reply = await ask(`/api/programme?at=${asked}`);
    if (!reply || reply.status !== 200 || asked !== `${state.date}T${time.value || wanted}`) return;
    const at = reply.body.at;
    for (const old of chart.querySelectorAll(".chart-look")) old.remove();
    for (const bar of chart.querySelectorAll(".chart-bar")) bar.append(placed(el("i", { class: "chart-look", "aria-hidden": "true" }), (at - state.from) / dayLong));
    open(reply.body.screens.find((one) => one.screen === state.chosen), asked);
    told.hidden = false;
    told.replaceChildren(
      el("h2", null, say(`Pukul ${wanted.replace(":", ".")} di setiap layar`, `At ${wanted} on every screen`)),
      el("div", { class: "scrolls" }, el("table", { class: "table" },
        el("thead", null, el("tr", null, [say("Layar", "Screen"), say("Daftar putar", "Playlist"), say("Mengapa", "Why")].map((text) => el("th", { scope: "col" }, text)))),
        el("tbody", null, reply.body.screens.map((one) => el("tr", { class: one.screen === state.chosen ? "is-chosen" : null },
          el("td", null, el("bdi", null, one.name), el("small", { class: "soft" }, ` ${one.zone_name}`)),
          el("td", null, one.playing.playlist ? el("a", { href: `#programme/playlists/${encodeURIComponent(one.playing.playlist)}` }, el("bdi", null, one.playing.name)) : "—"),
          el("td", null, one.playing.told, one.playing.schedule && [" ", el("a", { href: `#programme/schedules/${encodeURIComponent(one.playing.schedule)}` }, say("Ubah", "Change"))])))))));
  }

  let glass = null;

  function shut() {
    if (glass) glass.end();
    glass = null;
    inside.hidden = true;
    inside.replaceChildren();
  }

  /** The chosen screen at that moment: as it would look, and what is in its playlist. */
  async function open(found, asked) {
    shut();
    if (!found) return;
    state.things = state.things || Promise.all([ask("/api/config"), shelf({ ask, secret }), ask("/api/screens")]);
    const [reply, media, screens] = await state.things;
    const row = screens && screens.status === 200 && screens.body.screens.find(({ device }) => device === found.screen);
    const preview = row && await ask("/api/screens/preview", { method: "POST", body: { ...row.settings, orientation: row.stands, device: row.device, zone: row.zone, at: asked } });
    if (!reply || reply.status !== 200 || state.chosen !== found.screen || !root.isConnected) return;
    shut();
    const playlist = found.playing.playlist;
    const sections = { ...reply.body.sections, shelf: media };
    const words = wordsOf({ things: (section) => sections[section] || [], say, language });
    const items = ((sections.playlists || []).find((one) => one.id === playlist) || {}).items || [];
    inside.hidden = false;
    if (preview && preview.status === 200) glass = looking({ say, secret });
    inside.replaceChildren(
      el("h2", null, el("bdi", null, found.name), playlist ? [" · ", el("bdi", null, found.playing.name)] : ""),
      glass ? el("div", { class: "moment-look" }, glass.node) : "",
      !playlist ? el("p", { class: "soft" }, found.playing.told) : items.length ? el("ol", { class: "strip" }, items.map((item) => el("li", null, words.picture(item), el("b", null, el("bdi", null, words.name(item))), el("small", null, `${words.kind(item)} · ${words.seconds(item)} ${say("detik", "s")}`))))
        : el("p", { class: "soft" }, say("Daftar putar ini kosong.", "This playlist is empty.")));
    if (glass) glass.show({ view: preview.body.view, zone: preview.body.zone, at: preview.body.at });
  }

  load("");
  return () => {
    run += 1;
    state.chosen = null;
    shut();
  };
}

/** A node at a part of the day, and as wide as one; numbers are set by script, for no style may stand in the page. */
function placed(node, start, width) {
  node.style.left = `${(start * 100).toFixed(3)}%`;
  if (width !== undefined) node.style.width = `${(width * 100).toFixed(3)}%`;
  return node;
}

function shifted(date, by) {
  const moved = new Date(`${date}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + by);
  return moved.toISOString().slice(0, 10);
}
