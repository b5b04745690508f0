// A video's picture, drawn by the browser that sends the video in: for a server that has no ffmpeg.

const side = 1280; // pixels of the longer side
const patience = 15000; // ms for a browser that can't play it

/** A JPEG of the file's first second, or null where this browser can't draw it. */
export async function posterOf(file) {
  const film = Object.assign(document.createElement("video"), { muted: true, playsInline: true, preload: "auto" });
  const address = URL.createObjectURL(file);
  try {
    const came = (name) => new Promise((done, failed) => {
      film.addEventListener(name, done, { once: true });
      film.addEventListener("error", failed, { once: true });
      setTimeout(failed, patience);
    });
    const loaded = came("loadeddata");
    film.src = address;
    await loaded;
    const there = came("seeked");
    film.currentTime = Math.min(1, (film.duration || 0) / 4);
    await there;
    const scale = Math.min(1, side / Math.max(film.videoWidth, film.videoHeight));
    const glass = Object.assign(document.createElement("canvas"), { width: Math.round(film.videoWidth * scale), height: Math.round(film.videoHeight * scale) });
    glass.getContext("2d").drawImage(film, 0, 0, glass.width, glass.height);
    return await new Promise((done) => glass.toBlob(done, "image/jpeg", 0.85));
  } catch {
    return null;
  } finally {
    film.removeAttribute("src");
    film.load();
    URL.revokeObjectURL(address);
  }
}
