// The things of the hall by their names: ids made from names, and names put for ids in what the server says.

import { pick } from "../pages/text.js";

const most = 40;
const named = ["zones", "agencies", "services", "counters", "priorities", "origins", "printers", "emergencies", "takeovers"];

/** An id for a thing of this name that no other has: "Rekam KTP" gives rekam-ktp; "" where the name has nothing to make it of. */
export function idFor(name, things) {
  const text = pick(name, "id") || "";
  const plain = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const id = plain.replace(/[^a-z0-9]+/g, "-").slice(0, most - 4).replace(/^-+|-+$/g, "");
  const taken = new Set(things.map((thing) => thing.id));
  if (!id || !taken.has(id)) return id;
  for (let n = 2; ; n += 1) if (!taken.has(`${id}-${n}`)) return `${id}-${n}`;
}

/** Whether the server takes it as an id. */
export const usable = (id) => /^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/.test(id);

/** A sentence with the names that people know instead of ids in quotation marks; `own` is the thing that is being written. */
export function inWords(sentence, file, language, own = {}) {
  const things = [own, ...named.flatMap((section) => file.things(section))];
  return sentence.replace(/“([^”]*)”/g, (whole, id) => {
    const found = /[a-z]/.test(id) && things.find((thing) => thing.id === id);
    const name = found && pick(found.name, language);
    return name ? `“${name}”` : whole;
  });
}
