// Who this page is: asks the server until it knows, then opens the socket to its topic. Meanwhile it can be paired.

import { request, pause } from "./api.js";
import { waitBefore } from "./backoff.js";
import { Beat } from "./beat.js";
import { become, pair } from "./pairing.js";
import { Live } from "./socket.js";

/**
 * `on.me(me)` once known, `on.denied(why)` when the secret is unknown, revoked, missing or of another kind of device, `on.away()`;
 * `on.code(code)` is what a manager is to type. Never gives up: a server that is away comes back, a secret may be made good again.
 */
export async function join({ kind, secret, language, topicOf, on, showing = () => "" }) {
  let pairing = null;
  for (let tries = 0; ; tries += 1) {
    const reply = secret ? await request("/api/me", { secret, language }) : { status: 401, body: {} };
    if (reply && reply.status === 200 && reply.body.kind === kind) {
      if (pairing) pairing.stop();
      on.me(reply.body);
      return opened({ topics: [topicOf(reply.body)], secret, language, on, showing });
    }
    if (reply && reply.status < 500 && reply.status !== 429) {
      on.denied(reasonOf(secret, reply));
      if (reply.status === 401 && !pairing) {
        pairing = pair({ kind, language, on: { code: on.code, paired: (paired, fresh) => become(kind, paired, fresh) } });
      }
    } else on.away();
    await (secret ? pause(waitBefore(tries)) : new Promise(() => undefined));
  }
}

function reasonOf(secret, { status, body }) {
  if (!secret) return "unpaired";
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
  const reply = await request("/api/me", { secret, language });
  if (reply && reply.body.code === "secret_revoked") location.reload();
}
