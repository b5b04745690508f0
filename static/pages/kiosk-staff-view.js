// Behind five taps: the staff code, and the few settings of this kiosk.

import { button } from "./kiosk-button.js";
import { keyboard, typed } from "./kiosk-typing.js";
import { h } from "./markup.js";
import { pick } from "./text.js";

const length = 6;

export function staffEntry({ way, say }) {
  const { typed: code, told } = way.staff;
  const dots = "●".repeat(code.length) + "○".repeat(length - code.length);
  return h("main", { key: "staff", class: "ask typing is-digits", tabindex: "-1", "aria-labelledby": "question" },
    h("h1", { id: "question", tabindex: "-1" }, say("kiosk.staff")),
    h("p", { key: "told", class: told ? "given-told is-trouble" : "lead", role: told ? "alert" : null }, h("bdi", null, told || say("kiosk.staff.hint"))),
    typed(dots, say("kiosk.staff.typed", { n: code.length }), say),
    keyboard(["123", "456", "789", "0"], say),
    h("nav", { key: "foot", class: "foot", "aria-label": say("kiosk.staff") }, button("home", say("kiosk.back"), "plain")));
}

export function settingsHead({ way, say }) {
  const { told } = way.staff;
  return h("p", { key: "hint", class: told ? "given-told" : "lead", role: told ? "status" : null }, h("bdi", null, told || say("kiosk.settings.hint")));
}

export function settingsFoot({ all, own, say }, turning) {
  return h("nav", { key: "foot", class: "foot", "aria-label": say("kiosk.settings") },
    all.languages.length > 1 && button("first-language", say("kiosk.settings.language", { language: say(`kiosk.language.${own}`) }), "plain"),
    all.printers && all.printers.length > 0 && button("test-print", say("kiosk.settings.print"), "plain"),
    button("reload", say("kiosk.settings.reload"), "plain"),
    turning,
    button("home", say("kiosk.done"), "primary wide"));
}

/** The test page of a printer that belongs to this browser. */
export function testSlip({ all, way, say, language }) {
  if (!way.staff || !way.staff.slip) return null;
  const printer = (all.printers || []).find((one) => one.printer === way.staff.slip) || { paper: 80 };
  return h("section", { key: "slip", class: `slip${printer.paper === 58 ? " is-narrow" : ""}`, "aria-hidden": "true" },
    h("p", { class: "slip-mall" }, pick(all.mall, language)), h("p", null, say("kiosk.test")), h("p", { class: "slip-number" }, "A012"), h("p", null, `${printer.paper} mm`));
}
