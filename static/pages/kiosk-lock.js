// What keeps a visitor on the page: nothing to select, drag, zoom or open, and no way back out of it.

/** `back` is what the browser's back means here. */
export function lockPage(back) {
  for (const kind of ["contextmenu", "dragstart", "selectstart", "gesturestart", "drop", "dragover"]) document.addEventListener(kind, stop);
  document.addEventListener("wheel", (event) => event.ctrlKey && stop(event), { passive: false });
  document.addEventListener("touchmove", (event) => event.touches.length > 1 && stop(event), { passive: false });
  let guarded = false;
  const guard = () => {
    if (!guarded) history.pushState({ kiosk: true }, "");
    guarded = true;
  };
  guard();
  // Browsers pass over an entry that no touch stood behind, so the first touch makes another.
  document.addEventListener("pointerdown", () => {
    guarded = false;
    guard();
  }, { once: true });
  addEventListener("popstate", () => {
    guarded = false;
    guard();
    back();
  });
}

const stop = (event) => event.preventDefault();

/** Calls `then` at the fifth tap on the same thing within three seconds. */
export function fiveTimes(then) {
  let taps = [];
  return (at) => {
    taps = [...taps.filter((one) => at - one < 3000), at];
    if (taps.length < 5) return;
    taps = [];
    then();
  };
}
