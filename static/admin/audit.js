// The history section: what was changed, by whom; searched, and read by pages.

import { render } from "../pages/markup.js";
import { auditPage } from "./audit-view.js";

const still = 300; // ms after the last letter

export const section = {
  open({ root, ask, language, say }) {
    const state = { records: [], next: null, people: [], actions: [], filter: {}, open: 0, answer: "asking" };
    let gone = false;
    let asked = 0;
    let timer = 0;

    const show = () => render(root, auditPage({ ...state, say, language }));

    async function learn(before) {
      const run = asked += 1;
      const wanted = new URLSearchParams(Object.entries(state.filter).filter(([, value]) => value));
      if (before) wanted.set("before", before);
      const reply = await ask(`/api/audit?${wanted}`);
      if (gone || run !== asked) return;
      if (!reply || reply.status !== 200) state.answer = "wrong";
      else {
        const { records, next, people, actions } = reply.body;
        Object.assign(state, { answer: "ready", next, records: before ? [...state.records, ...records] : records });
        if (!before && !Object.values(state.filter).some(Boolean)) Object.assign(state, { people, actions });
      }
      show();
    }

    root.addEventListener("click", (event) => {
      const pressed = event.target.closest("[data-act]");
      if (!pressed) return;
      if (pressed.dataset.act === "more") learn(state.next);
      else {
        state.open = state.open === Number(pressed.dataset.id) ? 0 : Number(pressed.dataset.id);
        show();
      }
    });
    root.addEventListener("input", ({ target: { name, value } }) => {
      if (name === "day") {
        const [since, until] = value ? [new Date(`${value}T00:00`), new Date(`${value}T00:00`)] : [null, null];
        if (until) until.setDate(until.getDate() + 1);
        Object.assign(state.filter, { since: since && since.getTime(), until: until && until.getTime() });
      } else state.filter[name] = value;
      clearTimeout(timer);
      timer = setTimeout(learn, name === "words" ? still : 0);
    });
    show();
    learn();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  },
};
