// Who this page is: asks the server until it knows, then opens the socket to its topic.

import { request, pause } from "./api.js";
import { waitBefore } from "./backoff.js";
import { Live } from "./socket.js";

/**
 * `on.me(me)` once known, `on.denied(why)` when the secret is unknown or of another kind of device, `on.away()`.
 * Never gives up: a server that is away comes back, a secret may be made good again.
 */
export async function join({ kind, secret, language, topicOf, on }) {
  for (let tries = 0; ; tries += 1) {
    const reply = secret ? await request("/api/me", { secret, language }) : { status: 401, body: {} };
    if (reply && reply.status === 200 && reply.body.kind === kind) {
      on.me(reply.body);
      return new Live({ topics: [topicOf(reply.body)], secret, on });
    }
    if (reply && reply.status < 500 && reply.status !== 429) on.denied(reply.status === 200 ? "other" : "unknown");
    else on.away();
    await pause(waitBefore(tries));
  }
}
