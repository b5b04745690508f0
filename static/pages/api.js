// Asking the server over HTTP. A press carries an id, so that asking again is never pressing twice.

const usual = 8000; // ms

/** A version 4 uuid; `randomUUID` is missing on a plain-http LAN address. */
export function pressId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

let csrf = ""; // of the session, which a change without a secret has to name

async function tokenOf() {
  const reply = await fetch("/api/session", { cache: "no-store" });
  return (reply.ok && (await reply.json()).csrf) || "";
}

/** One request. Answers {status, body, text}; null when the network gave no answer. */
export async function request(path, { secret, language, method = "GET", body, key, patience = usual }) {
  const headers = { Accept: "application/json", "Accept-Language": language };
  if (secret) headers.Authorization = `Bearer ${secret}`;
  if (key) headers["Idempotency-Key"] = key;
  if (body) headers["Content-Type"] = "application/json";
  const session = !secret && method !== "GET";
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), patience);
  try {
    const send = async () => {
      if (session) csrf = headers["X-CSRF-Token"] = csrf || await tokenOf();
      const reply = await fetch(path, {
        method, headers, body: body ? JSON.stringify(body) : undefined, cache: "no-store", signal: limit.signal,
      });
      return { reply, text: await reply.text() };
    };
    let { reply, text } = await send();
    if (session && reply.status === 403 && parsed(text).code === "csrf_missing") {
      csrf = ""; // signed in anew in another tab
      ({ reply, text } = await send());
    }
    if (session && path.startsWith("/api/session")) csrf = "";
    return [502, 504].includes(reply.status) ? null : { status: reply.status, body: parsed(text), text };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** The same request with the same id until it is answered; `again(n)` hears of each further try. */
export async function insist(path, asked, again) {
  for (let tries = 0; ; tries += 1) {
    const reply = await request(path, asked);
    if (reply) return reply;
    again(tries + 1);
    await pause(Math.min(5000, 500 * 2 ** tries) * (0.5 + Math.random() / 2));
  }
}

export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

function parsed(text) {
  try {
    return JSON.parse(text) || {};
  } catch {
    return {};
  }
}
