// Who opens the floor page: the administrator's link, or somebody who signed in and may run the hall.

import { pause, request } from "./api.js";
import { waitBefore } from "./backoff.js";
import { Live } from "./socket.js";

const staff = ["admin", "administrator", "manager", "floor"];

/** `on.me(me)` once known, `on.denied("unknown" | "other")`, `on.away()`; then what a line tells. Asks on until there is an answer. */
export async function enter({ secret, language, on }) {
  for (let tries = 0; ; tries += 1) {
    const reply = await request("/api/me", { secret, language });
    if (reply && reply.status === 200 && staff.includes(reply.body.kind)) {
      on.me(reply.body);
      return new Live({ topics: ["floor"], secret: secret || undefined, on });
    }
    if (reply && reply.status < 500 && reply.status !== 429) on.denied(reply.status === 200 ? "other" : "unknown");
    else on.away();
    await pause(waitBefore(tries));
  }
}
