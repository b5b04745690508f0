// Pictures and videos for the screens: sent in, seen, renamed, taken away.

import { el, newId } from "./dom.js";
import { lengthOf, sizeOf } from "./media-words.js";
import { viewer } from "./media-view.js";
import { sending } from "./media-send.js";
import { withPictures } from "./programme-shelf.js";

export const section = {
  open(shell) {
    const { root, ask, say, tell, language, secret } = shell;
    let shelf = null;
    let words = "";
    let kind = "";
    const status = el("p", { class: "soft", role: "status" });
    const cards = el("ul", { class: "media" });
    const room = el("div", { class: "media-room" });
    const view = viewer({ say, secret });
    const sender = sending({ shell, shelf: () => shelf, came: load });

    const search = el("input", { id: newId("media"), type: "search", autocomplete: "off", on: { input: () => { words = search.value.trim().toLowerCase(); list(); } } });
    const kinds = el("div", { class: "tabs", role: "group", "aria-label": say("Jenis", "Kind") }, [["", say("Semua", "All")], ["image", say("Gambar", "Pictures")], ["video", say("Video", "Videos")]].map(([id, name]) => el("button", {
      type: "button", class: "tab", "aria-pressed": String(id === kind), "data-kind": id,
      on: { click: () => { kind = id; kinds.querySelectorAll("button").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.kind === kind))); list(); } },
    }, name)));

    async function load() {
      const reply = await ask("/api/media");
      if (!root.isConnected) return;
      if (!reply || reply.status !== 200) {
        root.replaceChildren(el("p", { class: "wrong", role: "alert" }, (reply && reply.body.detail) || say("Server tidak menjawab.", "The server does not answer.")),
          el("button", { type: "button", class: "small", on: { click: load } }, say("Coba lagi", "Try again")));
        return;
      }
      const before = shelf;
      shelf = { ...reply.body, media: withPictures(reply.body.media, secret, before ? before.media : []) };
      if (!before || !cards.isConnected) root.replaceChildren(sender.node, own, view.node);
      sender.allowed();
      sender.under(shelf.jobs);
      list();
    }

    function list() {
      const found = shelf.media.filter((one) => (!kind || one.kind === kind) && (!words || one.name.toLowerCase().includes(words)));
      status.textContent = !shelf.media.length ? say("Belum ada gambar atau video. Kirim yang pertama di atas.", "There is no picture or video yet. Send in the first one above.")
        : found.length ? "" : say("Tidak ada yang cocok.", "None fits.");
      status.hidden = !status.textContent;
      filters.hidden = shelf.media.length < 2;
      const there = new Map([...cards.children].map((card) => [card.dataset.id, card]));
      cards.replaceChildren(...found.map((one) => {
        const old = there.get(one.id);
        const told = JSON.stringify([one.name, one.uses, one.poster && one.poster.url]);
        return old && old.dataset.told === told ? old : card(one, told);
      }));
      const full = shelf.bytes / shelf.total_bytes;
      room.replaceChildren(el("span", { class: "media-bar", "aria-hidden": "true" }, el("meter", { min: 0, max: 1, high: 0.9, value: String(full.toFixed(4)) })),
        el("span", { class: full > 0.9 ? "warn" : "soft" }, say(`${sizeOf(shelf.bytes, language)} dari ${sizeOf(shelf.total_bytes, language)} terpakai`, `${sizeOf(shelf.bytes, language)} of ${sizeOf(shelf.total_bytes, language)} used`)));
    }

    function card(one, told) {
      const image = el("img", { alt: "", loading: "lazy", hidden: true });
      one.picture().then((address) => {
        if (!address) return;
        image.src = address;
        image.hidden = false;
      });
      const film = one.kind === "video";
      const name = el("b", null, el("bdi", null, one.name));
      const facts = [film ? say("Video", "Video") : say("Gambar", "Picture"), `${one.width} × ${one.height}`, sizeOf(one.size, language)].join(" · ");
      const node = el("li", { class: "media-card", "data-id": one.id, "data-told": told },
        el("button", { type: "button", class: "media-picture", "aria-label": `${say("Lihat", "Look at")} ${one.name}`, on: { click: () => view.show(one) } },
          image, film && el("span", { class: "media-length" }, `▶ ${lengthOf(one.length)}`)),
        el("div", { class: "media-words" }, name, el("small", null, facts),
          el("small", { class: "media-used" }, one.uses.length ? [say("Dipakai: ", "Used: "), el("bdi", null, one.uses.map((use) => use.name || use.section).join(", "))] : say("Belum dipakai", "Not used yet"))),
        el("div", { class: "media-acts" },
          el("button", { type: "button", class: "small", "aria-label": `${say("Ganti nama", "Rename")} ${one.name}`, on: { click: () => rename(node, one) } }, say("Ganti nama", "Rename")),
          el("button", { type: "button", class: "small danger", "aria-label": `${say("Hapus", "Remove")} ${one.name}`, on: { click: () => remove(one) } }, say("Hapus", "Remove"))));
      return node;
    }

    function rename(node, one) {
      const field = el("input", { id: newId("media"), value: one.name, maxlength: 120, autocomplete: "off" });
      const fault = el("p", { class: "field-fault", role: "alert", hidden: true });
      const back = () => {
        form.replaceWith(words_);
        acts.hidden = false;
        acts.firstElementChild.focus();
      };
      const form = el("form", { class: "media-words field", on: { submit: save, keydown: (event) => event.key === "Escape" && back() } },
        el("label", { for: field.id }, say("Nama", "Name")), field, fault,
        el("div", { class: "media-acts" }, el("button", { type: "submit", class: "small" }, say("Simpan", "Save")), el("button", { type: "button", class: "small plain", on: { click: back } }, say("Batal", "Cancel"))));
      const words_ = node.querySelector(".media-words");
      const acts = node.querySelector(":scope > .media-acts");
      async function save(event) {
        event.preventDefault();
        const reply = await ask(`/api/media/${one.id}`, { method: "POST", body: { name: field.value } });
        if (reply && reply.status === 200) {
          tell(say("Nama diganti.", "The name was changed."));
          await load();
          const now = cards.querySelector(`[data-id="${one.id}"] > .media-acts button`);
          if (now) now.focus();
          return;
        }
        fault.textContent = (reply && reply.body.detail) || say("Server tidak menjawab. Coba lagi.", "The server does not answer. Try again.");
        fault.hidden = false;
      }
      words_.replaceWith(form);
      acts.hidden = true;
      field.focus();
      field.select();
    }

    async function remove(one) {
      if (!one.uses.length && !confirm(say(`Hapus “${one.name}”? Berkasnya hilang dari server.`, `Remove “${one.name}”? Its file goes from the server.`))) return;
      const reply = await ask(`/api/media/${one.id}/remove`, { method: "POST", body: {} });
      if (reply && (reply.status === 200 || reply.status === 404)) tell(say(`“${one.name}” dihapus.`, `“${one.name}” is removed.`));
      else tell((reply && reply.body.detail) || say("Server tidak menjawab. Coba lagi.", "The server does not answer. Try again."), "bad");
      await load();
      search.focus();
    }

    const filters = el("div", { class: "filters" }, el("div", { class: "field" }, el("label", { for: search.id }, say("Cari", "Search")), search), kinds);
    const own = el("section", { class: "card" }, el("div", { class: "media-head" }, el("h2", null, say("Yang ada", "What there is")), room), filters, status, cards);
    root.replaceChildren(el("p", { class: "soft", role: "status" }, say("Memuat…", "Loading…")));
    load();
    return () => {
      sender.end();
      view.end();
    };
  },
};
