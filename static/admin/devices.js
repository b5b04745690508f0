// The devices of the hall: how each is, pairing new ones, replacing and revoking them.

import { render } from "../pages/markup.js";
import { devicesPage } from "./devices-view.js";

const every = 5000;

export const section = {
  open({ root, ask, language, say, tell }) {
    const state = {
      say, language, list: null, alerts: [], hall: null, filter: { view: "used", kind: "", query: "" },
      open: "", act: "", form: "", draft: { kind: "screen" }, fault: null, fresh: null, sending: false,
    };
    let shut = false;

    const show = () => shut || render(root, devicesPage(state));
    const field = (name) => root.querySelector(`[name="${name}"]`);
    const set = (changes) => {
      Object.assign(state, changes);
      show();
    };
    const focus = (selector) => {
      const found = root.querySelector(selector);
      if (found) found.focus();
    };

    async function load() {
      const [reply, told] = await Promise.all([ask("/api/devices"), ask("/api/alerts")]);
      if (told && told.status === 200) state.alerts = told.body.alerts;
      if (reply && reply.status === 200) set({ list: reply.body });
    }

    /** One change; what the server says against it stands beside the form. */
    async function change(path, body, done) {
      if (state.sending) return;
      set({ sending: true, fault: null });
      const reply = await ask(path, { method: "POST", body });
      state.sending = false;
      if (reply && reply.status < 300) {
        done(reply.body);
        await load();
      } else {
        const text = reply ? reply.body.detail : say("Server tidak menjawab. Coba lagi.", "The server does not answer. Try again.");
        set({ fault: { text, code: Boolean(reply && /^pairing/.test(reply.body.code)) } });
      }
    }

    function shown(kind, { device, secret, url }) {
      if (!secret) return;
      state.fresh = { kind, device, secret, url: location.origin + url };
      setTimeout(() => focus("#fresh-title"));
    }

    const row = () => state.list.devices.find(({ device }) => device === state.open);
    const path = (verb) => `/api/devices/${encodeURIComponent(state.open)}/${verb}`;
    const over = (text) => {
      Object.assign(state, { act: "", form: "", fault: null });
      tell(text);
    };

    const deeds = {
      pair: () => form("pair", "screen", "#device-code"),
      make: () => form("make", "button", "#device-kind"),
      shut: () => set({ form: "", fault: null }),
      kept: () => set({ fresh: null }),
      copy: ({ of }) => copy(root.querySelector(`#${of}`)),
      view: ({ view }) => set({ filter: { ...state.filter, view } }),
      open: ({ device }) => set({ open: state.open === device ? "" : device, act: "", fault: null }),
      undo: () => set({ act: "", fault: null }),
      rename: () => {
        set({ act: "rename", fault: null });
        field("rename").value = row().name;
        field("rename").select();
      },
      replace: () => {
        set({ act: "replace", fault: null });
        focus('[name="new"]');
      },
      revoke: () => set({ act: "revoke", fault: null }),
      "retire-replaced": () => retire("replaced"),
      "retire-all": () => set({ open: "first", act: "retire", fault: null }),
    };

    function form(name, kind, first) {
      if (state.form === name) {
        deeds.shut();
        return;
      }
      set({ form: name, draft: { kind }, fault: null });
      focus(first);
    }

    function retire(which) {
      change("/api/devices/first/retire", { which }, ({ retired }) => {
        state.open = "";
        over(say(`${retired.length} tautan awal diakhiri.`, `${retired.length} first links were ended.`));
      });
    }

    const forms = {
      pair: () => create({ code: field("code").value }),
      make: () => create({}),
      rename: () => change(path("rename"), { name: field("rename").value }, () => over(say("Nama disimpan.", "The name is kept."))),
      replace: () => {
        const [kind, code] = [row().kind, field("new") && field("new").value];
        change(path("replace"), code === null ? {} : { code }, (body) => {
          shown(kind, body);
          over(say("Perangkat diganti; yang lama terputus.", "The device was replaced; the old one is cut off."));
        });
      },
      revoke: () => change(path("revoke"), {}, () => over(say("Perangkat dicabut.", "The device was revoked."))),
      retire: () => retire("all"),
    };

    function create(more) {
      const { kind } = state.draft;
      const place = field("place");
      const body = { kind, place: kind === "feed" ? null : place.value || null, name: field("name").value, ...more };
      change("/api/devices", body, (made) => {
        shown(kind, made);
        state.filter = { ...state.filter, view: kind === "button" || kind === "feed" ? "all" : "used" };
        over(more.code ? say("Perangkat dipasangkan; halamannya berubah sendiri.", "The device is paired; its page changes by itself.") : say("Rahasia dibuat.", "The secret was made."));
      });
    }

    /** The old way: plain http on a hall's own network has no other. */
    function copy(input) {
      input.select();
      const copied = document.execCommand("copy");
      tell(copied ? say("Disalin.", "Copied.") : say("Tekan Ctrl+C untuk menyalin.", "Press Ctrl+C to copy."));
    }

    root.addEventListener("click", (event) => {
      const pressed = event.target.closest("[data-act]");
      if (pressed && pressed.getAttribute("aria-disabled") !== "true") deeds[pressed.dataset.act](pressed.dataset);
    });
    root.addEventListener("submit", (event) => {
      event.preventDefault();
      forms[event.target.dataset.form]();
    });
    root.addEventListener("input", ({ target }) => {
      if (target.name === "query") set({ filter: { ...state.filter, query: target.value } });
      else if (target.name === "filter") set({ filter: { ...state.filter, kind: target.value } });
      else if (target.name === "kind") set({ draft: { kind: target.value } });
    });
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (state.act) deeds.undo();
      else if (state.form) deeds.shut();
    });

    async function begin() {
      const hall = await ask("/api/hall");
      if (hall && hall.status === 200) state.hall = hall.body;
      await load();
    }

    const timer = setInterval(() => document.hidden || load(), every);
    begin();
    return () => {
      shut = true;
      clearInterval(timer);
    };
  },
};

