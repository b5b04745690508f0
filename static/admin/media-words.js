// Sizes and lengths as people read them.

/** Bytes as "3,4 MB". */
export function sizeOf(bytes, language) {
  const [size, unit] = bytes < 1e6 ? [Math.max(1, bytes / 1e3), "KB"] : bytes < 1e9 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${size.toLocaleString(language === "en" ? "en-GB" : "id-ID", { maximumFractionDigits: size < 10 ? 1 : 0 })} ${unit}`;
}

/** Seconds as "1:05". */
export function lengthOf(seconds) {
  const whole = Math.max(0, Math.round(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
