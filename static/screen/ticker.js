/* The line of running text: at most six characters a second, each text whole, and still while a call is up. */
(function (signage) {
  "use strict";

  const nodes = signage.nodes;
  const regions = (signage.regions = signage.regions || {});
  const PACE = 6; // characters a second: no faster than people read
  const STILL = 8; // seconds for which a text that fits stands at least
  const PAUSE = 2; // seconds on top of reading, for each page of a text that may not move

  function due(tickers, now, language) {
    return (tickers || []).filter((ticker) => (ticker.from || 0) <= now && (!ticker.until || now < ticker.until))
      .map((ticker) => signage.pick(ticker.text, language)).filter(Boolean);
  }

  /* A text in pages of whole words that each fit this many characters. */
  function pages(text, most) {
    return text.split(/\s+/).reduce((made, word) => {
      const last = made[made.length - 1];
      if (last !== undefined && (last + " " + word).length <= most) {
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
        nodes.style(this.text, "fontSize", size + "px");
        this.room = room.width - room.unit * 6;
        this.texts = texts;
        this.place = -1;
        this.end();
      }
      this.pause(paused);
      if (!paused && !this.run && seconds >= this.until) {
        this.next(seconds);
      } else if (paused && !this.run && this.text.textContent === "") {
        nodes.write(this.text, texts[0] || ""); // still, from its beginning
      } else if (paused && !this.run) {
        this.until = Math.max(this.until, seconds + 2); // what stood still may be read again afterwards
      }
    }

    pause(paused) {
      if (this.run && paused !== (this.run.playState === "paused")) {
        this.run[paused ? "pause" : "play"]();
      }
    }

    next(seconds) {
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
      } else if (this.still || !this.text.animate) {
        this.left = pages(text, Math.floor(text.length * this.room / width * 0.92));
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

    /* From beyond the right edge to beyond the left one. */
    move(width, characters) {
      const from = this.room + 40;
      const pace = PACE * width / characters; // pixels a second
      this.run = this.text.animate(
        [{ transform: "translateX(" + from + "px)" }, { transform: "translateX(" + -width + "px)" }],
        { duration: (from + width) / pace * 1000, easing: "linear", fill: "both" }
      );
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
