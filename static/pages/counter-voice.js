// How the zone's voice keeps up: one calm line, and what stands behind it for whoever asks.

import { h } from "./markup.js";
import { pick } from "./text.js";
import { clockTime } from "./time.js";

const onTime = 3; // seconds behind that nobody notices

/** The line under the visit; none in a zone that has no voice. */
export function voiceLine(state) {
  const { view, say } = state;
  if (!view.voice || view.voice.state === "silent") return null;
  return h("button", { key: "voice", type: "button", class: "voice-line", "data-do": "voice", "aria-haspopup": "dialog" },
    h("span", { class: "voice-now" }, h("bdi", null, now(state))),
    h("span", { class: "voice-longest" }, say("voice.longest", { n: seconds(view.voice.longest) })),
    h("span", { class: "voice-more" }, say("voice.more")));
}

function now(state) {
  const { view: { voice }, say } = state;
  if (voice.quiet) return quiet(state);
  const behind = lag(state);
  const what = behind < onTime ? say("voice.on.time") : say("voice.behind", { n: behind });
  return voice.instead ? `${what} · ${say("voice.instead.short")}` : what;
}

function quiet({ view: { voice }, say, language }) {
  const { name, until } = voice.quiet;
  return say("voice.quiet", { name: pick(name, language), time: clockTime(until, language) });
}

/** What waits goes on waiting until the next view says that it is said. */
function lag({ view: { voice }, elapsed }) {
  return voice.lag ? seconds(voice.lag + elapsed) : 0;
}

const seconds = (n) => Math.round(n || 0);

/** The window behind the line. */
export function voiceBody(dialog, state) {
  const { view: { voice }, say, language } = state;
  const reasons = (key, rows) => (rows || []).map((one) => h("div", { key: `${key}-${one.reason}`, class: "voice-row voice-why" },
    h("dt", null, h("bdi", null, pick(one.text, language))), h("dd", null, one.count)));
  const row = (key, n, note) => h("div", { key, class: "voice-row" },
    h("dt", null, say(`voice.row.${key}`), note && h("small", null, h("bdi", null, note))), h("dd", null, n));
  return [
    voice.quiet && h("p", { key: "quiet", class: "voice-note" }, h("bdi", null, quiet(state)), `. ${say(`voice.quiet.${voice.quiet.voice}`)}`),
    voice.reason && h("p", { key: "reason", class: "voice-note" }, h("bdi", null, say("proof.because", { what: say(`voice.${voice.state}`), why: pick(voice.reason, language) }))),
    voice.instead && h("p", { key: "instead", class: "voice-note" }, h("bdi", null, say("voice.instead", { name: voice.instead }))),
    h("dl", { key: "rows", class: "voice-rows" },
      row("lag", say("voice.seconds", { n: lag(state) })),
      row("longest", say("voice.seconds", { n: seconds(voice.longest) })),
      row("shortened", voice.shortened || 0), reasons("shortened", voice.shortened_why),
      row("dropped", (voice.dropped || []).reduce((sum, one) => sum + one.count, 0)), reasons("dropped", voice.dropped),
      row("failed", voice.failed || 0, say("voice.row.failed.more")), reasons("failed", voice.failed_why),
      row("stand_ins", voice.stand_ins || 0, say("voice.row.stand_ins.more"))),
  ];
}
