// What the layout editor and the theme editor share: the look at a draft, its faults, and saving it.

import { pick } from "../pages/text.js";
import { el, newId } from "./dom.js";
import { look } from "./look.js";
import { away, effectsList, quicker, saved, stillUsed, usedBy } from "./saving.js";
import { stands } from "./screen-words.js";

const pause = 250; // ms after the last key or move

/**
 * `table()` gives the draft as the file would have it, `preview()` what `POST /api/screens/preview` gets of it, `told(faults, reply, settings)` makes
 * elements of the file's faults and of what the preview says. `name` is the section of the file. {node, go, faultsBox, changed(), end()}
 */
export function draft({ shell, file, list, name, id, fresh, table, preview, told, dirty, orientation }) {
  const { say, language, ask } = shell;
  const page = look(shell);
  const field = (title, node) => el("div", { class: "field" }, el("label", { for: node.id }, title), node);
  const zones = [...new Map(list.screens.map((one) => [one.zone, one])).values()];
  const zone = el("select", { id: newId("zone"), on: { change: usual } }, zones.map((one) => el("option", { value: one.zone }, pick(one.zone_name, language))));
  const diagonal = el("input", { id: newId("diagonal"), type: "number", min: 7, max: 200, step: "0.1", inputmode: "decimal", on: { input: () => changed(false) } });
  const distance = el("input", { id: newId("distance"), type: "number", min: 0.5, max: 60, step: "0.1", inputmode: "decimal", on: { input: () => changed(false) } });
  const save = el("button", { type: "button", class: "main-button", disabled: true, on: { click: keep } }, say("Simpan", "Save"));
  const faultsBox = el("div", { class: "faults", role: "status" });
  const effectsBox = el("div", { class: "effects", role: "status" });
  let timer = 0;
  let run = 0;
  let over = false;
  let busy = false;

  /** The screen that it would hang on: as those of the zone are. */
  function usual() {
    const one = zones.find((row) => row.zone === zone.value);
    if (one) [diagonal.value, distance.value] = [one.settings.diagonal, one.settings.distance];
    changed(false);
  }

  function changed(typed = true) {
    if (typed) dirty.value = true;
    shell.dirty(dirty.value);
    save.disabled = !(dirty.value || fresh) || busy;
    clearTimeout(timer);
    timer = setTimeout(read, pause);
  }

  const change = () => ({ section: name, ...(fresh ? {} : { id }), values: table() });

  async function read() {
    run += 1;
    const mine = run;
    const screen = { ...(zone.value ? { zone: zone.value } : {}), ...(Number(diagonal.value) ? { diagonal: Number(diagonal.value) } : {}), ...(Number(distance.value) ? { distance: Number(distance.value) } : {}) };
    const [checked, reply] = await Promise.all([dirty.value || fresh ? file.check([change()]) : { faults: [], effects: [] }, ask("/api/screens/preview", { method: "POST", body: { ...screen, ...preview() } })]);
    if (mine !== run || over) return;
    if (reply && reply.status === 200) page.show({ view: reply.body.view, zone: reply.body.zone, at: reply.body.at });
    const seen = reply && reply.status === 200 ? reply.body : { faults: [] };
    const why = checked.why || (reply && reply.status !== 200 ? reply.body.detail : reply ? "" : say("Server tidak menjawab.", "The server does not answer."));
    show(checked.faults, seen, why);
    effectsBox.replaceChildren(...effectsList(checked.effects, shell));
  }

  function show(faults, seen, why = "") {
    const lines = told(faults, seen, { distance: Number(distance.value) || 1 });
    faultsBox.replaceChildren(...(why ? [el("p", { class: "wrong" }, why)] : []), ...lines);
  }

  async function keep() {
    if (busy) return;
    clearTimeout(timer);
    run += 1;
    busy = true;
    save.disabled = true;
    const reply = await file.make([change()]);
    busy = false;
    if (reply.ok) {
      dirty.value = false;
      shell.dirty(false);
      shell.tell(say(saved.id, saved.en));
      shell.go(`layouts/${name}`);
      return;
    }
    save.disabled = false;
    if (reply.code === "config_changed") return anew(reply.why);
    show(reply.faults, { faults: [] }, reply.faults.length ? "" : reply.why || say(away.id, away.en));
    faultsBox.scrollIntoView({ block: "nearest" });
  }

  const anew = (why) => faultsBox.replaceChildren(quicker({ why, file, shell, save, again: read }));

  async function takeOut() {
    const wanted = [{ section: name, id, values: null }];
    const found = await file.check(wanted);
    if (found.why || found.faults.length) {
      faultsBox.replaceChildren(stillUsed({ whys: [found.why, ...found.faults.map((one) => usedBy(one, id, file, shell))].filter(Boolean), shell }));
      return;
    }
    const told = found.effects.map((one) => `\n· ${one.detail}`).join("");
    if (!confirm(`${say("Hapus ini?", "Delete this?")}${told}`)) return;
    const reply = await file.make(wanted);
    if (!reply.ok) return show(reply.faults, { faults: [] }, reply.why);
    dirty.value = false;
    shell.dirty(false);
    shell.tell(say("Terhapus.", "Deleted."));
    shell.go(`layouts/${name}`);
  }

  const go = el("div", { class: "go" }, save, el("a", { class: "small", href: `#layouts/${name}` }, say("Batal", "Cancel")), el("span", { class: "gap" }), !fresh && el("button", { type: "button", class: "small danger", on: { click: takeOut } }, say("Hapus", "Delete")));
  const node = el("div", { class: "draft-look" }, page.node,
    el("div", { class: "look-set" }, zones.length > 0 && field(say("Di zona", "In zone"), zone), field(say("Diagonal (inci)", "Diagonal (in)"), diagonal), field(say("Terjauh (m)", "Farthest (m)"), distance), orientation));
  usual();
  return {
    node, go, faultsBox, effectsBox, changed,
    end() {
      over = true;
      clearTimeout(timer);
      page.end();
    },
  };
}

/** A choice of the two ways a screen hangs. */
export function wayChoice(shell, value, heard) {
  const id = newId("way");
  const node = el("select", { id, on: { change: () => heard(node.value) } }, ["landscape", "portrait"].map((way) => el("option", { value: way, selected: way === value }, pick(stands[way], shell.language))));
  return { node, field: el("div", { class: "field" }, el("label", { for: id }, shell.say("Cara menggantung", "How it hangs")), node) };
}

/** A sentence of the preview or of the file. */
export const sentence = (text, kind = "wrong") => el("p", { class: kind }, text);
