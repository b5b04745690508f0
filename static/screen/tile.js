/* One call on the glass: its number, its counter, whose it is; in the shape that its place asks for. */
(function (signage) {
  "use strict";

  const fit = signage.fit;
  const element = signage.nodes.element;
  const name = signage.nodes.name;
  const write = signage.nodes.write;
  const NAMED = 7; // characters: a longer counter is a name of words, not a number
  const FLOOR = 0.6; // of the least size: a name may be so small before it is cut
  const NAME_LINE = 1.14; // of its size: a line of a name (regions.css)
  const EASY = 0.8; // of its size: as large as this a name stands in fewer lines
  const SERVICE = 0.7; // of its size: a longer service is left out, not cut
  const CALM = 500; // ms between two arrivals that move: far from three flashes a second
  const TOGETHER = 50; // ms: calls that come so close arrive as one
  const SMALL = 14; // units: lower tiles leave out what could not be read from afar
  let began = -1e9; // when a tile last moved, on the steady clock

  function make() {
    const tile = element("article", "tile");
    const ticket = element("div", "ticket");
    const names = element("div", "names");
    const desk = element("div", "desk");
    tile.parts = {
      label: element("div", "label"), number: element("div", "number"),
      agency: name("div", "agency"), service: name("div", "service"),
      word: element("div", "word"), counter: element("div", "counter"),
      hall: name("div", "hall"), direction: name("div", "direction")
    };
    ticket.appendChild(tile.parts.label);
    ticket.appendChild(tile.parts.number);
    names.appendChild(tile.parts.agency);
    names.appendChild(tile.parts.service);
    ticket.appendChild(names);
    desk.appendChild(tile.parts.word);
    desk.appendChild(tile.parts.counter);
    desk.appendChild(tile.parts.direction);
    tile.names = names;
    tile.desk = desk;
    tile.appendChild(ticket);
    tile.appendChild(desk);
    return tile;
  }

  /* least: the sizes that can be read from the last seat, in a layout; without them the sizes are those of the tile. */
  function fill(tile, call, place, unit, least) {
    const parts = tile.parts;
    const low = place.height < SMALL * unit;
    const box = [place.left, place.top, place.width, place.height].map(Math.round).join(" ");
    const moved = tile.box !== box || tile.look !== place.role;
    write(parts.label, call.label);
    write(parts.agency, call.agency);
    write(parts.service, call.service);
    write(parts.word, call.desk);
    write(parts.hall, call.hall);
    write(parts.direction, call.direction);
    const reworded = [call.agency, call.service, call.hall, call.direction, call.label].join("|");
    const renamed = [write(parts.number, call.number), write(parts.counter, call.counter)];
    const looks = tile.className;
    tile.setAttribute("data-seq", String(call.seq));
    tile.classList.toggle("guided", Boolean(call.direction));
    tile.classList.toggle("elsewhere", Boolean(call.hall));
    tile.classList.toggle("named", call.counter.length > NAMED);
    tile.classList.toggle("now", call.now);
    tile.classList.toggle("small", low);
    tile.classList.toggle("slim", place.slim === true || Boolean(least) && place.role === "wide" && bare(place, least));
    house(tile, low || place.role === "row");
    if (moved) {
      setTile(tile, place, box);
    }
    if (moved || looks !== tile.className || renamed[0] || renamed[1]) {
      fit.shrink(parts.number, 0); // a number is never cut
      fit.shrink(parts.counter, place.role === "row" && call.counter.length > NAMED ? 1 : fit.LEAST);
    }
    if (least && (moved || looks !== tile.className || tile.reworded !== reworded)) {
      tile.reworded = reworded;
      legible(tile, least);
    }
    if (!least && tile.reworded !== undefined) {
      plain(tile);
    }
    if (!least && (moved || looks !== tile.className || tile.serviced !== call.service)) {
      tile.serviced = call.service;
      parts.service.style.display = "";
      fit.shrink(parts.service, SERVICE);
      parts.service.style.display = parts.service.classList.contains("cut") ? "none" : "";
    }
    if (call.arrives) {
      arrive(tile);
    }
  }

  function raise(node, least) {
    node.style.fontSize = "";
    if (parseFloat(window.getComputedStyle(node).fontSize) < least) {
      node.style.fontSize = Math.floor(least) + "px";
    }
  }

  /* The sizes of its own again. */
  function plain(tile) {
    tile.reworded = undefined;
    ["agency", "word", "service", "label", "hall", "direction"].forEach((part) => {
      tile.parts[part].style.fontSize = tile.parts[part].style.display = "";
    });
  }

  /* How large a name can be, in pixels, when all of it has to stand in this box, in so many lines at most:
     as few lines as it can be read in, and no larger than `own`. */
  function whole(text, box, own, most) {
    let best = 0;
    for (let lines = 1; lines <= most && best < own * EASY; lines += 1) {
      best = Math.max(best, Math.min(own, fit.folding(text, box.width, lines), box.height / lines / NAME_LINE));
    }
    return Math.floor(best);
  }

  /* A name in at most two lines, made smaller until all of it is there. */
  function folded(node, least) {
    if (node.textContent) {
      const size = parseFloat(window.getComputedStyle(node).fontSize);
      const fits = fit.folding(node.textContent, node.parentNode.clientWidth - size * 0.6, 2);
      if (fits < size) {
        node.style.fontSize = Math.floor(Math.max(least, fits)) + "px";
      }
    }
  }

  /* The agency's name, whole; what is less than it gives way, and then it gets smaller itself. */
  function agency(tile, wanted, least) {
    const node = tile.parts.agency;
    const aside = tile.look === "wide" || tile.look === "row"; // beside the number, not below
    const box = aside ? tile.names : tile.firstChild;
    if (!node.textContent || !box.clientWidth) {
      return;
    }
    const size = () => {
      const style = window.getComputedStyle(box);
      const width = box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      node.style.display = "none";
      const inner = aside ? box : tile.names;
      const taken = inner.offsetHeight + (aside ? 0 : tile.parts.number.offsetHeight + tile.parts.label.offsetHeight);
      const height = tile.firstChild.clientHeight - (aside && inner.children.length && !inner.offsetHeight ? 0 : taken);
      node.style.display = "";
      return whole(node.textContent, { width: width, height: height * 0.98 }, Math.max(wanted, own), tile.look === "row" ? 2 : 3);
    };
    node.style.fontSize = "";
    const own = parseFloat(window.getComputedStyle(node).fontSize);
    let best = size();
    ["label", "service"].forEach((part) => {
      if (best < wanted * 0.97 && tile.parts[part].style.display !== "none") {
        tile.parts[part].style.display = "none";
        best = size();
      }
    });
    node.style.fontSize = best + "px";
    node.style.display = best < least * FLOOR ? "none" : "";
  }

  /* Words as large as the last seat needs them; what has no room then is left out, the least important first. */
  function legible(tile, least) {
    const parts = tile.parts;
    const sizes = { agency: least.agency, word: least.text, service: least.text, label: least.text, hall: least.text, direction: least.text };
    if (tile.look === "row") {
      sizes.agency = least.text; // the last calls are quiet
    }
    Object.keys(sizes).forEach((part) => {
      parts[part].style.display = "";
      raise(parts[part], sizes[part]);
    });
    // What stands in the middle of a box overflows upwards as well, and no scrollHeight tells of it.
    const room = (box) => {
      const rects = Array.prototype.map.call(box.children, (child) => child.getBoundingClientRect()).filter((rect) => rect.height > 0);
      const top = Math.min.apply(null, rects.map((rect) => rect.top));
      const bottom = Math.max.apply(null, rects.map((rect) => rect.bottom));
      return bottom - top <= box.getBoundingClientRect().height + 1;
    };
    if (parts.hall.parentNode === tile.desk) {
      folded(parts.hall, least.text * FLOOR); // "Hall A" and "Hall B" differ at their ends
    }
    const ticket = tile.firstChild;
    ["label", "service"].forEach((part) => {
      if (!room(ticket) || part === "service" && parts.service.scrollWidth > parts.service.clientWidth + 1) {
        parts[part].style.display = "none";
      }
    });
    agency(tile, sizes.agency, least.text);
    ["direction", "word"].forEach((part) => {
      if (!room(tile.desk) || (part === "word" && parts.word.scrollWidth > parts.word.clientWidth)) {
        parts[part].style.display = "none";
      }
    });
    if (!room(tile.desk) && tile.look !== "tower") {
      const counter = parts.counter;
      const others = Array.prototype.reduce.call(tile.desk.children, (all, child) => all + (child === counter ? 0 : child.offsetHeight), 0);
      const left = tile.desk.clientHeight - others;
      counter.style.fontSize = Math.floor(Math.max(least.text, Math.min(left, parseFloat(window.getComputedStyle(counter).fontSize)))) + "px";
    }
  }

  /* Is there no room for a name beside this number? */
  function bare(place, least) {
    return place.width * 0.73 - place.height * 2.2 < least.agency * 5.5;
  }

  /* The hall stands under the counter, or, where that is too small to read, under the agency. */
  function house(tile, low) {
    const home = low ? tile.names : tile.desk;
    if (tile.parts.hall.parentNode !== home) {
      home.insertBefore(tile.parts.hall, low ? null : tile.parts.direction);
    }
  }

  function setTile(tile, place, box) {
    ["hero", "wide", "stack", "row", "tower"].forEach((role) => {
      tile.classList.toggle(role, role === place.role);
    });
    tile.style.left = Math.round(place.left) + "px";
    tile.style.top = Math.round(place.top) + "px";
    tile.style.width = Math.round(place.width) + "px";
    tile.style.height = Math.round(place.height) + "px";
    tile.style.fontSize = Math.min(place.height / 10, place.role === "tower" ? place.width / 6 : place.height) + "px";
    tile.box = box;
    tile.look = place.role;
  }

  /* The one motion of this page; in a burst not each call moves. The attribute counts arrivals, so that a test or a person can tell. */
  function arrive(tile) {
    const now = window.performance.now();
    tile.setAttribute("data-arrivals", String(Number(tile.getAttribute("data-arrivals") || 0) + 1));
    tile.classList.remove("arrives");
    began = now - began > CALM ? now : began;
    if (now - began < TOGETHER) {
      void tile.offsetWidth; // lets the animation of a recall start again
      tile.classList.add("arrives");
    }
  }

  signage.tile = { make: make, fill: fill };
})((window.signage = window.signage || {}));
