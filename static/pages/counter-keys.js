// Keys of the counter page → what they ask for.

const writes = (element) => element.matches("input, textarea, select, [contenteditable]");

/**
 * The wish a key press means: {"do": "action", key}, {"do": "keys"}, {"do": "nothing"}
 * (a held key presses once), or null. Space on a button that holds the
 * focus presses that button, as everywhere; keys never reach through a window or into a field.
 */
export function wishOf(event, { dialogOpen, letters }) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return null;
  if (dialogOpen || writes(event.target)) return null;
  if (event.repeat) return event.key === " " && event.target === document.body ? { do: "nothing" } : null;
  if (event.key === " ") return event.target.closest("button, a, summary") ? null : { do: "action", key: " " };
  if (event.key === "?") return { do: "keys" };
  if (!letters || event.key.length !== 1) return null;
  return { do: "action", key: event.key };
}
