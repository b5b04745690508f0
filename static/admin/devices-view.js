// The devices section: what is known → markup.

import { h } from "../pages/markup.js";
import { inMallTime } from "../pages/time.js";
import { ago, chosen, dated, facts, kinds, states, views } from "./devices-words.js";

const button = (act, text, more = {}) => h("button", { type: "button", class: "small", "data-act": act, ...more }, text);

/** `state`: {say, language, list, hall, filter, open, act, form, fresh, sending}. */
export function devicesPage(state) {
  if (!state.list) return h("p", { class: "soft", role: "status" }, state.say("Memuat daftar…", "Loading the list…"));
  return [secretCard(state), formCard(state), listCard(state), alertsCard(state), firstCard(state)];
}

// ---- new ones

function formCard({ say, form, list, ...state }) {
  const waiting = list.waiting.length;
  return h("section", { key: "new", class: "card" },
    h("div", { class: "device-top" },
      h("div", null,
        h("h2", null, say("Perangkat baru", "A new device")),
        h("p", { class: waiting ? "note" : "soft" }, waiting ? waitingText(list.waiting, say)
          : say("Buka /screen, /counter, /kiosk atau /survey di perangkatnya, lalu ketik kode yang tampil di sana.", "Open /screen, /counter, /kiosk or /survey on the device, then type the code that it shows."))),
      h("div", { class: "device-go" },
        h("button", { type: "button", class: "main-button", "data-act": "pair", "aria-expanded": String(form === "pair") }, say("Pasangkan perangkat", "Pair a device")),
        button("make", say("Tombol atau umpan data…", "Button or feed…"), { "aria-expanded": String(form === "make") }))),
    form && newForm({ say, form, ...state }));
}

function waitingText(waiting, say) {
  const where = [...new Set(waiting.map(({ address }) => address))].slice(0, 3).join(", ");
  return waiting.length === 1
    ? say(`Satu halaman menunggu dipasangkan, dari ${where}. Ketik kode yang tampil di sana.`, `One page waits to be paired, from ${where}. Type the code that it shows.`)
    : say(`${waiting.length} halaman menunggu dipasangkan, dari ${where}.`, `${waiting.length} pages wait to be paired, from ${where}.`);
}

