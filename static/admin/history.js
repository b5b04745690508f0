// What config.toml was: who changed it and when, what is different, and the way back.

import { inMallTime } from "../pages/time.js";
import { el } from "./dom.js";

export const section = {
  open({ root, ask, language, path, say, tell, go }) {
    let revision = "";

    const whenOf = (at) => {
      const date = new Date(at);
      return Number.isNaN(date.getTime()) ? String(at || "") : inMallTime(date, language, { dateStyle: "medium", timeStyle: "short" });
    };
    const whoOf = (who) => (who === "" ? say("langsung di berkas", "by hand, at the file") : who === null || who === undefined ? "—" : who === "admin" ? say("tautan pengelola", "the administrator's link") : who);
    const wrong = (reply) => el("p", { class: "wrong", role: "alert" }, (reply && reply.body.detail) || say("Server tidak menjawab. Coba lagi.", "The server does not answer. Try again."));

    async function all() {
      const [reply, now] = await Promise.all([ask("/api/config/versions"), ask("/api/config")]);
      if (!root.isConnected) return;
      if (!reply || reply.status !== 200) return root.replaceChildren(wrong(reply));
      revision = now && now.status === 200 ? now.body.revision : "";
      const versions = Array.isArray(reply.body) ? reply.body : reply.body.versions;
      const number = path[0];
      if (number && versions.some((one) => String(one.number) === number)) return compare(versions.find((one) => String(one.number) === number));
      root.replaceChildren(el("section", { class: "card" },
        el("p", { class: "lead" }, say("Setiap perubahan disimpan. Buka satu versi untuk melihat bedanya dengan sekarang dan kembali kepadanya.", "Every change is kept. Open a version to see how it differs from now, and to go back to it.")),
        versions.length ? el("div", { class: "scrolls" }, el("table", { class: "table" },
          el("thead", null, el("tr", null, [say("Sejak", "Since"), say("Oleh", "By"), say("Perubahan", "Change")].map((name) => el("th", { scope: "col" }, name)))),
          el("tbody", null, versions.map((one, at) => el("tr", null,
            el("td", null, el("a", { href: `#history/${one.number}` }, whenOf(one.at)), at === 0 && el("span", { class: "chip chip-good" }, say("sekarang", "now"))),
            el("td", null, el("bdi", null, whoOf(one.who))), el("td", null, el("bdi", null, one.what || "—")))))))
          : el("p", { class: "soft" }, say("Belum ada perubahan lewat halaman ini.", "Nothing was changed by these pages yet."))));
    }

    async function compare(version) {
      const reply = await ask(`/api/config/versions/${version.number}`);
      if (!root.isConnected) return;
      if (!reply || reply.status !== 200) return root.replaceChildren(wrong(reply));
      const effects = el("div", { class: "effects", role: "status" });
      const different = reply.body.lines.some((line) => line.mark !== " ");
      root.replaceChildren(el("p", { class: "back" }, el("a", { href: "#history" }, `← ${say("Semua versi", "All versions")}`)),
        el("h2", { class: "thing" }, `${whenOf(version.at)} · `, el("bdi", null, whoOf(version.who))),
        el("section", { class: "card" },
          different ? legend() : el("p", { class: "good" }, say("Sama dengan yang sekarang.", "The same as now.")),
          different && diff(reply.body.lines), effects,
          different && el("div", { class: "go" }, el("button", { type: "button", class: "main-button", on: { click: () => restore(version, effects) } }, say("Kembali ke versi ini", "Go back to this version")))));
    }

    const legend = () => el("p", { class: "small-print soft" }, el("span", { class: "chip chip-bad" }, `− ${say("hanya di versi ini", "only in this version")}`), " ", el("span", { class: "chip chip-good" }, `+ ${say("hanya sekarang", "only now")}`));

    /** The lines that differ, with three around them. */
    function diff(lines) {
      const near = lines.map((line, at) => lines.slice(Math.max(0, at - 3), at + 4).some((one) => one.mark !== " "));
      const shown = [];
      lines.forEach((line, at) => {
        if (near[at]) shown.push(line);
        else if (near[at - 1] || at === 0) shown.push(null);
      });
      return el("div", { class: "diff", role: "list", tabindex: "0" }, shown.map((line) => (line === null ? el("p", { class: "diff-gap", role: "listitem" }, "⋯")
        : el("p", { class: `diff-line ${{ "+": "is-new", "-": "is-old" }[line.mark] || ""}`, role: "listitem" },
          line.mark !== " " && el("span", { class: "spoken" }, line.mark === "+" ? say("hanya sekarang: ", "only now: ") : say("hanya di versi ini: ", "only in this version: ")),
          el("span", { "aria-hidden": "true", class: "mark" }, line.mark === "-" ? "−" : line.mark), el("code", null, line.text)))));
    }

    async function restore(version, effects) {
      const send = (check) => ask(`/api/config/versions/${version.number}/restore`, { method: "POST", body: { revision, check }, patience: 20000 });
      const found = await send(true);
      if (!found || found.status !== 200) return effects.replaceChildren(wrong(found));
      if ((found.body.faults || []).length) return effects.replaceChildren(el("div", { class: "wrong" }, el("ul", null, found.body.faults.map((fault) => el("li", null, fault.detail)))));
      const told = found.body.effects.map((one) => `\n· ${one.detail}`).join("");
      if (!confirm(`${say("Kembali ke versi ini?", "Go back to this version?")}${told}`)) return undefined;
      const reply = await send(false);
      if (!reply || reply.status !== 200) return effects.replaceChildren(wrong(reply));
      tell(say("Versi itu berlaku lagi.", "That version is in force again."));
      return go("history");
    }

    all();
  },
};
