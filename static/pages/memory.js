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

/** The secret of this page: the link's fragment wins over what was remembered. */
export function secretOf(kind) {
  const linked = location.hash.slice(1);
  if (linked) remember(`secret.${kind}`, linked);
  return linked || recall(`secret.${kind}`) || "";
}

/** Another link opened in the same tab is another device. */
export function startAnewOnOtherLink() {
  addEventListener("hashchange", () => location.reload());
}
