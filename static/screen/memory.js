/* What this screen remembers over a power cut: its secret, the last call it flashed, the last sentence it began. */
(function (signage) {
  "use strict";

  const PREFIX = "signage.screen.";
  const fallback = {}; // a browser may refuse storage; then a reload forgets

  function recall(name) {
    try {
      const text = window.localStorage.getItem(PREFIX + name);
      return text === null ? undefined : JSON.parse(text);
    } catch (refused) {
      return fallback[name];
    }
  }

  function remember(name, value) {
    fallback[name] = value;
    try {
      window.localStorage.setItem(PREFIX + name, JSON.stringify(value));
    } catch (refused) {
      return false;
    }
    return true;
  }

  signage.memory = { recall: recall, remember: remember };
})((window.signage = window.signage || {}));
