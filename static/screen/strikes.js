/* Files that broke while they were shown: left alone for a while, longer each time. */
(function (signage) {
  "use strict";

  const AGAIN = 60000; // ms until a broken item is tried again, then twice as long, …
  const RARELY = 3600000; // … up to this

  class Strikes {
    constructor(steady) {
      this.steady = steady;
      this.known = {}; // url → {count, until}
    }

    add(url) {
      const count = (this.known[url] || { count: 0 }).count + 1;
      this.known[url] = { count: count, until: this.steady() + Math.min(RARELY, AGAIN * Math.pow(2, count - 1)) };
    }

    /* Is it left alone now? */
    out(url) {
      const strike = this.known[url];
      return Boolean(strike && strike.until > this.steady());
    }

    get count() {
      return Object.keys(this.known).filter((url) => this.out(url)).length;
    }
  }

  signage.Strikes = Strikes;
})((window.signage = window.signage || {}));
