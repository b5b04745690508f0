// Names and sentences in the reader's language; always text, never markup.

const TURNING = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]/;

/** A name as the server sends it: plain, or {"id", "en"}. */
export function pick(text, language) {
  if (text === null || text === undefined) return "";
  if (typeof text !== "object") return String(text);
  return String(text[language] || text.id || text.en || "");
}

export function fill(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? isolated(String(values[name])) : hole));
}

/** A name within other text: one that turns the direction of writing turns only itself (Unicode's FSI and PDI). */
export function isolated(name) {
  return TURNING.test(name) ? `\u2068${name}\u2069` : name;
}

/** For comparing what was typed with what is listed: no case, no accents, no punctuation. */
export function plain(text) {
  return text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
