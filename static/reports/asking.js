// Asking for a report until there is an answer; the last question wins.

import { pause, request } from "../pages/api.js";
import { waitBefore } from "../pages/backoff.js";

const patience = 60000; // ms: a year is counted in about one second, on a busy machine in more

/** `on.away()` while the server does not answer. Answers [{status, body}], or null when another question came meanwhile. */
export function asker({ secret, on }) {
  let last = 0;

  async function one(path, language, mine) {
    for (let tries = 0; ; tries += 1) {
      const reply = await request(path, { secret, language, patience });
      if (mine !== last) return null;
      if (reply && reply.status < 500 && reply.status !== 429) return reply;
      on.away();
      await pause(waitBefore(tries));
      if (mine !== last) return null;
    }
  }

  return async function ask(paths, language) {
    last += 1;
    const replies = await Promise.all(paths.map((path) => one(path, language, last)));
    return replies.includes(null) ? null : replies;
  };
}
