// What a hall manager looks at first: whether all is well, and the pages that stand apart.

import { h, render } from "../pages/markup.js";
import { Live } from "../pages/socket.js";
import { figuresOf, needsOf } from "./needs.js";

const every = 15000; // ms

const apart = [
  { path: "/floor", id: "Lantai", en: "Floor", more: { id: "Antrean, loket, dan layar saat ini", en: "Queues, counters and screens right now" } },
  { path: "/emergency", id: "Darurat", en: "Emergency", more: { id: "Memulai dan mengakhiri keadaan darurat", en: "Start and end an emergency" } },
  { path: "/voices", id: "Suara dan cara baca", en: "Voices and words", more: { id: "Mendengar suara setiap zona; cara baca nama", en: "Hear each zone's voice; how names are said" } },
  { path: "/fairness", id: "Keadilan antrean", en: "Fairness", more: { id: "Laporan giliran hari ini", en: "The day's report on turns" } },
  { path: "/trust", open: true, id: "Sambungan aman", en: "A safe connection", more: { id: "Sertifikat server dan sidik jarinya", en: "The server's certificate and its fingerprint" } },
];

export const section = {
  open({ root, ask, say, secret, language }) {
    const told = { health: null, file: null, devices: null, alerts: null };
    let [first, silent, floor, shut] = [false, false, null, false];

    function show() {
      if (!shut) render(root, [first && beginning(), floor && today(), (told.health || silent) && state(), pages()]);
    }

    const beginning = () => h("section", { key: "first", class: "card secret-card" },
      h("h2", null, say("Buat administrator pertama", "Make the first administrator")),
      h("p", { class: "lead" }, say("Tautan ini membuatnya satu kali. Sesudah itu setiap orang masuk dengan namanya sendiri, dan orang lain ditambahkan di halaman ini.", "This link makes one, once. Then everybody signs in with a name of their own, and the others are added on this page.")),
      h("a", { class: "main-button", href: `/login#${secret}` }, say("Mulai", "Begin")));

    const today = () => h("section", { key: "today", class: "card" },
      h("h2", null, say("Sekarang", "Right now")),
      h("dl", { class: "figures" }, figuresOf(floor).map(({ id, count, of, label }) => h("div", { key: id },
        h("dd", null, String(count), of !== null && h("small", null, ` / ${of}`)), h("dt", null, label[language])))));

    function state() {
      const well = told.health && told.health.status === 200;
      const needs = needsOf({ ...told, health: told.health && told.health.body });
      return h("section", { key: "state", class: "card" },
        h("h2", null, needs.length || !well ? say("Perlu diperhatikan", "What needs attention") : say("Keadaan", "State")),
        !well && h("p", { key: "bad", class: "wrong", role: "alert" }, (told.health && told.health.body.detail) || say("Server tidak menjawab.", "The server does not answer.")),
        well && !needs.length && h("p", { key: "good", class: "good" }, say("Semua baik.", "All is well.")),
        needs.length > 0 && h("ul", { key: "needs", class: "needs" }, needs.map(({ id, bad, text, href }) => h("li", { key: id, class: bad ? "wrong" : "note" },
          href ? h("a", { href }, text[language]) : text[language]))));
    }

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
    async function look() {
      const paths = { health: "/api/health", file: "/api/config", devices: "/api/devices", alerts: "/api/alerts" };
      const replies = await Promise.all(Object.values(paths).map((path) => ask(path)));
      const [health, ...others] = replies;
      Object.assign(told, { health });
      silent = !health;
      Object.keys(paths).slice(1).forEach((name, at) => {
        if (others[at] && others[at].status === 200) told[name] = others[at].body;
      });
      show();
    }

    look();
    const timer = setInterval(() => document.hidden || look(), every);
    const line = new Live({ topics: ["floor"], secret, on: {
      view: ({ view }) => {
        floor = view;
        show();
      },
      clock() {},
      line() {},
    } });
    return () => {
      shut = true;
      clearInterval(timer);
      line.stop();
    };
  },
};
