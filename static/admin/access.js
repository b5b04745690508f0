// Who uses the admin page: the administrator's link in this tab, or somebody who signed in.

import { pause, request } from "../pages/api.js";
import { waitBefore } from "../pages/backoff.js";

const secretForm = /^[A-Za-z0-9_-]{32}$/;
const kept = "signage.secret.admin";

/** The secret of the link, taken out of the address; it lives as long as the tab. */
export function takenSecret() {
  const linked = location.hash.slice(1);
  if (secretForm.test(linked)) {
    history.replaceState(null, "", location.pathname + location.search);
    try {
      sessionStorage.setItem(kept, linked);
    } catch {
      return linked;
    }
  }
  try {
    return (secretForm.test(linked) && linked) || sessionStorage.getItem(kept) || "";
  } catch {
    return "";
  }
}

export function forgetSecret() {
  try {
    sessionStorage.removeItem(kept);
  } catch {
    // nothing was kept
  }
}

/** {name, kind}: "admin" for the link, a role for a person; null for nobody. Asks until there is an answer. */
export async function whoAmI({ secret, language, away }) {
  for (let tries = 0; ; tries += 1) {
    const reply = await request(secret ? "/api/me" : "/api/session", { secret, language });
    if (reply && reply.status === 200) return secret ? named(reply.body) : reply.body.person && { ...reply.body.person, kind: reply.body.person.role };
    if (reply && reply.status < 500 && reply.status !== 429) return null;
    away();
    await pause(waitBefore(tries));
  }
}

const named = (me) => (me.kind === "admin" ? { id: me.id, name: "", kind: "admin" } : null);
