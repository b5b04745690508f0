// Keys at the kiosk: a keypad, a keyboard, and a scanner, which types as fast as no hand and ends with Enter.

const together = 80; // ms between two signs of a scanner
const quiet = 150; // ms after which what was typed was typed by hand
const shortest = 6; // signs of the shortest code
const wait = 1000; // ms in which a second digit may follow

/** `on`: {scan(text), sign(sign), named(key, event) → whether it was used}. */
export function watchKeys(on) {
  let burst = "";
  let last = 0;
  let timer = 0;

  function flush() {
    clearTimeout(timer);
    const signs = burst;
    burst = "";
    for (const sign of signs) on.sign(sign);
  }

  function pressed(event) {
    if (isBarred(event)) return event.preventDefault();
    const gap = event.timeStamp - last;
    if (event.key.length === 1 && event.key !== " ") {
      event.preventDefault();
      if (gap >= together) flush();
      clearTimeout(timer);
      burst += event.key;
      last = event.timeStamp;
      timer = setTimeout(flush, quiet);
    } else if (event.key === "Enter" && burst.length >= shortest && gap < quiet) {
      event.preventDefault();
      event.stopPropagation();
      clearTimeout(timer);
      const scanned = burst;
      burst = "";
      on.scan(scanned);
    } else if (event.key !== "Shift") {
      flush();
      if (on.named(event.key, event)) event.preventDefault();
    }
  }

  document.addEventListener("keydown", pressed, true);
}

/** Shortcuts of the browser that a page can stop: away from the page, into its tools, larger and smaller. */
function isBarred({ key, ctrlKey, metaKey, altKey }) {
  return ctrlKey || metaKey || altKey || /^(F\d+|BrowserBack|BrowserForward|BrowserHome|BrowserSearch|BrowserRefresh|ContextMenu|Help)$/.test(key);
}

/** A code as a scanner reads it: bare, or in the address of its page; "" for what can be none. */
export function codeIn(scanned) {
  const at = scanned.indexOf("#");
  const code = (at < 0 ? scanned : scanned.slice(at + 1)).replace(/[^0-9a-z-]/gi, "").toUpperCase();
  return code.length >= shortest && code.length <= 32 ? code : "";
}

/** Digits that name one of `count()` things: at once where no other can be meant, else after a moment or Enter. */
export function numbered(count, choose) {
  let typed = "";
  let timer = 0;

  function done() {
    clearTimeout(timer);
    const place = Number(typed);
    typed = "";
    if (place >= 1 && place <= count()) choose(place);
  }

  return {
    digit(sign) {
      clearTimeout(timer);
      typed += sign;
      if (Number(typed) * 10 > count()) done();
      else timer = setTimeout(done, wait);
    },
    enter() {
      if (!typed) return false;
      done();
      return true;
    },
    clear() {
      clearTimeout(timer);
      typed = "";
    },
    get begun() {
      return typed !== "";
    },
  };
}