function newForm({ say, form, hall, language, draft, fault, sending }) {
  const choices = form === "pair" ? ["screen", "counter", "kiosk", "survey"] : ["button", "feed"];
  const places = placesFor(draft.kind, hall, language);
  return h("form", { key: form, class: "device-form", "data-form": form },
    form === "pair" && h("div", { key: "code", class: "field" },
      h("label", { for: "device-code" }, say("Kode di layarnya", "Code on its screen")),
      h("input", { id: "device-code", name: "code", class: "code-field", maxlength: "12", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", placeholder: "ABCD 2345", "aria-invalid": fault && fault.code ? "true" : null })),
    h("div", { key: "kind", class: "field" },
      h("label", { for: "device-kind" }, say("Sebagai", "As")),
      h("select", { id: "device-kind", name: "kind" }, choices.map((kind) => h("option", { key: kind, value: kind }, kinds[kind][language])))),
    draft.kind !== "feed" && h("div", { key: "place", class: "field" },
      h("label", { for: "device-place" }, draft.kind === "survey" ? say("Berdiri di", "Stands at") : ["counter", "button"].includes(draft.kind) ? say("Di loket", "At counter") : say("Di zona", "In zone")),
      h("select", { id: "device-place", name: "place" }, places.map(([id, name]) => h("option", { key: id, value: id }, name)))),
    h("div", { key: "name", class: "field" },
      h("label", { for: "device-name" }, say("Nama (boleh kosong)", "Name (may be empty)")),
      h("input", { id: "device-name", name: "name", maxlength: "60", autocomplete: "off", placeholder: say("TV dekat pintu", "TV by the door") })),
    h("div", { key: "go", class: "device-go" },
      h("button", { class: "main-button", type: "submit", "aria-disabled": String(sending) }, form === "pair" ? say("Pasangkan", "Pair") : say("Buat", "Make")),
      button("shut", say("Batal", "Cancel"))),
    fault && h("p", { key: "fault", class: "wrong", role: "alert" }, fault.text));
}

/** [id, name] of the places for a kind. */
export function placesFor(kind, hall, language) {
  if (!hall) return [];
  if (["counter", "button"].includes(kind)) {
    const zone = new Map(hall.zones.map((one) => [one.zone, one.name[language]]));
    return hall.counters.map((one) => [one.counter, `${one.name} · ${zone.get(one.zone)}`]);
  }
  const zones = hall.zones.map((one) => [one.zone, one.name[language]]);
  if (kind !== "survey") return zones;
  const counters = placesFor("counter", hall, language).map(([id, name]) => [id, `${language === "en" ? "Counter" : "Loket"} ${name}`]);
  return [["", language === "en" ? "The exit, for the whole mall" : "Pintu keluar, untuk seluruh mal"], ...zones, ...counters];
}

/** A secret that nobody can ask for again. */
function secretCard({ say, fresh }) {
  if (!fresh) return null;
  const row = (label, text, name) => h("div", { key: name, class: "secret-row" },
    h("label", { for: `fresh-${name}` }, label),
    h("input", { id: `fresh-${name}`, readonly: true, value: text }),
    button("copy", say("Salin", "Copy"), { "data-of": `fresh-${name}` }));
  return h("section", { key: "fresh", class: "card secret-card" },
    h("h2", { tabindex: "-1", id: "fresh-title" }, say("Simpan sekarang: hanya tampil sekali", "Keep this now: it is shown once")),
    h("p", { class: "lead" }, fresh.kind === "button"
      ? say("Isi alamat ini di tombol Wi-Fi, dengan rahasianya sebagai kata sandi (HTTP Basic, nama bebas).", "Put this address into the Wi-Fi button, with the secret as its password (HTTP Basic, any user).")
      : say("Pakai rahasia ini sebagai Bearer pada alamat ini.", "Use this secret as the Bearer at this address.")),
    row(say("Alamat", "Address"), fresh.url, "url"),
    row(say("Rahasia", "Secret"), fresh.secret, "secret"),
    h("div", { class: "device-go" }, h("button", { type: "button", class: "main-button", "data-act": "kept" }, say("Sudah disimpan", "I have kept it"))));
}

// ---- the list

function listCard(state) {
  const { say, language, list, filter } = state;
  const rows = chosen(list.devices, filter, language);
  const count = (view) => list.devices.filter(view.has).length;
  const known = Object.keys(kinds).filter((kind) => list.devices.some((row) => row.kind === kind));
  return h("section", { key: "list", class: "card" },
    h("h2", null, say("Daftar perangkat", "Devices")),
    h("div", { class: "tabs", role: "group", "aria-label": say("Yang ditampilkan", "What is shown") },
      views.map((view) => h("button", { key: view.id, type: "button", class: "tab", "data-act": "view", "data-view": view.id, "aria-pressed": String(view.id === filter.view) },
        view.title[language], " ", h("span", { class: "count" }, String(count(view)))))),
    h("div", { class: "filters" },
      h("div", { class: "field" }, h("label", { for: "device-query" }, say("Cari", "Search")),
        h("input", { id: "device-query", name: "query", type: "search", autocomplete: "off", placeholder: say("nama, tempat, alamat", "name, place, address") })),
      h("div", { class: "field" }, h("label", { for: "device-filter" }, say("Jenis", "Kind")),
        h("select", { id: "device-filter", name: "filter" },
          h("option", { key: "", value: "" }, say("Semua jenis", "All kinds")),
          known.map((kind) => h("option", { key: kind, value: kind }, kinds[kind][language]))))),
    rows.length ? h("ul", { class: "devices" }, rows.map((row) => deviceRow(row, state)))
      : h("p", { class: "state" }, filter.query || filter.kind ? say("Tidak ada yang cocok.", "Nothing fits.")
        : filter.view === "look" ? say("Semua perangkat baik.", "All devices are well.") : say("Tidak ada.", "None.")));
}

function deviceRow(row, state) {
  const { say, language, list, open } = state;
  const here = open === row.device;
  const kind = kinds[row.kind][language];
  const [title, place] = [row.title[language], row.place_name && row.place_name[language]];
  return h("li", { key: row.device, class: `device device-${row.state}` },
    h("div", { class: "device-line" },
      h("div", { class: "device-name" }, h("b", null, h("bdi", null, title)),
        h("small", null, row.name || row.kind === "printer" ? [kind, place && " · ", place && h("bdi", null, place)] : row.first ? say("tautan awal", "first link") : kind)),
      h("p", { class: "device-state" }, chip(row.state, language), row.note && h("small", null, row.note[language])),
      h("p", { class: "device-seen" }, seen(row, list.at, say)),
      row.kind in { printer: 1, speaker: 1 } ? h("span", null) : button("open", here ? say("Tutup", "Close") : say("Kelola", "Manage"),
        { "data-device": row.device, "aria-expanded": String(here), "aria-label": `${here ? say("Tutup", "Close") : say("Kelola", "Manage")}: ${title}` })),
    here && details(row, state));
}

const chip = (state, language) => h("span", { class: `chip chip-${states[state].chip}` }, states[state][language]);

function seen(row, now, say) {
  const page = row.pages[0];
  if (row.pages.length > 1) return [say(`${row.pages.length} halaman terbuka`, `${row.pages.length} open pages`)];
  if (page) return [h("span", null, say(`${Math.round(page.age)} dtk lalu`, `${Math.round(page.age)} s ago`)), h("small", null, page.address)];
  if (!row.seen) return "";
  return [h("span", null, row.kind === "button" ? say(`ditekan ${ago(row.seen, now, say)}`, `pressed ${ago(row.seen, now, say)}`) : ago(row.seen, now, say)), h("small", null, row.address)];
}

function details(row, state) {
  const { say, language } = state;
  const made = row.created ? say(`Dipasangkan ${dated(row.created, language)} oleh ${row.created_by}.`, `Paired ${dated(row.created, language)} by ${row.created_by}.`)
    : say("Rahasianya dibuat server pada saat pertama kali dijalankan.", "Its secret was made by the server at its first start.");
  return h("div", { class: "device-more" },
    row.pages.map((page) => h("dl", { key: page.page + page.address, class: "device-facts" },
      facts(page, row.kind, say).map(([what, text, bad]) => h("div", { key: what, class: bad ? "is-bad" : null }, h("dt", null, what), h("dd", null, text))))),
    h("p", { class: "soft" }, made, " ", h("code", null, row.device)),
    row.revoked ? h("p", { class: "soft" }, say(`Dicabut ${dated(row.revoked, language)}.`, `Revoked ${dated(row.revoked, language)}.`)) : deeds(row, state));
}

function deeds(row, { say, act, fault, sending }) {
  const shows = ["screen", "counter", "kiosk", "survey"].includes(row.kind);
  if (!act) {
    return h("div", { key: "deeds", class: "device-go" },
      button("rename", say("Ganti nama", "Rename")),
      button("replace", say("Ganti perangkat", "Replace")),
      button("revoke", say("Cabut…", "Revoke…"), { class: "small danger" }));
  }
  const go = (text, danger) => h("div", { key: "go", class: "device-go" },
    h("button", { class: danger ? "small danger" : "main-button", type: "submit", "aria-disabled": String(sending) }, text), button("undo", say("Batal", "Cancel")));
  const parts = {
    rename: [h("div", { key: "name", class: "field" }, h("label", { for: "device-rename" }, say("Nama baru", "New name")),
      h("input", { id: "device-rename", name: "rename", maxlength: "60", autocomplete: "off" })), go(say("Simpan", "Save"))],
    replace: [h("p", { key: "text" }, shows
      ? say("Buka halaman yang sama di perangkat pengganti dan ketik kodenya. Perangkat lama langsung terputus; nama dan tempatnya tetap.", "Open the same page on the new machine and type its code. The old one is cut off at once; name and place stay.")
      : say("Rahasia yang lama langsung berakhir, dan rahasia baru tampil sekali.", "The old secret ends at once, and a new one is shown once.")),
    shows && h("div", { key: "code", class: "field" }, h("label", { for: "device-new" }, say("Kode di layar pengganti", "Code on the new screen")),
      h("input", { id: "device-new", name: "new", class: "code-field", maxlength: "12", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", placeholder: "ABCD 2345" })), go(say("Ganti", "Replace"))],
    revoke: [h("p", { key: "text", class: "warn" }, shows
      ? say("Halamannya langsung terputus, menyebutkan bahwa ia dicabut, dan menampilkan kode baru. Ini tidak bisa dibatalkan, tetapi perangkatnya bisa dipasangkan lagi.", "Its page is cut off at once, says that it was revoked, and shows a new code. This can't be undone, but the device can be paired again.")
      : say("Rahasianya langsung berakhir dan tidak bisa dipulihkan.", "Its secret ends at once and can't be brought back.")), go(say("Cabut sekarang", "Revoke now"), true)],
  };
  return h("form", { key: act, class: "device-act", "data-form": act }, parts[act], fault && h("p", { key: "fault", class: "wrong", role: "alert" }, fault.text));
}

// ---- what was told

const latest = 12;

function alertsCard({ say, language, alerts }) {
  if (!alerts.length) return null;
  return h("section", { key: "alerts", class: "card" },
    h("h2", null, say("Peringatan terakhir", "Latest alerts")),
    h("ul", { class: "devices" }, alerts.slice(0, latest).map((one) => h("li", { key: String(one.alert), class: "alert-line" },
      h("span", { class: "device-seen" }, inMallTime(one.at, language)),
      h("span", null, one.text[language]),
      h("span", { class: one.ended ? "chip" : "chip chip-bad" }, one.ended ? say(`sampai ${inMallTime(one.ended, language)}`, `until ${inMallTime(one.ended, language)}`) : say("masih", "still"))))));
}

// ---- the server's own secrets

function firstCard({ say, list, act, open, fault, sending }) {
  const firsts = list.devices.filter((row) => row.first && row.state !== "revoked");
  const paired = new Set(list.devices.filter((row) => !row.first && row.state !== "revoked").map((row) => `${row.kind} ${row.place}`));
  const replaced = firsts.filter((row) => paired.has(`${row.kind} ${row.place}`) && row.kind !== "admin");
  if (!firsts.length && list.first_over) return null;
  const used = firsts.filter((row) => row.pages.length).length;
  return h("section", { key: "first", class: "card" },
    h("h2", null, say("Tautan awal", "First links")),
    h("p", { class: "lead" }, say(
      `Saat pertama dijalankan, server membuat tautan siap pakai untuk setiap tempat; ${firsts.length} masih berlaku dan dicetak oleh “signage links”. Akhiri setelah perangkatnya dipasangkan.`,
      `At its first start the server made ready links for every place; ${firsts.length} are still good and are printed by “signage links”. End them once their devices are paired.`)),
    list.first_over && h("p", { class: "note" }, say("Tempat baru tidak lagi mendapat tautan.", "New places get no links any more.")),
    open === "first" && act ? h("form", { class: "device-act", "data-form": "retire" },
      h("p", { class: "warn" }, say(
        `Semua tautan awal berakhir untuk selamanya; ${used} halaman yang memakainya sekarang akan terputus dan menampilkan kode. Tempat baru tidak akan mendapat tautan lagi. Tautan pengelola berakhir hanya bila ada administrator yang bisa masuk.`,
        `All first links end for good; ${used} pages that use one now are cut off and show a code. New places will get no links. The administrator's link ends only when an administrator can sign in.`)),
      h("div", { class: "device-go" }, h("button", { class: "small danger", type: "submit", "aria-disabled": String(sending) }, say("Akhiri semua", "End them all")), button("undo", say("Batal", "Cancel"))),
      fault && h("p", { class: "wrong", role: "alert" }, fault.text))
      : h("div", { class: "device-go" },
        button("retire-replaced", say(`Akhiri yang sudah diganti (${replaced.length})`, `End those that were replaced (${replaced.length})`), { "aria-disabled": String(!replaced.length) }),
        button("retire-all", say("Akhiri semua…", "End all…"), { class: "small danger" })));
}
