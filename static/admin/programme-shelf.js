// The media that playlists may name, with their pictures: fetched once each, with the page's own secret.

/** The files of the shelf; each has `picture()`, which gives an address for an image, or "" for none. */
export async function shelf({ ask, secret }) {
  const reply = await ask("/api/media");
  if (!reply || reply.status !== 200) return [];
  const files = Array.isArray(reply.body) ? reply.body : reply.body.media || reply.body.files || [];
  return files.map((file) => {
    let fetched = null;
    return { ...file, picture: () => (fetched = fetched || pictureOf(file, secret)) };
  });
}

async function pictureOf(file, secret) {
  const poster = file.poster || {};
  const url = poster.url || (file.kind === "image" ? file.url : "");
  if (!url || !secret) return url || "";
  try {
    const answer = await fetch(url, { headers: { Authorization: `Bearer ${secret}` } });
    return answer.ok ? URL.createObjectURL(await answer.blob()) : "";
  } catch {
    return "";
  }
}
