// A list to choose from by typing, by arrows or by touch: what it holds and which one is meant.

import { h } from "./markup.js";
import { plain } from "./text.js";

/** Options are {key, label, detail, aside, group}; what matches every typed word, in order. `aside` is shown, and not searched. */
export function matching(options, query) {
  const words = query.split(/\s+/).map(plain).filter(Boolean);
  return options.filter((option) => {
    const text = plain(`${option.label}${option.detail || ""}`);
    return words.every((word) => text.includes(word));
  });
}

/** `active` after an arrow key, turning round at the ends. */
export function moved(active, step, count) {
  return count ? (active + step + count) % count : 0;
}

export function picker({ options, active, label, hint, none }) {
  const meant = options[active];
  return [
    h("input", {
      key: "query", class: "picker-query", type: "text", role: "combobox", autofocus: true, autocomplete: "off", spellcheck: "false",
      "aria-label": label, placeholder: hint, "aria-expanded": "true", "aria-controls": "picker-list", "aria-autocomplete": "list",
      "aria-activedescendant": meant ? `picker-${active}` : null, maxlength: "80",
    }),
    h("ul", { key: "list", id: "picker-list", class: "picker-list", role: "listbox", "aria-label": label },
      options.map((option, place) => entry(option, place, active, options))),
    !options.length && h("p", { key: "none", class: "none", role: "status" }, none),
  ];
}

function entry(option, place, active, options) {
  const first = option.group && (place === 0 || options[place - 1].group !== option.group);
  return [
    first && h("li", { key: `group-${option.group}`, class: "picker-group", role: "presentation" }, option.group),
    h("li", {
      key: `option-${option.key}`, id: `picker-${place}`, class: "picker-option", role: "option", "aria-selected": String(place === active),
      "data-do": "pick", "data-place": place,
    }, h("b", null, h("bdi", null, option.label)), option.aside && h("small", null, h("bdi", null, option.aside)),
    option.detail && h("span", null, h("bdi", null, option.detail))),
  ];
}
