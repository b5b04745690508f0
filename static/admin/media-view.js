// A picture or a video, large, over the page.

import { el } from "./dom.js";

/** `show(file)` opens it, `end()` shuts it. */
export function viewer({ say, secret }) {
  let address = "";
  const held = el("div", { class: "media-large" });
  const title = el("b", null);
  const node = el("dialog", { class: "media-viewer", "aria-label": say("Lihat", "Look"), on: { close: empty, click: (event) => event.target === node && node.close() } },
    el("div", { class: "media-viewer-top" }, title, el("button", { type: "button", class: "small", on: { click: () => node.close() } }, say("Tutup", "Close"))), held);

  function empty() {
    const film = held.querySelector("video");
    if (film) film.removeAttribute("src");
    held.replaceChildren();
    if (address) URL.revokeObjectURL(address);
    address = "";
  }

  async function fetched(file) {
    const answer = await fetch(file.url, { headers: { Authorization: `Bearer ${secret}` } });
    const blob = await answer.blob();
    if (file.kind === "video") return (address = URL.createObjectURL(blob));
    return new Promise((done) => {
      const reader = new FileReader();
      reader.addEventListener("load", () => done(reader.result));
      reader.readAsDataURL(blob);
    });
  }

  async function show(file) {
    title.replaceChildren(el("bdi", null, file.name));
    held.replaceChildren(el("p", { class: "soft", role: "status" }, say("Memuat…", "Loading…")));
    node.showModal();
    const src = secret ? await fetched(file).catch(() => "") : file.url;
    if (!node.open) return;
    held.replaceChildren(file.kind === "video" ? el("video", { src, controls: true, autoplay: true, muted: true, playsinline: true }) : el("img", { src, alt: file.name }));
  }

  return { node, show, end: () => node.open && node.close() };
}
