/* Spares the glass: still parts move a little, and the screen is dark outside the hall's hours. */
(function (signage) {
  "use strict";

  const EVERY = 180; // seconds between two steps
  const REACH = 3; // steps to each side

  /* There and back between -reach and reach, from 0. */
  function swing(step, reach) {
    const place = (step + reach) % (4 * reach);
    return place <= 2 * reach ? place - reach : 3 * reach - place;
  }

  /* How far the page stands from its place, in pixels: a path over every spot of a small square, one step at a time. */
  function drift(seconds, unit) {
    const step = Math.floor(seconds / EVERY);
    const size = Math.max(1, Math.round(unit / 11)); // a pixel of a television of 1080 lines
    return { x: swing(step, REACH) * size, y: swing(Math.floor(step / 2), REACH - 1) * size };
  }

  /* Is this moment in one of the dark spans? */
  function dark(spans, now) {
    return (spans || []).some((span) => span.from <= now && now < span.until);
  }

  class Glass {
    constructor(page) {
      this.page = page;
      this.at = "";
    }

    /* A call, an event or an emergency wakes the screen: `awake`. Returns whether it is dark. */
    show(screen, now, awake, seconds, unit) {
      const night = !awake && dark(screen && screen.dark, now);
      this.page.body.classList.toggle("dark", night);
      const moved = drift(screen && screen.drift === false ? 0 : seconds, unit);
      const at = moved.x || moved.y ? "translate(" + moved.x + "px, " + moved.y + "px)" : "";
      if (at !== this.at) {
        this.at = at;
        this.page.body.style.transform = at;
      }
      return night;
    }
  }

  signage.drift = drift;
  signage.dark = dark;
  signage.Glass = Glass;
})((window.signage = window.signage || {}));
