// What visitors queue for: services, counters, classes, the rules of turns.

import { pick } from "../../pages/text.js";
import { closedField, column, idField, nameColumn, nameField, nameIn, namesIn, passLimit, places, shareField, shares, ticketTimes } from "./common.js";

const numberOf = (service, n) => `${service.prefix || "?"}${service.separator || ""}${String(n).padStart(service.width || 3, "0")}`;

function tile({ number, counter, agency, el }) {
  return el("div", { class: "tile", "aria-hidden": "true" }, el("b", null, number), el("span", null, counter), agency && el("small", null, el("bdi", null, agency)));
}

/** A ticket of the service as a screen would call it. */
function servicePreview({ values, file, say, language, el }) {
  const counter = file.things("counters").find((one) => (one.services || []).includes(values.id));
  return el("figure", null, tile({ el, number: numberOf(values, 12), counter: say(`Loket ${counter ? counter.name || counter.id : "…"}`, `Counter ${counter ? counter.name || counter.id : "…"}`), agency: nameIn(file, "agencies", values.agency, language) }),
    el("figcaption", null, say("Begini tampil di layar. ", "This is how a screen shows it. "), say("Di kios: ", "At the kiosk: "), el("span", { class: "kiosk-like" }, el("bdi", null, pick(values.name, language) || "…"))));
}

function counterPreview({ values, file, say, language, el }) {
  const service = file.things("services").find((one) => one.id === (values.services || [])[0]);
  return el("figure", null, tile({ el, number: service ? numberOf(service, 12) : "A012", counter: say(`Loket ${values.name || values.id || "…"}`, `Counter ${values.name || values.id || "…"}`), agency: service && nameIn(file, "agencies", service.agency, language) }),
    el("figcaption", null, say("Begini tampil di layar ", "This is how it looks on the screens of "), el("bdi", null, nameIn(file, "zones", values.zone, language) || "…"), "."));
}

/** Which counters serve a service stands in the counters' own tables. */
const beside = {
  key: "counters",
  start: (values, file) => servedBy(values.id, file).map((counter) => counter.id),
  changes: (id, wanted, file) => file.things("counters")
    .filter((counter) => wanted.includes(counter.id) !== (counter.services || []).includes(id))
    .map((counter) => ({ section: "counters", id: counter.id, values: { services: wanted.includes(counter.id) ? [...(counter.services || []), id] : counter.services.filter((one) => one !== id) } })),
};

const servedBy = (id, file) => file.things("counters").filter((counter) => (counter.services || []).includes(id));

export const services = [{
  name: "services", list: true, ordered: true, named: true, closable: true, preview: servicePreview, beside,
  columns: [nameColumn, column({ id: "Nomor", en: "Number" }, (one) => numberOf(one, 12)),
    column({ id: "Instansi", en: "Agency" }, (one, file, language) => nameIn(file, "agencies", one.agency, language)),
    column({ id: "Loket", en: "Counters" }, (one, file) => file.things("counters").filter((counter) => (counter.services || []).includes(one.id) && !counter.closed).map((counter) => counter.name || counter.id).join(", "))],
  filters: [{ key: "agency", of: "agencies", label: { id: "Instansi", en: "Agency" } }],
  fields: [
    nameField, idField,
    { key: "agency", kind: "one", of: "agencies", required: true, label: { id: "Instansi", en: "Agency" } },
    { key: "prefix", kind: "text", capitals: true, required: true, most: 6, label: { id: "Awalan nomor", en: "Prefix of the number" }, hint: { id: "1–6 huruf atau angka, misalnya A atau 4K.", en: "1 to 6 letters or digits, such as A or 4K." } },
    { key: "separator", kind: "text", most: 1, seldom: true, label: { id: "Tanda pemisah", en: "Separator" }, hint: { id: "Misalnya - untuk A-012.", en: "Such as - for A-012." } },
    { key: "width", kind: "number", min: 1, max: 6, usual: 3, seldom: true, label: { id: "Banyaknya angka", en: "Digits" } },
    { key: "counters", kind: "several", of: "counters", label: { id: "Dilayani di loket", en: "Served at counters" } },
    { key: "papers", kind: "rows", ordered: true, single: { kind: "words", label: { id: "Berkas", en: "Paper" } }, label: { id: "Berkas yang harus dibawa", en: "Papers to bring" } },
    { key: "hours", kind: "hours", usual: { id: "Seperti instansinya", en: "As its agency" }, label: { id: "Jam pemberian tiket", en: "When tickets are given" } },
    { key: "quota", kind: "quota", label: { id: "Kuota tiket sehari", en: "Most tickets in a day" } },
    ...ticketTimes(),
    { key: "dates", kind: "dates", seldom: true, label: { id: "Hanya pada tanggal", en: "On these dates only" } },
    { key: "priorities", kind: "several", of: "priorities", emptyMeans: true, seldom: true, label: { id: "Prioritas yang didahulukan", en: "Classes it serves first" }, hint: { id: "Kosong berarti semua.", en: "None means all." } },
    { key: "asks_origin", kind: "onoff", label: { id: "Kios menanyakan asal pengunjung", en: "The kiosk asks where visitors come from" } },
    shareField, { ...passLimit, seldom: true },
    { key: "standard", kind: "pairs", min: 1, max: 600, seldom: true, label: { id: "Standar layanan (menit)", en: "Service standard (minutes)" }, hint: { id: "Untuk laporan: berapa bagian yang ditepati. Kosong berarti tidak dijanjikan.", en: "For reports: which share kept it. Empty promises nothing." },
      things: [{ id: "wait", name: { id: "Menunggu paling lama", en: "Longest wait" } }, { id: "serve", name: { id: "Dilayani paling lama", en: "Longest time at the counter" } }] },
    { key: "wait_warn", kind: "number", min: 1, max: 600, seldom: true, label: { id: "Menunggu lama setelah (menit)", en: "A long wait after (minutes)" } },
    { key: "wait_alarm", kind: "number", min: 1, max: 600, seldom: true, label: { id: "Terlalu lama setelah (menit)", en: "Too long after (minutes)" } },
    closedField({ id: "Tidak ada tiket baru; yang sudah menunggu tetap dipanggil.", en: "No new tickets; who waits is still called." }),
  ],
}];

