/* Sizes: one unit for every shape of screen, how many columns make calls largest, and text that must not be cut. */
(function (signage) {
  "use strict";

  const LANDSCAPE = 1.2; // width / height from which regions stand side by side
  const CHARACTERS = 2.9; // widths in em that a number of five characters takes
  const LEAST = 0.45; // of its size: smaller than this nobody reads it across a hall
  const FOLDED = 2.2; // em: the height of a row whose name stands in two lines
  const LEGIBLE = 2; // units: a quiet list as large as this need not be larger; a smaller one takes turns
  const TOWER = 1.3; // width / height of a tile below which its counter stands under its number
  const SLIM = 7; // width / height of a row below which it has no room for a name
  const SPACE = 0.3; // em between two words
  const CROWDED = 7.4; // units: when numbers would get smaller than this, the calls take the whole screen

  /* One unit is 1 % of the shorter useful side. */
  function shape(width, height) {
    const landscape = width >= height * LANDSCAPE;
    const unit = landscape ? Math.min(height, width / 1.6) : Math.min(width, height / 1.5);
    return { landscape: landscape, unit: unit / 100 };
  }

  function wide(width, height) {
    return width > height * 3.6;
  }

  /* How large a number can be in a tile, in pixels. */
  function numeral(width, height) {
    return wide(width, height)
      ? Math.min(height * 0.7, width * 0.7 / CHARACTERS)
      : Math.min(height * 0.5, width * 0.6 / CHARACTERS);
  }

  /* The number of columns that makes `count` tiles in this room most legible. */
  function columns(count, width, height, gap) {
    let best = { columns: 1, size: 0 };
    for (let across = 1; across <= 4 && across <= count; across += 1) {
      const cell = share(count, across, width, height, gap);
      const size = numeral(cell.width, cell.height);
      if (size > best.size) {
        best = { columns: across, size: size };
      }
    }
    return best;
  }

  function share(count, across, width, height, gap) {
    const rows = Math.ceil(count / across);
    return { width: (width - gap * (across - 1)) / across, height: (height - gap * (rows - 1)) / rows };
  }

  function stack(count, across, area, gap, role) {
    const cell = share(count, across, area.width, area.height, gap);
    const places = [];
    for (let place = 0; place < count; place += 1) {
      places.push({
        role: role || (wide(cell.width, cell.height) ? "wide" : "stack"),
        left: area.left + (place % across) * (cell.width + gap),
        top: area.top + Math.floor(place / across) * (cell.height + gap),
        width: cell.width,
        height: cell.height
      });
    }
    return places;
  }

  /* Where the calls that are up and the last ones stand in a room: a list of places, first those that are up. */
  function places(up, rest, width, height, unit, gap) {
    const leading = up || (rest ? 1 : 0);
    const whole = { left: 0, top: 0, width: width, height: height };
    if (leading > 2 || leading === 0) {
      return stack(leading, columns(leading, width, height, gap).columns, whole, gap);
    }
    const top = Math.round(height * (leading === 1 ? 0.57 : 0.66));
    const below = height - top - gap;
    const room = Math.max(1, Math.floor(below / (7.8 * unit)));
    const head = stack(leading, 1, { left: 0, top: 0, width: width, height: top }, gap,
      leading === 1 ? "hero" : "");
    const list = stack(room, 1, { left: 0, top: top + gap, width: width, height: below }, 0, "row");
    return head.concat(list.slice(0, up ? rest : rest - 1));
  }

  /* How large the numbers of so many calls can be in this room, in pixels. */
  function numerals(up, width, height, gap) {
    return columns(up, width, height, gap).size;
  }

  /* Where calls stand in a region of any shape: the last ones in rows of at least `row`, left out where they don't fit. */
  function regional(up, rest, width, height, row, gap) {
    const leading = up || (rest ? 1 : 0);
    const more = up ? rest : rest - 1;
    const share = leading > 2 || more < 1 ? 1 : leading === 1 ? 0.57 : 0.66;
    const below = Math.floor(height * (1 - share) - gap);
    const rows = share < 1 ? Math.floor(below / row) : 0;
    const top = rows ? height - below - gap : height;
    const head = stack(leading, columns(leading, width, top, gap).columns || 1,
      { left: 0, top: 0, width: width, height: top }, gap);
    head.forEach((place) => {
      place.role = place.width < place.height * TOWER ? "tower" : place.role === "stack" && leading < 3 ? "hero" : place.role;
    });
    const list = stack(rows, 1, { left: 0, top: top + gap, width: width, height: below }, 0, "row");
    list.forEach((place) => {
      place.slim = place.width < place.height * SLIM;
    });
    return head.concat(list.slice(0, Math.max(0, more)));
  }

  /* Do the calls need the whole screen to be read from afar? */
  function crowded(up, width, height, unit, gap) {
    return up > 4 && columns(up, width, height, gap).size < CROWDED * unit;
  }

  /* One way to set a quiet list of `count` rows: in `across` columns, each row `needs` em and a padding wide, `line` em high. */
  function column(count, across, needs, line, width, height, look) {
    const rows = Math.max(1, Math.ceil(count / across));
    const size = Math.min(height / rows / line, (width / across - look.padding) / needs, look.largest);
    return { columns: across, rows: rows, size: size };
  }

  /* Columns and text size for a quiet list. Where `look.whole` says what its longest name needs, few columns
     with whole names, then names in two lines, go before large text with cut ones, as long as they can be read. */
  function list(count, width, height, look) {
    const set = (needs, line) => [1, 2, 3].map((across) =>
      column(count, across, needs, line, width, height, look));
    const whole = look.whole ? set(look.whole, look.line).concat(set(look.whole * 0.65, FOLDED)) : [];
    const best = set(look.needs, look.line).reduce((made, way) => (way.size > made.size + 0.5 ? way : made));
    const found = whole.filter((way) => way.size >= look.legible)[0];
    return Object.assign({ legible: look.whole ? Boolean(found) : best.size >= look.legible }, found || best);
  }

  /* A list that could not be read whole stands in parts that take turns: {way, from, to, page: "1/3" or ""}. */
  function paged(count, width, height, look, seconds) {
    let pages = 1;
    let each = count;
    let way = list(each, width, height, look);
    while (!way.legible && each > 3) {
      pages += 1;
      each = Math.ceil(count / pages);
      way = list(each, width, height, look);
    }
    pages = Math.ceil(count / Math.max(1, each));
    const at = pages > 1 ? Math.floor(seconds / (2 + 0.7 * each + 2)) % pages : 0;
    return { way: way, from: at * each, to: Math.min(count, at * each + each), page: pages > 1 ? at + 1 + "/" + pages : "" };
  }

  const KEPT = 400; // widths of texts that are remembered
  let ruler = null;
  let known = {};
  let words = {};
  let kept = 0;

  /* How wide a bold text is, in em. */
  function measure(text) {
    if (known[text] === undefined) {
      ruler = ruler || document.createElement("canvas").getContext("2d");
      if (!kept || kept > KEPT) {
        forget();
        ruler.font = "700 100px " + window.getComputedStyle(document.body).fontFamily;
      }
      kept += 1;
      known[text] = ruler.measureText(text).width / 100;
    }
    return known[text];
  }

  /* The face has come: every text has another width. */
  function forget() {
    known = Object.create(null);
    words = Object.create(null);
    kept = 0;
  }

  /* How many lines these widths of words take, so many em wide. */
  function taken(words, most) {
    return words.reduce((made, word) => {
      const along = made.rest + SPACE + word;
      return made.rest && along <= most ? { lines: made.lines, rest: along } : { lines: made.lines + Math.max(1, Math.ceil(word / most)), rest: word };
    }, { lines: 0, rest: 0 }).lines;
  }

  function widths(text) {
    if (!words[text]) {
      const made = text.split(/\s+/).filter(Boolean).map(measure); // may forget
      words[text] = made;
    }
    return words[text];
  }

  /* How many lines a text takes when it is so many em wide; a word that is wider is broken. */
  function lines(text, most) {
    return taken(widths(text), most);
  }

  /* How large a text can be, in pixels, when it stands in so many lines of this width: no word is broken. */
  function folding(text, width, lines) {
    const words = widths(text);
    let most = Math.max.apply(null, words.concat([0.5]));
    while (taken(words, most) > lines) {
      most += 0.2;
    }
    return width / most * 0.98;
  }

  /* Makes the text of an element smaller until it fits its own width; below `least` of its size it is cut instead. */
  function shrink(element, least) {
    element.style.fontSize = "";
    element.classList.remove("cut");
    const room = element.clientWidth;
    const needs = element.scrollWidth;
    const scale = needs > room && room > 0 ? room / needs * 0.98 : 1;
    if (scale < 1) {
      element.style.fontSize = Math.floor(parseFloat(window.getComputedStyle(element).fontSize) *
        Math.max(scale, least)) + "px";
    }
    element.classList.toggle("cut", scale < least);
  }

  signage.fit = {
    FOLDED: FOLDED, LEAST: LEAST, LEGIBLE: LEGIBLE,
    shape: shape, places: places, numerals: numerals, regional: regional, crowded: crowded, paged: paged, measure: measure, forget: forget, lines: lines, folding: folding, shrink: shrink
  };
})((window.signage = window.signage || {}));
