// Text that may not be cut: as large as its line lets it be whole.

const smallest = 0.25; // of its size: what is still longer ends in an ellipsis

/** Sets the size of a line's only child, so that the line holds it. */
export function fitLine(line) {
  const text = line && line.firstElementChild;
  if (!text) return;
  text.style.fontSize = "";
  const scale = line.clientWidth / text.scrollWidth;
  if (scale < 1) text.style.fontSize = `${Math.max(smallest, Math.floor(scale * 98) / 100)}em`;
}
