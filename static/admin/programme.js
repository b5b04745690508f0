// The programme: what plays today and on any day, and the tables that it comes from.

import { el } from "./dom.js";
import { fileSection } from "./file-section.js";
import * as forms from "./forms/programme.js";
import { day } from "./programme-day.js";
import { plays } from "./programme-plays.js";
import { shelf } from "./programme-shelf.js";

const tabs = [
  { id: "day", title: { id: "Hari demi hari", en: "Day by day" }, open: day },
  { id: "playlists", title: { id: "Daftar putar", en: "Playlists" }, parts: forms.playlists },
  { id: "schedules", title: { id: "Jadwal", en: "Schedules" }, parts: forms.schedules },
  { id: "notices", title: { id: "Pengumuman", en: "Notices" }, parts: forms.notices },
  { id: "tickers", title: { id: "Teks berjalan", en: "Tickers" }, parts: forms.tickers },
  { id: "plays", title: { id: "Bukti tayang", en: "Proof of play" }, open: plays },
];

/** What forms name that is no table of the file: screens, layouts, media. */
async function prepare(file, shell) {
  const [screens, media, looks] = await Promise.all([file.ask("/api/programme"), shelf(shell), file.ask("/api/screens")]);
  const paired = screens && screens.status === 200 ? screens.body.screens : [];
  file.beside = {
    paired: paired.map((one) => ({ id: one.screen, name: one.name })),
    arrangements: looks && looks.status === 200 ? looks.body.layouts : file.things("layouts"),
    shelf: media,
  };
}

export const section = {
  open(shell) {
    const { root, say, path } = shell;
    const open = tabs.find(({ id }) => id === path[0]) || tabs[0];
    const inner = el("div", { class: "section programme" });
    root.replaceChildren(
      el("nav", { class: "tabs", "aria-label": say("Bagian program siar", "Parts of the programme") }, tabs.map((tab) => el("a", { class: "tab", href: `#programme/${tab.id}`, "aria-current": tab === open && "page" }, say(tab.title.id, tab.title.en)))),
      inner);
    const below = { ...shell, root: inner, path: path.slice(1) };
    if (open.open) return open.open(below);
    return fileSection({ id: "programme", under: [open.id], parts: open.parts, prepare: (file) => prepare(file, shell) }).open(below);
  },
};
