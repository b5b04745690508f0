// What holds for screens where a zone or a screen says nothing else.

const choices = (section) => (context) => context.things(section).map(({ id, name }) => ({ value: id, label: name }));

/** Of all screens, or those of a zone. */
export const glass = (usual) => [
  { key: "layout", kind: "choice", options: choices("arrangements"), usual: usual.layout, label: { id: "Tata letak layar", en: "Screens' layout" } },
  { key: "theme", kind: "choice", options: choices("colours"), usual: usual.theme, label: { id: "Tema layar", en: "Screens' theme" } },
  { key: "orientation", kind: "choice", usual: usual.orientation, label: { id: "Cara layar menggantung", en: "How screens hang" }, options: [
    { value: "auto", label: { id: "Ikut layarnya", en: "As the screen stands" } }, { value: "landscape", label: { id: "Mendatar", en: "Landscape" } }, { value: "portrait", label: { id: "Tegak", en: "Portrait" } }] },
  { key: "diagonal", kind: "number", min: 7, max: 200, step: "any", usual: usual.diagonal, label: { id: "Diagonal layar (inci)", en: "Screens' diagonal (inches)" } },
  { key: "distance", kind: "number", min: 0.5, max: 60, step: "any", usual: usual.distance, label: { id: "Penonton terjauh (m)", en: "Farthest viewer (m)" }, hint: { id: "Dari layar ke tempat duduk paling belakang. Dari sini dihitung besar huruf yang diperlukan.", en: "From the screen to the seat at the back. The letters' size is worked out from it." } },
];

export const screens = [{
  name: "screens",
  lead: { id: "Berlaku untuk layar yang zonanya, atau yang dirinya sendiri, tidak mengatur lain.", en: "Holds for screens of which neither their zone nor they themselves say anything else." },
  fields: [
    ...glass({ layout: { id: "Klasik", en: "Classic" }, theme: { id: "Biru malam", en: "Night blue" }, orientation: { id: "Ikut layarnya", en: "As the screen stands" }, diagonal: 55, distance: 5 }),
    { key: "playlist", kind: "one", of: "playlists", label: { id: "Daftar putar bila tidak ada jadwal", en: "Playlist where no schedule holds" } },
    { key: "awake", kind: "hours", modes: [["always", { id: "Selalu menyala", en: "Always bright" }], ["hours", { id: "Selama mal buka", en: "While the mall is open" }]], label: { id: "Kapan layar menyala", en: "When screens are bright" }, hint: { id: "Panggilan dan keadaan darurat tetap menyalakan layar yang padam.", en: "A call and an emergency light a dark screen all the same." } },
    { key: "awake_before", kind: "number", min: 0, max: 240, usual: 30, seldom: true, label: { id: "Menyala sebelumnya (menit)", en: "Bright before that (minutes)" } },
    { key: "awake_after", kind: "number", min: 0, max: 240, usual: 30, seldom: true, label: { id: "Padam sesudahnya (menit)", en: "Dark after that (minutes)" } },
    { key: "drift", kind: "onoff", usual: true, label: { id: "Geser gambar sedikit demi sedikit agar tidak membekas", en: "Move what stands still a little, so that it does not burn in" } },
  ],
}];
