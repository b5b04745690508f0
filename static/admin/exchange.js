// The hall as a file: to take away, and to bring in.

import { el } from "./dom.js";

const largest = 1000000; // characters

export const section = {
  open({ root, ask, say, tell, dirty }) {
    let revision = "";
    let text = "";
    const found = el("div", { role: "status" });
    const named = el("bdi", { class: "soft", role: "status" }, say("Belum ada berkas yang dipilih.", "No file is chosen yet.")); // a browser's own words would be in its own language
    const picked = el("input", { id: "hall-file", class: "spoken", type: "file", accept: ".toml,text/plain,application/toml", on: { change: read, click: () => { picked.value = ""; } } }); // the same file, mended, is a change too
    const apply = el("button", { type: "button", class: "main-button", disabled: true, on: { click: bring } }, say("Terapkan", "Apply"));
    const wrong = (detail) => el("p", { class: "wrong", role: "alert" }, detail || say("Server tidak menjawab. Coba lagi.", "The server does not answer. Try again."));

    async function take() {
      const reply = await ask("/api/config/file");
      if (!reply || reply.status !== 200) return tell((reply && reply.body.detail) || say("Server tidak menjawab.", "The server does not answer."), "bad");
      const address = URL.createObjectURL(new Blob([reply.text], { type: "application/toml" }));
      const link = el("a", { href: address, download: "config.toml" });
      root.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
      return undefined;
    }

    async function read() {
      text = "";
      apply.disabled = true;
      const [file] = picked.files;
      named.textContent = file ? file.name : say("Belum ada berkas yang dipilih.", "No file is chosen yet.");
      found.replaceChildren();
      if (!file) return;
      if (file.size > largest) {
        picked.value = "";
        return found.replaceChildren(wrong(say("Berkas terlalu besar untuk sebuah aula (paling besar 1 MB). Pilih config.toml.", "The file is too large for a hall (1 MB at most). Choose a config.toml.")));
      }
      try {
        text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
      } catch {
        picked.value = "";
        return found.replaceChildren(wrong(say("Berkas ini bukan teks UTF-8. Simpan sebagai UTF-8, lalu pilih lagi.", "This file is not UTF-8 text. Save it as UTF-8, then choose it again.")));
      }
      const now = await ask("/api/config", { patience: 20000 });
      revision = now && now.status === 200 ? now.body.revision : "";
      const reply = await send(true);
      if (!reply || reply.status !== 200) return found.replaceChildren(wrong(reply && reply.body.detail));
      const { faults, effects } = reply.body;
      found.replaceChildren(
        faults.length ? el("div", { class: "wrong" }, el("p", null, say("Berkas ini belum bisa diterapkan:", "This file can't be applied yet:")), el("ul", null, faults.map((fault) => el("li", null, `${fault.line ? `${say("baris", "line")} ${fault.line}: ` : ""}${fault.detail}`))))
          : el("p", { class: "good" }, say("Berkas ini benar.", "This file is right.")),
        effects.length ? el("div", { class: "effects" }, el("h3", null, say("Akibatnya sekarang", "What this does now")), el("ul", null, effects.map((one) => el("li", null, one.detail)))) : "",
        el("details", { class: "more" }, el("summary", null, say("Isi berkas", "The file")), el("pre", { class: "raw" }, text)));
      apply.disabled = faults.length > 0;
      dirty(!apply.disabled);
      return undefined;
    }

    const send = (check) => ask("/api/config/import", { method: "POST", body: { text, revision, check }, patience: 30000 });

    async function bring() {
      apply.disabled = true;
      const reply = await send(false);
      if (!reply || reply.status !== 200) {
        apply.disabled = false;
        return found.prepend(wrong(reply && reply.body.detail));
      }
      dirty(false);
      picked.value = "";
      found.replaceChildren(el("p", { class: "good" }, say("Aula dari berkas itu berlaku. Yang sebelumnya ada di Riwayat.", "The hall of that file is in force. The one before is in the history.")));
      return tell(say("Aula dari berkas itu berlaku.", "The hall of that file is in force."));
    }

    root.append(
      el("section", { class: "card" }, el("h2", null, say("Ekspor", "Export")),
        el("p", { class: "lead" }, say("Seluruh aula sebagai satu berkas: config.toml. Di dalamnya tidak ada kata sandi, PIN, atau tautan rahasia.", "The whole hall as one file: config.toml. There is no password, PIN or secret link in it.")),
        el("button", { type: "button", class: "small", on: { click: take } }, say("Unduh config.toml", "Download config.toml"))),
      el("section", { class: "card" }, el("h2", null, say("Impor", "Import")),
        el("p", { class: "lead" }, say("Berkas diperiksa dulu; tidak ada yang berubah sebelum Anda menekan Terapkan.", "The file is checked first; nothing changes before you press Apply.")),
        el("div", { class: "choose-file" }, picked, el("label", { for: "hall-file", class: "small" }, say("Pilih berkas aula…", "Choose the hall's file…")), named),
        found, el("div", { class: "go" }, apply)));
  },
};
