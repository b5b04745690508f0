// One table of the file in its form: checked as it is typed, saved whole, closed or taken out.

import { el } from "./dom.js";
import { formOf } from "./form.js";
import { hearing } from "./hearing.js";
import { idFor, inWords, usable } from "./names.js";
import { away, effectsList, quicker, saved, stillUsed, usedBy } from "./saving.js";

const pause = 400; // ms after the last key

/**
 * `part` describes the section ({name, fields, preview?, closable?, list?}); `where` is {id} or {at} of a list, {} for a single table or a new one.
 * `hear(values, file, language)` gives what `POST /api/voice/hear` gets; `hearsSaved` when that is what the file says.
 * `done(saved)` is called when the form is left.
 */
export function editor({ part, where, values, fresh, file, shell, done }) {
  const { say } = shell;
  const faultsBox = el("div", { class: "faults", role: "status" });
  const effectsBox = el("div", { class: "effects", role: "status" });
  const previewBox = el("div", { class: "preview" });
  const save = el("button", { type: "submit", class: "main-button", disabled: true }, say("Simpan", "Save"));
  const cancel = el("button", { type: "button", class: "small", on: { click: () => leave() } }, part.list ? say("Batal", "Cancel") : say("Batalkan perubahan", "Undo the changes"));
  let timer = 0;
  let run = 0;
  let busy = false;

  const context = {
    language: shell.language, say, things: (section) => file.things(section), changed, id: values.id, fresh,
  };
  const beside = part.beside ? { [part.beside.key]: part.beside.start(values, file) } : {};
  const form = formOf({ fields: part.fields, values: { ...values, ...beside }, fresh, context });
  /** What other tables must say with it: a service is served by counters. */
  const elsewhere = (id, given) => (part.beside && part.beside.key in given ? part.beside.changes(id, given[part.beside.key] || [], file) : []);
  const changes = () => {
    const { [part.beside ? part.beside.key : ""]: other, ...given } = form.changes();
    const own = Object.keys(given).length || fresh ? [{ section: part.name, ...where, values: given }] : [];
    return [...own, ...elsewhere(where.id || form.values().id, form.changes())];
  };

  let touched = false;
  let tried = false;

  function changed() {
    touched = true;
    if (fresh && part.named) form.suggest("id", idFor(form.values().name || form.values().title, file.things(part.name)));
    const some = Object.keys(form.changes()).length > 0;
    save.disabled = !some;
    shell.dirty(some);
    preview();
    clearTimeout(timer);
    timer = setTimeout(check, pause);
  }

  function preview() {
    if (part.preview) previewBox.replaceChildren(part.preview({ values: form.values(), file, say, language: shell.language, el }) || "");
  }

  const mine = (fault) => fault.section === part.name && (where.id ? fault.id === where.id : where.at !== undefined ? fault.at === where.at
    : !part.list || fault.id === (form.values().id || null) || fault.at === file.things(part.name).length);

  async function check() {
    const wanted = changes();
    run += 1;
    const now = run;
    if (!wanted.length) return shown([], []);
    const found = await file.check(wanted);
    if (now !== run || busy) return;
    if (found.code === "config_changed") return conflict(found.why);
    shown(found.faults, found.effects, found.why, fresh && !tried);
  }

  function shown(found, effects, why, typing = false) {
    const faults = found.map((fault) => {
      const key = keyOf(fault);
      return { ...fault, key, detail: key === "id" ? fault.detail : inWords(fault.detail, file, shell.language, form.values()) };
    });
    const rest = [...form.show(faults.filter(mine), typing), ...faults.filter((fault) => !mine(fault))];
    faultsBox.replaceChildren(...(why ? [el("p", { class: "wrong" }, why)] : []),
      ...rest.map((fault) => el("p", { class: "wrong" }, told(fault))));
    effectsBox.replaceChildren(...effectsList(effects, shell));
  }

  /** The field that mends it: an id that is right in itself is faulty because nothing serves it. */
  function keyOf(fault) {
    const given = form.values();
    const rightId = usable(given.id || where.id) && !(fresh && file.things(part.name).some(({ id }) => id === given.id));
    return part.beside && mine(fault) && fault.key === "id" && rightId ? part.beside.key : fault.key;
  }

  /** A fault of another table says whose it is. */
  function told(fault) {
    const name = fault.id && inWords(`“${fault.id}”`, file, shell.language);
    return !mine(fault) && name && !fault.detail.includes(name) ? `${name}: ${fault.detail}` : fault.detail;
  }

  function conflict(why) {
    faultsBox.replaceChildren(quicker({ why, file, shell, save, again: async () => {
      faultsBox.replaceChildren(el("p", { class: "note" }, say("Berkas terbaru sudah dimuat; ketikan Anda tetap ada. Periksa, lalu simpan.", "The newest file is loaded; what you typed is still here. Look it over, then save.")));
      await check();
    } }));
  }

  async function submit(event) {
    event.preventDefault();
    if (busy || save.disabled) return;
    tried = true;
    clearTimeout(timer);
    run += 1; // a check that is under way says nothing any more
    await keep(changes());
  }

  async function keep(wanted) {
    busy = true;
    save.disabled = true;
    const reply = await file.make(wanted);
    busy = false;
    if (reply.ok) {
      shell.dirty(false);
      shell.tell(say(saved.id, saved.en));
      done(true);
      return;
    }
    save.disabled = false;
    if (reply.code === "config_changed") return conflict(reply.why);
    if (reply.code === "thing_in_use") return inUse([reply.why]);
    shown(reply.faults, [], reply.faults.length ? "" : reply.why || say(away.id, away.en));
    form.focus();
  }

  function inUse(whys) {
    faultsBox.replaceChildren(stillUsed({ whys, shell, instead: part.closable && el("button", { type: "button", class: "small", on: { click: () => keep([{ section: part.name, ...where, values: { closed: true } }]) } }, say("Tutup saja", "Close it instead")) }));
  }

  async function takeOut() {
    const wanted = [{ section: part.name, ...where, values: null }, ...(part.beside ? part.beside.changes(where.id, [], file) : [])];
    const found = await file.check(wanted);
    const told = found.effects.map((one) => `\n· ${one.detail}`).join("");
    if (found.code === "config_changed") return conflict(found.why);
    if (found.why) return shown([], [], found.why);
    if (found.faults.length) return inUse(found.faults.map((fault) => usedBy(fault, where.id, file, shell)));
    if (confirm(`${say("Hapus ini?", "Delete this?")}${told}`)) await keep(wanted);
  }

  function leave() {
    if (touched && Object.keys(form.changes()).length && !confirm(say("Perubahan belum disimpan. Tinggalkan?", "The changes are not saved. Leave them?"))) return;
    shell.dirty(false);
    done(false);
  }

  const remove = part.list && !fresh && el("button", { type: "button", class: "small danger", on: { click: takeOut } }, say("Hapus", "Delete"));
  const sound = part.hear && !(fresh && part.hearsSaved) && hearing({ body: () => part.hear(form.values(), file, shell.language), saved: part.hearsSaved, shell, file });
  preview();
  return {
    node: el("form", { class: "card", novalidate: true, on: { submit } },
      previewBox, form.node, sound && sound.node, faultsBox, effectsBox, el("div", { class: "go" }, save, cancel, el("span", { class: "gap" }), remove)),
    focus: () => form.focus(),
    end: () => {
      clearTimeout(timer);
      if (sound) sound.end();
    },
  };
}
