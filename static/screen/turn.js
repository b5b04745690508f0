/* A list of any length in a room of any size: whole rows that can be read, on pages that take turns. Pure. */
(function (signage) {
  "use strict";

  const STEP = 0.94; // from one text size that is tried to the next
  const FLOOR = 0.3; // of the least size: a single row that has no room is set so small before it is cut
  const GUTTER = 1.2; // em between two columns
  const SPARE = 0.8; // em: rows stand so much further apart, where there is room
  const SHORTEST = 6; // seconds for which a page stands
  const GLANCE = 2; // seconds to find the list again,
  const READ = 1.7; // and for each of its rows

  /* Rows of these heights on pages no higher than `room`: [{from, to}]. */
  function pack(heights, room) {
    const pages = [];
    let from = 0;
    let used = 0;
    heights.forEach((height, place) => {
      if (place > from && used + height > room) {
        pages.push({ from: from, to: place });
        from = place;
        used = 0;
      }
      used += height;
    });
    return from < heights.length ? pages.concat({ from: from, to: heights.length }) : pages;
  }

  function sum(numbers) {
    return numbers.reduce((all, one) => all + one, 0);
  }

  /* No more pages than needed, and no lonely row on the last one. */
  function even(heights, room) {
    const pages = pack(heights, room);
    for (let most = sum(heights) / pages.length; pages.length > 1 && most < room; most += room / 30) {
      const found = pack(heights, most);
      if (found.length === pages.length) {
        return found;
      }
    }
    return pages;
  }

  /* One way to set the list, at this text size. look: {columns(em wide), tall(place, em wide) → em}. */
  function way(count, look, room, size) {
    const columns = Math.max(1, Math.min(look.columns ? look.columns(room.width / size) : 1, count));
    const wide = (room.width / size - GUTTER * (columns - 1)) / columns;
    const bands = [];
    for (let first = 0; first < count; first += columns) {
      let tall = 0;
      for (let place = first; place < Math.min(count, first + columns); place += 1) {
        tall = Math.max(tall, look.tall(place, wide));
      }
      bands.push(tall * size);
    }
    return {
      size: size, columns: columns, wide: wide, bands: bands, pages: even(bands, room.height),
      fits: Math.max.apply(null, bands.concat(0)) <= room.height && (!look.needs || wide >= look.needs)
    };
  }

  /* On as few pages as the least size allows; and then as large as it still has no more. look: also {least, most, needs}. */
  function set(count, look, room) {
    let size = look.least;
    let best = way(count, look, room, size);
    while (!best.fits && size > look.least * FLOOR) {
      size *= STEP;
      best = way(count, look, room, size);
    }
    const pages = best.pages.length;
    for (let larger = size / STEP; larger <= look.most && best.fits; larger /= STEP) {
      const next = way(count, look, room, larger);
      if (!next.fits || next.pages.length > pages) {
        break;
      }
      best = next;
    }
    best.small = best.size < look.least * 0.99;
    return spread(best, room);
  }

  /* Room that is left goes between the rows; one row alone stands in the middle. */
  function spread(made, room) {
    const rows = made.pages.reduce((most, page) => Math.max(most, page.to - page.from), 1);
    const used = made.pages.reduce((most, page) => Math.max(most, sum(made.bands.slice(page.from, page.to))), 0);
    const left = Math.max(0, room.height - used);
    made.apart = rows === 1 ? left : Math.min(left / rows, SPARE * made.size);
    made.rows = rows;
    return made;
  }

  /* Is one way better than another: larger, where it is too small to be read; else on fewer pages. */
  function better(one, other) {
    return one.small || other.small ? one.small - other.small < 0 || one.small === other.small && one.size > other.size
      : one.pages.length < other.pages.length;
  }

  /* The best of several looks, the first of those that are as good; one that is `spare` only where no other can be read. */
  function choose(count, looks, room) {
    return looks.reduce((best, look) => {
      if (best && look.spare && !best.small) {
        return best;
      }
      const one = Object.assign(set(count, look, room), { look: look });
      return !best || better(one, best) ? one : best;
    }, null);
  }

  /* How long a page of so many rows stands, in seconds. */
  function pace(made) {
    return Math.max(SHORTEST, GLANCE + READ * made.rows * made.columns);
  }

  /* What stands at this moment: {items: [{place, height}], page: "2/3" or ""}. */
  function page(made, count, seconds) {
    const pages = made.pages;
    if (!pages.length) {
      return { items: [], page: "" };
    }
    const at = Math.floor(Math.max(0, seconds) / pace(made)) % pages.length;
    const items = [];
    for (let place = pages[at].from * made.columns; place < Math.min(count, pages[at].to * made.columns); place += 1) {
      items.push({ place: place, height: Math.floor(made.bands[Math.floor(place / made.columns)] + made.apart) });
    }
    return { items: items, page: pages.length > 1 ? at + 1 + "/" + pages.length : "" };
  }

  signage.turn = { GUTTER: GUTTER, pack: pack, even: even, set: set, choose: choose, pace: pace, page: page };
})((window.signage = window.signage || {}));
