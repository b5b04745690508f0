/* An event has the hall: its greeting and programme, or its playlist over the whole screen, and where calls go meanwhile. */
(function (signage) {
  "use strict";

  const nodes = signage.nodes;
  const LINE = 1.18; // em: a line of the programme
  const APART = 0.5; // em between its points
  const TIME = 3.4; // em that a point's time takes

  /* The row of the programme that runs now: the last one that has begun. */
  function current(programme, time) {
    return programme.reduce((found, row, place) => (row.at <= time ? place : found), -1);
  }

  class Takeover {
    constructor(page) {
      this.page = page;
      this.node = null;
    }

    build() {
      const node = nodes.element("section", "");
      node.id = "takeover";
      node.words = node.appendChild(nodes.element("div", "words"));
      node.event = node.words.appendChild(nodes.name("p", "event"));
      node.greeting = node.words.appendChild(nodes.name("h1", "greeting"));
      node.list = node.appendChild(nodes.element("ul", "programme"));
      node.heading = node.appendChild(nodes.name("p", "title"));
      node.note = node.appendChild(nodes.name("p", "note"));
      this.page.body.insertBefore(node, this.page.getElementById("alarm"));
      return node;
    }

    /* takeover: as the zone's view has it, or null. room: {width, height, unit, least, seconds} above the status line.
       Returns the box of what plays, or null. */
    show(takeover, room, language, time, faces) {
      this.page.body.classList.toggle("taken", Boolean(takeover));
      if (!takeover) {
        return null;
      }
      const node = this.node = this.node || this.build();
      const plays = Boolean(takeover.playlist);
      node.classList.toggle("plays", plays);
      nodes.place(node, { left: 0, top: 0, width: room.width, height: room.height });
      nodes.write(node.event, signage.pick(takeover.name, language));
      nodes.write(node.greeting, signage.pick(takeover.greeting, language));
      const bar = this.note(node, signage.pick(takeover.note, language), room, plays);
      const head = this.title(node, plays ? takeover : null, room, language, time);
      if (plays) {
        return { left: 0, top: head, width: room.width, height: room.height - bar - head };
      }
      this.still(node, takeover, room, language, time, room.height - bar, faces);
      return null;
    }

    /* Where the calls go meanwhile, whole; returns the bar's height. */
    note(node, note, room, plays) {
      const size = Math.max(room.least.text, room.unit * 3.2);
      const width = (room.width - room.unit * 14) / size;
      const named = [node.event.textContent, note].filter(Boolean).join(" · ");
      nodes.write(node.note, plays && signage.fit.measure(named) < width ? named : note);
      nodes.style(node.note, "fontSize", size + "px");
      nodes.style(node.note, "display", node.note.textContent ? "" : "none");
      return node.note.offsetHeight;
    }

    /* Above what plays: the greeting, and the point of the programme that runs or comes first; returns its height. */
    title(node, takeover, room, language, time) {
      const rows = takeover && takeover.programme || [];
      const row = rows[Math.max(0, current(rows, time))];
      const greeting = takeover ? signage.pick(takeover.greeting, language) : "";
      const point = row ? (language === "id" ? row.at.replace(":", ".") : row.at) + " " + signage.pick(row.text, language) : "";
      nodes.write(node.heading, [greeting, point].filter(Boolean).join(" · "));
      nodes.style(node.heading, "fontSize", Math.max(room.least.text, room.unit * 4.2) + "px");
      nodes.style(node.heading, "display", node.heading.textContent ? "" : "none");
      return node.heading.offsetHeight;
    }

    /* A long programme takes turns, from the page on which it runs now. */
    still(node, takeover, room, language, time, height, faces) {
      const rows = takeover.programme || [];
      const beside = room.width > room.height * 1.1 && rows.length > 0;
      const now = current(rows, time);
      node.classList.toggle("listed", rows.length > 0);
      node.classList.toggle("beside", beside);
      nodes.style(node.list, "height", (beside ? height : height * 0.5) + "px");
      nodes.style(node.words, "height", (beside || !rows.length ? height : height * 0.5) + "px");
      const said = rows.map((row) => signage.pick(row.text, language));
      const free = { width: room.width * (beside ? 0.48 : 1) - room.unit * 10, height: (beside ? height : height * 0.5) - room.unit * 8 };
      const set = signage.turn.set(rows.length, {
        least: room.least.text, most: Math.max(room.least.text, room.unit * 4.6),
        tall: (place, wide) => LINE * signage.fit.lines(said[place], wide - TIME) + APART
      }, free);
      const page = signage.turn.page(set, rows.length, room.seconds);
      signage.rows.fill(node.list, page.items.map((row) => ({
        key: String(row.place), at: language === "id" ? rows[row.place].at.replace(":", ".") : rows[row.place].at,
        text: said[row.place], marked: row.place === now, height: row.height
      })), ["at", "text"], set);
      this.fit(node, room, faces);
    }

    /* The greeting as large as it is whole. */
    fit(node, room, faces) {
      const key = [node.greeting.textContent, node.event.textContent, node.className, room.width, room.height, faces].join("|");
      if (key === this.key) {
        return;
      }
      this.key = key;
      nodes.style(node.event, "fontSize", Math.max(room.least.text, room.unit * 4.2) + "px");
      for (let units = 13; units >= 4; units -= 0.75) {
        node.greeting.style.fontSize = units * room.unit + "px";
        if (node.words.scrollHeight <= node.words.clientHeight && node.words.scrollWidth <= node.words.clientWidth) {
          return;
        }
      }
    }
  }

  /* Where calls of other zones are heard and seen as well, in one line. */
  function guests(view, language) {
    return (view.guests || []).map((guest) => signage.pick(guest.note, language) || signage.pick(guest.name, language))
      .filter(Boolean).join(" · ");
  }

  signage.Takeover = Takeover;
  signage.guests = guests;
})((window.signage = window.signage || {}));
