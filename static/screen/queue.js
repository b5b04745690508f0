/* Regions about the queue: who was called last, who is served where, how many wait and for how long. */
(function (signage) {
  "use strict";

  const fit = signage.fit;
  const rows = signage.rows;
  const regions = (signage.regions = signage.regions || {});
  const LAST = 8; // calls in the list of the last ones
  const QUIET = 0.72; // of its row's size: a word beside a number (regions.css)
  const LINE = 1.16; // em: a line of a name
  const PAD = 0.26; // em: above and below a row, together
  const NAMED = 8; // em that a counter's name is given before it is folded
  const AGENCY = 6; // em that an agency's name needs beside a number

  /* As many columns as hold rows of this many em. */
  function across(needs, most) {
    return (wide) => Math.min(most, Math.floor((wide + signage.turn.GUTTER) / (needs + signage.turn.GUTTER)));
  }

  /* ---- the last calls ---- */

  /* A row is a line; or two, the place below; or the counter stands below its number. */
  function lastLooks(items, room, words) {
    const number = rows.widest(items, "number") + 0.4;
    const counter = Math.max(1.2, Math.min(rows.widest(items, "counter"), NAMED)) + 0.35;
    const desk = fit.measure(words.counter) * QUIET + 0.3;
    const place = (item) => item.hall || item.agency;
    const sizes = { least: room.least.agency, most: Math.max(room.least.agency, room.unit * 6.5) };
    const below = (item, wide) => (item.hall ? LINE * QUIET * fit.lines(item.hall, wide / QUIET) : 0);
    const line = (item, wide) => LINE * fit.lines(item.counter, wide);
    const far = items.some((item) => item.hall);
    const beside = number + counter + desk;
    const looks = [
      Object.assign({ name: "beside", needs: beside + AGENCY * QUIET, columns: across(beside + AGENCY * QUIET, 2),
        tall: (at, wide) => Math.max(LINE, LINE * QUIET * fit.lines(place(items[at]), (wide - beside) / QUIET)) + PAD,
        says: (item) => ({ agency: place(item) }) }, sizes),
      Object.assign({ name: "below", needs: beside, columns: across(beside, 3),
        tall: (at, wide) => line(items[at], wide - number - desk) + below(items[at], wide) + PAD,
        says: (item) => ({ agency: item.hall }) }, sizes),
      Object.assign({ name: "stacked", columns: across(Math.max(number, desk + counter), 3),
        tall: (at, wide) => LINE + line(items[at], wide - desk) + below(items[at], wide) + PAD,
        says: (item) => ({ agency: item.hall }) }, sizes)
    ];
    return far || beside + AGENCY * QUIET > room.width / sizes.least ? looks : looks.slice(0, 2);
  }

  regions.last = function (node, scene, room) {
    const words = scene.words;
    const calls = scene.board.calls;
    // What the board shows large is not said twice.
    const every = calls.up.length || !scene.boarded ? calls.rest : calls.rest.slice(1);
    const items = every.slice(0, (room.options || {}).most || LAST).map((call) => ({
      number: call.number, agency: call.agency, hall: call.hall, desk: call.desk, counter: call.counter
    }));
    if (!items.length) { // never an empty box
      items.push({ said: words.uncalled, none: true });
    }
    const said = (at, wide) => LINE * fit.lines(items[at].said, wide) + PAD;
    rows.region(node, {
      titles: words.recent, items: items, parts: ["number", "agency", "desk", "counter", "said"],
      looks: items[0].none ? [{ name: "", least: room.least.text, most: room.least.text, tall: said }] : lastLooks(items, room, words)
    }, scene, room, true);
  };

  /* ---- who is served where ---- */

  regions.serving = function (node, scene, room) {
    const words = scene.words;
    const items = scene.board.serving.map((row) => ({
      desk: row.desk, counter: row.counter + (row.hall ? " · " + row.hall : ""), number: row.number
    }));
    const number = rows.widest(items, "number") + 0.5;
    const counter = Math.min(rows.widest(items, "counter"), NAMED);
    const desk = fit.measure(words.counter) + 0.5;
    const tall = (taken) => (at, wide) => LINE * fit.lines(items[at].counter, wide - taken) + PAD;
    const sizes = { least: room.least.text, most: Math.max(room.least.text, room.unit * 4.4) };
    rows.region(node, {
      titles: words.served, items: items, parts: ["desk", "counter", "number"],
      looks: [
        Object.assign({ name: "worded", needs: desk + counter + number, columns: across(desk + counter + number, 3), tall: tall(desk + number + 0.1) }, sizes),
        Object.assign({ name: "bare", columns: across(counter + number, 4), tall: tall(number + 0.1), says: () => ({ desk: "" }) }, sizes),
        Object.assign({ name: "stacked", spare: true, columns: () => 1, tall: (at, wide) => LINE * (1 + fit.lines(words.counter + " " + items[at].counter, wide)) + PAD,
          says: (item) => ({ desk: "", counter: (item.desk + " " + item.counter).trim() }) }, sizes)
      ]
    }, scene, room, false);
  };

  /* ---- who waits ---- */

  /* "± 35 mnt", or nothing where nobody can say. */
  function wait(row, words) {
    return row.expected_wait ? words.about.replace("{minutes}", row.expected_wait.minutes) : "";
  }

  /* With the wait in a column, or below the name. */
  function waitLooks(items, room, words) {
    const count = rows.widest(items, "count") + 0.5;
    const timed = items.some((item) => item.wait) ? rows.widest(items, "wait") + 0.7 : 0;
    const sizes = { least: room.least.text, most: Math.max(room.least.text, room.unit * 3.6) };
    const told = (item) => [words.queue.replace("{count}", item.count), item.wait].filter(Boolean).join(" · ");
    return [
      Object.assign({ name: "timed", needs: count + timed + 5.5, columns: across(count + timed + 11, 2), widths: timed ? { count: count, wait: timed } : { count: count },
        tall: (at, wide) => LINE * fit.lines(items[at].name, wide - count - timed - 0.5) + PAD }, sizes),
      Object.assign({ name: "folded", columns: across(12, 2),
        tall: (at, wide) => LINE * (fit.lines(items[at].name, wide) + fit.lines(told(items[at]), wide)) + PAD,
        says: (item) => ({ wait: told(item), count: "" }) }, sizes),
      Object.assign({ name: "plain", spare: true, columns: () => 1, widths: { count: count },
        tall: (at, wide) => LINE * fit.lines(items[at].name, wide - count - 0.5) + PAD, says: () => ({ wait: "" }) }, sizes)
    ];
  }

  regions.waits = function (node, scene, room) {
    const words = scene.words;
    const every = (scene.view.waiting || []).map((row) => ({
      name: signage.pick(row.name || row.service, scene.language), count: String(row.count),
      wait: row.count ? wait(row, words) : "", none: row.count === 0
    }));
    const some = every.filter((row) => !row.none);
    // Queues in which nobody waits give way, where not all have room.
    const free = { width: room.width - room.unit * 3.8, height: room.height - room.unit * 3.4 - room.least.text * 1.5 };
    const pages = (items) => signage.turn.choose(items.length, waitLooks(items, room, words), free).pages.length;
    const key = JSON.stringify(every) + room.width + "x" + room.height + scene.faces;
    if (key !== node.counted) {
      node.counted = key;
      node.some = some.length > 0 && some.length < every.length && pages(some) < pages(every);
    }
    const items = node.some ? some : every;
    rows.region(node, {
      titles: words.waiting, items: items, parts: ["name", "count", "wait"], looks: waitLooks(items, room, words)
    }, scene, room, false);
  };
})((window.signage = window.signage || {}));
