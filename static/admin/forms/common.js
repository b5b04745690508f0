// What several forms have in common.

import { pick } from "../../pages/text.js";

export const idField = {
  key: "id", kind: "text", required: true, label: { id: "Kode", en: "Id" }, most: 40,
  hint: { id: "Dibuat dari namanya; boleh diganti sekarang, tidak bisa nanti. Huruf, angka, dan tanda hubung. Pengunjung tidak melihatnya.", en: "Made from the name; it can be changed now, but not later. Letters, digits and hyphens. Visitors never see it." },
};

export const nameField = { key: "name", kind: "words", required: true, label: { id: "Nama", en: "Name" } };

export const closedField = (hint) => ({ key: "closed", kind: "onoff", label: { id: "Ditutup", en: "Closed" }, hint });

export const shares = [
  { value: "off", label: { id: "Tanpa pembagian", en: "No share" } },
  { value: "1:1", label: { id: "1 prioritas : 1 biasa", en: "1 priority : 1 other" } },
  { value: "2:1", label: { id: "2 prioritas : 1 biasa", en: "2 priority : 1 other" } },
  { value: "1:2", label: { id: "1 prioritas : 2 biasa", en: "1 priority : 2 others" } },
  { value: "1:3", label: { id: "1 prioritas : 3 biasa", en: "1 priority : 3 others" } },
];

export const shareField = { key: "share", kind: "choice", options: shares, seldom: true, usual: { id: "Seperti aturan mal", en: "As the mall's rule" }, label: { id: "Pembagian prioritas", en: "Share of priority" } };

export const places = [
  { value: "place", label: { id: "Tempat semula", en: "Its old place" } },
  { value: "front", label: { id: "Paling depan", en: "The front" } },
  { value: "end", label: { id: "Paling belakang", en: "The end" } },
  { value: "after 3", label: { id: "Setelah 3 orang", en: "Behind the next 3" } },
  { value: "after 5", label: { id: "Setelah 5 orang", en: "Behind the next 5" } },
];

export const passLimit = { key: "pass_limit", kind: "number", min: 0, max: 480, label: { id: "Batas dilewati (menit)", en: "Passed over no more after (minutes)" } };

export const ticketTimes = (usual) => [
  { key: "tickets_before", kind: "number", min: 0, max: 720, usual, seldom: true, label: { id: "Tiket mulai sebelum buka (menit)", en: "Tickets from before opening (minutes)" } },
  { key: "cut_off", kind: "number", min: 0, max: 720, usual, seldom: true, label: { id: "Tiket berhenti sebelum tutup (menit)", en: "No tickets before closing (minutes)" } },
];

export const zonesField = { key: "zones", kind: "several", of: "zones", label: { id: "Zona", en: "Zones" }, hint: { id: "Kosong berarti semua zona.", en: "None means every zone." } };

export const whenFields = [
  { key: "days", kind: "days", label: { id: "Hari", en: "Days" }, hint: { id: "Kosong berarti setiap hari.", en: "None means every day." } },
  { key: "dates", kind: "dates", seldom: true, label: { id: "Hanya pada tanggal", en: "On these dates only" } },
  { key: "hours", kind: "spans", label: { id: "Jam", en: "Hours" } },
];

/** The name of a thing in another section. */
export function nameIn(file, section, id, language) {
  const found = file.things(section).find((thing) => thing.id === id);
  return found ? pick(found.short || found.name, language) || id : id || "";
}

const fewNames = 5;

/** Their names; of many the first, and how many more. */
export function namesIn(file, section, ids, language) {
  const all = [ids || []].flat();
  const shown = all.length > fewNames + 1 ? all.slice(0, fewNames) : all;
  const more = all.length - shown.length;
  return shown.map((id) => nameIn(file, section, id, language)).join(", ") + (more ? (language === "en" ? `, and ${more} more` : `, dan ${more} lainnya`) : "");
}

export const column = (label, of) => ({ label, of });
export const nameColumn = column({ id: "Nama", en: "Name" }, (thing, file, language) => pick(thing.name, language) || thing.id);
