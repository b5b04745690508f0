// What people call the items of a playlist, and how they look small.

import { pick } from "../pages/text.js";
import { el } from "./dom.js";

export const slides = [
  { slide: "waits", id: "Antrean sekarang", en: "Who waits" }, { slide: "hours", id: "Jam buka", en: "Opening hours" }, { slide: "skm", id: "SKM bulan lalu", en: "Last month's index" },
];
export const usual = 12; // s
const marks = { notice: "¶", slide: "▦", media: "▶" };

/** `things(section)` gives notices, agencies and the shelf. */
export function wordsOf({ things, say, language }) {
  const file = (item) => (item.media ? things("shelf").find((one) => one.id.startsWith(item.media)) : null);
  const notice = (item) => things("notices").find((one) => one.id === item.notice);

  function name(item) {
    if (item.media) return (file(item) || {}).name || item.media;
    if (item.notice) return pick((notice(item) || {}).title, language) || item.notice;
    const slide = slides.find((one) => one.slide === item.slide);
    return slide ? say(slide.id, slide.en) : item.slide;
  }

  function kind(item) {
    if (item.notice) return notice(item) ? say("Pengumuman", "Notice") : say("Pengumuman ini tidak ada lagi", "This notice is gone");
    if (item.slide) return say("Salindia", "Slide");
    const found = file(item);
    if (!found) return say("Berkas ini tidak ada lagi", "This file is gone");
    return found.kind === "video" ? say("Video", "Video") : say("Gambar", "Image");
  }

  function seconds(item) {
    const found = file(item);
    return item.seconds || (found && found.kind === "video" && Math.round(found.length)) || usual;
  }

  /** A small picture: the file's own, or a sign for what it is. */
  function picture(item) {
    const found = file(item);
    const node = el("span", { class: "item-picture", "aria-hidden": "true" }, item.notice ? marks.notice : item.slide ? marks.slide : marks.media);
    if (found && found.picture) found.picture().then((url) => url && node.replaceChildren(el("img", { src: url, alt: "" })));
    return node;
  }

  return { file, name, kind, seconds, picture };
}
