// The people section: what is known → markup.

import { h } from "../pages/markup.js";
import { plain } from "../pages/text.js";

export const roles = {
  administrator: { id: "Administrator", en: "Administrator", more: { id: "Segalanya, juga administrator lain.", en: "Everything, other administrators too." } },
  manager: { id: "Pengelola aula", en: "Hall manager", more: { id: "Segalanya, kecuali mengatur pengelola dan administrator.", en: "Everything but managers and administrators." } },
  floor: { id: "Pengelola lantai", en: "Floor manager", more: { id: "Halaman lantai: loket, pengumuman, acara, keadaan darurat; dan laporan.", en: "The floor page: counters, announcements, events, emergencies; and reports." } },
  officer: { id: "Petugas", en: "Officer", more: { id: "Masuk dengan PIN di loketnya.", en: "Signs in with a PIN at a counter." } },
  reader: { id: "Pembaca laporan", en: "Report reader", more: { id: "Hanya laporan.", en: "Reports only." } },
};

const button = (act, text, more = {}) => h("button", { type: "button", class: "small", "data-act": act, ...more }, text);

/** `state`: {say, language, list, hall, filter, open, act, form, draft, fresh, fault, sending}. */
export function peoplePage(state) {
  if (!state.list) return h("p", { class: "soft", role: "status" }, state.say("Memuat daftar…", "Loading the list…"));
  return [freshCard(state), newCard(state), listCard(state)];
}

// ---- new ones

function newCard({ form, ...state }) {
  const { say } = state;
  return h("section", { key: "new", class: "card" },
    h("div", { class: "device-top" },
      h("div", null,
        h("h2", null, say("Orang baru", "Somebody new")),
        h("p", { class: "soft" }, say("Server membuat kata sandi atau PIN-nya. Ia tampil satu kali, untuk Anda sampaikan langsung.", "The server makes the password or PIN. It is shown once, for you to pass on by hand."))),
      h("div", { class: "device-go" },
        h("button", { type: "button", class: "main-button", "data-act": "new", "aria-expanded": String(Boolean(form)) }, say("Tambah orang", "Add a person")))),
    form && newForm(state));
}

function newForm(state) {
  const { say, list, draft, fault, sending } = state;
  return h("form", { key: "form", class: "person-form", "data-form": "new" },
    nameField(say, "new", ""),
    roleField(state, "new", draft.role, list.roles),
    draft.role === "officer" ? places(state, "new", { agencies: [], counters: [] }) : loginField(say, "new", ""),
    h("div", { key: "go", class: "device-go" },
      h("button", { class: "main-button", type: "submit", "aria-disabled": String(sending) }, say("Tambahkan", "Add")), button("shut", say("Batal", "Cancel"))),
    fault && h("p", { key: "fault", class: "wrong", role: "alert" }, fault));
}

const nameField = (say, of, value) => h("div", { key: "name", class: "field" },
  h("label", { for: `${of}-name` }, say("Nama", "Name")),
  h("input", { id: `${of}-name`, name: "name", value, maxlength: "60", autocomplete: "off" }));

const loginField = (say, of, value) => h("div", { key: "login", class: "field" },
  h("label", { for: `${of}-login` }, say("Nama masuk", "Login")),
  h("input", { id: `${of}-login`, name: "login", value, maxlength: "40", autocomplete: "off", autocapitalize: "none", spellcheck: "false", placeholder: "sri.wahyuni" }));

function roleField({ say, language }, of, role, known) {
  const listed = Object.keys(roles).filter((one) => known.includes(one));
  return h("div", { key: "role", class: "field" },
    h("label", { for: `${of}-role` }, say("Peran", "Role")),
    h("select", { id: `${of}-role`, name: "role", "aria-describedby": `${of}-role-more` }, listed.map((one) => h("option", { key: one, value: one, selected: one === role }, roles[one][language]))),
    h("p", { id: `${of}-role-more`, class: "field-hint" }, roles[role].more[language]));
}

