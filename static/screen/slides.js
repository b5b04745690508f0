/* The slides that the hall makes itself: who waits, last month's index, opening hours; and a calm picture of nothing. */
(function (signage) {
  "use strict";

  const nodes = signage.nodes;
  const words = {
    id: {
      waits: "Antrean saat ini", people: "orang menunggu", nobody: "Tidak ada antrean", wait: "± {minutes} menit", total: "{count} orang menunggu",
      skm: "Survei Kepuasan Masyarakat", answers: "{count} jawaban", mutu: "Mutu pelayanan {category}", hours: "Jam layanan hari ini"
    },
    en: {
      waits: "Waiting now", people: "waiting", nobody: "Nobody is waiting", wait: "± {minutes} min", total: "{count} waiting",
      skm: "Public satisfaction", answers: "{count} answers", mutu: "Service quality {category}", hours: "Opening hours today"
    }
  };
  const ROW = 1.7; // em, as in player.css
  const TWO = 3;
  const HEAD = 2.9; // em: a title with a line below
  const WIDE = 0.54; // em of a character
  const COUNTED = 10; // em: how many wait, and for how long
  const FOOT = 1.9; // em: which page this is
  const TIMED = 7.2; // em: for how long alone, as in player.css
  const FEW = 8; // rows are not set larger than so many would be

  function comma(text, language) {
    return language === "id" ? String(text).replace(".", ",") : String(text);
  }

  function thousands(number, language) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, language === "id" ? "." : ",");
  }

  /* Size of the text and rows to a page, for so many rows of `high` em; `wide` is the longest, in em. */
  function measure(count, room, high, wide) {
    const space = room.height * 0.86;
    const most = Math.min(room.width / 20, space / (FEW * ROW + HEAD), room.width * 0.88 / wide);
    const all = space / (Math.max(count, 1) * high + HEAD);
    const size = Math.max(room.least, Math.min(most, all));
    const rows = (left) => Math.max(1, Math.floor((left / size - HEAD) / high));
    const whole = rows(space) >= count;
    return { size: size, rows: whole ? rows(space) : rows(space - FOOT * size) };
  }

  function sheet(node, size, language, name) {
    const made = nodes.element("div", "sheet " + name);
    node.textContent = "";
    node.className = "words shown";
    node.style.fontSize = size + "px";
    node.setAttribute("lang", language);
    node.appendChild(made);
    return made;
  }

  function add(parent, tag, name, text) {
    const made = nodes.name(tag, name);
    made.textContent = text;
    parent.appendChild(made);
    return made;
  }

  /* About how many em these texts take. */
  function em(texts) {
    return Math.max.apply(null, texts.map((text) => text.length * WIDE).concat([1]));
  }

  /* A title and rows, over as many pages as they need; row(node, item) fills one. */
  function listed(scene, title, below, items, high, wide, row) {
    const room = scene.room;
    const set = measure(items.length, room, high, wide);
    const pages = Math.max(1, Math.ceil(items.length / set.rows));
    const each = Math.ceil(items.length / pages);
    const made = [];
    for (let page = 0; page < pages; page += 1) {
      made.push((node) => {
        const on = sheet(node, set.size, scene.language, "");
        add(add(on, "h2", "slide-title", title), "small", "", below);
        items.slice(page * each, page * each + each).forEach((item) => row(on.appendChild(nodes.element("div", "entry")), item));
        if (pages > 1) {
          node.classList.add("paged");
          node.appendChild(nodes.element("p", "foot")).textContent = page + 1 + " / " + pages;
        }
      });
    }
    return made;
  }

  function waits(scene) {
    const said = words[scene.language];
    const every = (scene.view.waiting || []).map((row) => ({
      name: signage.pick(row.name || row.service, scene.language), count: row.count,
      wait: row.count && row.expected_wait ? said.wait.replace("{minutes}", row.expected_wait.minutes) : ""
    }));
    const some = every.filter((row) => row.count > 0);
    const total = some.reduce((sum, row) => sum + row.count, 0);
    const below = scene.time + " · " + (total ? said.total.replace("{count}", total) : said.nobody);
    const narrow = scene.room.width < scene.room.height * 0.9;
    const rows = some.length ? some : every.slice(0, FEW);
    const timed = rows.some((row) => row.wait);
    const wide = em(rows.map((row) => row.name)) + (narrow ? 0 : timed ? COUNTED : COUNTED - TIMED);
    return listed(scene, said.waits, below, rows, narrow ? TWO : ROW, wide, (node, row) => {
      if (narrow) {
        node.classList.add("two");
        add(node, "div", "name", row.name);
        add(node, "div", "much", row.count + " " + said.people + (row.wait ? " · " + row.wait : ""));
        return;
      }
      add(node, "div", "name", row.name);
      add(node, "div", "much", String(row.count));
      if (timed) {
        add(node, "div", "wait", row.wait);
      }
    });
  }

  function hours(scene) {
    const narrow = scene.room.width < scene.room.height * 0.9;
    const every = scene.facts.hours || [];
    const own = every.filter((row) => scene.agency && row.agency === scene.agency);
    const rows = own.length ? own : every;
    const names = rows.map((row) => signage.pick(row.name || row.agency, scene.language));
    const times = rows.map((row) => signage.pick(row.today, scene.language));
    const wide = narrow ? Math.max(em(names), em(times)) : em(names.map((name, place) => name + "  " + times[place]));
    return listed(scene, words[scene.language].hours, scene.date, rows, narrow ? TWO : ROW, wide, (node, row) => {
      node.classList.toggle("two", narrow);
      add(node, "div", "name", signage.pick(row.name || row.agency, scene.language));
      add(node, "div", "today", signage.pick(row.today, scene.language));
    });
  }

  function skm(scene) {
    const said = words[scene.language];
    const told = scene.facts.skm;
    return [(node) => {
      const size = Math.max(scene.room.least, Math.min(scene.room.width / 22, scene.room.height / 13));
      const on = sheet(node, size, scene.language, "middle");
      add(on, "h2", "slide-title", said.skm);
      add(on, "p", "figure", comma(told.index, scene.language));
      add(on, "p", "mark", said.mutu.replace("{category}", told.category) + " · " + signage.pick(told.label, scene.language));
      add(on, "p", "soft", signage.pick(told.period, scene.language) + " · " +
        said.answers.replace("{count}", thousands(told.answers, scene.language)));
    }];
  }

  /* The mall's name and the clock, which moves a little each minute. */
  function calm(scene) {
    const size = Math.max(scene.room.least, Math.min(scene.room.width / 16, scene.room.height / 10));
    return [(node) => {
      const on = sheet(node, size, scene.language, "middle");
      add(on, "p", "calm-mall", signage.pick(scene.view.mall, scene.language));
      add(on, "p", "calm-clock", scene.time);
      calmly(node, scene);
    }];
  }

  function calmly(node, scene) {
    const clock = node.querySelector(".calm-clock");
    if (clock) {
      nodes.write(clock, scene.time);
      nodes.style(node.firstChild, "transform",
        "translate(" + (scene.minute % 5 - 2) + "%, " + (Math.floor(scene.minute / 5) % 5 - 2) * 4 + "%)");
    }
  }

  const made = { waits: waits, skm: skm, hours: hours, calm: calm };

  /* Is there anything to tell? */
  function told(kind, view, facts) {
    return kind === "waits" ? Boolean(view.waiting && view.waiting.length)
      : kind === "hours" ? Boolean(facts.hours && facts.hours.length)
        : kind === "skm" ? Boolean(facts.skm) : kind === "calm";
  }

  /* scene: {view, facts, language, room, time, date, minute, agency}; pages as functions that fill a node. */
  function slidePages(kind, scene) {
    return made[kind](scene);
  }

  signage.slidePages = slidePages;
  signage.slideTold = told;
  signage.calmly = calmly;
})((window.signage = window.signage || {}));
