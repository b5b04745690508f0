/* The zone's voice, when this screen is its speaker: each announcement once, and a true word on how it ended. */
(function (signage) {
  "use strict";

  const GRACE = 2.5; // seconds after an announcement's length when the player is taken for stuck

  function blockedBy(error) {
    return Boolean(error) && error.name === "NotAllowedError";
  }

  class Sound {
    /* report(id, result) tells the server; changed() redraws the line; silence is the address of a short silent WAV */
    constructor(memory, silence, report, changed) {
      this.memory = memory;
      this.silence = silence;
      this.report = report;
      this.changed = changed;
      this.speaks = false;
      this.state = "ready";
      this.current = null;
      this.timer = 0;
      this.player = null;
    }

    /* Is this screen the speaker? Then find out, before the first call, whether the browser lets it sound. */
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
      if (this.current && (!this.wanted || this.wanted.id !== this.current)) {
        this.cancel();
      }
      if (this.speaks && this.wanted && this.wanted.id !== this.current && !this.begun(this.wanted.id)) {
        this.play(this.wanted);
      }
    }

    /* A hand on the screen: browsers allow sound from within this very event. */
    touch() {
      if (this.speaks && this.state !== "ready" && !this.current) {
        this.probe();
      }
    }

    begun(id) {
      return this.memory.recall("begun." + this.topic) === id;
    }

    play(announcement) {
      const player = this.make();
      if (!player) {
        this.report(announcement.id, "failed");
        return;
      }
      this.current = announcement.id;
      player.onplaying = () => this.memory.remember("begun." + this.topic, announcement.id);
      player.onended = () => this.end(announcement.id, "ended");
      player.onerror = () => this.end(announcement.id, "failed");
      player.src = announcement.url;
      this.timer = window.setTimeout(() => this.end(announcement.id, "failed"),
        ((announcement.length || 30) + GRACE) * 1000);
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
      // What was not begun is not said again here either: the server has been told and goes on.
      this.memory.remember("begun." + this.topic, id);
      this.report(id, result);
    }

    cancel() {
      window.clearTimeout(this.timer);
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
