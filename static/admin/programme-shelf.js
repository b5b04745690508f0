// The media that playlists may name, with their pictures: fetched once each, with the page's own secret.

const largest = 3000000; // bytes of a picture that is fetched only to be seen small

/** The files of the shelf; each has `picture()`, which gives an address for an image, or "" for none. */
export async function shelf({ ask, secret }) {
  const reply = await ask("/api/media");
  if (!reply || reply.status !== 200) return [];
  return withPictures(reply.body.media, secret);
}

/** The same files with `picture()`; what `before` has fetched is not fetched again. */
export function withPictures(files, secret, before = []) {
  const key = (file) => `${file.id} ${file.poster ? file.poster.url : ""}`;
  const known = new Map(before.map((file) => [key(file), file.picture]));
  return files.map((file) => {
    let fetched = null;
    return { ...file, picture: known.get(key(file)) || (() => (fetched = fetched || Promise.resolve(pictureOf(file, secret)))) };
  });
}

async function pictureOf(file, secret) {
  const poster = file.poster || {};
  const url = poster.url || (file.kind === "image" && file.size <= largest ? file.url : "");
  if (!url || !secret) return url || "";
  try {
    const answer = await fetch(url, { headers: { Authorization: `Bearer ${secret}` } });
    return answer.ok ? await written(await answer.blob()) : "";
  } catch {
    return "";
  }
}

/** As an address that holds the picture itself. */
function written(blob) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(reader.result));
    reader.addEventListener("error", () => done(""));
    reader.readAsDataURL(blob);
  });
}
