// What visitors wrote, for those who may read it: by month, complaints first if wanted.

import { h, render } from "../pages/markup.js";
import { pick } from "../pages/text.js";

export const section = {
  open({ root, ask, language, say }) {
    const state = { rows: [], more: false, answer: "asking", month: "", complaints: false, sure: "" };
    let [gone, asked] = [false, 0];
    const show = () => render(root, suggestionsPage({ ...state, say, language }));

    async function learn() {
      const run = asked += 1;
      const reply = await ask(`/api/surveys/suggestions${state.month ? `?from=${state.month}-01` : ""}`);
      if (gone || run !== asked) return;
      if (!reply || reply.status !== 200) state.answer = "wrong";
      else Object.assign(state, { answer: "ready", ...reply.body });
      show();
    }

    root.addEventListener("click", async ({ target }) => {
      const button = target.closest("[data-act]");
      if (!button) return;
      const { act, id } = button.dataset;
      state.sure = act === "ask" ? id : "";
      show();
      if (act === "ask") root.querySelector('[data-act="keep"]').focus();
      if (act !== "remove") return;
      const reply = await ask(`/api/surveys/suggestions/${id}/remove`, { method: "POST", body: {} });
      if (gone) return;
      if (!reply || ![200, 404].includes(reply.status)) state.answer = "wrong";
      else state.rows = state.rows.filter((one) => one.suggestion !== id);
      show();
    });
    root.addEventListener("input", ({ target: { name, value, checked } }) => {
      if (name === "month") {
        state.month = /^\d{4}-\d{2}$/.test(value) ? value : "";
        learn();
      } else if (name === "complaints") {
        state.complaints = checked;
        show();
      }
    });
    show();
    learn();
    return () => { gone = true; };
  },
};

function suggestionsPage({ say, language, rows, more, answer, complaints, sure }) {
  const shown = complaints ? rows.filter((one) => one.complaint) : rows;
  return h("section", { key: "suggestions", class: "card" },
    h("p", { class: "lead" }, say("Seperti ditulis pengunjung; tanpa nama, jam, dan loket. Yang terbaru di atas.", "As visitors wrote it; without name, hour and counter. The newest first.")),
    h("div", { class: "filters" },
      h("div", { class: "field" }, h("label", { for: "suggestions-month" }, say("Bulan", "Month")), h("input", { id: "suggestions-month", name: "month", type: "month" })),
      h("label", { class: "switch", for: "suggestions-complaints" }, h("input", { id: "suggestions-complaints", name: "complaints", type: "checkbox" }), h("span", null, say("Pengaduan saja", "Complaints only")))),
    answer === "wrong" && h("p", { class: "wrong", role: "alert" }, say("Server tidak menjawab. Coba lagi.", "The server does not answer. Try again.")),
    answer === "asking" ? h("p", { class: "soft", role: "status" }, say("Memuat…", "Loading…"))
      : shown.length ? h("ol", { class: "suggestions" }, shown.map((one) => entry(one, sure, say, language)))
        : h("p", { class: "state" }, say("Belum ada yang menulis dalam bulan ini.", "Nobody has written in this month yet.")),
    more && h("p", { class: "soft" }, say("Hanya 500 yang terbaru.", "Only the latest 500.")));
}

function entry(one, sure, say, language) {
  const day = new Intl.DateTimeFormat(language, { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }).format(new Date(`${one.date}T00:00:00Z`));
  const press = (act, text) => h("button", { key: act, type: "button", class: "small", "data-act": act, "data-id": one.suggestion }, text);
  return h("li", { key: one.suggestion },
    h("p", { class: "suggestion-of" }, one.complaint && h("span", { class: "chip chip-bad" }, say("Pengaduan", "Complaint")),
      h("span", null, day, " · ", h("bdi", null, pick(one.service_name, language)), " · ", h("bdi", null, pick(one.agency_name, language)))),
    h("p", { class: "suggestion-text", lang: one.language, dir: "auto" }, one.text || say("(tanpa kata)", "(no words)")),
    h("p", { class: "suggestion-act" }, sure === one.suggestion
      ? [h("span", null, say("Hapus untuk selamanya?", "Take it out for good?")), press("remove", say("Ya, hapus", "Yes, take it out")), press("keep", say("Tidak", "No"))]
      : press("ask", say("Hapus…", "Take out…"))));
}
