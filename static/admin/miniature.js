// A layout as a small picture in the colours of its theme.

const space = "http://www.w3.org/2000/svg";

/** An element of SVG; its colours are attributes, since a page may set no styles in its markup. */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes || {})) if (value !== null && value !== undefined) node.setAttribute(name, String(value));
  node.append(...children.flat(Infinity).filter(Boolean));
  return node;
}

const gap = 0.16; // of a cell, around each region
const box = (x, y, w, h, fill, r = 0.3) => (w > 0 && h > 0 ? svg("rect", { x, y, width: w, height: h, rx: Math.min(r, w / 2, h / 2), fill }) : null);

/** Bars that stand for lines of text. */
function lines({ x, y, w, h }, fill, height, most) {
  const count = Math.max(1, Math.min(most, Math.floor((h - 0.4) / (height * 2))));
  return Array.from({ length: count }, (_, at) => box(x + 0.5, y + 0.5 + at * height * 2, (w - 1) * (at % 3 === 1 ? 0.65 : 0.85), height, fill));
}

function board(region, tokens) {
  const { x, y, w, h } = region;
  const high = Math.min(h * 0.42, w * 0.4);
  const rest = { x, y: y + high + 0.4, w, h: h - high - 0.4 };
  return [box(x, y, w, high, tokens.call, 0.5), box(x + w * 0.08, y + high * 0.3, w * 0.42, high * 0.4, tokens.call_ink), box(x + w * 0.66, y + high * 0.3, w * 0.2, high * 0.4, tokens.call_ink),
    rest.h > 1.2 && box(rest.x, rest.y, rest.w, rest.h, tokens.paper, 0.5), rest.h > 1.2 && lines(rest, tokens.text, 0.55, 4)];
}

function media({ x, y, w, h }, tokens) {
  const size = Math.min(w, h) * 0.16;
  const [cx, cy] = [x + w / 2, y + h / 2];
  return [box(x, y, w, h, tokens.paper2, 0.5), svg("circle", { cx, cy, r: size * 1.7, fill: tokens.paper }),
    svg("path", { d: `M${cx - size * 0.6} ${cy - size}L${cx + size} ${cy}L${cx - size * 0.6} ${cy + size}Z`, fill: tokens.text })];
}

function drawn(region, tokens) {
  const inner = { ...region, x: region.x + gap, y: region.y + gap, w: region.w - 2 * gap, h: region.h - 2 * gap };
  const { x, y, w, h } = inner;
  if (region.kind === "board") return board(inner, tokens);
  if (region.kind === "media") return media(inner, tokens);
  if (region.kind === "header") return box(x + 0.3, y + h * 0.3, w * 0.5, h * 0.4, tokens.text);
  if (region.kind === "clock") return box(x + w * 0.35, y + h * 0.25, w * 0.58, h * 0.5, tokens.text);
  if (region.kind === "status") return box(x + 0.3, y + h * 0.35, Math.min(w * 0.3, 8), h * 0.3, tokens.go, 0.15);
  if (region.kind === "ticker") return [box(x, y, w, h, tokens.paper), box(x + 0.5, y + h * 0.35, w * 0.7, h * 0.3, tokens.soft, 0.15)];
  return [box(x, y, w, h, tokens.paper, 0.5), lines(inner, tokens.soft, 0.45, 9)];
}

/** `arrangement` as the server has it: {columns, rows, regions, calls}; `label` is what is read aloud. */
export function miniature(arrangement, tokens, label) {
  const { columns, rows, regions, calls } = arrangement;
  const sorted = [...regions].sort((one, other) => one.y - other.y || one.x - other.x);
  const banner = calls === "board" ? null : calls === "banner" ? { x: columns * 0.04, y: rows * 0.05, w: columns * 0.92, h: rows * 0.26 } : { x: columns * 0.06, y: rows * 0.08, w: columns * 0.88, h: rows * 0.74 };
  return svg("svg", { class: `miniature miniature-${arrangement.orientation}`, viewBox: `0 0 ${columns} ${rows}`, role: label ? "img" : null, "aria-label": label || null, "aria-hidden": label ? null : "true", focusable: "false" },
    box(0, 0, columns, rows, tokens.ground, 0.6), sorted.map((region) => drawn(region, tokens)),
    banner && [svg("rect", { x: banner.x, y: banner.y, width: banner.w, height: banner.h, rx: 0.6, fill: tokens.call, "fill-opacity": calls === "whole" ? 0.92 : 1 }),
      box(banner.x + banner.w * 0.08, banner.y + banner.h * 0.32, banner.w * 0.4, banner.h * 0.36, tokens.call_ink), box(banner.x + banner.w * 0.7, banner.y + banner.h * 0.32, banner.w * 0.2, banner.h * 0.36, tokens.call_ink)]);
}
