/* Proof of play: what was shown is told to the server once; over an outage, and a reload, the last ones are kept. */
(function (signage) {
  "use strict";

  const MOST = 500; // plays that are kept while nobody hears them
  const EACH = 20; // in one message
  const EVERY = 1000; // ms between two messages
  const NAME = "played";

  class Plays {
    /* say(word) sends upwards and returns whether there was a socket. */
    constructor(memory, say) {
      this.memory = memory;
      this.say = say;
      const kept = memory.recall(NAME);
      this.waiting = Array.isArray(kept) ? kept.slice(-MOST) : [];
      this.stored = this.waiting.length > 0;
      this.timer = 0;
    }

    /* play: {item, playlist, at, ms, whole} */
    note(play) {
      this.waiting = this.waiting.concat([play]).slice(-MOST);
      if (!this.timer) {
        this.tell();
      } else {
        this.keep();
      }
    }

    /* A new socket. */
    again() {
      if (!this.timer) {
        this.tell();
      }
    }

    /* What is sent is forgotten first: a page that ends in between tells a play rather never than twice. */
    tell() {
      const some = this.waiting.slice(0, EACH);
      if (!some.length) {
        return;
      }
      this.waiting = this.waiting.slice(EACH);
      if (this.stored) {
        this.keep();
      }
      if (!this.say({ played: some })) {
        this.waiting = some.concat(this.waiting).slice(-MOST);
        this.keep();
        return;
      }
      this.timer = window.setTimeout(() => {
        this.timer = 0;
        this.tell();
      }, EVERY);
    }

    keep() {
      this.memory.remember(NAME, this.waiting);
      this.stored = this.waiting.length > 0;
    }
  }

  signage.Plays = Plays;
})((window.signage = window.signage || {}));
