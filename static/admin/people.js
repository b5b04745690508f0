// The people section: makes, changes, disables and removes people; shows a new password or PIN once.

import { render } from "../pages/markup.js";
import { peoplePage } from "./people-view.js";

const every = 10000; // ms

export const section = {
  open({ root, ask, language, say, tell, dirty }) {
    const state = {
      list: null, hall: null, filter: { query: "", role: "", view: "on" }, open: "", act: "", form: false,
      draft: { of: "new", role: "officer" }, fresh: null, fault: "", sending: false,
    };
    let gone = false;

    const show = () => render(root, peoplePage({ ...state, say, language }));
    const set = (more) => {
      Object.assign(state, more);
      show();
    };
    const row = () => state.list.people.find((one) => one.id === state.open);
    const focus = (selector) => {
      const node = root.querySelector(selector);
      if (node) node.focus();
    };

    async function learn() {
      const reply = await ask("/api/people");
      if (gone || !reply) return;
      if (reply.status === 200) set({ list: reply.body });
      else if (!state.list) root.textContent = reply.body.detail || String(reply.status);
    }

    async function change(path, body, done) {
      if (state.sending) return;
      set({ sending: true, fault: "" });
      const reply = await ask(path, { method: "POST", body, patience: 20000 });
      state.sending = false;
      if (!reply || reply.status >= 300) {
        set({ fault: reply ? reply.body.detail || String(reply.status) : say("Server tidak menjawab. Coba lagi.", "The server does not answer. Try again.") });
        return;
      }
      dirty(false);
      const { person, secret } = reply.body;
      Object.assign(state, { act: "", form: false, fault: "", fresh: secret ? { ...person, secret } : state.fresh });
      done(person);
      await learn();
      if (secret) focus("#fresh-title");
    }

    const path = (verb) => `/api/people/${encodeURIComponent(state.open)}/${verb}`;
    const ticked = (form, name) => [...form.querySelectorAll(`[name="${name}"]:checked`)].map((box) => box.value);

    function given(form, role) {
      const { name, login } = form.elements;
      const body = { name: name.value, role };
      if (role === "officer") Object.assign(body, { agencies: ticked(form, "agencies"), counters: ticked(form, "counters") });
      else body.login = login.value;
      return body;
    }

    const deeds = {
      new: () => {
        set({ form: !state.form, draft: { of: "new", role: state.list.roles.includes("officer") ? "officer" : state.list.roles[0] }, fault: "", open: "" });
        focus("#new-name");
      },
      shut: () => set({ form: false, fault: "" }),
      open: ({ person }) => set({ open: state.open === person ? "" : person, act: "", fault: "", form: false, draft: { of: "" } }),
      view: ({ view }) => set({ filter: { ...state.filter, view }, open: "" }),
      secret: () => set({ act: "secret", fault: "" }),
      disable: () => set({ act: "disable", fault: "" }),
      remove: () => set({ act: "remove", fault: "" }),
      undo: () => set({ act: "", fault: "" }),
      clear: () => change(path("clear"), {}, ({ name }) => tell(say(`${name} mendapat lima percobaan dalam 15 menit.`, `${name} has five tries within 15 minutes.`))),
      enable: () => change(path("enable"), {}, ({ name }) => tell(say(`${name} aktif lagi.`, `${name} is enabled again.`))),
      kept: () => set({ fresh: null }),
      copy: ({ of }) => {
        document.getElementById(of).select();
        tell(document.execCommand("copy") ? say("Disalin.", "Copied.") : say("Tekan Ctrl+C untuk menyalin.", "Press Ctrl+C to copy."));
      },
    };

    const forms = {
      new: (form) => change("/api/people", given(form, state.draft.role), ({ name }) => tell(say(`${name} ditambahkan.`, `${name} was added.`))),
      change: (form) => {
        const role = form.elements.role ? form.elements.role.value : row().role;
        change(path("change"), given(form, role), ({ name }) => {
          state.draft = { of: "" };
          tell(say(`${name} disimpan.`, `${name} was saved.`));
        });
      },
      secret: () => change(path("secret"), {}, () => tell(say("Yang lama tidak berlaku lagi.", "The old one is good no more."))),
      disable: () => change(path("disable"), {}, ({ name }) => tell(say(`${name} dinonaktifkan dan keluar di semua tempat.`, `${name} is disabled and signed out everywhere.`))),
      remove: () => change(path("remove"), {}, ({ name }) => {
        state.open = "";
        tell(say(`${name} dihapus.`, `${name} was removed.`));
      }),
    };

    root.addEventListener("click", (event) => {
      const pressed = event.target.closest("[data-act]");
      if (pressed && pressed.getAttribute("aria-disabled") !== "true") deeds[pressed.dataset.act](pressed.dataset);
    });
    root.addEventListener("submit", (event) => {
      event.preventDefault();
      forms[event.target.dataset.form](event.target);
    });
    root.addEventListener("input", ({ target }) => {
      if (target.name === "query") set({ filter: { ...state.filter, query: target.value } });
      else if (target.name === "filter") set({ filter: { ...state.filter, role: target.value } });
      else if (target.name === "role") set({ draft: { of: state.form ? "new" : state.open, role: target.value } });
      else if (target.closest("[data-form]")) dirty(true);
    });
    learn();
    ask("/api/hall").then((reply) => {
      if (!gone && reply && reply.status === 200) set({ hall: reply.body });
    });
    const timer = setInterval(learn, every);
    show();
    return () => {
      gone = true;
      clearInterval(timer);
    };
  },
};
