// The survey: how visitors are asked, in which words, and what else.

import { column, idField, nameColumn } from "./common.js";

const faces = { id: "Empat, dari yang terburuk (1) sampai yang terbaik (4).", en: "Four, from the worst (1) to the best (4)." };

export const survey = [
  {
    name: "survey", title: { id: "Survei kepuasan (SKM)", en: "Survey of satisfaction (SKM)" },
    lead: { id: "Sembilan unsur Permenpan RB 14/2017 sudah tersedia dan selalu ditanyakan, di ponsel sesudah kunjungan, di tablet, dan oleh pewawancara.", en: "The nine elements of Permenpan RB 14/2017 are built in and always asked: on phones after the visit, on tablets, and by interviewers." },
    fields: [
      { key: "open", kind: "onoff", usual: true, label: { id: "Pengunjung ditanya", en: "Visitors are asked" } },
      { key: "intro", kind: "words", label: { id: "Kalimat pembuka", en: "First sentence" }, hint: { id: "Kosong berarti “Bagaimana layanan kami hari ini?”", en: "Empty is “How did we serve you today?”" } },
      { key: "seconds", kind: "number", min: 20, max: 600, usual: 60, label: { id: "Lamanya, kira-kira (detik)", en: "How long it takes, about (seconds)" }, hint: { id: "Tablet yang tidak disentuh selama ini kembali ke awal.", en: "A tablet that nobody touches for so long begins anew." } },
      { key: "minimum", kind: "number", min: 1, max: 10000, usual: 30, label: { id: "Jawaban paling sedikit untuk hasil yang kuat", en: "Answers from which on a result holds" } },
    ],
  },
  {
    name: "elements", list: true, ordered: true, named: true, title: { id: "Unsur dengan kata sendiri, dan unsur tambahan", en: "Elements in your own words, and more of them" },
    lead: { id: "Kata yang diubah membuat versi baru; setiap jawaban menyimpan versinya. Dengan unsur tambahan, bobot semua unsur tetap sama.", en: "A changed word makes a new version; every answer keeps its own. With more elements all still weigh the same." },
    columns: [nameColumn, column({ id: "Kode", en: "Id" }, (one) => one.id)],
    fields: [
      { key: "name", kind: "words", label: { id: "Nama unsur", en: "Name of the element" } },
      { ...idField, hint: { id: "Untuk kata sendiri, salah satu dari: persyaratan, prosedur, waktu, biaya, produk, kompetensi, perilaku, pengaduan, sarana. Untuk unsur tambahan, kode baru.", en: "For other words one of: persyaratan, prosedur, waktu, biaya, produk, kompetensi, perilaku, pengaduan, sarana. For one of your own a new id." } },
      { key: "question", kind: "words", label: { id: "Pertanyaan", en: "Question" } },
      { key: "answers", kind: "rows", ordered: true, least: 4, single: { kind: "words", label: { id: "Jawaban", en: "Answer" } }, label: { id: "Pilihan jawaban", en: "Answers" }, hint: faces },
    ],
  },
];