export const counters = [{
  name: "counters", list: true, ordered: true, named: true, closable: true, preview: counterPreview,
  columns: [column({ id: "Loket", en: "Counter" }, (one) => one.name || one.id), column({ id: "Zona", en: "Zone" }, (one, file, language) => nameIn(file, "zones", one.zone, language)),
    column({ id: "Layanan", en: "Services" }, (one, file, language) => namesIn(file, "services", one.services, language))],
  filters: [{ key: "zone", of: "zones", label: { id: "Zona", en: "Zone" } }, { key: "services", of: "services", label: { id: "Layanan", en: "Service" } }],
  fields: [
    { ...idField, label: { id: "Nomor loket", en: "Number of the counter" }, hint: { id: "Misalnya 3 atau B2; kata “Loket” ditambahkan sendiri. Tidak bisa diganti nanti.", en: "Such as 3 or B2; the word “Counter” is added to it. It can't be changed later." } },
    { key: "name", kind: "text", most: 20, label: { id: "Nama lain di layar", en: "Another name on screens" }, hint: { id: "Bila layar harus menyebutnya lain, juga tanpa kata “Loket”. Kosong berarti nomornya.", en: "If screens are to call it otherwise, also without the word “Counter”. Empty is its number." } },
    { key: "zone", kind: "one", of: "zones", required: true, label: { id: "Zona", en: "Zone" } },
    { key: "services", kind: "several", of: "services", required: true, label: { id: "Melayani", en: "Serves" } },
    { key: "direction", kind: "words", label: { id: "Letaknya", en: "Where it is" }, hint: { id: "Misalnya sisi kanan.", en: "Such as right side." } },
    { key: "group", kind: "text", most: 40, seldom: true, label: { id: "Kelompok petugas", en: "Group of officers" }, hint: { id: "Untuk laporan, misalnya Tim pagi.", en: "For reports, such as Morning team." } },
    shareField,
    { key: "weights", kind: "pairs", of: "services", min: 1, max: 10, usual: 1, seldom: true, label: { id: "Bobot layanan", en: "Weights of services" }, hint: { id: "Bobot 2: satu menit menunggu dihitung dua.", en: "Weight 2: a minute of waiting counts twice." } },
    closedField({ id: "Loket ini tidak dipakai lagi.", en: "This counter is not used any more." }),
  ],
}];

export const classes = [
  {
    name: "priorities", list: true, ordered: true, named: true, title: { id: "Kelas prioritas", en: "Priority classes" }, lead: { id: "Ditanyakan di kios, ditunjukkan kepada petugas.", en: "Asked for at the kiosk, shown to the officer." }, columns: [nameColumn],
    fields: [nameField, idField, { key: "shares", kind: "onoff", usual: true, label: { id: "Ikut pembagian giliran", en: "Has a share of the turns" } }],
  },
  {
    name: "origins", list: true, ordered: true, named: true, title: { id: "Asal pengunjung", en: "Origins" }, lead: { id: "Untuk laporan.", en: "For the reports." }, columns: [nameColumn],
    fields: [nameField, idField],
  },
];

export const calling = [
  {
    name: "calling", title: { id: "Siapa berikutnya", en: "Who is next" }, lead: { id: "Yang menunggu paling lama lebih dulu, kecuali menurut aturan ini. Alasannya ada pada setiap panggilan.", en: "Who has waited longest is next, but for these rules. The reason is with every call." },
    fields: [
      { key: "share", kind: "choice", options: shares, usual: { id: "Tanpa pembagian", en: "No share" }, label: { id: "Pembagian prioritas", en: "Share of priority" } },
      { ...passLimit, hint: { id: "Setelah menunggu selama ini tidak dilewati siapa pun; 0 berarti tanpa batas.", en: "After waiting so long nobody is passed over; 0 is no limit." } },
      ...["parked", "transferred", "no_show"].map((key) => ({ key, kind: "choice", options: places, usual: places[0].label, label: {
        parked: { id: "Yang ditunda kembali ke", en: "Who was parked comes back to" }, transferred: { id: "Yang dialihkan masuk ke", en: "Who was transferred goes to" }, no_show: { id: "Yang tidak hadir lalu datang, ke", en: "Who missed the call and comes, to" },
      }[key] })),
    ],
  },
  {
    name: "floor", title: { id: "Batas di halaman lantai", en: "Limits on the floor page" },
    fields: [["wait_warn", 20, "Menunggu lama (menit)", "A long wait (minutes)"], ["wait_alarm", 40, "Menunggu terlalu lama (menit)", "Too long a wait (minutes)"], ["serve_warn", 20, "Melayani lama (menit)", "Long at the counter (minutes)"],
      ["serve_alarm", 45, "Melayani terlalu lama (menit)", "Too long at the counter (minutes)"], ["lag_warn", 10, "Suara tertinggal (detik)", "Voice behind (seconds)"], ["lag_alarm", 30, "Suara terlalu tertinggal (detik)", "Voice too far behind (seconds)"]]
      .map(([key, usual, id, en]) => ({ key, kind: "number", min: 1, max: 3600, usual, label: { id, en } })),
  },
];
