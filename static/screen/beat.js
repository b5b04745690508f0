/* Tells the server what this screen has really painted, and every five seconds that it still lives. */
(function (signage) {
  "use strict";

  const EVERY = 5000;

  class Beat {
    /* page is this page's own name; say(message) sends upwards; sound() is the sound's state, showing() what is seen */
    constructor(page, say, sound, showing) {
      this.page = page;
      this.say = say;
      this.sound = sound;
      this.showing = showing;
      this.version = (/[?&]v=(\w+)/.exec(document.querySelector("script").src) || ["", ""])[1];
      this.seq = 0; // of the view that is painted
      this.call = 0; // the highest call that is painted
      this.told = 0;
      this.waiting = [];
      this.media = null; // a function: what is kept to play
    }

    /* After two frames what was drawn before the first is on the glass. */
    painting(message) {
      const call = (message.view.calls || []).reduce((most, row) => Math.max(most, row.seq), 0);
      window.requestAnimationFrame(() => window.requestAnimationFrame(() => {
        this.seq = Math.max(this.seq, message.seq);
        this.call = Math.max(this.call, call);
        this.tell();
        this.release();
      }));
    }

    /* Runs `then` once call `seq` is on the glass, but not later than `limit` ms: sound follows sight, shortly. */
    after(seq, limit, then) {
      const wait = { seq: seq, then: then };
      this.waiting.push(wait);
      window.setTimeout(() => {
        wait.seq = 0;
        this.release();
      }, limit);
      this.release();
    }

    release() {
      const due = this.waiting.filter((wait) => wait.seq <= this.call);
      this.waiting = this.waiting.filter((wait) => wait.seq > this.call);
      due.forEach((wait) => wait.then());
    }

    tell() {
      if (this.call > this.told && this.say({ shown: this.call })) {
        this.told = this.call;
      }
    }

    /* A new socket: the server may have forgotten what it was told. */
    again() {
      this.told = 0;
      this.tell();
      this.beat();
    }

    start() {
      // Through a frame: a screen that no longer paints sends no beat either.
      window.setInterval(() => window.requestAnimationFrame(() => this.beat()), EVERY);
    }

    beat() {
      this.say({
        beat: {
          seq: this.seq,
          page: this.page,
          sound: this.sound(),
          size: [window.innerWidth, window.innerHeight],
          at: Date.now(),
          version: this.version,
          showing: this.showing(),
          hidden: document.hidden === true,
          media: this.media ? this.media() : null,
          engine: (/Chrom(?:e|ium)\/[\d.]+/.exec(window.navigator.userAgent) || ["unknown"])[0]
        }
      });
    }
  }

  signage.Beat = Beat;
})((window.signage = window.signage || {}));