/** Where an officer may sign in: nothing chosen is everywhere. */
function places({ say, language, hall }, of, chosen) {
  if (!hall) return null;
  const box = (kind, id, text) => h("label", { key: id, class: "tick" },
    h("input", { type: "checkbox", name: kind, value: id, checked: chosen[kind].includes(id) }), h("bdi", null, text));
  return h("fieldset", { key: "places", class: "person-places" },
    h("legend", null, say("Boleh masuk di", "May sign in at")),
    h("p", { class: "field-hint" }, say("Tanpa pilihan: di semua loket.", "Nothing chosen: at every counter.")),
    h("div", { key: "agencies", class: "ticks" }, hall.agencies.map((one) => box("agencies", one.agency, (one.short || one.name)[language]))),
    h("div", { key: "counters", class: "ticks" }, hall.counters.map((one) => box("counters", one.counter, say(`Loket ${one.name}`, `Counter ${one.name}`)))));
}

/** A password or PIN that nobody can ask for again. */
function freshCard({ say, fresh }) {
  if (!fresh) return null;
  const pin = fresh.role === "officer";
  const row = (name, label, text) => h("div", { key: name, class: "secret-row" },
    h("label", { for: `fresh-${name}` }, label),
    h("input", { id: `fresh-${name}`, class: pin && name === "secret" ? "pin" : null, readonly: true, value: text }),
    button("copy", say("Salin", "Copy"), { "data-of": `fresh-${name}` }));
  return h("section", { key: `fresh-${fresh.id}`, class: "card secret-card" },
    h("h2", { tabindex: "-1", id: "fresh-title" }, say("Catat sekarang: hanya tampil sekali", "Note it now: it is shown once")),
    h("p", { class: "lead" }, pin
      ? say(`PIN ${fresh.name} untuk halaman loket.`, `${fresh.name}'s PIN for the counter's page.`)
      : say(`${fresh.name} masuk dengan ini, lalu memilih kata sandi sendiri.`, `${fresh.name} signs in with this, and then chooses a password.`)),
    !pin && row("login", say("Nama masuk", "Login"), fresh.login),
    row("secret", pin ? "PIN" : say("Kata sandi", "Password"), fresh.secret),
    h("div", { class: "device-go" }, h("button", { type: "button", class: "main-button", "data-act": "kept" }, say("Sudah dicatat", "I have noted it"))));
}

// ---- the list

export function chosen(people, { query, role, view }) {
  const wanted = plain(query);
  return people.filter((one) => one.disabled === (view === "off") && (!role || one.role === role)
    && (!wanted || [one.name, one.login || "", one.id].some((text) => plain(text).includes(wanted))));
}

function listCard(state) {
  const { say, language, list, filter } = state;
  const rows = chosen(list.people, filter);
  const tab = (view, text) => h("button", { key: view, type: "button", class: "tab", "data-act": "view", "data-view": view, "aria-pressed": String(filter.view === view) },
    text, " ", h("span", { class: "count" }, String(list.people.filter((one) => one.disabled === (view === "off")).length)));
  return h("section", { key: "list", class: "card" },
    h("h2", null, say("Daftar orang", "People")),
    h("div", { class: "tabs", role: "group", "aria-label": say("Yang ditampilkan", "What is shown") }, tab("on", say("Aktif", "Active")), tab("off", say("Dinonaktifkan", "Disabled"))),
    h("div", { class: "filters" },
      h("div", { class: "field" }, h("label", { for: "person-query" }, say("Cari", "Search")),
        h("input", { id: "person-query", name: "query", type: "search", autocomplete: "off", placeholder: say("nama atau nama masuk", "name or login") })),
      h("div", { class: "field" }, h("label", { for: "person-filter" }, say("Peran", "Role")),
        h("select", { id: "person-filter", name: "filter" }, h("option", { key: "", value: "" }, say("Semua peran", "All roles")),
          Object.keys(roles).map((one) => h("option", { key: one, value: one }, roles[one][language]))))),
    rows.length ? h("ul", { class: "devices" }, rows.map((row) => personRow(row, state)))
      : h("p", { class: "state" }, filter.query || filter.role ? say("Tidak ada yang cocok.", "Nothing fits.") : say("Tidak ada.", "None.")));
}

