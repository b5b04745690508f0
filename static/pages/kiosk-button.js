// A large button at the kiosk's foot, and the key of a keypad that presses it.

import { h } from "./markup.js";

export function button(deed, label, kind, more, below) {
  const { sign, ...others } = more || {};
  return h("button", { key: deed, type: "button", class: `large ${kind}`, "data-do": deed, ...others },
    sign && h("kbd", { class: "place", "aria-hidden": "true" }, sign), h("bdi", null, label), " ", below);
}

/** Shown once somebody uses keys. */
export const signed = ({ keyed }, sign) => (keyed ? { sign } : {});
