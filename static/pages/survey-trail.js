// Where somebody stands in the survey: the browser's own "back" goes one step back, and a page that is loaded again goes on.

const KEPT = "signage.survey";
const depth = () => (history.state && history.state.depth) || 0;

/** `on(step)` hears of a way back, or forth again. */
export function trail(on) {
  addEventListener("popstate", ({ state }) => on((state && state.step) || "intro"));
  return {
    forward: (step) => history.pushState({ depth: depth() + 1, step }, ""),
    /** Whether the browser goes back by itself. */
    back: () => depth() > 0 && (history.back(), true),
    /** The way is over: "back" leaves the page again. */
    leave: () => depth() > 0 && history.go(-depth()),
  };
}

/** What was said on this phone in this tab, until it is sent. */
export function recallTalk(token, version) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    return kept && kept.token === token && kept.version === version ? kept.talk : null;
  } catch {
    return null;
  }
}

export function keepTalk(token, version, talk) {
  try {
    if (talk) sessionStorage.setItem(KEPT, JSON.stringify({ token, version, talk }));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // a browser that keeps nothing asks anew
  }
}
