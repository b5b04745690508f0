// Names and sentences in the reader's language; always text, never markup.

/** A name as the server sends it: plain, or {"id", "en"}. */
export function pick(text, language) {
  if (text === null || text === undefined) return "";
  if (typeof text !== "object") return String(text);
  return String(text[language] || text.id || text.en || "");
}

export function fill(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? String(values[name]) : hole));
}

/** For comparing what was typed with what is listed: no case, no accents, no punctuation. */
export function plain(text) {
  return text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
