/* The layers of what plays: two for pictures and words, one for the one video; they change places and are reused. */
(function (signage) {
  "use strict";

  const FADE = 500; // ms, as in player.css
  const nodes = signage.nodes;

  class Layers {
    constructor(page, root, steady) {
      this.page = page;
      this.root = root;
      this.steady = steady;
      this.top = null;
      this.under = null;
      this.faded = 0; // when the layer beneath may be emptied
      this.decks = [this.deck(), this.deck()];
      this.film = { node: nodes.element("div", "layer film"), picture: null, words: null, video: this.page.createElement("video") };
      this.film.node.appendChild(this.film.video);
      this.every = this.decks.concat([this.film]);
      this.every.forEach((layer) => root.appendChild(layer.node));
      this.film.video.setAttribute("playsinline", "");
    }

    deck() {
      const made = { node: nodes.element("div", "layer"), picture: nodes.element("img", ""), words: nodes.element("div", "words"), video: null };
      made.picture.alt = "";
      made.node.appendChild(made.picture);
      made.node.appendChild(made.words);
      return made;
    }

    /* place: a box in pixels, a node that stands where it should already, or null for nothing at all. */
    place(place) {
      this.root.classList.toggle("shown", place !== null);
      if (place !== null && place.nodeType === undefined) {
        nodes.place(this.root, place);
      }
    }

    /* The deck that is not in front, empty. */
    free() {
      const deck = this.decks[0] === this.top ? this.decks[1] : this.decks[0];
      this.empty(deck);
      deck.node.className = "layer";
      if (this.under === deck) {
        this.under = null;
      }
      return deck;
    }

    /* Loads a picture into the free deck; done(deck) or done(null), once. */
    picture(address, fit, done) {
      const deck = this.free();
      const picture = deck.picture;
      const ended = (result) => {
        picture.onload = picture.onerror = null;
        done(result);
      };
      picture.className = "shown " + fit;
      picture.onload = () => ended(deck);
      picture.onerror = () => ended(null);
      picture.src = address;
    }

    /* Loads a video up to its first frame; done(film) or done(null), once. `broke()`: it failed later. */
    movie(address, fit, done, broke) {
      const video = this.film.video;
      const ended = (result) => {
        video.onloadeddata = null;
        video.onerror = result ? broke : null;
        done(result);
      };
      video.className = fit;
      video.onloadeddata = () => ended(this.film);
      video.onerror = () => ended(null);
      video.src = address;
      video.load();
    }

    /* Brings a layer to the front; the one that was there stays beneath until it is covered. */
    raise(layer) {
      if (layer === this.top) {
        return;
      }
      this.settle(Infinity);
      this.under = this.top;
      this.top = layer;
      if (this.under) {
        this.under.node.className = this.name(this.under) + " under";
      }
      layer.node.className = this.name(layer) + " top";
      this.faded = this.steady() + FADE;
    }

    name(layer) {
      return layer === this.film ? "layer film" : "layer";
    }

    /* Empties what has been covered. */
    settle(now) {
      if (this.under && now >= this.faded) {
        this.empty(this.under);
        this.under.node.className = this.name(this.under);
        this.under = null;
      }
    }

    empty(layer) {
      if (layer.video) {
        this.unload();
        return;
      }
      layer.picture.onload = layer.picture.onerror = null;
      layer.picture.removeAttribute("src");
      layer.picture.className = "";
      layer.words.textContent = "";
      layer.words.className = "words";
    }

    /* Frees the decoder too. */
    unload() {
      const video = this.film.video;
      video.onloadeddata = video.onerror = null;
      if (video.hasAttribute("src")) {
        video.pause();
        video.removeAttribute("src");
        video.load();
      }
    }

    /* Nothing is in front any more. */
    clear() {
      this.every.forEach((layer) => {
        this.empty(layer);
        layer.node.className = this.name(layer);
      });
      this.top = this.under = null;
    }
  }

  signage.Layers = Layers;
})((window.signage = window.signage || {}));
