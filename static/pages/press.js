// Presses of one counter, one at a time: each is sent until it is answered, none is sent twice.

import { insist, pressId } from "./api.js";

/** A hand that bounces presses the same thing again within this time. */
const bounce = 700;

/**
 * `changed()` after every change of what is under way; `answered(press, reply)` once per press.
 * `now` is what is under way: {action, tries} or null.
 */
export class Presses {
  constructor({ counter, secret, language, changed, answered }) {
    Object.assign(this, { counter, secret, language, changed, answered, now: null, waiting: null, last: null });
  }

  /** Whether pressing this again would be the same press. */
  holds(action) {
    const bouncing = this.last && this.last.action === action && performance.now() - this.last.at < bounce;
    return Boolean(bouncing || (this.now && this.now.action === action));
  }

  /** False when this press was not taken: it is the one under way, or there is no place behind it. */
  press(action, body) {
    const same = JSON.stringify([action, body]);
    if (this.last && this.last.same === same && performance.now() - this.last.at < bounce) return false;
    if (!this.now) {
      this.last = { same, action, at: performance.now() };
      setTimeout(this.changed, bounce);
      this.send({ action, body, same, tries: 0, key: pressId() });
      return true;
    }
    if (this.now.same === same || this.now.tries || this.waiting) return false;
    this.waiting = { action, body };
    return true;
  }

  async send(press) {
    this.now = press;
    this.changed();
    const path = `/api/counters/${encodeURIComponent(this.counter)}/${press.action}`;
    const asked = { secret: this.secret, language: this.language(), method: "POST", body: press.body, key: press.key };
    const reply = await insist(path, asked, (tries) => this.again(press, tries));
    this.now = null;
    this.answered(press, reply);
    const { waiting } = this;
    this.waiting = null;
    if (waiting && reply.status < 400) this.press(waiting.action, waiting.body);
    this.changed();
  }

  /** What was pressed behind a press that hangs would come as a surprise later: it is dropped, and said. */
  again(press, tries) {
    press.tries = tries;
    this.waiting = null;
    this.changed();
  }
}
