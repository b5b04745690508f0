/* A screen that nobody has paired asks the server for a code, shows it, and hears what it has become. */
(function (signage) {
  "use strict";

  const ASK = 10000; // ms to wait for a code
  const KINDS = ["screen", "counter", "kiosk"];

  class Pairing {
    /* ears: {code(text or null), paired(kind, secret)} */
    constructor(address, steady, memory, ears) {
      this.memory = memory;
      this.ears = ears;
      this.going = false;
      this.tries = 0;
      this.timer = 0;
      this.live = new signage.Live(address, steady, {
        opened: function () {},
        message: (message) => this.heard(message),
        refused: () => this.anew() // the server has forgotten this code
      });
    }

    start() {
      if (this.going) {
        return;
      }
      this.going = true;
      this.tries = 0;
      const token = this.memory.recall("pairing"); // a reload goes on with its code
      if (typeof token === "string" && token) {
        this.watch(token);
      } else {
        this.ask();
      }
    }

    stop() {
      this.going = false;
      window.clearTimeout(this.timer);
      this.live.stop();
    }

    watch(token) {
      this.token = token;
      this.memory.remember("pairing", token);
      this.live.newest = {};
      this.live.start(undefined, ["pairing/" + token]);
    }

    anew() {
      this.memory.remember("pairing", "");
      this.ears.code(null);
      this.later();
    }

    later() {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.ask(), signage.backOff(this.tries, Math.random()));
    }

    ask() {
      const late = new Promise((resolve, reject) => window.setTimeout(() => reject(new Error("late")), ASK));
      const answer = window.fetch("/api/pairings", {
        method: "POST", body: JSON.stringify({ opened: "screen" }),
        headers: { "Content-Type": "application/json" }, cache: "no-store",
        referrerPolicy: "origin" // without one an old engine says that it comes from nowhere, and is refused
      });
      this.tries += 1;
      Promise.race([answer, late]).then((response) => {
        if (response.status !== 201) {
          throw new Error(String(response.status));
        }
        return response.json();
      }).then((made) => {
        if (this.going) {
          this.tries = 0;
          this.ears.code(String(made.code));
          this.watch(String(made.token));
        }
      }).catch(() => {
        if (this.going) {
          this.later();
        }
      });
    }

    heard(message) {
      const view = message.view;
      if (!this.going || !view || message.topic !== "pairing/" + this.token) {
        return;
      }
      if (view.state === "paired" && KINDS.indexOf(view.kind) >= 0 && view.secret) {
        this.stop();
        this.memory.remember("pairing", "");
        this.ears.paired(view.kind, String(view.secret));
      } else if (view.state === "expired") {
        this.live.stop();
        this.anew();
      } else if (view.code) {
        this.ears.code(String(view.code));
      }
    }
  }

  signage.Pairing = Pairing;
})((window.signage = window.signage || {}));
