/* Regions about the mall: its name and logo, the clock, who is where, prayers, and the public's satisfaction. */
(function (signage) {
  "use strict";

  const nodes = signage.nodes;
  const rows = signage.rows;
  const regions = (signage.regions = signage.regions || {});
  const LINE = 1.18; // em: a line of a name
  const TIGHT = 0.35; // em: a space alone
  const FULL = 0.8; // of a bar's height: one line of text at most
  const APART = 0.5; // em between an agency and the next
  const COLUMN = 19; // em: as wide as a column of the directory should be
  const DOT = 0.9; // em: what marks the next prayer, and a space

  function once(node, build) {
    if (!node.built) {
      node.built = build();
    }
    return node.built;
  }

  /* As large as one line of this text can be here. */
  function line(text, width, most) {
    return Math.min(most, width / Math.max(signage.fit.measure(text), 0.5));
  }

  regions.header = function (node, scene, room) {
    const parts = once(node, () => ({
      logo: node.appendChild(nodes.element("img", "logo")),
      words: node.appendChild(nodes.element("div", "words")),
      mall: nodes.name("h1", "mall"), zone: nodes.name("p", "zone")
    }));
    parts.words.appendChild(parts.mall);
    parts.words.appendChild(parts.zone);
    parts.logo.alt = "";
    nodes.style(parts.logo, "display", scene.logo ? "" : "none");
    if (scene.logo && parts.logo.src !== scene.logo) {
      parts.logo.src = scene.logo;
    }
    nodes.style(parts.logo, "height", room.height * 0.7 + "px");
    nodes.style(parts.logo, "maxWidth", room.width * 0.25 + "px");
    nodes.write(parts.mall, scene.board.mall);
    nodes.write(parts.zone, scene.board.zone);
    nodes.style(parts.zone, "display", scene.board.zone ? "" : "none");
    const key = [scene.board.mall, scene.board.zone, Boolean(scene.logo), room.width, room.height, scene.faces].join("|");
    if (key === node.key) {
      return;
    }
    node.key = key;
    const size = Math.min(Math.max(room.height * 0.42, room.least.text), room.height * FULL);
    const width = room.width - room.unit * 6 - (scene.logo ? room.height : 0);
    const needs = (signage.fit.measure(scene.board.mall) + signage.fit.measure(scene.board.zone) + 1.6) * size;
    const wide = needs > width;
    const beside = wide ? size * width / needs : size;
    const above = Math.min(line(scene.board.mall, width, room.height * 0.4), line(scene.board.zone, width, size));
    const stacked = wide && (room.height > room.least.text * 2.3 || above > beside); // whole names, as large as they can be
    const each = stacked ? room.height * 0.4 : beside;
    const one = stacked ? above : beside;
    const lines = scene.board.zone ? 3 : 2;
    const two = Math.min(signage.fit.folding(scene.board.mall, width, 2), room.height * 0.94 / lines / 1.15, size);
    const folded = wide && two > one; // the name is never cut: two lines, or smaller
    parts.words.classList.toggle("stacked", stacked || folded);
    parts.words.classList.toggle("folded", folded);
    let set = folded ? two : stacked ? Math.min(one, size) : each;
    nodes.style(parts.words, "fontSize", set + "px");
    for (let tries = 0; tries < 3 && [parts.mall, parts.zone].some((name) => name.scrollWidth > name.clientWidth); tries += 1) {
      set *= 0.97; // small letters stand on whole pixels, and are wider than they were measured
      nodes.style(parts.words, "fontSize", set + "px");
    }
  };

  /* The date from long to short: a short one that can be read goes before a long one that can't. */
  function dates(clock, now, words) {
    const moment = clock.local(now);
    const month = words.months[moment.getUTCMonth()];
    const day = words.days[moment.getUTCDay()];
    return [clock.date(now, words), day + ", " + moment.getUTCDate() + " " + month,
      day + ", " + moment.getUTCDate() + " " + month.slice(0, 3), moment.getUTCDate() + " " + month.slice(0, 3)];
  }

  regions.clock = function (node, scene, room) {
    const parts = once(node, () => ({
      time: node.appendChild(nodes.element("p", "time")), date: node.appendChild(nodes.element("p", "date"))
    }));
    const now = scene.clock.now();
    const width = room.width - room.unit * 6;
    const beside = room.height < room.least.text * 2.5;
    const small = Math.min(room.least.text, room.height * 0.5);
    const time = line("00:00", beside ? width * 0.5 : width, beside ? Math.min(Math.max(room.height * 0.62, room.least.text), room.height * FULL) : Math.min(room.height * 0.56, (room.height - small) * 0.86));
    const left = beside ? width - time * signage.fit.measure("00:00") - small : width;
    const date = rows.fitting(dates(scene.clock, now, scene.words), left / small);
    const told = (room.options || {}).date !== false && signage.fit.measure(date) * small <= left;
    node.classList.toggle("beside", beside);
    nodes.write(parts.time, scene.clock.time(now));
    nodes.write(parts.date, date);
    nodes.style(parts.date, "display", told ? "" : "none");
    nodes.style(parts.date, "fontSize", line(date, left, Math.max(small, room.height * (beside ? 0.34 : 0.22))) + "px");
    nodes.style(parts.time, "fontSize", (told ? time : line("00:00", width, Math.min(Math.max(room.height * 0.62, room.least.text), room.height * FULL))) + "px");
  };

  /* "1–4, 7": counters with numbers that follow each other stand together. */
  function together(names) {
    const runs = [];
    names.forEach((name) => {
      const last = runs[runs.length - 1];
      if (last && /^\d+$/.test(name) && Number(name) === Number(last.to) + 1) {
        last.to = name;
      } else {
        runs.push({ from: name, to: name });
      }
    });
    return runs.map((run) => (run.from === run.to ? run.from : run.from + "–" + run.to)).join(", ");
  }

  /* Where an agency is, in words: its counters, by where they stand; those of this hall first. */
  function places(agency, words, language, zone) {
    const groups = {};
    (agency.counters || []).forEach((counter) => {
      const hall = signage.pick(counter.zone, language);
      const where = [hall === zone ? "" : hall, signage.pick(counter.direction, language)].filter(Boolean).join(", ");
      (groups[where] = groups[where] || []).push(signage.pick(counter.name, language) || counter.counter);
    });
    const said = Object.keys(groups).sort((one, other) => (one === "" ? -1 : other === "" ? 1 : 0));
    return said.map((where, place) => (where ? where + ": " : "") + (place ? "" : words.counter + " ") + together(groups[where])).join(" · ");
  }

  regions.directory = function (node, scene, room) {
    const zone = signage.pick(scene.screen.zone_name, scene.language);
    const items = ((scene.screen.facts || {}).directory || []).map((agency) => ({
      name: signage.pick(agency.agency, scene.language), where: places(agency, scene.words, scene.language, zone)
    }));
    rows.region(node, {
      titles: scene.words.directory, items: items, parts: ["name", "where"], looks: [{
        name: "", least: room.least.text, most: Math.max(room.least.text, room.unit * 5.6),
        columns: (wide) => Math.min(3, Math.floor(wide / COLUMN)),
        tall: (at, wide) => LINE * (signage.fit.lines(items[at].name, wide) + signage.fit.lines(items[at].where, wide)) + APART
      }]
    }, scene, room, false);
  };

  /* The five times, from the next one on. */
  regions.prayers = function (node, scene, room) {
    const every = (scene.screen.facts || {}).prayers || [];
    const now = scene.clock.time(scene.clock.now());
    const next = Math.max(0, every.map((prayer) => prayer.at > now).indexOf(true));
    const items = every.map((prayer, place) => ({
      name: signage.pick(prayer.name, scene.language), at: scene.language === "id" ? prayer.at.replace(":", ".") : prayer.at, marked: place === next
    }));
    const name = rows.widest(items, "name");
    const at = rows.widest(items, "at");
    const sizes = { least: room.least.text, most: Math.max(room.least.text, room.unit * 3.8) };
    const upright = Object.assign({ name: "upright", columns: (wide) => Math.floor((wide + signage.turn.GUTTER) / (Math.max(name, at) + signage.turn.GUTTER)),
      tall: () => 2 * LINE + APART / 2 }, sizes);
    const lines = Object.assign({ name: "lines", needs: name + at + DOT, columns: (wide) => (wide >= 2 * (name + at + DOT) + signage.turn.GUTTER ? 2 : 1), tall: () => LINE + 0.06 }, sizes);
    const tight = Object.assign({}, lines, { name: "tight", needs: name + at + TIGHT,
      columns: (wide) => (wide >= 2 * (name + at + TIGHT) + signage.turn.GUTTER ? 2 : 1) }); // without its dot
    const wide = room.width > room.height * 3;
    const looks = wide ? [upright, lines] : [lines, tight, upright];
    const whole = signage.turn.choose(items.length, looks, { width: room.width - room.unit * 3.8, height: room.height * 0.88 });
    // Where they take turns, the next one is on the first page.
    const order = whole.pages.length > 1 ? items.slice(next).concat(items.slice(0, next)) : items;
    rows.region(node, {
      titles: wide ? "" : scene.words.prayers, items: order, parts: ["name", "at"], looks: looks
    }, scene, room, false);
  };

  regions.skm = function (node, scene, room) {
    const parts = once(node, () => ({
      title: node.appendChild(nodes.element("p", "title")), index: node.appendChild(nodes.element("p", "index")),
      label: node.appendChild(nodes.name("p", "label")), from: node.appendChild(nodes.name("p", "from"))
    }));
    const skm = (scene.screen.facts || {}).skm;
    const least = room.least.text;
    const index = skm ? String(skm.index).replace(".", scene.language === "id" ? "," : ".") : "–";
    const small = Math.min(Math.max(least, room.height * 0.09), Math.max(least, room.unit * 3));
    const left = room.height - room.unit * 2.4;
    const lines = Math.max(0, Math.min(3, Math.floor((left - least * 1.2) / (small * 1.3))));
    nodes.write(parts.title, rows.fitting(scene.words.skm, (room.width - room.unit * 4) / small));
    nodes.write(parts.index, index);
    nodes.write(parts.label, skm ? skm.category + " · " + signage.pick(skm.label, scene.language) : scene.words.unrated);
    nodes.write(parts.from, skm ? signage.pick(skm.period, scene.language) + " · " +
      scene.words.answers.replace("{count}", skm.answers) : "");
    ["title", "label", "from"].forEach((part, place) => {
      nodes.style(parts[part], "display", place < lines && parts[part].textContent ? "" : "none");
      nodes.style(parts[part], "fontSize", small + "px");
    });
    nodes.style(parts.index, "fontSize", line(index, room.width * 0.86, Math.max(least, (left - lines * small * 1.3) * 0.85)) + "px");
  };
})((window.signage = window.signage || {}));
