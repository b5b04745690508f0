// Who this page is: asks the server until it knows, then opens the socket to its topic. Meanwhile it can be paired.

import { request, pause } from "./api.js";
import { waitBefore } from "./backoff.js";
import { Beat } from "./beat.js";
import { forgetSecret } from "./memory.js";
import { become, pair } from "./pairing.js";
import { Live } from "./socket.js";

/**
 * `on.me(me)` once known, `on.denied(why)` when the secret is unknown, revoked, missing or of another kind of device, `on.away()`;
 * `verb`: a person who may do that is let in too, by the session of this browser, and nothing is paired.
 * `on.code(code)` is what a manager is to type. Never gives up: a server that is away comes back, a secret may be made good again.
 */
export async function join({ kind, verb, secret, language, topicOf, on, showing = () => "" }) {
  let pairing = null;
  for (let tries = 0; ; tries += 1) {
    const reply = secret || verb ? await request("/api/me", { secret, language }) : { status: 401, body: {} };
    if (reply && reply.status === 200 && (reply.body.kind === kind || (reply.body.may || []).includes(verb))) {
      if (pairing) pairing.stop();
      on.me(reply.body);
      return opened({ topics: [topicOf(reply.body)], secret, language, on, showing });
    }
    if (reply && reply.status < 500 && reply.status !== 429) {
      const why = reasonOf(secret, verb, reply);
      if (why === "revoked") forgetSecret(kind, secret);
      on.denied(why);
      if (reply.status === 401 && !pairing && !verb) {
        pairing = pair({ kind, language, on: { code: on.code, paired: (paired, fresh) => become(kind, paired, fresh) } });
      }
    } else on.away();
    await (secret || verb ? pause(waitBefore(tries)) : new Promise(() => undefined));
  }
}

function reasonOf(secret, verb, { status, body }) {
  if (!secret) return status === 401 && !verb ? "unpaired" : status === 200 ? "other" : "unknown";
  if (status === 200) return "other";
  return body.code === "secret_revoked" ? "revoked" : "unknown";
}

/** The line, with the page's reports on it. */
function opened({ topics, secret, language, on, showing }) {
  const beat = new Beat({ say: (message) => live.say(message), showing });
  const live = new Live({
    topics, secret,
    on: {
      ...on,
      view: (message) => {
        on.view(message);
        beat.painting(message.seq);
      },
      line: (state) => {
        on.line(state);
        if (state === "live") beat.beat();
        if (state === "denied") shutOut(secret, language);
      },
    },
  });
  return live;
}

/** A page whose device was revoked begins anew, and says so. */
async function shutOut(secret, language) {
  for (let tries = 0; tries < 5; tries += 1) {
    const reply = await request("/api/me", { secret, language });
    if (reply && reply.body.code === "secret_revoked") return location.reload();
    if (reply && [401, 403].includes(reply.status)) return undefined;
    await pause(waitBefore(tries)); // the socket may be told before the secret is gone
  }
  return undefined;
}
