// Files on their way to the server: chosen or dropped, one after the other, each with what became of it.

import { el, newId } from "./dom.js";
import { posterOf } from "./media-poster.js";
import { sizeOf } from "./media-words.js";
import { pause, request } from "../pages/api.js";

/** `shelf()` is what the server said of its bounds, `came()` is called when one is there. */
export function sending({ shell, shelf, came }) {
  const { say, ask, language, secret, tell } = shell;
  const waiting = [];
  const followed = new Set();
  let going = null; // the request that sends
  let ended = false;
  let depth = 0; // a drag enters each element that it passes
  const rows = el("ul", { class: "sends", "aria-label": say("Berkas yang dikirim", "Files that are sent") });
  const hint = el("p", { class: "soft small-print" });
  const warning = el("p", { class: "note", hidden: true });
  const picked = el("input", { id: newId("media"), class: "spoken", type: "file", multiple: true, on: { change: () => { add([...picked.files]); picked.value = ""; } } });
  const place = el("div", { class: "drop" }, el("p", { class: "drop-words" }, say("Seret gambar atau video ke sini", "Drag pictures or videos here")),
    el("p", { class: "choose-file" }, el("span", { class: "soft" }, say("atau", "or")), picked, el("label", { for: picked.id, class: "main-button" }, say("Pilih berkas…", "Choose files…"))), hint);
  const node = el("section", { class: "card" }, el("h2", null, say("Kirim", "Send in")), place, warning, rows);

  const files = (event) => [...((event.dataTransfer && event.dataTransfer.types) || [])].includes("Files");
  const heard = {
    dragenter: (event) => { if (!files(event)) return; event.preventDefault(); depth += 1; place.classList.add("is-over"); },
    dragover: (event) => { if (files(event)) event.preventDefault(); },
    dragleave: (event) => { if (!files(event)) return; depth -= 1; if (depth <= 0) out(); },
    drop: (event) => { if (!files(event)) return; event.preventDefault(); out(); add([...event.dataTransfer.files]); },
  };
  for (const [name, hear] of Object.entries(heard)) window.addEventListener(name, hear);

  function out() {
    depth = 0;
    place.classList.remove("is-over");
  }

  function allowed() {
    const { image_bytes: image, video_bytes: video, endings, video: films, ffmpeg } = shelf();
    picked.accept = endings.map((one) => `.${one}`).join(",");
    hint.textContent = say(
      `Gambar: JPEG, PNG, WebP, paling besar ${sizeOf(image, language)}. ${films ? `Video: MP4, MOV, WebM, MKV, paling besar ${sizeOf(video, language)}.` : "Video tidak dipakai di mal ini."}`,
      `Pictures: JPEG, PNG, WebP, at most ${sizeOf(image, language)}. ${films ? `Videos: MP4, MOV, WebM, MKV, at most ${sizeOf(video, language)}.` : "This mall uses no videos."}`);
    warning.hidden = !films || ffmpeg;
    warning.textContent = say("Di server ini tidak ada ffmpeg: hanya video MP4 (H.264) dan WebM yang bisa dipakai, dan disimpan apa adanya. Teknisi memasangnya dengan: sudo apt install ffmpeg",
      "This server has no ffmpeg: only MP4 (H.264) and WebM videos can be used, and they are kept as they are. The technician installs it with: sudo apt install ffmpeg");
  }

  function add(given) {
    for (const file of given) {
      const one = row(file);
      const why = unfit(file);
      if (why) refused(one, why);
      else waiting.push(one);
    }
    next();
  }

  /** What came before this page was opened and is not ready yet. */
  function under(jobs) {
    for (const { job, name } of jobs) {
      if (followed.has(job)) continue;
      const one = row({ name, size: 0 });
      one.bar.value = 0.5;
      follow(one, job);
    }
  }

  function row(file) {
    const one = { file, request: null, over: false };
    one.bar = el("progress", { max: 1, value: "0", "aria-label": file.name });
    one.told = el("small", { role: "status" }, say("menunggu…", "waiting…"));
    one.stop = el("button", { type: "button", class: "small plain", "aria-label": `${say("Batalkan", "Cancel")} ${file.name}`, on: { click: () => stop(one) } }, say("Batalkan", "Cancel"));
    one.row = el("li", { class: "send" }, el("div", { class: "send-words" }, el("b", null, el("bdi", null, file.name)), " ", file.size ? el("small", { class: "soft" }, sizeOf(file.size, language)) : null), one.bar, one.told, one.stop);
    rows.append(one.row);
    return one;
  }

  /** What needs no server to be seen; the server looks again. */
  function unfit(file) {
    const { image_bytes: image, video_bytes: video, endings } = shelf();
    const ending = file.name.split(".").pop().toLowerCase();
    if (!file.size) return say("Berkas ini kosong, atau sebuah folder.", "This file is empty, or a folder.");
    if (file.name.length > 120) return say("Nama berkas ini terlalu panjang. Pendekkan (paling banyak 120 huruf), lalu kirim lagi.", "This file's name is too long. Shorten it (at most 120 letters), and send it again.");
    if (!endings.includes(ending)) return say("Jenis berkas ini tidak bisa dipakai. Simpan sebagai JPEG, PNG, WebP atau MP4.", "This kind of file can't be used. Save it as JPEG, PNG, WebP or MP4.");
    const most = ["mp4", "m4v", "mov", "3gp", "webm", "mkv"].includes(ending) ? video : image;
    return file.size > most ? say(`Terlalu besar: paling banyak ${sizeOf(most, language)}.`, `Too large: at most ${sizeOf(most, language)}.`) : "";
  }

  function stop(one) {
    if (one.job && !one.over) post(`/api/media/jobs/${one.job}/cancel`).then(came);
    else if (one.request) one.request.abort();
    const at = waiting.indexOf(one);
    if (at >= 0) waiting.splice(at, 1);
    over(one);
    one.row.remove();
    picked.focus();
  }

  function over(one) {
    one.over = true;
    one.stop.hidden = false;
    one.stop.textContent = say("Tutup", "Close");
    one.stop.setAttribute("aria-label", `${say("Tutup", "Close")} ${one.file.name}`);
    one.bar.hidden = true;
  }

  function refused(one, why) {
    over(one);
    one.row.classList.add("is-refused");
    one.told.textContent = why;
  }

  function done(one, media) {
    over(one);
    one.row.classList.add("is-done");
    one.told.textContent = say("siap dipakai", "ready");
    tell(say(`“${media.name}” siap dipakai.`, `“${media.name}” is ready.`));
    if (media.kind === "video" && !media.poster && one.file instanceof File) pictured(one.file, media).then(came);
    came();
    setTimeout(() => one.row.remove(), 6000);
  }

  async function post(path) {
    const headers = { "Content-Type": "application/json", ...(secret ? { Authorization: `Bearer ${secret}` } : { "X-CSRF-Token": await tokenOf() }) };
    return fetch(path, { method: "POST", headers, body: "{}" }).catch(() => null);
  }

  /** Without ffmpeg the server draws no picture of a video: this browser does. */
  async function pictured(file, media) {
    const picture = await posterOf(file);
    if (!picture) return;
    const headers = { "Content-Type": "image/jpeg", ...(secret ? { Authorization: `Bearer ${secret}` } : { "X-CSRF-Token": await tokenOf() }) };
    await fetch(`/api/media/${media.id}/poster`, { method: "POST", headers, body: picture }).catch(() => null);
  }

  function next() {
    if (going || ended || !waiting.length) return;
    going = waiting.shift();
    send(going).finally(() => { going = null; next(); });
  }

  async function send(one) {
    one.told.textContent = say("mengirim…", "sending…");
    const token = secret ? "" : await tokenOf();
    if (one.over) return;
    const reply = await sent(one, token);
    if (one.over) return;
    if (!reply) refused(one, say("Kiriman terputus. Coba lagi.", "The sending broke off. Try again."));
    else if (reply.status === 201) done(one, reply.body);
    else if (reply.status === 202) follow(one, reply.body.job);
    else if (reply.status === 429) { await pause(10000); if (!one.over) waiting.push(one); }
    else refused(one, reply.body.detail || say("Server tidak menerima berkas ini.", "The server does not take this file."));
  }

  async function tokenOf() {
    const reply = await request("/api/session", { language });
    return (reply && reply.body.csrf) || "";
  }

  function sent(one, token) {
    return new Promise((answered) => {
      const call = one.request = new XMLHttpRequest();
      call.open("POST", `/api/media?name=${encodeURIComponent(one.file.name)}`);
      call.setRequestHeader("Accept-Language", language);
      call.setRequestHeader("Content-Type", "application/octet-stream");
      if (secret) call.setRequestHeader("Authorization", `Bearer ${secret}`);
      else call.setRequestHeader("X-CSRF-Token", token);
      call.upload.addEventListener("progress", (event) => {
        const far = event.total ? event.loaded / event.total : 0;
        one.bar.value = far * 0.5;
        one.told.textContent = far < 1 ? `${say("mengirim", "sending")} ${Math.round(far * 100)}%` : say("memeriksa dan menyiapkan…", "checking and making it ready…");
      });
      call.addEventListener("load", () => answered({ status: call.status, body: parsed(call.responseText) }));
      for (const name of ["error", "abort", "timeout"]) call.addEventListener(name, () => answered(null));
      call.send(one.file);
    });
  }

  /** A video takes a while: asked for until it is done. Others are sent meanwhile. */
  async function follow(one, job) {
    followed.add(job);
    one.job = job;
    while (!one.over && !ended) {
      const reply = await ask(`/api/media/jobs/${job}`);
      if (one.over || ended) return;
      if (reply && reply.status === 404) return refused(one, reply.body.detail);
      if (reply && reply.status === 200) {
        const { state, progress, media, refused: why } = reply.body;
        if (state === "done") return done(one, media);
        if (state === "refused") return refused(one, why.detail);
        one.bar.value = 0.5 + progress / 2;
        one.told.textContent = state === "waiting" ? say("menunggu giliran diolah…", "waiting for its turn…") : `${say("diolah", "being made ready")} ${Math.round(progress * 100)}%`;
      }
      await pause(1500);
    }
    return undefined;
  }

  function end() {
    ended = true;
    waiting.length = 0;
    if (going && going.request) going.request.abort();
    for (const [name, hear] of Object.entries(heard)) window.removeEventListener(name, hear);
  }

  return { node, allowed, under, end };
}

function parsed(text) {
  try {
    return JSON.parse(text) || {};
  } catch {
    return {};
  }
}
