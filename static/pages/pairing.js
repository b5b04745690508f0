// A page that nobody has paired asks the server for a code, shows it, and hears what it has become.

import { pause, request } from "./api.js";
import { waitBefore } from "./backoff.js";
import { recall, remember } from "./memory.js";
import { Live } from "./socket.js";

const kinds = ["screen", "counter", "kiosk", "survey"];

/** Asks on until `stop()`; `on.code(code)` with null while there is none, `on.paired(kind, secret)` once. */
export function pair({ kind, language, on }) {
  const remembered = `pairing.${kind}`;
  let [live, stopped] = [null, false];

  async function ask() {
    on.code(null);
    for (let tries = 0; !stopped; tries += 1) {
      const reply = await request("/api/pairings", { language, method: "POST", body: { opened: kind } });
      if (!stopped && reply && reply.status === 201) {
        on.code(reply.body.code);
        watch(reply.body.token);
        return;
      }
      await pause(waitBefore(tries));
    }
  }

  function watch(token) {
    remember(remembered, token);
    live = new Live({ topics: [`pairing/${token}`], on: { view: ({ view }) => seen(view), clock: () => undefined, line: lined } });
  }

  function seen(view) {
    if (stopped || !view) return;
    if (view.state === "paired" && kinds.includes(view.kind) && view.secret) {
      stop();
      remember(remembered, "");
      on.paired(view.kind, view.secret);
    } else if (view.state === "expired") again();
    else if (view.code) on.code(view.code);
  }

  /** The server has forgotten this code: it has started anew, or the code is long over. */
  function lined(state) {
    if (state === "denied" && !stopped) again();
  }

  function again() {
    live.stop();
    remember(remembered, "");
    ask();
  }

  function stop() {
    stopped = true;
    if (live) live.stop();
  }

  const token = recall(remembered); // a reload goes on with its code
  if (token) watch(token);
  else ask();
  return { stop };
}

/** The page that this one was paired as: this one anew, or another at its own address. */
export function become(kind, paired, secret) {
  if (paired !== kind) {
    location.replace(`/${paired}#${secret}`);
    return;
  }
  remember(`secret.${kind}`, secret);
  if (recall(`secret.${kind}`) === secret) {
    history.replaceState(null, "", location.pathname + location.search);
    location.reload();
  } else location.hash = secret; // a browser that keeps nothing has it in its address, and loads anew
}
