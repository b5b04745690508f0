// The grid of a layout: its regions are placed and sized with the mouse, a finger or the keyboard.

import { pick } from "../pages/text.js";
import { el } from "./dom.js";
import { broken, grids, moved, sized } from "./layout-grid.js";

const edges = ["n", "ne", "e", "se", "s", "sw", "w", "nw"];
const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * `state`: {orientation, regions, chosen}; `regionNames` the regions' names by kind; `changed(region)` is told of one that went elsewhere, `choose(kind)`
 * of one that was pressed, `remove(kind)` of one that is to go. {node, draw()}.
 */
export function canvas({ state, regionNames, language, say, changed, choose, remove }) {
  const node = el("div", { class: "grid", role: "group", "aria-label": say("Bidang pada kisi", "Regions on the grid") });
  const cells = el("div", { class: "grid-cells", "aria-hidden": "true" });
  const boxes = new Map();
  node.append(cells);

  const grid = () => grids[state.orientation];
  const nameOf = (kind) => pick(regionNames[kind], language) || kind;
  const told = ({ kind, x, y, w, h }) => say(`${nameOf(kind)}: kolom ${x + 1}, baris ${y + 1}, lebar ${w}, tinggi ${h}`, `${nameOf(kind)}: column ${x + 1}, row ${y + 1}, ${w} wide, ${h} high`);

  function box(kind) {
    const title = el("span", { class: "grid-name" });
    const size = el("span", { class: "grid-size", "aria-hidden": "true" });
    const made = el("div", { class: `grid-region grid-${kind}`, tabindex: "0", role: "button", "data-kind": kind, "aria-describedby": "grid-keys", on: {
      focus: () => choose(kind),
      keydown: (event) => pressed(event, kind),
      pointerdown: (event) => taken(event, kind),
    } }, title, size, edges.map((edge) => el("i", { class: `grid-edge edge-${edge}`, "data-edge": edge })));
    return { made, title, size };
  }

  const at = (kind) => state.regions.find((one) => one.kind === kind);

  function pressed(event, kind) {
    const step = arrows[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (step) {
      event.preventDefault();
      changed(event.shiftKey ? sized(at(kind), "se", ...step, grid()) : moved(at(kind), ...step, grid()));
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      remove(kind);
    }
  }

  function taken(event, kind) {
    if (event.button !== 0) return;
    const { made } = boxes.get(kind);
    const edge = event.target.dataset.edge || "";
    const start = at(kind);
    const area = node.getBoundingClientRect();
    const cell = area.width / grid()[0];
    event.preventDefault();
    made.focus({ preventScroll: true });
    made.setPointerCapture(event.pointerId);
    made.classList.add("is-held");
    const dragged = ({ clientX, clientY }) => {
      const [dx, dy] = [Math.round((clientX - event.clientX) / cell), Math.round((clientY - event.clientY) / cell)];
      const next = edge ? sized(start, edge, dx, dy, grid()) : moved(start, dx, dy, grid());
      const now = at(kind);
      if (now && ["x", "y", "w", "h"].some((key) => now[key] !== next[key])) changed(next);
    };
    const released = () => {
      made.classList.remove("is-held");
      made.removeEventListener("pointermove", dragged);
      made.removeEventListener("pointerup", released);
      made.removeEventListener("pointercancel", released);
    };
    made.addEventListener("pointermove", dragged);
    made.addEventListener("pointerup", released);
    made.addEventListener("pointercancel", released);
  }

  /** Shows the regions as they are; those that stand as before keep their element, and so the focus. */
  function draw() {
    const [columns, rows] = grid();
    node.classList.toggle("grid-portrait", state.orientation === "portrait");
    node.style.aspectRatio = `${columns} / ${rows}`; // newer browsers; others by the padding of the cells
    cells.style.paddingTop = `${(rows / columns) * 100}%`;
    cells.style.backgroundSize = `${100 / columns}% ${100 / rows}%`;
    const wrong = broken(state.regions, grid());
    for (const [kind, { made }] of boxes) if (!at(kind)) {
      made.remove();
      boxes.delete(kind);
    }
    for (const region of state.regions) {
      if (!boxes.has(region.kind)) {
        boxes.set(region.kind, box(region.kind));
        node.append(boxes.get(region.kind).made);
      }
      const { made, title, size } = boxes.get(region.kind);
      Object.assign(made.style, { left: `${(region.x / columns) * 100}%`, top: `${(region.y / rows) * 100}%`, width: `${(region.w / columns) * 100}%`, height: `${(region.h / rows) * 100}%` });
      title.textContent = nameOf(region.kind);
      size.textContent = `${region.w} × ${region.h}`;
      made.classList.toggle("is-chosen", state.chosen === region.kind);
      made.classList.toggle("is-wrong", wrong.has(region.kind));
      made.classList.toggle("is-flat", region.h < 3);
      made.setAttribute("aria-label", told(region));
      made.setAttribute("aria-pressed", String(state.chosen === region.kind));
    }
  }

  draw();
  return { node, draw, told, focus: (kind) => boxes.has(kind) && boxes.get(kind).made.focus() };
}
