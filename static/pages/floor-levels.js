// How a thing of the hall stands against the mall's limits: "", "warn" or "alarm". Pure.

const order = ["", "warn", "alarm"];

export const levelOf = (seconds, { warn, alarm }) => (seconds >= alarm ? "alarm" : seconds >= warn ? "warn" : "");
export const rank = (level) => order.indexOf(level);

/**
 * `elapsed` is how many seconds ago the view was drawn. That nobody calls those who wait wants a look at once, and is an alarm one
 * step sooner than a wait.
 */
export function queueNow(queue, elapsed) {
  const longest = queue.waiting ? queue.longest + elapsed : 0;
  const nobody = queue.waiting > 0 && queue.counters_open === 0;
  const level = queue.waiting ? levelOf(longest, queue.limit) : "";
  return { longest, nobody, level: nobody ? (level ? "alarm" : "warn") : level };
}

/** Those in need first, then by how long people wait; who is shut and empty comes last. */
export function byNeed(queues, elapsed) {
  const rows = queues.map((queue) => ({ queue, now: queueNow(queue, elapsed) }));
  const empty = ({ queue }) => (queue.waiting ? 0 : queue.open ? 1 : 2);
  return rows.sort((a, b) => rank(b.now.level) - rank(a.now.level) || b.now.nobody - a.now.nobody || empty(a) - empty(b)
    || Math.floor(b.now.longest) - Math.floor(a.now.longest) || b.queue.waiting - a.queue.waiting);
}

/** What a counter does, and since when; `left` seconds of a break, null when nobody said. */
export function counterNow(counter, limit, elapsed) {
  const busy = counter.state !== "free";
  const since = busy ? counter.since + elapsed : 0;
  if (busy) return { is: counter.state, since, left: null, level: levelOf(since, limit) };
  if (counter.open) return { is: "free", since: 0, left: null, level: "" };
  if (counter.on_break) {
    const left = counter.on_break.left === null ? null : counter.on_break.left - elapsed;
    return { is: "break", since: counter.on_break.since + elapsed, left, level: left !== null && left <= -60 ? "warn" : "" };
  }
  return { is: counter.shut_by === "hall" ? "hall" : "shut", since: 0, left: null, level: "" };
}

/** A zone's voice and screens. An announcement that waits goes on waiting; that a screen hangs the server says. */
export function zoneNow(zone, screens, limit, elapsed) {
  const mine = screens.filter((screen) => screen.zone === zone.zone);
  const hung = mine.filter((screen) => ["hung", "silent"].includes(screen.state));
  const there = mine.filter((screen) => !hung.includes(screen));
  const muted = zone.speaker === "screen" ? there.filter((screen) => ["blocked", "missing"].includes(screen.sound)) : [];
  const lag = zone.voice.lag ? zone.voice.lag + elapsed : 0;
  return { lag, there: there.length, hung: hung.length, muted: muted.length, level: levelOf(lag, limit) };
}

export const printerFaulty = ({ state }) => ["paper_out", "cover_open", "offline", "slow"].includes(state);
