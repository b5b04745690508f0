// Hearing what a zone would say, in this browser only.

import { Player } from "../pages/voices-player.js";
import { el } from "./dom.js";

const patience = 30000; // ms: a slow voice on a small machine

/** `body()` is what `POST /api/voice/hear` gets, null when there is nothing to say yet; `saved`: it is what the file says, not what is typed. */
export function hearing({ body, saved, shell, file }) {
  const { say, tell } = shell;
  const idle = say("Dengar", "Hear");
  const button = el("button", { type: "button", class: "small", on: { click: press } }, idle);
  const player = new Player(() => { button.textContent = player.playing ? say("Berhenti", "Stop") : idle; });
  let [asking, over] = [false, false];

  async function press() {
    if (player.playing) return player.stop();
    const wanted = body();
    if (asking || !wanted) return undefined;
    asking = true;
    button.textContent = say("Sebentar…", "One moment…");
    const reply = await file.ask("/api/voice/hear", { method: "POST", body: wanted, patience });
    asking = false;
    button.textContent = idle;
    if (over) return undefined;
    if (!reply || reply.status !== 200) return tell((reply && reply.body.detail) || say("Server tidak menjawab.", "The server does not answer."), "bad");
    tell(`“${reply.body.sentences.map(({ caption }) => caption).join(" ")}”`);
    return player.play("it", reply.body.url);
  }

  return {
    node: el("div", { class: "go" }, button, saved && el("span", { class: "soft" }, say("Menurut yang tersimpan.", "As it is saved."))),
    end() {
      over = true;
      player.stop();
    },
  };
}
