// Who is signed in in this browser, and signing out.

import { request } from "./api.js";

/** {person, csrf, renew, first, language}; null when the server gave no answer. */
export async function session(language) {
  const reply = await request("/api/session", { language });
  return reply && reply.status === 200 ? reply.body : null;
}

/** True once nobody is signed in here. */
export async function signOut(language) {
  const reply = await request("/api/session", { language, method: "DELETE" });
  return Boolean(reply) && reply.status < 300;
}

/** Where a role begins, or the page that sent one here: only a path of this server. */
export function homeOf(role, next) {
  if (next && /^\/[a-z]+(#[\w/.%-]*)?$/.test(next) && !next.startsWith("/login")) return next;
  return { administrator: "/admin", manager: "/admin", floor: "/floor", reader: "/reports" }[role] || "/";
}
