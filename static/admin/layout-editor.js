// One layout: its regions on the grid and in numbers, what a call does to it, and how it looks.

import { pick } from "../pages/text.js";
import { el, newId, same } from "./dom.js";
import { draft, sentence } from "./draft.js";
import { simple } from "./field.js";
import { canvas } from "./layout-canvas.js";
import { grids, placed } from "./layout-grid.js";
import { idFor } from "./names.js";
import { optionsOf } from "./layout-options.js";
import { calls, ducking, heights, reading, stands } from "./screen-words.js";

const numbers = ["x", "y", "w", "h"];
const other = { landscape: "portrait", portrait: "landscape" };
/** A region as the file has it. */
const plain = ({ kind, x, y, w, h, options }) => ({ kind, x, y, w, h, ...options });

/** `from` is the layout that is changed, or copied when `fresh`; `way` which arrangement of a ready one. Null where there is none. */
export function layoutEditor({ shell, list, file, from, way, fresh }) {
  const { say, language } = shell;
  const layout = list.layouts.find(({ id }) => id === from);
  if (!layout || (layout.ready && !fresh)) return null;
  const start = layout.arrangements.find(({ orientation }) => orientation === way) || layout.arrangements[0];
  const written = file.things("layouts").find(({ id }) => id === from);
  /** The way that the table calls its own, and for each way its regions; null where it has none. */
  const main = fresh ? start.orientation : layout.arrangements[0].orientation;
  const ways = { landscape: null, portrait: null };
  for (const one of layout.arrangements) ways[one.orientation] = one.regions.map(plain);
  const state = { orientation: start.orientation, regions: ways[start.orientation], calls: start.calls, media: start.media, chosen: null };
  const first = { ...ways };
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
    const known = (ways[other[state.orientation]] || []).find((one) => one.kind === kind);
    state.regions = [...state.regions, { ...(known ? { ...known, x: 0, y: 0, w: 1, h: 1 } : {}), ...placed(kind, state.regions, grids[state.orientation]) }];
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
      blur: () => { inputs[key].value = state.regions.find((one) => one.kind === kind)[key]; }, // what was typed may lie off the grid
      input: () => inputs[key].value !== "" && put({ ...state.regions.find((one) => one.kind === kind), [key]: Math.max(0, Math.min(32, Math.round(Number(inputs[key].value)))) }),
    } })]));
    const options = optionsOf({ kind, title, region, file, shell, set: (option, value) => set(kind, option, value) });
    const made = el("tr", { class: `region-row region-${kind}` }, el("th", { scope: "row" }, el("button", { type: "button", class: "region-pick", on: { click: () => { choose(kind); grid.focus(kind); } } }, title), options),
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
    ways[state.orientation] = state.regions;
    turning();
    made.changed(!same(ways, first));
  }

  /** The regions for the other way, as far as the same ones fit there. */
  function turned() {
    const [columns, height] = grids[other[state.orientation]];
    return state.regions.map((one) => ({ ...one, x: Math.round((one.x * columns) / height), y: Math.round((one.y * height) / columns), w: Math.max(1, Math.round((one.w * columns) / height)), h: Math.max(1, Math.round((one.h * height) / columns)) }));
  }

  function stand(orientation) {
    if (!ways[orientation]) ways[orientation] = turned();
    Object.assign(state, { orientation, regions: ways[orientation], chosen: null });
    for (const { row: gone } of cells.values()) gone.remove();
    cells.clear();
    drawn();
    tabs[orientation].focus();
  }

  function without() {
    if (!confirm(say(`Hapus susunan untuk layar ${pick(stands[state.orientation], language).toLowerCase()}?`, `Delete the arrangement for ${pick(stands[state.orientation], language).toLowerCase()} screens?`))) return;
    const gone = state.orientation;
    stand(other[gone]);
    ways[gone] = null;
    drawn();
  }

  /** What both ways share: an option of a region holds for whichever way the screen stands. */
  function set(kind, option, value) {
    for (const way of Object.keys(ways)) if (ways[way]) ways[way] = ways[way].map((one) => {
      if (one.kind !== kind) return one;
      const { [option]: gone, ...rest } = one;
      return value === null ? rest : { ...rest, [option]: value };
    });
    state.regions = ways[state.orientation];
    drawn();
  }

  const tabs = Object.fromEntries(Object.keys(ways).map((way) => [way, el("button", { type: "button", class: "tab", on: { click: () => way === state.orientation || stand(way) } })]));
  const less = el("button", { type: "button", class: "small plain", on: { click: without } }, say("Hapus susunan ini", "Delete this arrangement"));
  function turning() {
    for (const [way, tab] of Object.entries(tabs)) {
      const title = pick(stands[way], language);
      tab.setAttribute("aria-pressed", String(way === state.orientation));
      tab.textContent = ways[way] ? title : `+ ${title}`;
      tab.setAttribute("aria-label", ways[way] ? title : say(`Buat juga untuk layar ${title.toLowerCase()}`, `Make one for ${title.toLowerCase()} screens too`));
    }
    less.hidden = !(ways.landscape && ways.portrait);
  }

  // ---- saving, and what is wrong

  /** The way that is the table's own: as it was, or the one that is left. */
  const own = () => (ways[main] ? main : other[main]);
  const arranged = () => ({ orientation: own(), calls: state.calls, media: state.media, regions: ways[own()], ...(ways[other[own()]] ? { turned: ways[other[own()]] } : {}) });
  const table = () => ({ ...(fresh ? { id: id() } : {}), name: name.value(), ...arranged(), turned: arranged().turned || null });

  /** The file's faults of the regions are told by the preview, with their names in this language. */
  function told(faults, seen, settings) {
    const ours = seen.faults.filter(({ tokens }) => !tokens.length);
    const way = (key) => (key.startsWith("regions") ? own() : key.startsWith("turned") ? other[own()] : "");
    const others = faults.filter(({ key }) => !seen.letters || way(key) !== state.orientation).map(({ key, detail }) => (way(key) ? `${pick(stands[way(key)], language)}: ${detail}` : detail));
    const grave = ours.filter((one) => one.grave).map(({ what }) => pick(what, language));
    const unread = ours.filter((one) => !one.grave).map(({ what }) => pick(what, language));
    const read = seen.letters && reading({ ...seen, faults: unread }, settings, { say, language });
    return [[...others, ...grave].map((text) => sentence(text)), read && read.text && !grave.length && sentence(read.text, read.good ? "good" : "warn"), unread.map((text) => sentence(text, "warn")),
      seen.letters && el("p", { class: "soft" }, heights(seen, say))].flat().filter(Boolean);
  }

  const made = draft({ shell, file, list, name: "layouts", id: from, fresh, table, dirty, told,
    preview: () => ({ layout: { id: id() || "x", name: name.value() || "x", ...arranged() }, orientation: state.orientation }) });
  suggest();
  drawn();

  return {
    node: el("div", { class: "editor" },
      el("section", { class: "card" },
        el("h2", null, fresh ? say("Tata letak baru", "A new layout") : el("bdi", null, pick(layout.name, language))),
        el("div", { class: "fields" }, el("div", { class: "field field-words" }, el("label", { for: name.node.querySelector("input").id }, say("Nama", "Name")), name.node),
          fresh && field(say("Kode", "Id"), ownId, say("Tidak bisa diganti nanti.", "It can't be changed later.")),
          select("calls", say("Panggilan tampil", "A call comes"), calls), select("media", say("Suara video saat ada panggilan", "A video's sound during a call"), ducking))),
      el("section", { class: "card" },
        el("h2", null, say("Bidang", "Regions")),
        el("div", { class: "ways", role: "group", "aria-label": say("Cara layar menggantung", "How the screen hangs") }, tabs.landscape, tabs.portrait, less),
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
