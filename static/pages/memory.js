// What a page remembers over a reboot of its machine: its secret and its language.

export function recall(name) {
  try {
    return localStorage.getItem(`signage.${name}`);
  } catch {
    return null;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`signage.${name}`, value);
  } catch {
    // A browser that keeps nothing still runs the page.
  }
}

/** The secret of this page: the link's fragment wins over what was remembered, unless it is one that was revoked. */
export function secretOf(kind) {
  const linked = location.hash.slice(1);
  const mine = recall(`secret.${kind}`) || "";
  if (!linked || (mine && linked === recall(`ended.${kind}`))) return mine;
  remember(`secret.${kind}`, linked);
  return linked;
}

/** A machine may start with a link that was revoked long ago, while its page was paired anew. */
export function forgetSecret(kind, secret) {
  remember(`ended.${kind}`, secret);
}

/** Another link opened in the same tab is another device. */
export function startAnewOnOtherLink() {
  addEventListener("hashchange", () => location.reload());
}
