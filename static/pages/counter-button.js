// One button of the counter page: what it does, and the key that does the same.

import { actionNamed, keyLabel } from "./counter-actions.js";
import { h } from "./markup.js";

/** Never `disabled`: a button that is pressed keeps the focus while its press is under way. */
export function actionButton(name, { view, say, presses }, { class: kind = "act", label, extra, autofocus } = {}) {
  const action = actionNamed(name);
  const underWay = presses.holds(name);
  const key = keyLabel(action, say);
  return h("button", {
    key: name, type: "button", class: kind, autofocus: autofocus || null, "data-do": "action", "data-action": name,
    "aria-disabled": !action.applies(view) || underWay || null, "aria-busy": underWay || null,
    "aria-keyshortcuts": action.key === " " ? "Space" : key,
  }, h("span", null, label || say(`press.${name}`), extra && [" ", extra]), h("kbd", { "aria-hidden": true }, key));
}
