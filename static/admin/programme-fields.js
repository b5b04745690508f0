// Fields of the programme: a moment of the mall's clock, and the items of a playlist.

import { pick } from "../pages/text.js";
import { el, newId } from "./dom.js";
import { slides, wordsOf } from "./programme-words.js";

export const airing = { moment, items };

/** A date, with a time if one is wanted. */
function moment(spec, value, context) {
  const [day, hour] = String(value || "").split(/[ T]/);
  const date = el("input", { id: spec.id, type: "date", value: day || "", on: { input: context.changed } });
  const time = el("input", { id: newId(spec.key), type: "time", value: hour || "", "aria-label": `${pick(spec.label, context.language)}, ${context.say("jam", "time")}`, on: { input: context.changed } });
  return {
    node: el("div", { class: "moment" }, date, time),
    value: () => (date.value ? `${date.value}${time.value ? ` ${time.value}` : ""}` : null),
    focus: () => date.focus(),
  };
}

/** The items of a playlist: added from what there is, put in order by dragging or by keys. */
function items(spec, value, context) {
  const { say, language } = context;
  let held = (value || []).map((item) => ({ ...item }));
  const rows = el("ol", { class: "items" });
  const empty = el("p", { class: "soft" }, say("Belum ada butir. Tambahkan di bawah.", "No items yet. Add some below."));
  const spoken = el("p", { class: "spoken", role: "status" });
  const shelf = context.things("shelf");
  let dragged = null;

  const { file, name: nameOf, kind: kindOf, seconds, picture } = wordsOf(context);

  function move(item, to, focus) {
    const from = held.indexOf(item);
    if (to < 0 || to >= held.length || to === from) return;
    held.splice(to, 0, ...held.splice(from, 1));
    draw();
    spoken.textContent = say(`${nameOf(item)}: urutan ke-${to + 1} dari ${held.length}`, `${nameOf(item)}: number ${to + 1} of ${held.length}`);
    const again = rows.children[to].querySelector(`[data-move="${focus}"]`);
    if (again) (again.disabled ? rows.children[to].querySelector("[data-move]:not(:disabled)") || again : again).focus();
    context.changed();
  }

  function set(item, key, one) {
    if (one === null) delete item[key];
    else item[key] = one;
    context.changed();
  }

  function row(item, at) {
    const name = nameOf(item);
    const found = file(item);
    const video = found && found.kind === "video";
    const length = el("input", { type: "number", min: 3, max: 3600, inputmode: "numeric", value: item.seconds ?? "", placeholder: String(seconds({ ...item, seconds: null })), "aria-label": `${name}, ${say("detik", "seconds")}`,
      on: { input: () => set(item, "seconds", length.value === "" ? null : Number(length.value)) } });
    const step = (by) => el("button", { type: "button", class: "small plain", "data-move": by, disabled: at + by < 0 || at + by >= held.length, "aria-label": `${by < 0 ? say("Naikkan", "Move up") : say("Turunkan", "Move down")} ${name}`, on: { click: () => move(item, at + by, by) } }, by < 0 ? "↑" : "↓");
    const node = el("li", { class: "item" },
      el("span", { class: "item-grip", "aria-hidden": "true", on: { pointerdown: () => { node.draggable = true; } } }, "⠿"),
      picture(item), el("div", { class: "item-name" }, el("b", null, el("bdi", null, name)), el("small", null, kindOf(item))),
      el("div", { class: "item-more" }, options(item, found, name)),
      el("label", { class: "item-long" }, length, el("span", { "aria-hidden": "true" }, say("detik", "s"))),
      el("div", { class: "item-acts" }, step(-1), step(1), el("button", { type: "button", class: "small plain", "aria-label": `${say("Keluarkan", "Take out")} ${name}`, on: { click: () => {
        held.splice(held.indexOf(item), 1);
        draw();
        (rows.children[Math.min(at, held.length - 1)] || more).querySelector("button:not(:disabled)").focus();
        context.changed();
      } } }, "✕")));
    node.addEventListener("dragstart", (event) => {
      dragged = item;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", name);
      node.classList.add("is-dragged");
    });
    node.addEventListener("dragend", () => {
      dragged = null;
      draw();
    });
    node.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      node.classList.toggle("is-over", dragged !== item);
    });
    node.addEventListener("dragleave", () => node.classList.remove("is-over"));
    node.addEventListener("drop", (event) => {
      event.preventDefault();
      if (dragged) move(dragged, held.indexOf(item), 1);
    });
    node.addEventListener("keydown", (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!by || !event.altKey) return;
      event.preventDefault();
      move(item, held.indexOf(item) + by, by);
    });
    return node;
  }

  function options(item, found, name) {
    const picked = (label, key, all) => {
      const node = el("select", { "aria-label": `${name}, ${label}`, on: { change: () => set(item, key, node.value || null) } },
        all.map(([one, text]) => el("option", { value: one, selected: (item[key] || "") === one }, text)));
      return node;
    };
    if (item.slide === "hours") return picked(say("instansi", "agency"), "agency", [["", say("Semua instansi", "Every agency")], ...context.things("agencies").map((one) => [one.id, pick(one.short || one.name, language)])]);
    if (!item.media) return null;
    const fit = picked(say("ukuran", "size"), "fit", [["", say("Utuh", "Whole")], ["cover", say("Penuhi bidang", "Fill the region")]]);
    if (!found || found.kind !== "video") return fit;
    const box = el("input", { type: "checkbox", on: { change: () => set(item, "sound", box.checked || null) } });
    box.checked = Boolean(item.sound);
    return [fit, el("label", { class: "pill" }, box, el("span", null, say("Bersuara", "With sound")))];
  }

  function add(item) {
    held.push(item);
    draw();
    rows.lastElementChild.scrollIntoView({ block: "nearest" });
    spoken.textContent = say(`${nameOf(item)} ditambahkan`, `${nameOf(item)} added`);
    context.changed();
  }

  function chooser(label, all, made) {
    const id = newId("add");
    const node = el("select", { id, on: { change: () => {
      if (!node.value) return;
      add(made(node.value));
      node.value = "";
    } } }, el("option", { value: "" }, all.length ? say("— tambah —", "— add —") : say("belum ada", "none yet")), all.map(([one, text]) => el("option", { value: one }, text)));
    node.disabled = !all.length;
    return el("div", { class: "field" }, el("label", { for: id }, label), node);
  }

  const files = el("div", { class: "shelf", role: "group", "aria-label": say("Berkas media", "Media files") });
  /** Their pictures are fetched when somebody looks. */
  function lay(event) {
    if (event.target.open && !files.children.length) files.replaceChildren(...shelf.map((one) => el("button", { type: "button", class: "shelf-file", on: { click: () => add({ media: one.id.slice(0, 12) }) } }, picture({ media: one.id }), el("span", null, el("bdi", null, one.name)))));
  }
  const more = el("div", { class: "items-more" },
    shelf.length > 0 && el("details", { on: { toggle: lay } }, el("summary", null, say(`Tambah berkas media (${shelf.length})`, `Add media files (${shelf.length})`)), files),
    el("div", { class: "filters" },
      chooser(say("Pengumuman", "Notice"), context.things("notices").map((one) => [one.id, pick(one.title, language) || one.id]), (one) => ({ notice: one })),
      chooser(say("Salindia", "Slide"), slides.map((one) => [one.slide, say(one.id, one.en)]), (one) => ({ slide: one }))),
    !shelf.length && el("p", { class: "field-hint" }, say("Gambar dan video diunggah di bagian Media.", "Pictures and videos are uploaded in the section Media.")));

  function draw() {
    rows.replaceChildren(...held.map(row));
    empty.hidden = held.length > 0;
  }

  draw();
  return {
    node: el("div", { id: spec.id, role: "group", "aria-label": pick(spec.label, language) }, rows, empty, more, spoken),
    value: () => (held.length ? held.map((item) => ({ ...item })) : null),
    focus: () => (rows.querySelector("input") || more.querySelector("select, summary")).focus(),
  };
}
