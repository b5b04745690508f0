// What is said, how, and when not.

import { pick } from "../../pages/text.js";
import { column, idField, nameColumn, nameField, namesIn, whenFields, zonesField } from "./common.js";

const spokenLanguages = [
  { value: ["id"], label: { id: "Indonesia", en: "Indonesian" } }, { value: ["en"], label: { id: "Inggris", en: "English" } },
  { value: ["id", "en"], label: { id: "Indonesia, lalu Inggris", en: "Indonesian, then English" } }, { value: ["en", "id"], label: { id: "Inggris, lalu Indonesia", en: "English, then Indonesian" } },
];
const languages = [{ value: "id", label: { id: "Indonesia", en: "Indonesian" } }, { value: "en", label: { id: "Inggris", en: "English" } }];
const gap = (key, id, en) => ({ key, kind: "number", min: 0, max: 5000, usual: 350, seldom: true, label: { id, en } });
const after = (key, usual, id, en) => ({ key, kind: "number", min: 0, max: 100, usual, label: { id, en }, hint: { id: "Banyaknya pengumuman yang menunggu; 0 berarti tidak pernah.", en: "Announcements that wait; 0 is never." } });

export const voice = [
  {
    name: "voice", title: { id: "Suara", en: "Voice" }, lead: { id: "Dengarkan hasilnya di halaman Suara dan cara baca.", en: "Hear it on the page Voices and words." },
    hearsSaved: true, hear: (values, file) => ({ zone: firstZone(file), kind: "call" }),
    fields: [
      { key: "languages", kind: "choice", options: spokenLanguages, label: { id: "Bahasa panggilan", en: "Languages of a call" } },
      { key: "number_style", kind: "choice", label: { id: "Cara membaca nomor", en: "How a number is said" }, options: [{ value: "digits", label: { id: "A012: A nol satu dua", en: "A012: A zero one two" } }, { value: "number", label: { id: "A012: A nol dua belas", en: "A012: A zero twelve" } }] },
      { key: "zero", kind: "choice", label: { id: "Angka 0 dibaca", en: "0 is said, in Indonesian," }, options: ["nol", "kosong"].map((word) => ({ value: word, label: word })) },
      { key: "times", kind: "number", min: 1, max: 3, usual: 1, label: { id: "Kalimat diucapkan (kali)", en: "A sentence is said (times)" } },
      after("once_after", 3, "Sekali saja mulai dari", "Once only from"), after("brief_after", 6, "Kalimat singkat mulai dari", "Short sentences from"), after("bare_after", 6, "Tanpa bel di antaranya mulai dari", "No chime in between from"),
      gap("gap_ms", "Jeda setelah bel dan di antara pengumuman (ms)", "Silence after the chime and between announcements (ms)"), gap("language_gap_ms", "Jeda di antara dua bahasa (ms)", "Silence between two languages (ms)"), gap("repeat_gap_ms", "Jeda sebelum diulang (ms)", "Silence before a repeat (ms)"),
      { key: "notice_age_limit", kind: "number", min: 5, max: 86400, usual: 600, seldom: true, label: { id: "Pengumuman lisan kedaluwarsa setelah (detik)", en: "A spoken notice is too old after (seconds)" } },
    ],
  },
];

const firstZone = (file) => (file.things("zones")[0] || {}).id;
const spoken = (text, language) => pick(text, language).trim();
const sentence = (key, id, en) => ({ key, kind: "area", label: { id, en } });

export const phrases = [{
  name: "phrases", list: true, ordered: true, hearsSaved: true,
  hear: (values, file) => ({ zone: [values.zones || []].flat()[0] || firstZone(file), kind: values.call || !values.short ? "call" : "short", language: values.language }),
  lead: { id: "Kalimat milik mal ini sebagai ganti yang bawaan. {ticket} wajib ada dalam panggilan; {counter}, {agency}, {service} boleh; [, {agency}] hilang bila tidak ada. Dari beberapa yang cocok, yang paling bawah diucapkan.", en: "The mall's own sentences instead of the product's. {ticket} must be in a call; {counter}, {agency}, {service} may; [, {agency}] is left out without one. Of several that fit, the lowest is said." },
  columns: [column({ id: "Panggilan", en: "Call" }, (one) => one.call || one.notice || one.short || one.recall || one.transfer || one.emergency), column({ id: "Bahasa", en: "Language" }, (one) => one.language), column({ id: "Zona", en: "Zones" }, (one, file, language) => namesIn(file, "zones", one.zones, language))],
  fields: [
    { key: "language", kind: "choice", required: true, options: languages, label: { id: "Bahasa", en: "Language" } }, zonesField,
    { key: "agencies", kind: "several", of: "agencies", label: { id: "Instansi", en: "Agencies" }, hint: { id: "Kosong berarti semua.", en: "None means all." } },
    sentence("call", "Panggilan", "Call"), sentence("recall", "Panggil ulang", "Recall"), sentence("transfer", "Alihan", "Transfer"), sentence("short", "Singkat", "Short"),
    { ...sentence("notice", "Pengumuman ({text})", "Notice ({text})") }, { ...sentence("emergency", "Darurat ({text})", "Emergency ({text})") },
  ],
}];

