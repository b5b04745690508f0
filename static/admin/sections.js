// The sections of the admin page, in the order of its menu. A section's module is fetched when it is first opened.

export const managers = ["admin", "administrator", "manager"];
export const administrators = ["admin", "administrator"];

/** A section that is nothing but tables of the file; `from` is its module of forms, `beside()` the one whose `named` fetches what they name. */
function ofFile(id, title, from, beside = async () => ({})) {
  const load = async () => {
    const [{ fileSection }, forms, { named }] = await Promise.all([import("./file-section.js"), import(`./forms/${from}.js`), beside()]);
    return { section: fileSection({ id, parts: forms[id], prepare: named }) };
  };
  return { id, title, roles: managers, load };
}

/**
 * `load()` gives a module with `section.open({ root, ask, path, me, language, secret, say, tell, go, dirty })`, which answers with its
 * `close()`, if it needs one: `root` is the section's own element, `say(id, en)` the one of two sentences that is wanted, `tell(text, kind)`
 * a sentence at the foot, `go("services/sim")` another place, `dirty(true)` warns before what was typed is lost.
 * A section with a `page` instead is a page of its own.
 */
export const groups = [
  {
    title: { id: "Aula", en: "Hall" },
    sections: [
      { id: "overview", title: { id: "Ringkasan", en: "Overview" }, roles: managers, load: () => import("./overview.js") },
      ofFile("mall", { id: "Mal dan kalender", en: "Mall and calendar" }, "hall"),
      ofFile("zones", { id: "Zona", en: "Zones" }, "hall", () => import("./screens.js")),
      ofFile("agencies", { id: "Instansi", en: "Agencies" }, "hall"),
      ofFile("services", { id: "Layanan", en: "Services" }, "queues"),
      ofFile("counters", { id: "Loket", en: "Counters" }, "queues"),
      ofFile("classes", { id: "Prioritas dan asal", en: "Priorities and origins" }, "queues"),
      ofFile("calling", { id: "Aturan giliran", en: "Rules of turns" }, "queues"),
      ofFile("bookings", { id: "Reservasi", en: "Bookings" }, "visitors"),
    ],
  },
  {
    title: { id: "Suara", en: "Voice" },
    sections: [
      ofFile("voice", { id: "Bahasa dan suara", en: "Languages and voice" }, "sound"),
      { id: "words", title: { id: "Cara baca kata", en: "How words are said" }, roles: managers, page: "/voices" },
      ofFile("phrases", { id: "Kalimat", en: "Sentences" }, "sound"),
      ofFile("quiet", { id: "Waktu tenang dan volume", en: "Quiet times and volume" }, "sound"),
      ofFile("emergencies", { id: "Teks darurat", en: "Emergency texts" }, "sound"),
    ],
  },
  {
    title: { id: "Layar dan siaran", en: "Screens and programme" },
    sections: [
      { id: "screens", title: { id: "Layar", en: "Screens" }, roles: managers, load: () => import("./screens.js") },
      { id: "layouts", title: { id: "Tata letak", en: "Layouts" }, roles: managers, load: () => import("./layouts.js") },
      { id: "media", title: { id: "Media", en: "Media" }, roles: managers, load: () => import("./media.js") },
      { id: "programme", title: { id: "Program siar", en: "Programme" }, roles: managers, load: () => import("./programme.js") },
      ofFile("takeovers", { id: "Acara", en: "Events" }, "events"),
    ],
  },
  {
    title: { id: "Laporan", en: "Reports" },
    sections: [
      ofFile("survey", { id: "Survei", en: "Survey" }, "survey"),
      { id: "suggestions", title: { id: "Saran dan pengaduan", en: "Suggestions and complaints" }, roles: managers, load: () => import("./suggestions.js") },
      { id: "skm", title: { id: "Hasil survei (SKM)", en: "Survey results (SKM)" }, roles: managers, page: "/skm" },
    ],
  },
  {
    title: { id: "Sistem", en: "System" },
    sections: [
      { id: "devices", title: { id: "Perangkat", en: "Devices" }, roles: managers, load: () => import("./devices.js") },
      ofFile("printers", { id: "Printer tiket", en: "Ticket printers" }, "visitors"),
      ofFile("machine", { id: "Server dan batas", en: "Server and limits" }, "visitors"),
      { id: "history", title: { id: "Riwayat", en: "History" }, roles: managers, load: () => import("./history.js") },
      { id: "exchange", title: { id: "Ekspor dan impor", en: "Export and import" }, roles: managers, load: () => import("./exchange.js") },
    ],
  },
  {
    title: { id: "Orang", en: "People" },
    sections: [
      { id: "people", title: { id: "Orang", en: "People" }, roles: ["administrator", "manager"], load: () => import("./people.js") },
      ofFile("officers", { id: "PIN petugas", en: "Officers' PINs" }, "people"),
      { id: "audit", title: { id: "Catatan perubahan", en: "Record of changes" }, roles: managers, load: () => import("./audit.js") },
    ],
  },
];

/** The groups that somebody of this kind or role may open. */
export function groupsFor(kind) {
  return groups
    .map((group) => ({ ...group, sections: group.sections.filter((one) => one.roles.includes(kind)) }))
    .filter((group) => group.sections.length);
}
