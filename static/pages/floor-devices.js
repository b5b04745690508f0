// Voices, screens and printers, zone by zone.

import { printerFaulty, zoneNow } from "./floor-levels.js";
import { h } from "./markup.js";
import { pick } from "./text.js";
import { clockTime } from "./time.js";

export function devices(state) {
  const { view, say } = state;
  return h("section", { key: "devices", class: "card devices", "aria-labelledby": "devices" },
    h("h2", { id: "devices" }, say("devices")),
    h("ul", { class: "scroll", tabindex: "0", "aria-labelledby": "devices" },
      view.zones.map((zone) => zoneRow(zone, state)), view.printers.map((printer) => printerRow(printer, state))));
}

function zoneRow(zone, { view, say, language, elapsed }) {
  const now = zoneNow(zone, view.screens, view.lag_limit, elapsed);
  const { voice } = zone;
  const bad = voice.state === "failed" || now.level === "alarm";
  const wrong = bad || now.hung || now.muted || now.level;
  const lines = [
    [now.there ? say("devices.screens", { n: now.there }) : say("devices.screens.none"), now.hung && say("devices.hung", { n: now.hung }), now.muted && say("devices.sound", { n: now.muted })],
    [say(`devices.voice.${voice.state}`), now.lag >= 1 && say("devices.lag", { n: Math.floor(now.lag) }), voice.longest >= 1 && say("devices.longest", { n: Math.round(voice.longest) })],
    [voice.quiet && `${pick(voice.quiet.name, language)}: ${say("devices.quiet", { time: clockTime(voice.quiet.until, language) })}`],
    [["short", voice.shortened], ["dropped", voice.dropped.reduce((sum, row) => sum + row.count, 0)], ["failed", voice.failed]]
      .map(([what, n]) => n > 0 && say(`devices.${what}`, { n })),
  ];
  return device(`zone-${zone.zone}`, pick(zone.name, language), bad ? "alarm" : wrong ? "warn" : "", lines, say);
}

function printerRow(printer, { say, language }) {
  const lines = [[pick(printer.text, language)], [printer.waiting > 0 && say("need.printer.more", { n: printer.waiting })]];
  return device(`printer-${printer.printer}`, pick(printer.name, language), printerFaulty(printer) ? "warn" : "", lines, say);
}

function device(key, name, level, lines, say) {
  const sign = level === "alarm" ? "!" : level ? "i" : "✓";
  return h("li", { key, class: `device is-${level || "well"}` },
    h("span", { class: "sign" }, h("span", { "aria-hidden": "true" }, sign), level && h("span", { class: "spoken" }, say(`level.${level}`))),
    h("div", null, h("b", null, h("bdi", null, name)),
      lines.map((parts) => parts.filter(Boolean).join(" · ")).filter(Boolean).map((line, place) => h("small", { key: `l${place}` }, h("bdi", null, line)))));
}
