/* Puts a board on the document: reuses nodes by key, sets text as text, moves and sizes what must fit. */
(function (signage) {
  "use strict";

  const SMALLER = 0.7; // of its size: the line at the foot may be set so small
  const fit = signage.fit;
  const nodes = signage.nodes;
  const element = signage.nodes.element;
  const keyed = signage.nodes.keyed;
  const name = signage.nodes.name;
  const tile = signage.tile;
  const write = signage.nodes.write;
  const GAP = 1.4; // units between calls
  const WHOLE = 60; // characters: a service's name is whole up to here, where there is room
  const MOST = 9; // rows for which a quiet list claims room; more take turns
  const BAND = { landscape: 4, portrait: 7 }; // lines that a notice may take
  const NOTICES = [4.4, 3.8, 3.2, 2.8, 2.4]; // units: how large a notice is set, from short to long

  function makeRow(parts) {
    return function () {
      const row = element("li", "item");
      row.parts = {};
      parts.forEach((part) => {
        row.parts[part] = part === "name" || part === "hall" ? name("span", part) : element("span", part);
        row.appendChild(row.parts[part]);
      });
      return row;
    };
  }

  /* The width in em of the longest number or name in these rows; one that is longer than `most` characters counts as so long. */
  function longest(rows, part, most) {
    return rows.reduce((wide, row) => Math.max(wide, fit.measure(String(row[part]).slice(0, most))), 0);
  }

  /* A quiet list in as many columns as make it most legible; returns which of its pages stands, where it has more than one. */
  function paintList(list, every, look, seconds) {
    list.style.maxHeight = "none";
    // Rounded down: half a pixel too much, and the last row of each column falls out of sight.
    const height = Math.floor(list.getBoundingClientRect().height);
    const turn = fit.paged(every.length, list.clientWidth, height, look, seconds);
    const room = turn.way;
    const rows = every.slice(turn.from, turn.to);
    const line = Math.floor(Math.min(room.size * look.line * 1.5, height / room.rows));
    list.classList.toggle("tall", line >= Math.floor(room.size * fit.FOLDED));
    list.style.fontSize = room.size + "px";
    list.style.maxHeight = line * room.rows + 1 + "px"; // the next row starts the next column
    keyed(list, rows, makeRow(look.parts), (node, row) => {
      look.parts.forEach((part) => write(node.parts[part], String(row[part])));
      node.style.width = 100 / room.columns + "%";
      node.style.height = line + "px";
      node.classList.toggle("none", row.count === 0);
    });
    return turn.page;
  }

  /* A hall that has no room beside its counter is left out. */
  function dropTight(list) {
    const nodes = list.nodes || {};
    const halls = Object.keys(nodes).map((key) => nodes[key].parts.hall);
    halls.forEach((hall) => hall.classList.remove("tight"));
    halls.filter((hall) => hall.scrollWidth > hall.clientWidth).forEach((hall) => hall.classList.add("tight"));
  }

  class Paint {
    constructor(page) {
      this.page = page;
      this.shape = null;
    }

    part(id) {
      return this.page.getElementById(id);
    }

    resize() {
      const width = window.innerWidth;
      const height = window.innerHeight;
      const root = this.page.documentElement;
      const shape = fit.shape(width, height);
      this.shape = shape;
      this.size = width + "x" + height;
      root.classList.toggle("landscape", shape.landscape);
      root.classList.toggle("portrait", !shape.landscape);
      root.style.fontSize = shape.unit * 10 + "px"; // 1rem = 10 units: clear of a browser's least size
    }

    board(board, seconds, words) {
      this.resize();
      this.mall(board.mall);
      write(this.part("zone"), board.zone);
      const up = board.calls.up.length;
      const any = up + board.calls.rest.length > 0;
      this.part("calls").classList.toggle("empty", !any);
      this.welcome(board);
      this.crowd(up);
      this.calls(board.calls);
      this.side(board, seconds, words);
    }

    /* What stands where nobody was called yet. */
    welcome(board) {
      write(this.part("welcome-mall"), board.mall);
      write(this.part("greeting"), board.greeting);
    }

    /* The mall's name in one line, or smaller in two, before it is cut. */
    mall(name) {
      const mall = this.part("mall");
      const measured = name + this.size;
      if (measured === this.named) {
        return;
      }
      this.named = measured;
      mall.classList.remove("long");
      write(mall, name);
      mall.classList.toggle("long", mall.scrollWidth > mall.clientWidth);
    }

    /* Measures with the side beside the calls, and only when something has changed. */
    crowd(up) {
      const measured = up + " " + this.size + " " + this.part("line").offsetHeight;
      if (measured === this.measured) {
        return;
      }
      this.measured = measured;
      const body = this.page.body;
      body.classList.remove("crowd");
      const area = this.part("tiles");
      body.classList.toggle("crowd", fit.crowded(up, area.clientWidth, area.clientHeight,
        this.shape.unit, this.shape.unit * GAP));
    }

    calls(calls) {
      const area = this.part("tiles");
      const unit = this.shape.unit;
      const places = fit.places(calls.up.length, calls.rest.length, area.clientWidth, area.clientHeight,
        unit, unit * GAP);
      const tiles = calls.up.concat(calls.rest).slice(0, places.length);
      keyed(area, tiles, tile.make, (node, call, place) => tile.fill(node, call, places[place], unit));
    }

    /* The calls in a region of a layout: {width, height, inset}. Where another region lists the last ones, only one stands here. */
    placed(calls, room, style, least, listed) {
      const unit = this.shape.unit;
      const up = calls.up.length;
      const most = style === "banner" ? 0 : listed ? (up ? 0 : 1) : calls.rest.length;
      const row = Math.max(7.8 * unit, least.text / 0.3, least.agency / 0.6);
      const places = fit.regional(up, Math.min(most, calls.rest.length), room.width - 2 * room.inset, room.height - 2 * room.inset,
        row, unit * GAP);
      const area = this.part("tiles");
      nodes.style(area, "margin", room.inset + "px");
      const tiles = calls.up.concat(calls.rest).slice(0, places.length);
      keyed(area, tiles, tile.make, (node, call, place) => tile.fill(node, call, places[place], unit, least));
    }

    side(board, seconds, words) {
      const unit = this.shape.unit;
      const serving = this.part("serving");
      const waiting = this.part("waiting");
      serving.classList.toggle("gone", board.serving.length === 0);
      serving.style.flexGrow = String(Math.max(2, Math.min(MOST, Math.ceil(board.serving.length / 2))) * 1.5 + 1);
      waiting.style.flexGrow = String(Math.max(3, Math.min(MOST, Math.ceil(board.waiting.length / 2))) + 1);
      write(this.part("queue"), board.queue ? String(board.queue) : "");
      const legible = unit * fit.LEGIBLE;
      const served = paintList(this.part("serving-list"), board.serving, {
        parts: ["desk", "counter", "number", "hall"],
        needs: 2.4 + Math.max(2.5, longest(board.serving, "counter", 8)) + longest(board.serving, "number"),
        line: 1.36, largest: unit * 4.6, padding: unit * 2.4, legible: legible
      }, seconds);
      dropTight(this.part("serving-list"));
      const some = board.waiting.filter((row) => row.count > 0);
      const look = (rows) => ({ parts: ["name", "count"], needs: 12, line: 1.5, largest: unit * 3.1,
        padding: unit * 2.4, legible: legible, whole: 0.5 + longest(rows, "name", WHOLE) + longest(rows, "count") });
      let waits = paintList(this.part("waiting-list"), board.waiting, look(board.waiting), seconds);
      if (waits && some.length) { // queues in which nobody waits give way
        waits = paintList(this.part("waiting-list"), some, look(some), seconds);
      }
      write(this.part("serving-title"), words.serving + (served ? " " + served : ""));
      write(this.part("waiting-title"), words.waiting + (waits ? " " + waits : ""));
    }

    /* Text has another width: the next board measures every number anew. */
    forget() {
      const tiles = this.part("tiles").nodes || {};
      Object.keys(tiles).forEach((key) => {
        tiles[key].box = "";
      });
      this.named = "";
      this.banded = "";
      this.said = "";
    }

    status(status) {
      const line = this.part("line");
      const said = this.part("line-text");
      const key = [status.text, this.size, said.parentNode.style.fontSize, said.parentNode.style.width].join("|");
      if (key !== this.said) {
        this.said = key;
        said.style.fontSize = "";
        write(said, status.text);
        this.brief = Boolean(status.brief) && said.scrollWidth > said.clientWidth;
      }
      write(said, this.brief ? status.brief : status.text);
      if (line.className !== status.tone) {
        line.className = status.tone;
      }
      if (status.language) {
        said.setAttribute("lang", status.language);
      } else {
        said.removeAttribute("lang");
      }
      this.band(said, status);
    }

    /* A notice is set as large as its band lets it be whole. */
    band(said, status) {
      const measured = [status.tone, status.text, this.size, said.parentNode.style.fontSize, said.parentNode.style.width].join("|");
      if (measured === this.banded) {
        return;
      }
      this.banded = measured;
      said.style.fontSize = "";
      if (status.tone === "notice") {
        const most = this.shape.landscape ? BAND.landscape : BAND.portrait;
        said.style.webkitLineClamp = String(most);
        NOTICES.some((units) => {
          said.style.fontSize = units / 10 + "rem";
          return said.scrollHeight <= said.clientHeight + 1;
        });
      } else {
        fit.shrink(said, SMALLER); // an upright screen is narrow: smaller, before it is cut
      }
    }

    clock(time, date) {
      write(this.part("clock"), time);
      write(this.part("date"), date);
    }

    /* Words of the page that come with no view. */
    words(words, language) {
      this.page.documentElement.setAttribute("lang", language);
      write(this.part("welcome"), words.welcome);
      this.part("calls").setAttribute("aria-label", words.calls);
    }

    /* A page without a board: {title, text, command, note}; null shows the board. */
    notice(notice) {
      this.page.body.classList.toggle("without", notice !== null);
      if (notice === null) {
        return;
      }
      write(this.part("notice-title"), notice.title);
      write(this.part("notice-text"), notice.text || "");
      const code = notice.code || "";
      const halves = this.part("notice-code").children;
      write(halves[0], code.slice(0, 4)); // two groups of four are easier to read and to say
      write(halves[1], code.slice(4));
      this.part("notice").classList.toggle("coded", Boolean(code));
      write(this.part("notice-other"), notice.other || "");
      this.part("notice-other").lang = notice.tongue || "";
      write(this.part("notice-note"), notice.note || "");
    }
  }

  signage.Paint = Paint;
})((window.signage = window.signage || {}));
