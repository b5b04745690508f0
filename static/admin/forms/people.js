// Whether officers sign in at their counters.

export const officers = [{
  name: "people", title: { id: "PIN petugas", en: "Officers' PINs" },
  lead: {
    id: "Petugas masuk di halaman loketnya dengan nama dan PIN. Tambahkan dulu petugasnya di bagian Orang.",
    en: "Officers sign in at their counter's page with name and PIN. Add the officers under People first.",
  },
  fields: [{
    key: "officers", kind: "choice", label: { id: "Sebelum memanggil", en: "Before calling" }, usual: { id: "Tanpa PIN", en: "No PIN" }, options: [
      { value: "optional", label: { id: "Boleh masuk dengan PIN", en: "May sign in with a PIN" } },
      { value: "required", label: { id: "Harus masuk dengan PIN", en: "Must sign in with a PIN" } },
    ],
  }],
}];
