// The sections of the admin page, in the order of its menu. A section's module is fetched when it is first opened.

export const managers = ["admin", "administrator", "manager"];
export const administrators = ["admin", "administrator"];

/**
 * `load()` gives a module with `section.open({ root, ask, path, me, language, secret, say, tell, go, dirty })`, which answers with its
 * `close()`, if it needs one: `root` is the section's own element, `say(id, en)` the one of two sentences that is wanted, `tell(text, kind)`
 * a sentence at the foot, `go("services/sim")` another place, `dirty(true)` warns before what was typed is lost.
 */
export const groups = [
  {
    title: { id: "Aula", en: "Hall" },
    sections: [
      { id: "overview", title: { id: "Ringkasan", en: "Overview" }, roles: managers, load: () => import("./overview.js") },
      { id: "devices", title: { id: "Perangkat", en: "Devices" }, roles: managers, load: () => import("./devices.js") },
    ],
  },
];

/** The groups that somebody of this kind or role may open. */
export function groupsFor(kind) {
  return groups
    .map((group) => ({ ...group, sections: group.sections.filter((one) => one.roles.includes(kind)) }))
    .filter((group) => group.sections.length);
}
