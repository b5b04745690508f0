// What a hall manager looks at first: whether all is well, and the pages that stand apart.

import { h, render } from "../pages/markup.js";

const apart = [
  { path: "/floor", id: "Lantai", en: "Floor", more: { id: "Antrean, loket, dan layar saat ini", en: "Queues, counters and screens right now" } },
  { path: "/emergency", id: "Darurat", en: "Emergency", more: { id: "Memulai dan mengakhiri keadaan darurat", en: "Start and end an emergency" } },
  { path: "/voices", id: "Suara dan cara baca", en: "Voices and words", more: { id: "Mendengar suara setiap zona; cara baca nama", en: "Hear each zone's voice; how names are said" } },
  { path: "/fairness", id: "Keadilan antrean", en: "Fairness", more: { id: "Laporan giliran hari ini", en: "The day's report on turns" } },
];

export const section = {
  open({ root, ask, say, secret }) {
    let health = null;

    function show() {
      render(root, [health && state(health), pages()]);
    }

    const state = ({ status, body }) => h("section", { key: "state", class: "card" },
      h("h2", null, say("Keadaan", "State")),
      status === 200
        ? h("p", { class: "good" }, say("Server sehat.", "The server is well."))
        : h("p", { class: "wrong", role: "alert" }, body.detail || say("Server tidak menjawab.", "The server does not answer.")));

    const pages = () => h("section", { key: "pages", class: "card" },
      h("h2", null, say("Halaman lain", "Other pages")),
      h("ul", { class: "apart" }, apart.map((page) => h("li", { key: page.path },
        h("a", { href: secret ? `${page.path}#${secret}` : page.path }, h("b", null, say(page.id, page.en)), h("small", null, say(page.more.id, page.more.en)))))));

    show();
    ask("/api/health").then((reply) => {
      health = reply || { status: 0, body: {} };
      show();
    });
  },
};
