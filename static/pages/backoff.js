// How long to leave a server in peace that did not answer.

/** Milliseconds before the next try: jittered, from 1 to 30 s. */
export function waitBefore(tries) {
  const most = Math.min(30, 2 ** Math.min(tries + 1, 5));
  return 1000 * (1 + Math.random() * (most - 1));
}
