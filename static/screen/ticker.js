/* The line of running text: at most six characters a second, each text whole; while calls are up it stands, and turns pages. */
(function (signage) {
  "use strict";

  const nodes = signage.nodes;
  const regions = (signage.regions = signage.regions || {});
  const PACE = 6; // characters a second: no faster than people read
  const STILL = 8; // seconds for which a text that fits stands at least
  const BEGIN = 3; // seconds for which a long text stands at its beginning before it moves
  const PATIENCE = 12; // seconds that a text stands still for calls; in a busy hall it then goes on in pages
  const PAUSE = 2; // seconds on top of reading, for each page of a text that may not move

  function due(tickers, now, language) {
    return (tickers || []).filter((ticker) => (ticker.from || 0) <= now && (!ticker.until || now < ticker.until))
      .map((ticker) => signage.pick(ticker.text, language)).filter(Boolean);
  }

  /* A text in pages of whole words, each at most so many em wide. */
  function pages(text, most) {
    return text.split(/\s+/).reduce((made, word) => {
      const last = made[made.length - 1];
      if (last !== undefined && signage.fit.measure(last + " " + word) <= most) {
        made[made.length - 1] = last + " " + word;
      } else {
        made.push(word);
      }
      return made;
    }, []);
  }

  class Ticker {
    constructor(node, still) {
      this.text = node.appendChild(nodes.name("p", ""));
      this.still = still;
      this.place = -1;
      this.run = null;
      this.left = []; // pages still to be shown
      this.until = 0;
    }

    /* texts: those of this moment; paused: a call is up; seconds: of the steady clock. */
    show(texts, room, paused, seconds) {
      const size = Math.min(Math.max(room.height * 0.5, room.least.text), room.height * 0.8);
      const key = [texts.join("\n"), room.width, room.height, size].join("|");
      if (key !== this.key) {
        this.key = key;
        this.size = size;
        nodes.style(this.text, "fontSize", size + "px");
        this.room = room.width - room.unit * 6;
        this.texts = texts;
        this.place = -1;
        this.end();
      }
      this.since = paused ? this.since || seconds : 0;
      if (this.run && paused && seconds - this.since >= PATIENCE) {
        this.place -= 1; // from its beginning, page by page
        this.end();
      }
      this.pause(paused);
      if (!this.run && seconds >= this.until && (!paused || seconds - this.since >= PATIENCE || !this.text.textContent)) {
        this.next(seconds, paused);
      }
    }

    pause(paused) {
      if (this.run && paused !== (this.run.playState === "paused")) {
        this.run[paused ? "pause" : "play"]();
      }
    }

    next(seconds, calling) {
      if (!this.texts.length) {
        nodes.write(this.text, "");
        return;
      }
      if (this.left.length) {
        this.page(seconds);
        return;
      }
      this.place = (this.place + 1) % this.texts.length;
      const text = this.texts[this.place];
      nodes.write(this.text, text);
      const width = this.text.scrollWidth;
      if (width <= this.room) {
        this.until = seconds + Math.max(STILL, text.length / PACE);
      } else if (this.still || calling || !this.text.animate) {
        this.left = pages(text, this.room / this.size);
        this.page(seconds);
      } else {
        this.move(width, text.length);
      }
    }

    page(seconds) {
      const text = this.left.shift();
      nodes.write(this.text, text);
      this.until = seconds + text.length / PACE + PAUSE;
    }

    /* From its beginning at the left, where it can be read at once, to beyond the left edge. */
    move(width, characters) {
      const pace = PACE * width / characters; // pixels a second
      const moving = width / pace;
      this.run = this.text.animate([
        { transform: "translateX(0)", offset: 0 },
        { transform: "translateX(0)", offset: BEGIN / (BEGIN + moving) },
        { transform: "translateX(" + -width + "px)", offset: 1 }
      ], { duration: (BEGIN + moving) * 1000, easing: "linear", fill: "both" });
      this.run.onfinish = () => {
        this.end();
        nodes.write(this.text, "");
      };
    }

    end() {
      if (this.run) {
        this.run.onfinish = null;
        this.run.cancel();
        this.run = null;
      }
      this.left = [];
      this.until = 0;
    }
  }

  regions.ticker = function (node, scene, room) {
    if (!node.ticker) {
      const calm = window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      node.ticker = new Ticker(node, Boolean(calm));
    }
    const texts = due(scene.screen.tickers, scene.clock.now(), scene.language);
    node.classList.toggle("none", !texts.length); // never an empty box
    node.ticker.show(texts, room, scene.calling, scene.seconds);
  };

  signage.tickers = { due: due, pages: pages, PACE: PACE };
})((window.signage = window.signage || {}));
