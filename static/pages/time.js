// The hall's clock as the server tells it, and how long things take, in words.

/** Server time, carried on between messages by a clock that nobody sets. */
export class HallClock {
  constructor() {
    this.ahead = Date.now() - performance.now();
  }

  set(at) {
    this.ahead = at - performance.now();
  }

  now() {
    return this.ahead + performance.now();
  }
}

/** Minutes that the mall is ahead of UTC, as the page was told; the browser's own where it was not. */
function mallOffset(at) {
  const told = document.documentElement.dataset.utcOffset;
  return told ? Number(told) : -new Date(at).getTimezoneOffset();
}

/** "09:42:07" where the mall is, `offset` minutes ahead of UTC. */
export function timeOfDay(at, offset = mallOffset(at)) {
  return new Date(at + offset * 60000).toISOString().slice(11, 19);
}

/** A moment (anything that Date takes) in words, on the mall's clock; `form` is Intl's, and hours and minutes without one. */
export function inMallTime(at, language, form = { hour: "2-digit", minute: "2-digit" }) {
  const ms = new Date(at).getTime();
  return new Date(ms + mallOffset(ms) * 60000).toLocaleString(language === "en" ? "en-GB" : "id-ID", { ...form, timeZone: "UTC" });
}

/** "13:05" as people write it: 13.05 in Indonesian. */
export const clockTime = (time, language) => (language === "id" ? time.replace(":", ".") : time);

/** "12.00", with the day where that is another one than today, whose end is 24.00; `now` is the hall's time, both in Unix ms. */
export function moment(ms, { now, offset, language }) {
  const date = (at) => new Date(at + offset * 60000);
  const same = (one, other) => date(one).toISOString().slice(0, 10) === date(other).toISOString().slice(0, 10);
  if (ms > now && timeOfDay(ms, offset).startsWith("00:00") && same(ms - 60000, now)) return clockTime("24:00", language);
  const shown = clockTime(timeOfDay(ms, offset).slice(0, 5), language);
  if (same(ms, now)) return shown;
  return `${date(ms).toLocaleDateString(language, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" })} ${shown}`;
}

/** Whole minutes, short enough for a list: "31 mnt", "1 j 05 mnt". */
export function shortWait(seconds, say) {
  const minutes = Math.floor(Math.max(0, seconds) / 60);
  if (minutes < 1) return say("wait.moment");
  if (minutes < 60) return say("wait.minutes", { n: minutes });
  return say("wait.hours", { h: Math.floor(minutes / 60), n: String(minutes % 60).padStart(2, "0") });
}

/** A running stopwatch: "4:05", "1:02:09". */
export function stopwatch(seconds) {
  const whole = Math.floor(Math.max(0, seconds));
  const two = (n) => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
