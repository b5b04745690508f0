/* Plays the programme in the layout's media region: which item now, and how it comes and goes. */
(function (signage) {
  "use strict";

  const LOADING = 8000; // ms in which an item must be there
  const PAGE = 6; // seconds for which a page of words is shown at least
  const FILES = 30000; // ms between two looks at what is needed

  function within(spans, at) {
    return (spans || []).some((span) => span.from <= at && at < span.until);
  }

  class Player {
    /* given: {page, steady, plays, secret, language, and for trials budget} */
    constructor(given) {
      this.given = given;
      this.steady = given.steady;
      this.clock = new signage.Clock(given.steady);
      this.layers = new signage.Layers(given.page, given.page.getElementById("media"), given.steady);
      this.video = this.layers.film.video;
      this.store = new signage.Store({
        secret: given.secret, steady: given.steady, budget: given.budget,
        changed: () => this.pass(), held: (url) => this.holds(url)
      });
      this.strikes = new signage.Strikes(given.steady);
      this.duck = new signage.Duck(given.page, this.video, () => this.terms());
      this.current = null; // what is in front
      this.coming = null; // what is being loaded
      this.last = null; // the place in the playlist
      this.over = null; // a takeover's playlist
      this.there = false;
      this.stopped = true;
      this.timer = 0;
      this.named = { screen: null, at: 0, over: "" };
      this.video.addEventListener("ended", () => this.pass());
      window.addEventListener("pagehide", () => this.finish(false));
    }

    /* Each time that the page draws. place: where it plays, as a box in pixels or as the node that already stands
       there, or null where nothing plays; screen and view are the ScreenView and the ZoneView;
       during: {calling, speaking, takeover}; at: server time. A fault in here is told, and harms no call. */
    show(place, screen, view, during, at) {
      try {
        if (at !== null) {
          this.look(place, screen, view, during, at);
        }
      } catch (fault) {
        window.setTimeout(() => {
          throw fault;
        }, 0);
      }
    }

    look(place, screen, view, during, at) {
      const takeover = during.takeover || null;
      const over = takeover && takeover.playlist ? takeover : null;
      this.clock.set(at);
      this.clock.offset = typeof view.utc_offset === "number" ? view.utc_offset : null;
      this.screen = screen;
      this.view = view;
      this.layout = (screen && screen.layout) || {};
      this.count();
      this.busy = Boolean(during.calling || during.speaking);
      this.covered = this.covers(during.calling, at);
      this.there = Boolean(screen && screen.programme && (place || this.covered && this.current) && !(takeover && !over));
      if (!this.there) {
        this.stop();
        return;
      }
      this.layers.place(place);
      if (place) {
        const root = this.layers.root;
        this.room(Math.max(1, root.clientWidth), Math.max(1, root.clientHeight));
      }
      if ((over && over.id) !== (this.over && this.over.id)) {
        this.cut();
      }
      this.over = over;
      this.stopped = false;
      this.files(at);
      this.duck.give();
      this.pass();
    }

    /* Is something else before all that plays? */
    covers(calling, at) {
      const alarmed = this.view.emergency || (this.view.emergencies || []).length;
      return Boolean(alarmed || calling && this.layout.calls === "whole" || within((this.screen || {}).dark, at));
    }

    room(width, height) {
      const least = ((this.screen.sizes || {}).text || 0.02) * Math.min(window.innerWidth, window.innerHeight);
      const before = this.box;
      this.box = { width: width, height: height, least: Math.min(least, height / 5) };
      if (before && this.current && this.current.pages && (before.width !== width || before.height !== height)) {
        this.current.resized = true;
      }
    }

    files(at) {
      const over = this.over ? this.over.playlist : "";
      const named = this.named;
      if (named.screen === this.screen && named.over === over && Math.abs(at - named.at) < FILES) {
        return;
      }
      this.named = { screen: this.screen, at: at, over: over };
      this.store.want(signage.files(this.screen.programme, at, this.over, this.placed())
        .filter((file) => !file.video || this.playable(file.type)));
    }

    playable(type) {
      return Boolean(this.video.canPlayType && this.video.canPlayType(type));
    }

    holds(url) {
      const shown = [this.current, this.coming, this.leaving].filter(Boolean);
      return shown.some((one) => signage.holds(one.item, url));
    }

    /* ---- what plays now ---- */

    ready(item) {
      if (item.kind === "notice" || item.kind === "slide") {
        return signage.telling(item, this.around());
      }
      const url = item.media ? item.media.url : "";
      return Boolean(this.store.url(url)) && !this.strikes.out(url) && (item.kind === "image" || item.kind === "video");
    }

    /* Looks at the clocks, and does what is due. */
    pass() {
      window.clearTimeout(this.timer);
      if (!this.there) {
        return;
      }
      const now = this.steady();
      this.count();
      this.settle(now);
      if (this.coming && !this.coming.done && now - this.coming.since > LOADING) {
        this.broken(this.coming);
      }
      if (!this.coming && (!this.current || this.current.calm || this.due())) {
        this.next();
      } else if (this.current) {
        this.turn();
      }
      this.timer = window.setTimeout(() => this.pass(), this.wait());
    }

    /* Adds the time for which the item has been seen. */
    count() {
      const now = this.steady();
      if (this.current) {
        this.current.count(now, this.still(), this.video.currentTime);
      }
      if (this.coming && this.covered) {
        this.coming.since = now;
      }
    }

    /* Does its time stand still? A picture makes no noise: only what nobody sees has to wait. */
    still() {
      return this.covered || this.pausing() && this.current !== null && this.current.film;
    }

    pausing() {
      return this.covered || this.busy && this.layout.media === "pause";
    }

    settle(now) {
      this.layers.settle(now);
      if (!this.layers.under && this.leaving) {
        this.leaving = null;
        this.store.release();
      }
    }

    due() {
      const current = this.current;
      if (this.still()) {
        return false;
      }
      if (current.stalled(this.steady(), this.video)) {
        this.strikes.add(current.item.media.url);
        current.failed = true;
        return true;
      }
      return current.over(this.video);
    }

    wait() {
      const left = this.current ? this.current.left(this.still()) : 1000;
      return Math.max(50, Math.min(1000, left));
    }

    next() {
      const found = signage.reel(this.screen.programme, this.clock.now(), (item) => this.ready(item), this.last, this.over);
      if (!found) {
        this.calm();
        return;
      }
      this.last = found;
      if (this.repeats(found)) {
        this.repeat(found);
      } else if (found.item.media) {
        this.load(found);
      } else {
        this.words(found);
      }
    }

    /* The only item of a playlist stays where it is. */
    repeats(found) {
      const current = this.current;
      return Boolean(current && !current.failed && found.item.media && current.item.media &&
        current.item.media.url === found.item.media.url && current.item.fit === found.item.fit);
    }

    repeat(found) {
      this.finish(true);
      this.begin(found);
      if (this.current.film) {
        this.video.currentTime = 0;
        this.duck.give();
      }
    }

    load(found) {
      const film = found.item.kind === "video";
      const coming = Object.assign({ since: this.steady(), film: film, done: false }, found);
      const address = this.store.url(found.item.media.url);
      const done = (layer) => {
        if (this.coming !== coming) {
          return;
        }
        coming.done = true;
        if (layer) {
          this.arrive(coming, layer);
        } else {
          this.broken(coming);
          this.pass();
        }
      };
      if (film && (this.layers.top === this.layers.film || this.layers.under === this.layers.film)) {
        this.between(found.item);
      }
      this.coming = coming;
      if (film) {
        this.layers.movie(address, found.item.fit, done, () => this.broke());
      } else {
        this.layers.picture(address, found.item.fit, done);
      }
    }

    /* There is one video element: its last picture gives way to the next one's first. */
    between(item) {
      const poster = item.media.poster ? this.store.url(item.media.poster.url) : "";
      const deck = this.layers.free();
      this.finish(!(this.current && this.current.failed));
      this.current = null;
      if (poster) {
        deck.picture.className = "shown " + item.fit;
        deck.picture.src = poster;
      }
      this.layers.raise(deck);
      this.layers.settle(Infinity);
    }

    arrive(coming, layer) {
      this.coming = null;
      this.finish(!(this.current && this.current.failed));
      this.leaving = this.current;
      this.layers.raise(layer);
      this.begin(coming);
      this.duck.give();
      this.pass();
    }

    begin(found) {
      this.current = new signage.Front(found, this.clock.now(), this.steady());
    }

    /* ---- words ---- */

    around() {
      return { view: this.view, screen: this.screen, room: this.box, language: this.given.language(), clock: this.clock };
    }

    words(found) {
      const deck = this.layers.free();
      const pages = signage.sheets(found.item, deck.words, this.around());
      pages[0](deck.words);
      this.finish(!(this.current && this.current.failed));
      this.leaving = this.current;
      this.layers.raise(deck);
      this.begin(found);
      this.current.pages = pages;
      this.current.seconds = Math.max(found.item.seconds, pages.length * PAGE);
    }

    /* The next page of words, when it is its time; and a calm picture's clock. */
    turn() {
      const current = this.current;
      if (!current.pages || this.layers.top === this.layers.film) {
        return;
      }
      const node = this.layers.top.words;
      if (current.resized) {
        current.pages = signage.sheets(current.item, node, this.around());
        current.page = -1;
        current.resized = false;
      }
      const page = current.due();
      if (page !== current.page) {
        current.page = page;
        current.pages[page](node);
      } else if (current.calm) {
        signage.calmly(node, signage.scene(current.item, this.around()));
      }
    }

    /* Nothing to play. */
    calm() {
      if (!this.current || !this.current.calm) {
        this.words({ item: { id: "", kind: "slide", slide: "calm", seconds: PAGE }, playlist: null });
        this.current.calm = true;
      } else {
        this.turn();
      }
    }

    /* What the video in front has to give way to. */
    terms() {
      return this.current && this.current.film ? {
        sound: this.current.item.sound, covered: this.covered, busy: this.busy, media: this.layout.media, still: this.pausing()
      } : null;
    }

    /* ---- what ends, well or badly ---- */

    finish(whole) {
      const current = this.current;
      const play = current ? current.play(whole) : null;
      if (play && this.given.plays) {
        this.given.plays.note(play);
      }
    }

    /* What was to come can't be shown. */
    broken(coming) {
      this.strikes.add(coming.item.media.url);
      this.coming = null;
      if (coming.film) {
        this.layers.unload();
      }
    }

    /* The video that is being shown has broken. */
    broke() {
      if (this.current && this.current.film) {
        this.strikes.add(this.current.item.media.url);
        this.current.failed = true;
        this.next();
      }
    }

    /* At once, in the middle of an item. */
    cut() {
      this.finish(false);
      this.coming = null;
      this.current = null;
      this.last = null;
    }

    stop() {
      if (!this.stopped) {
        window.clearTimeout(this.timer);
        this.finish(false);
        this.current = this.coming = this.leaving = this.last = null;
        this.layers.place(null);
        this.layers.clear();
        this.stopped = true;
      }
      if (this.screen && this.screen.programme) {
        this.files(this.clock.now());
      }
    }

    /* Is there a place for what the schedule plays? Else only a takeover plays here. */
    placed() {
      const layouts = [this.layout, this.screen.turned || {}];
      return layouts.some((layout) => (layout.regions || []).some((region) => region.kind === "media"));
    }

    /* May the page be loaded anew without a cut? */
    settled() {
      return !(this.current && this.current.film);
    }

    /* A word for the beat. */
    told() {
      return Object.assign(this.store.told(), {
        broken: this.strikes.count,
        playing: this.current && !this.current.calm ? this.current.item.id : ""
      });
    }
  }

  signage.Player = Player;
})((window.signage = window.signage || {}));
