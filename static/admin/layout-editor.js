// One layout: its regions on the grid and in numbers, what a call does to it, and how it looks.

import { pick } from "../pages/text.js";
import { el, newId, same } from "./dom.js";
import { draft, sentence, wayChoice } from "./draft.js";
import { simple } from "./field.js";
import { canvas } from "./layout-canvas.js";
import { grids, placed } from "./layout-grid.js";
import { idFor } from "./names.js";
import { calls, ducking, heights, reading } from "./screen-words.js";

const numbers = ["x", "y", "w", "h"];

/** `from` is the layout that is changed, or copied when `fresh`; `way` which arrangement of a ready one. Null where there is none. */
export function layoutEditor({ shell, list, file, from, way, fresh }) {
  const { say, language } = shell;
  const layout = list.layouts.find(({ id }) => id === from);
  if (!layout || (layout.ready && !fresh)) return null;
  const start = layout.arrangements.find(({ orientation }) => orientation === way) || layout.arrangements[0];
  const written = file.things("layouts").find(({ id }) => id === from);
  const state = { orientation: start.orientation, regions: start.regions.map(({ kind, x, y, w, h }) => ({ kind, x, y, w, h })), calls: start.calls, media: start.media, chosen: null };
  const first = state.regions;
  const dirty = { value: false };
  const regionNames = Object.fromEntries(list.regions.map(({ kind, name: text }) => [kind, text]));
  const spoken = el("p", { class: "spoken", role: "status" });
  const context = { language, say, changed: () => renamed() };
  const name = simple.words({ id: newId("name"), label: { id: "Nama", en: "Name" }, required: true, most: 80 }, fresh ? { id: `Salinan ${pick(layout.name, "id")}`, en: `Copy of ${pick(layout.name, "en")}` } : written ? written.name : layout.name, context);
  const ownId = el("input", { id: newId("id"), type: "text", maxlength: "40", autocomplete: "off", spellcheck: "false", value: "", on: { input: () => { ownId.dataset.typed = "yes"; made.changed(); } } });
  const id = () => (fresh ? ownId.value.trim() : from);

  function suggest() {
    if (fresh && !ownId.dataset.typed) ownId.value = idFor(name.value(), [...file.things("layouts"), ...list.layouts]);
  }
  function renamed() {
    suggest();
    made.changed();
  }

  const field = (title, node, hint) => el("div", { class: "field" }, el("label", { for: node.id }, title), node, hint && el("p", { class: "field-hint" }, hint));
  const select = (key, title, words) => {
    const node = el("select", { id: newId(key), on: { change: () => { state[key] = node.value; made.changed(); } } }, Object.keys(words).map((value) => el("option", { value, selected: state[key] === value }, pick(words[value], language))));
    return field(title, node);
  };

  // ---- the grid, and the same in numbers

  const rows = el("tbody");
  const cells = new Map();
  const grid = canvas({ state, regionNames, language, say, changed: put, choose, remove });
  const add = el("select", { id: newId("add"), on: { change: () => add.value && begin(add.value) } });

  function choose(kind) {
    state.chosen = kind;
    grid.draw();
    for (const [one, { row }] of cells) row.classList.toggle("is-chosen", one === kind);
  }

  function put(region) {
    state.regions = state.regions.map((one) => (one.kind === region.kind ? region : one));
    spoken.textContent = grid.told(region);
    drawn();
  }

  function begin(kind) {
    state.regions = [...state.regions, placed(kind, state.regions, grids[state.orientation])];
    state.chosen = kind;
    drawn();
    grid.focus(kind);
  }

  function remove(kind) {
    if (kind === "status") {
      spoken.textContent = say("Baris keadaan harus selalu ada.", "The status line has to be there.");
      return;
    }
    state.regions = state.regions.filter((one) => one.kind !== kind);
    state.chosen = null;
    spoken.textContent = say(`${pick(regionNames[kind], language)} dihapus.`, `${pick(regionNames[kind], language)} was taken out.`);
    drawn();
    add.focus();
  }

  function row(region) {
    const { kind } = region;
    const title = pick(regionNames[kind], language);
    const words = { x: say("kolom", "column"), y: say("baris", "row"), w: say("lebar", "width"), h: say("tinggi", "height") };
    const inputs = Object.fromEntries(numbers.map((key) => [key, el("input", { type: "number", min: key === "w" || key === "h" ? 1 : 0, max: 32, inputmode: "numeric", "aria-label": `${title}: ${words[key]}`, on: {
      focus: () => choose(kind),
      input: () => inputs[key].value !== "" && put({ ...state.regions.find((one) => one.kind === kind), [key]: Math.max(0, Math.min(32, Math.round(Number(inputs[key].value)))) }),
    } })]));
    const made = el("tr", { class: `region-row region-${kind}` }, el("th", { scope: "row" }, el("button", { type: "button", class: "region-pick", on: { click: () => { choose(kind); grid.focus(kind); } } }, title)),
      numbers.map((key) => el("td", null, inputs[key])),
      el("td", { class: "acts" }, kind !== "status" && el("button", { type: "button", class: "small plain", "aria-label": `${say("Hapus", "Take out")} ${title}`, on: { click: () => remove(kind) } }, "✕")));
    return { row: made, inputs };
  }

  function drawn() {
    grid.draw();
    for (const [kind, { row: gone }] of cells) if (!state.regions.some((one) => one.kind === kind)) {
      gone.remove();
      cells.delete(kind);
    }
    for (const region of state.regions) {
      if (!cells.has(region.kind)) {
        cells.set(region.kind, row(region));
        rows.append(cells.get(region.kind).row);
      }
      const { inputs } = cells.get(region.kind);
      for (const key of numbers) if (inputs[key] !== document.activeElement && inputs[key].value !== String(region[key])) inputs[key].value = region[key];
    }
    const missing = list.regions.filter(({ kind }) => !state.regions.some((one) => one.kind === kind));
    add.replaceChildren(el("option", { value: "" }, missing.length ? say("Tambah bidang…", "Add a region…") : say("Semua bidang sudah ada", "Every region is there")), ...missing.map(({ kind, name: text }) => el("option", { value: kind }, pick(text, language))));
    made.changed(!same(state.regions, first));
  }

  /** The other way round: its ready sister, or the same regions as far as they fit. */
  function turn(orientation) {
    const sister = layout.arrangements.find((one) => one.orientation === orientation);
    const [columns, height] = grids[orientation];
    const turned = ({ kind, x, y, w, h }) => ({ kind, x: Math.round((x * columns) / height), y: Math.round((y * height) / columns), w: Math.max(1, Math.round((w * columns) / height)), h: Math.max(1, Math.round((h * height) / columns)) });
    state.regions = sister ? sister.regions.map(({ kind, x, y, w, h }) => ({ kind, x, y, w, h })) : state.regions.map(turned);
    Object.assign(state, { orientation, chosen: null });
    drawn();
  }

  // ---- saving, and what is wrong

  const table = () => ({ ...(fresh ? { id: id() } : {}), name: name.value(), orientation: state.orientation, calls: state.calls, media: state.media, regions: state.regions });

  /** The file's faults of the regions are told by the preview, with their names in this language. */
  function told(faults, seen, settings) {
    const ours = seen.faults.filter(({ tokens }) => !tokens.length);
    const others = faults.filter(({ key }) => !seen.letters || !key.startsWith("regions")).map(({ detail }) => detail);
    const grave = ours.filter((one) => one.grave).map(({ what }) => pick(what, language));
    const unread = ours.filter((one) => !one.grave).map(({ what }) => pick(what, language));
    const read = seen.letters && reading({ ...seen, faults: unread }, settings, { say, language });
    return [[...others, ...grave].map((text) => sentence(text)), read && read.text && !grave.length && sentence(read.text, read.good ? "good" : "warn"), unread.map((text) => sentence(text, "warn")),
      seen.letters && el("p", { class: "soft" }, heights(seen, say))].flat().filter(Boolean);
  }

  const made = draft({ shell, file, list, name: "layouts", id: from, fresh, table, dirty, told,
    preview: () => ({ layout: { id: id() || "x", name: name.value() || "x", orientation: state.orientation, calls: state.calls, media: state.media, regions: state.regions }, orientation: state.orientation }) });
  suggest();
  drawn();
  const turning = wayChoice(shell, state.orientation, turn);

  return {
    node: el("div", { class: "editor" },
      el("section", { class: "card" },
        el("h2", null, fresh ? say("Tata letak baru", "A new layout") : el("bdi", null, pick(layout.name, language))),
        el("div", { class: "fields" }, el("div", { class: "field field-words" }, el("label", { for: name.node.querySelector("input").id }, say("Nama", "Name")), name.node),
          fresh && field(say("Kode", "Id"), ownId, say("Tidak bisa diganti nanti.", "It can't be changed later.")), turning.field,
          select("calls", say("Panggilan tampil", "A call comes"), calls), select("media", say("Suara video saat ada panggilan", "A video's sound during a call"), ducking))),
      el("section", { class: "card" },
        el("h2", null, say("Bidang", "Regions")),
        el("p", { id: "grid-keys", class: "lead" }, say("Seret untuk memindahkan, tarik tepinya untuk mengubah besar. Dengan papan ketik: tanda panah memindahkan, Shift dan tanda panah mengubah besar, Delete menghapus.", "Drag to move, pull an edge to size. With the keyboard: arrows move, Shift and arrows size, Delete takes out.")),
        el("div", { class: "editor-both" }, grid.node, made.node),
        el("div", { class: "editor-both" },
          el("div", null, el("table", { class: "region-table" }, el("thead", null, el("tr", null, [say("Bidang", "Region"), say("Kolom", "Col."), say("Baris", "Row"), say("Lebar", "Width"), say("Tinggi", "Height")].map((text) => el("th", { scope: "col" }, text)), el("th", null, el("span", { class: "spoken" }, say("Hapus", "Take out"))))), rows),
            el("div", { class: "field region-add" }, el("label", { class: "spoken", for: add.id }, say("Tambah bidang", "Add a region")), add)),
          el("div", null, made.faultsBox, made.effectsBox, made.go)),
        spoken)),
    focus: () => name.focus(),
    end: made.end,
  };
}
