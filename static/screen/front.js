/* The item in front: how long it has been seen, whether its time is over, and what is told of it. */
(function (signage) {
  "use strict";

  const STALLED = 6000; // ms without a new frame
  const SHORTEST = 300; // ms: less was not shown
  const SPARE = 0.3; // s by which a video may be shorter than its item

  class Front {
    /* found: {item, playlist}; at: server time, now: the steady clock. */
    constructor(found, at, now) {
      this.item = found.item;
      this.playlist = found.playlist;
      this.film = found.item.kind === "video";
      this.seconds = found.item.seconds;
      this.at = Math.round(at);
      this.shown = 0; // ms
      this.mark = now;
      this.moved = now; // when the video's picture last changed
      this.place = -1;
      this.failed = false;
      this.told = false;
      this.calm = false;
      this.pages = null;
      this.page = 0;
      this.resized = false;
    }

    /* Adds the time for which it has been seen. */
    count(now, still, place) {
      this.shown += still ? 0 : now - this.mark;
      this.mark = now;
      this.moved = still || place !== this.place ? now : this.moved;
      this.place = place;
    }

    stalled(now, video) {
      return this.film && now - this.moved > STALLED && !video.ended;
    }

    over(video) {
      if (!this.film) {
        return this.shown >= this.seconds * 1000;
      }
      const length = video.duration || this.seconds;
      return video.ended || this.seconds < length - SPARE && video.currentTime >= this.seconds;
    }

    /* ms until it is worth looking again, at most a second. */
    left(still) {
      return this.film || still || this.calm ? 1000 : this.seconds * 1000 - this.shown;
    }

    /* Which of its pages of words it is time for. */
    due() {
      const count = this.pages.length;
      return Math.min(count - 1, Math.floor(this.shown / (this.seconds * 1000 / count)));
    }

    /* What is told of it, once, when it ends; null where there is nothing to tell. */
    play(whole) {
      if (this.told || this.calm) {
        return null;
      }
      this.told = true;
      return this.shown < SHORTEST ? null : {
        item: this.item.id, playlist: this.playlist, at: this.at, ms: Math.round(this.shown), whole: whole
      };
    }
  }

  function holds(item, url) {
    return Boolean(item.media && (item.media.url === url || (item.media.poster || {}).url === url));
  }

  signage.Front = Front;
  signage.holds = holds;
})((window.signage = window.signage || {}));