function personRow(row, state) {
  const { say, language, list, open } = state;
  const here = open === row.id;
  const may = list.roles.includes(row.role);
  return h("li", { key: row.id, class: "device" },
    h("div", { class: "device-line" },
      h("div", { class: "device-name" }, h("b", null, h("bdi", null, row.name)), h("small", null, row.login || say("dengan PIN", "with a PIN"))),
      h("p", null, roles[row.role][language]),
      h("p", { class: "device-seen" }, presence(row, say)),
      may ? button("open", here ? say("Tutup", "Close") : say("Kelola", "Manage"),
        { "data-person": row.id, "aria-expanded": String(here), "aria-label": `${here ? say("Tutup", "Close") : say("Kelola", "Manage")}: ${row.name}` }) : h("span", null)),
    here && may && details(row, state));
}

function presence(row, say) {
  if (row.mine) return h("span", { class: "chip" }, say("Anda", "You"));
  if (row.at) return h("span", { class: "chip chip-good" }, say(`di loket ${row.at}`, `at counter ${row.at}`));
  if (row.sessions) return h("span", { class: "chip chip-good" }, say("sedang masuk", "signed in"));
  return row.renew ? h("span", { class: "chip chip-warn" }, say("belum memilih kata sandi", "password not chosen yet")) : "";
}

function details(row, state) {
  const { say, act, fault, sending, list } = state;
  const wrong = fault && h("p", { key: "fault", class: "wrong", role: "alert" }, fault);
  if (act) return h("div", { key: act, class: "device-more" }, confirming(row, state), wrong);
  const role = state.draft.of === row.id ? state.draft.role : row.role;
  return h("div", { key: "details", class: "device-more" },
    h("form", { key: "change", class: "person-form", "data-form": "change" },
      nameField(say, row.id, row.name),
      row.mine ? null : roleField(state, row.id, role, list.roles),
      role === "officer" ? places(state, row.id, row) : loginField(say, row.id, row.login || ""),
      h("div", { key: "go", class: "device-go" }, h("button", { class: "main-button", type: "submit", "aria-disabled": String(sending) }, say("Simpan", "Save")))),
    wrong,
    !row.mine && h("div", { key: "deeds", class: "device-go" },
      button("secret", row.role === "officer" ? say("PIN baru…", "New PIN…") : say("Kata sandi baru…", "New password…")),
      button("clear", say("Izinkan masuk", "Let in")),
      row.disabled ? button("enable", say("Aktifkan lagi", "Enable again")) : button("disable", say("Nonaktifkan…", "Disable…"), { class: "small danger" }),
      button("remove", say("Hapus…", "Remove…"), { class: "small danger" })),
    !row.mine && h("p", { key: "hint", class: "soft small-print" }, say("“Izinkan masuk” memberi lima percobaan bila terlalu banyak yang keliru.", "“Let in” gives five tries where there were too many wrong ones.")));
}

/** What is to be known before it is done. */
function confirming(row, { say, act, sending }) {
  const pin = row.role === "officer";
  const texts = {
    secret: say(`${row.name} keluar di semua tempat, dan ${pin ? "PIN" : "kata sandi"} yang lama tidak berlaku lagi.`, `${row.name} is signed out everywhere, and the old ${pin ? "PIN" : "password"} is good no more.`),
    disable: say(`${row.name} langsung keluar di semua tempat dan tidak bisa masuk sampai diaktifkan lagi.`, `${row.name} is signed out everywhere at once, and can't sign in until enabled again.`),
    remove: say(`${row.name} dihapus untuk selamanya; riwayat tetap menyebut namanya.`, `${row.name} is taken out for good; the history keeps the name.`),
  };
  const go = { secret: say("Buat yang baru", "Make a new one"), disable: say("Nonaktifkan sekarang", "Disable now"), remove: say("Hapus sekarang", "Remove now") }[act];
  return h("form", { key: "sure", class: "device-act", "data-form": act },
    h("p", { class: "warn" }, h("bdi", null, texts[act])),
    h("div", { class: "device-go" },
      h("button", { class: act === "secret" ? "main-button" : "small danger", type: "submit", "aria-disabled": String(sending) }, go), button("undo", say("Batal", "Cancel"))));
}
