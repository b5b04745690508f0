/* For days: notices that time went by without this page, and loads the page anew when the server has another one. */
(function (signage) {
  "use strict";

  const GAP = 5000; // ms between the wall's clock and the steady one that tell of a sleep, or of a clock that was set
  const AGAIN = 600000; // ms between two tries with the same version
  const SPREAD = 20000; // ms over which the screens of a hall come back

  /* A steady clock stands still while a television sleeps; the wall's goes on. */
  class Sleep {
    constructor(wall, steady) {
      this.ahead = () => wall() - steady();
      this.last = this.ahead();
    }

    /* Null, or the ms that went by unseen since the last look; 0 when the clock was set back. */
    look() {
      const ahead = this.ahead();
      const missed = ahead - this.last;
      this.last = ahead;
      return Math.abs(missed) > GAP ? Math.max(0, missed) : null;
    }
  }

  class Renew {
    /* version is the page's own; go() loads the page anew; fetch(address) asks for it. */
    constructor(version, memory, steady, fetch, go) {
      this.version = version;
      this.memory = memory;
      this.steady = steady;
      this.fetch = fetch;
      this.go = go;
      this.due = null;
      this.asking = false;
    }

    /* wanted: the server's version; calm: nothing is called, spoken or in the middle of an event. */
    look(wanted, calm, now) {
      if (!wanted || !this.version || wanted === this.version) {
        this.due = null;
        return;
      }
      if (this.due === null) {
        this.due = this.steady() + SPREAD * Math.random();
      }
      if (calm && !this.asking && this.steady() >= this.due) {
        this.try(wanted, now);
      }
    }

    /* Never into an error page, and never round in a circle. */
    try(wanted, now) {
      const last = this.memory.recall("renewed") || {};
      this.due = this.steady() + AGAIN;
      if (last.version === wanted && Math.abs(now - last.at) < AGAIN) {
        return;
      }
      this.asking = true;
      const address = window.location.pathname + window.location.search;
      this.fetch(address, { cache: "no-store" }).then((answer) => (answer.ok ? answer.text() : "")).then((text) => {
        this.asking = false;
        if (text.indexOf("v=" + wanted) >= 0) {
          this.memory.remember("renewed", { version: wanted, at: now });
          this.go();
        }
      }).catch(() => {
        this.asking = false;
        this.due = this.steady() + SPREAD;
      });
    }
  }

  signage.Sleep = Sleep;
  signage.Renew = Renew;
})((window.signage = window.signage || {}));
