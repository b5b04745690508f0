/* The zone's voice, when this screen is its speaker: each announcement once, and a true word on how it ended. */
(function (signage) {
  "use strict";

  const GRACE = 2.5; // seconds after an announcement's length when the player is taken for stuck
  const SIGN = 1000; // ms between two signs to the server that this screen still speaks

  function blockedBy(error) {
    return Boolean(error) && error.name === "NotAllowedError";
  }

  class Sound {
    /* page is the name under which this page may hold the lease; silence the address of a short silent WAV;
       report(id, result) tells the server; saying(id) gives it a sign; changed() redraws the line. */
    constructor(memory, page, silence, report, saying, changed) {
      this.memory = memory;
      this.page = page;
      this.silence = silence;
      this.report = report;
      this.saying = saying;
      this.signs = 0;
      this.changed = changed;
      this.speaks = false;
      this.state = "ready";
      this.current = null;
      this.timer = 0;
      this.player = null;
    }

    /* Is this one of the zone's speakers? Then find out, before the first call, whether the browser lets it sound. */
    speaker(speaks) {
      if (speaks === this.speaks) {
        return;
      }
      this.speaks = speaks;
      if (speaks) {
        this.probe();
        this.announce(this.topic, this.wanted);
      } else {
        this.cancel();
        this.turn("ready");
      }
    }

    /* The zone's one current announcement, or null. */
    announce(topic, announcement) {
      this.topic = topic;
      this.wanted = announcement || null;
      if (this.current && (!this.wanted || this.wanted.id !== this.current || this.wanted.lease !== this.page)) {
        this.cancel(); // it is over, or another screen says it now
      }
      if (this.speaks && this.wanted && this.wanted.lease === this.page && this.wanted.id !== this.current) {
        this.say(this.wanted);
      }
    }

    /* What this screen has begun it never says again, whatever became of the page: it repeats how that ended. */
    say(announcement) {
      const last = this.memory.recall("begun." + this.topic) || {};
      if (last.id === announcement.id) {
        this.report(announcement.id, last.result);
      } else {
        this.play(announcement);
      }
    }

    /* A hand on the screen: browsers allow sound from within this very event. */
    touch() {
      if (this.speaks && this.state !== "ready" && !this.current) {
        this.probe();
      }
    }

    /* A sound that was missing may be there again, and nobody is at hand: the server asks no screen without one. */
    again() {
      if (this.speaks && this.state === "missing" && !this.current) {
        this.probe();
      }
    }

    play(announcement) {
      const player = this.make();
      if (!player) {
        this.report(announcement.id, "failed");
        return;
      }
      this.current = announcement.id;
      player.onplaying = () => this.note(announcement.id, "failed"); // true until it has ended
      player.onended = () => this.end(announcement.id, "ended");
      player.onerror = () => this.end(announcement.id, "failed");
      player.volume = Math.pow(10, Math.min(0, announcement.gain || 0) / 20);
      player.src = announcement.url;
      this.timer = window.setTimeout(() => this.end(announcement.id, "failed"),
        ((announcement.length || 30) + GRACE) * 1000);
      this.saying(announcement.id);
      this.signs = window.setInterval(() => this.saying(announcement.id), SIGN);
      this.start(player, (error) => {
        this.end(announcement.id, blockedBy(error) ? "blocked" : "failed");
      });
    }

    end(id, result) {
      if (this.current !== id) {
        return;
      }
      this.cancel();
      this.turn(result === "ended" ? "ready" : result === "blocked" ? "blocked" : "missing");
      this.note(id, result);
      this.report(id, result);
    }

    note(id, result) {
      this.memory.remember("begun." + this.topic, { id: id, result: result });
    }

    cancel() {
      window.clearTimeout(this.timer);
      window.clearInterval(this.signs);
      this.current = null;
      if (this.player) {
        this.player.onplaying = this.player.onended = this.player.onerror = null;
        this.player.pause();
      }
    }

    probe() {
      const player = this.make();
      if (!player || this.current) {
        return;
      }
      player.volume = 1;
      player.src = this.silence;
      this.start(player, (error) => {
        if (!this.current) {
          this.turn(blockedBy(error) ? "blocked" : error && error.name === "AbortError" ? this.state : "missing");
        }
      }, () => this.turn("ready"));
    }

    make() {
      if (!this.player && typeof window.Audio === "function") {
        this.player = new window.Audio();
      }
      if (!this.player) {
        this.turn("missing");
      }
      return this.player;
    }

    start(player, failed, began) {
      const promise = player.play();
      if (promise && promise.then) {
        promise.then(began || function () {}, failed);
      }
    }

    turn(state) {
      if (state !== this.state) {
        this.state = state;
        this.changed();
      }
    }
  }

  signage.Sound = Sound;
})((window.signage = window.signage || {}));