const prayers = [["fajr", "Subuh"], ["dhuhr", "Zuhur"], ["asr", "Asar"], ["maghrib", "Magrib"], ["isha", "Isya"], ["friday", "Salat Jumat"]].map(([value, id]) => ({ value, label: { id, en: value } }));
const gainField = (required) => ({ key: "gain_db", kind: "number", min: -40, max: 0, required, usual: required ? null : -12, label: { id: "Lebih pelan (dB, 0 sampai −40)", en: "Softer by (dB, 0 to −40)" } });

export const quiet = [
  {
    name: "quiet", list: true, title: { id: "Waktu tenang", en: "Quiet times" }, lead: { id: "Layar tetap berjalan; suara diam atau pelan. Keadaan darurat selalu disebut.", en: "The screens go on; the voice is silent or soft. An emergency is always said." },
    columns: [nameColumn, column({ id: "Kapan", en: "When" }, (one, file, language) => (one.prayer ? pick((prayers.find(({ value }) => value === one.prayer) || {}).label, language) : [...[one.days || []].flat(), ...[one.dates || []].flat(), ...[one.hours || []].flat()].join(" "))), column({ id: "Zona", en: "Zones" }, (one, file, language) => namesIn(file, "zones", one.zones, language))],
    fields: [
      { ...nameField, required: false }, zonesField,
      { key: "prayer", kind: "choice", options: prayers, usual: { id: "menurut jam di bawah", en: "by the hours below" }, label: { id: "Waktu salat", en: "Prayer" } },
      { key: "before", kind: "number", min: 0, max: 120, usual: 0, label: { id: "Mulai sebelum waktunya (menit)", en: "From before its time (minutes)" } },
      { key: "minutes", kind: "number", min: 1, max: 240, usual: 15, label: { id: "Sampai sesudahnya (menit)", en: "Until after it (minutes)" } },
      ...whenFields,
      { key: "voice", kind: "choice", label: { id: "Suara", en: "Voice" }, usual: { id: "Diam", en: "Silent" }, options: [{ value: "silent", label: { id: "Diam", en: "Silent" } }, { value: "soft", label: { id: "Pelan", en: "Soft" } }] },
      gainField(false),
      { key: "later", kind: "onoff", label: { id: "Yang tertunda disebut sesudahnya, bila masih berlaku", en: "What was due is said afterwards, if it still holds" } },
    ],
  },
  {
    name: "volume", list: true, title: { id: "Volume", en: "Volume" }, columns: [column({ id: "Kapan", en: "When" }, (one) => [...[one.days || []].flat(), ...[one.hours || "00:00-24:00"].flat()].join(" ")), column({ id: "dB", en: "dB" }, (one) => String(one.gain_db)), column({ id: "Zona", en: "Zones" }, (one, file, language) => namesIn(file, "zones", one.zones, language))],
    fields: [gainField(true), zonesField, ...whenFields],
  },
  {
    name: "prayer", title: { id: "Letak mal, untuk waktu salat", en: "Where the mall stands, for prayer times" }, absent: { id: "Belum diatur; waktu tenang menurut salat memerlukannya.", en: "Not set; quiet times by prayers need it." }, start: { latitude: -5.11, longitude: 105.31 },
    fields: [
      { key: "latitude", kind: "number", step: "any", min: -65, max: 65, required: true, label: { id: "Lintang (selatan: −)", en: "Latitude (south: −)" } }, { key: "longitude", kind: "number", step: "any", min: -180, max: 180, required: true, label: { id: "Bujur timur", en: "Longitude east" } },
      { key: "ihtiyat", kind: "number", min: 0, max: 10, usual: 2, label: { id: "Ihtiyat (menit)", en: "Ihtiyat (minutes)" } }, { key: "fajr_angle", kind: "number", step: "any", usual: 20, seldom: true, label: { id: "Sudut Subuh", en: "Fajr angle" } }, { key: "isha_angle", kind: "number", step: "any", usual: 18, seldom: true, label: { id: "Sudut Isya", en: "Isha angle" } },
    ],
  },
];

export const emergencies = [{
  name: "emergencies", list: true, ordered: true, named: true,
  hear: (values, file, language) => (spoken(values.text, language) ? { zone: firstZone(file), kind: "emergency", text: spoken(values.text, language), language } : null),
  lead: { id: "Teks siap pakai di halaman Darurat: sebut dulu apa, lalu apa yang harus dilakukan.", en: "Ready texts of the page Emergency: say first what it is, then what to do." },
  columns: [nameColumn, column({ id: "Teks", en: "Text" }, (one, file, language) => pick(one.text, language).slice(0, 90))],
  fields: [nameField, idField, { key: "text", kind: "wordsArea", required: true, most: 400, label: { id: "Teks", en: "Text" } }],
}];
