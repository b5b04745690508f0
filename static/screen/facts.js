/* Regions about the mall: its name and logo, the clock, who is where, prayers, and the public's satisfaction. */
(function (signage) {
  "use strict";

  const nodes = signage.nodes;
  const rows = signage.rows;
  const regions = (signage.regions = signage.regions || {});
  const TURN = 12; // seconds for which a page of the directory can be read
  const FOLDED = 3.95; // em: its counters in two lines
  const DIRECTORY = 2.75; // em: an agency with its counters below

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
    const size = Math.min(Math.max(room.height * 0.42, room.least.text), room.height * 0.72);
    const width = room.width - room.unit * 6 - (scene.logo ? room.height : 0);
    const needs = (signage.fit.measure(scene.board.mall) + signage.fit.measure(scene.board.zone) + 1.6) * size;
    const stacked = needs > width && room.height > room.least.text * 2.3;
    const each = stacked ? room.height * 0.4 : size;
    const one = line(scene.board.mall, width, each);
    const lines = scene.board.zone ? 3 : 2;
    const two = Math.min(signage.fit.folding(scene.board.mall, width, 2), room.height * 0.94 / lines / 1.15, size);
    const folded = (stacked || needs > width) && two > one; // the name is never cut: two lines, or smaller
    parts.words.classList.toggle("stacked", stacked || folded);
    parts.words.classList.toggle("folded", folded);
    nodes.style(parts.words, "fontSize", (folded ? two : stacked ? Math.min(one, size) : each) + "px");
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
    const time = line("00:00", beside ? width * 0.5 : width, beside ? room.height * 0.62 : Math.min(room.height * 0.56, (room.height - small) * 0.86));
    const left = beside ? width - time * signage.fit.measure("00:00") - small : width;
    const date = rows.fitting(dates(scene.clock, now, scene.words), left / small);
    const told = signage.fit.measure(date) * small <= left;
    node.classList.toggle("beside", beside);
    nodes.write(parts.time, scene.clock.time(now));
    nodes.write(parts.date, date);
    nodes.style(parts.date, "display", told ? "" : "none");
    nodes.style(parts.date, "fontSize", line(date, left, Math.max(small, room.height * (beside ? 0.34 : 0.22))) + "px");
    nodes.style(parts.time, "fontSize", (told ? time : line("00:00", width, room.height * 0.62)) + "px");
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

  /* Where an agency is, in words: its counters, by where they stand. */
  function places(agency, words, language, zone) {
    const groups = {};
    (agency.counters || []).forEach((counter) => {
      const hall = signage.pick(counter.zone, language);
      const where = [hall === zone ? "" : hall, signage.pick(counter.direction, language)].filter(Boolean).join(", ");
      (groups[where] = groups[where] || []).push(signage.pick(counter.name, language) || counter.counter);
    });
    return Object.keys(groups).map((where) =>
      words.counter + " " + together(groups[where]) + (where ? " · " + where : "")).join("   ");
  }

  regions.directory = function (node, scene, room) {
    const facts = scene.screen.facts || {};
    const every = (facts.directory || []).map((agency, place) => ({
      key: String(place), name: signage.pick(agency.agency, scene.language),
      where: places(agency, scene.words, scene.language,
        signage.pick(scene.screen.zone_name, scene.language))
    }));
    const list = rows.panel(node, scene.words.directory, room, room.least.text, node.page);
    const columns = Math.max(1, Math.min(3, Math.floor(list.width / (room.least.text * 19)), Math.ceil(every.length / 2)));
    const longest = Math.max.apply(null, every.map((agency) => signage.fit.measure(agency.where)).concat([0]));
    const folded = longest * room.least.text * 0.95 > list.width / columns; // a hall's name differs at its end
    const high = folded ? FOLDED : DIRECTORY;
    const set = rows.rows(Math.ceil(every.length / columns), list.height, room.least.text, room.unit * 4.2, high);
    list.list.classList.toggle("folded", folded);
    const page = rows.page(every, set.rows * columns, scene.seconds, TURN);
    node.page = page.page;
    // A page with room to spare is set larger.
    const each = Math.ceil(every.length / Math.ceil(every.length / (set.rows * columns) || 1) / columns);
    set.size = rows.rows(each, list.height, room.least.text, room.unit * 5.4, high).size;
    const width = list.width * (columns > 1 ? 1 / columns - 0.03 : 1) * (folded ? 1.7 : 0.97);
    set.size = Math.min(set.size, Math.max(room.least.text, width / Math.max(longest, 1)));
    set.columns = columns;
    rows.fill(list.list, page.items, ["name", "where"], set, high);
  };

  regions.prayers = function (node, scene, room) {
    const every = (scene.screen.facts || {}).prayers || [];
    const now = scene.clock.time(scene.clock.now());
    const next = every.filter((prayer) => prayer.at > now)[0] || every[0];
    const across = room.width > room.height * 3;
    node.classList.toggle("across", across);
    const list = rows.panel(node, across ? "" : scene.words.prayers, room, room.least.text);
    const fits = across ? Math.max(1, Math.floor(list.width / (room.least.text * 4.6))) : every.length;
    const set = across
      ? { size: Math.min(list.height / 2.5, list.width / Math.min(fits, every.length || 1) / 4.6), rows: fits }
      : rows.narrow(rows.rows(every.length, list.height, room.least.text, room.unit * 3.8, 1.45), list.width, 5.4);
    list.list.classList.toggle("tight", !across && list.width < set.size * 6.8);
    // What has no room is past: the next one is always there.
    const from = Math.min(every.indexOf(next), Math.max(0, every.length - set.rows));
    rows.fill(list.list, every.slice(Math.max(0, from === every.indexOf(next) || set.rows < every.length ? from : 0)).map((prayer) => ({
      key: prayer.prayer, name: signage.pick(prayer.name, scene.language),
      at: scene.language === "id" ? prayer.at.replace(":", ".") : prayer.at, marked: prayer === next
    })), ["name", "at"], set, across ? 2.4 : 1.45);
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
