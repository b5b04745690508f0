// Where a number stands in its line, from the frame that all phones in the line share. Pure.

/** How many stand before `number`; null when it does not stand in this line. */
export function aheadOf(number, order) {
  let before = 0;
  for (const [first, count] of order) {
    const place = placeIn(number, first, count);
    if (place !== null) return before + place;
    before += count;
  }
  return null;
}

/** ["B012", 4] is B012 and the three that follow it. */
function placeIn(number, first, count) {
  if (number === first) return 0;
  const head = first.replace(/[0-9]+$/, "");
  if (number.length !== first.length || !number.startsWith(head)) return null;
  const place = Number(number.slice(head.length)) - Number(first.slice(head.length));
  return place > 0 && place < count ? place : null;
}

/** Minutes that this place may still take, in steps of 5 as the hall reckons; null where it makes no guess. */
export function minutesLeft(line, ahead) {
  if (!line || typeof line.expected_wait !== "number") return null;
  const share = Math.min(1, (ahead + 1) / (line.waiting + 1));
  return Math.round((line.expected_wait * share) / 5) * 5;
}
