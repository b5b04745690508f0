/* How the one video gives way to a call, and goes on where it was. */
(function (signage) {
  "use strict";

  const QUIET = 0.15; // of the volume, while a call is up

  class Duck {
    /* terms(): {sound, covered, busy, media, still} of the video in front, or null where none is. */
    constructor(page, video, terms) {
      this.video = video;
      this.terms = terms;
      this.silenced = false; // the browser lets no video sound
      ["click", "touchend", "keydown"].forEach((hand) => page.addEventListener(hand, () => {
        this.silenced = false;
      }));
    }

    give() {
      const terms = this.terms();
      if (!terms) {
        return;
      }
      this.sound(!terms.sound || this.silenced || terms.covered || terms.busy && terms.media === "mute",
        terms.busy && terms.media !== "mute" ? QUIET : 1);
      if (!terms.still) {
        this.go();
      } else if (!this.video.paused) {
        this.video.pause();
      }
    }

    /* Sets only what differs: each setting is an event. */
    sound(mute, volume) {
      if (this.video.muted !== mute) {
        this.video.muted = mute;
      }
      if (this.video.volume !== volume) {
        this.video.volume = volume;
      }
    }

    go() {
      const video = this.video;
      const promise = video.paused && !video.ended ? video.play() : null;
      if (promise && promise.then) {
        promise.then(null, (error) => {
          if (error && error.name === "NotAllowedError" && !video.muted) {
            this.silenced = true; // until a hand touches the screen
            this.give();
          }
        });
      }
    }
  }

  signage.Duck = Duck;
})((window.signage = window.signage || {}));
