// What a hall manager looks at first: whether all is well, and the pages that stand apart.

import { h, render } from "../pages/markup.js";

const apart = [
  { path: "/floor", id: "Lantai", en: "Floor", more: { id: "Antrean, loket, dan layar saat ini", en: "Queues, counters and screens right now" } },
  { path: "/emergency", id: "Darurat", en: "Emergency", more: { id: "Memulai dan mengakhiri keadaan darurat", en: "Start and end an emergency" } },
  { path: "/voices", id: "Suara dan cara baca", en: "Voices and words", more: { id: "Mendengar suara setiap zona; cara baca nama", en: "Hear each zone's voice; how names are said" } },
  { path: "/fairness", id: "Keadilan antrean", en: "Fairness", more: { id: "Laporan giliran hari ini", en: "The day's report on turns" } },
  { path: "/trust", open: true, id: "Sambungan aman", en: "A safe connection", more: { id: "Sertifikat server dan sidik jarinya", en: "The server's certificate and its fingerprint" } },
];

export const section = {
  open({ root, ask, say, secret }) {
    let health = null;
    let first = false;

    function show() {
      render(root, [first && beginning(), health && state(health), pages()]);
    }

    const beginning = () => h("section", { key: "first", class: "card secret-card" },
      h("h2", null, say("Buat administrator pertama", "Make the first administrator")),
      h("p", { class: "lead" }, say("Tautan ini membuatnya satu kali. Sesudah itu setiap orang masuk dengan namanya sendiri, dan orang lain ditambahkan di halaman ini.", "This link makes one, once. Then everybody signs in with a name of their own, and the others are added on this page.")),
      h("a", { class: "main-button", href: `/login#${secret}` }, say("Mulai", "Begin")));

    const state = ({ status, body }) => h("section", { key: "state", class: "card" },
      h("h2", null, say("Keadaan", "State")),
      status === 200
        ? h("p", { class: "good" }, say("Server sehat.", "The server is well."))
        : h("p", { class: "wrong", role: "alert" }, body.detail || say("Server tidak menjawab.", "The server does not answer.")),
      body.certificate && h("p", { class: "wrong" }, say("Sertifikat server bermasalah atau segera berakhir: ", "The server's certificate: "), h("bdi", { lang: "en" }, body.certificate)));

    const pages = () => h("section", { key: "pages", class: "card" },
      h("h2", null, say("Halaman lain", "Other pages")),
      h("ul", { class: "apart" }, apart.map((page) => h("li", { key: page.path },
        h("a", { href: secret && !page.open ? `${page.path}#${secret}` : page.path }, h("b", null, say(page.id, page.en)), h("small", null, say(page.more.id, page.more.en)))))));

    show();
    if (secret) {
      ask("/api/session").then((reply) => {
        first = Boolean(reply && reply.status === 200 && reply.body.first);
        show();
      });
    }
    ask("/api/health").then((reply) => {
      health = reply || { status: 0, body: {} };
      show();
    });
  },
};
