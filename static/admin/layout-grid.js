// Regions on the grid of a layout: moving, sizing, finding room. Pure.

export const grids = { landscape: [32, 18], portrait: [18, 32] };

const between = (value, low, high) => Math.max(low, Math.min(high, value));

export function overlaps(one, other) {
  return one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;
}

/** A region some cells further, still on the grid. */
export function moved(region, dx, dy, [columns, rows]) {
  return { ...region, x: between(region.x + dx, 0, Math.max(0, columns - region.w)), y: between(region.y + dy, 0, Math.max(0, rows - region.h)) };
}

/** A region of which an edge ("n", "se", …) went some cells; one cell at least stays. */
export function sized(region, edge, dx, dy, [columns, rows]) {
  let { x, y, w, h } = region;
  if (edge.includes("e")) w = between(w + dx, 1, columns - x);
  if (edge.includes("s")) h = between(h + dy, 1, rows - y);
  if (edge.includes("w")) {
    const left = between(x + dx, 0, x + w - 1);
    [x, w] = [left, w + x - left];
  }
  if (edge.includes("n")) {
    const upper = between(y + dy, 0, y + h - 1);
    [y, h] = [upper, h + y - upper];
  }
  return { ...region, x, y, w, h };
}

/** The largest room that no region takes, as {x, y, w, h}; null where every cell is taken. */
export function room(regions, [columns, rows]) {
  const heights = new Array(columns).fill(0); // free cells upwards from the row that is looked at
  let best = null;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) heights[column] = regions.some((one) => overlaps(one, { x: column, y: row, w: 1, h: 1 })) ? 0 : heights[column] + 1;
    for (let left = 0; left < columns; left += 1) {
      let h = heights[left];
      for (let right = left; right < columns && heights[right]; right += 1) {
        h = Math.min(h, heights[right]);
        const w = right - left + 1;
        if (!best || w * h > best.w * best.h) best = { x: left, y: row - h + 1, w, h };
      }
    }
  }
  return best;
}

const likes = { header: [24, 2], clock: [8, 2], status: [32, 1], ticker: [32, 1], skm: [8, 4], prayers: [10, 7], waits: [10, 7], serving: [10, 7], last: [12, 5], directory: [16, 10], board: [20, 14], media: [20, 11] };

/** Where a new region of a kind goes: in the largest room, no larger than it likes to be; in the middle of a full grid. */
export function placed(kind, regions, grid) {
  const found = room(regions, grid) || { x: Math.floor(grid[0] / 3), y: Math.floor(grid[1] / 3), w: Math.ceil(grid[0] / 3), h: Math.ceil(grid[1] / 3) };
  const [w, h] = likes[kind] || [found.w, found.h];
  return { kind, x: found.x, y: found.y, w: Math.min(found.w, w, grid[0]), h: Math.min(found.h, h, grid[1]) };
}

/** The regions that lie on another one or leave the grid, by kind. */
export function broken(regions, [columns, rows]) {
  return new Set(regions.filter((one) => one.x < 0 || one.y < 0 || one.w < 1 || one.h < 1 || one.x + one.w > columns || one.y + one.h > rows || regions.some((other) => other !== one && overlaps(one, other))).map(({ kind }) => kind));
}
