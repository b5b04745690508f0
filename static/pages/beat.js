// Tells the server what this page has really painted, and every five seconds that it still lives.

const every = 5000;
const name = Math.random().toString(36).slice(2, 14); // of this page, until it is loaded anew
const sheet = document.querySelector('link[rel="stylesheet"]');
const version = ((sheet && /[?&]v=(\w+)/.exec(sheet.href)) || ["", ""])[1];
const engine = (/(?:Chrom(?:e|ium)|Firefox|Version)\/[\d.]+/.exec(navigator.userAgent) || ["unknown"])[0];

/** `say(message)` sends upwards; `showing()` is one word for what is to be seen. */
export class Beat {
  constructor({ say, showing }) {
    Object.assign(this, { say, showing, seq: 0 });
    // Through a frame: a page that no longer paints sends no beat either.
    this.timer = setInterval(() => this.framed(() => this.beat()), every);
    document.addEventListener("visibilitychange", () => this.beat());
  }

  /** A page behind other windows gets no frames, and need not. */
  framed(then) {
    if (document.hidden) then();
    else requestAnimationFrame(then);
  }

  /** After two frames what was drawn before the first is on the glass. */
  painting(seq) {
    this.framed(() => this.framed(() => {
      this.seq = Math.max(this.seq, seq);
    }));
  }

  beat() {
    this.say({
      beat: {
        seq: this.seq, page: name, sound: "unknown", size: [innerWidth, innerHeight], engine,
        at: Date.now(), version, showing: this.showing(), hidden: document.hidden,
      },
    });
  }
}
