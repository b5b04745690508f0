/* Regions about the queue: who was called last, who is served where, how many wait and for how long. */
(function (signage) {
  "use strict";

  const rows = signage.rows;
  const regions = (signage.regions = signage.regions || {});
  const BELOW = 18; // em: narrower than this, the expected wait stands under the service's name, if all have room so
  const LEAST = 13.5; // em: narrower than this there is no expected wait beside a name
  const FOLDED = 2.75; // em: a row with the wait below the name

  regions.last = function (node, scene, room) {
    const words = scene.words;
    const list = rows.panel(node, words.recent, room, room.least.text);
    const calls = scene.board.calls;
    // What the board shows large is not said twice.
    const every = calls.up.length || !scene.boarded ? calls.rest : calls.rest.slice(1);
    const least = room.least.agency;
    const columns = Math.max(1, Math.min(3, Math.floor(list.width / (least * 8.2)), Math.ceil(every.length / 2)));
    const set = rows.narrow(rows.rows(Math.ceil(Math.min(every.length, 8) / columns), list.height, least, room.unit * 6.5, 1.42),
      list.width / columns, 5);
    const each = list.width / columns / set.size;
    set.columns = columns;
    if (!every.length) { // never an empty box
      rows.fill(list.list, [{ key: "none", agency: words.uncalled, none: true }], ["number", "agency", "desk", "counter"],
        { size: Math.min(room.least.text, list.height / 1.42, list.width / signage.fit.measure(words.uncalled)), rows: 1 }, 1.42);
      return;
    }
    rows.fill(list.list, every.map((call) => ({
      key: call.key, number: call.number, agency: each > 15 ? call.hall || call.agency : "",
      desk: each > 7.6 ? call.desk : each > 6 ? "→" : "", counter: call.counter
    })), ["number", "agency", "desk", "counter"], set, 1.42);
  };

  regions.serving = function (node, scene, room) {
    const list = rows.panel(node, scene.words.served, room, room.least.text);
    const served = scene.board.serving;
    const columns = served.length > 4 && list.width > room.least.text * 24 ? 2 : 1;
    const set = rows.narrow(rows.rows(Math.ceil(served.length / columns), list.height, room.least.text, room.unit * 4.4, 1.45),
      list.width / columns, 4.6);
    const desk = list.width / columns > set.size * 7;
    set.columns = columns;
    rows.fill(list.list, served.map((row) => ({
      key: row.key, desk: desk ? row.desk : "", counter: row.counter, number: row.number
    })), ["desk", "counter", "number"], set, 1.45);
  };

  /* "± 35 mnt", or nothing where nobody can say. */
  function wait(row, words) {
    return row.expected_wait ? words.about.replace("{minutes}", row.expected_wait.minutes) : "";
  }

  regions.waits = function (node, scene, room) {
    const list = rows.panel(node, scene.words.waiting, room, room.least.text);
    const every = (scene.view.waiting || []).map((row) => ({
      key: String(row.service), name: signage.pick(row.name || row.service, scene.language), count: String(row.count),
      wait: row.count ? wait(row, scene.words) : "", none: row.count === 0
    }));
    const some = every.filter((row) => !row.none);
    const count = some.length || every.length;
    const folded = rows.rows(count, list.height, room.least.text, room.unit * 3.6, FOLDED);
    const timed = some.some((row) => row.wait);
    const narrow = list.width < folded.size * BELOW;
    if (timed && narrow && folded.rows >= count) {
      waits(list.list, every.length > folded.rows ? some : every, folded, "folded", scene.words);
      return;
    }
    const set = rows.rows(every.length, list.height, room.least.text, room.unit * 3.6, 1.5);
    // Those for whom somebody waits first, when there is no room for all.
    const shown = every.length > set.rows ? some.concat(every.filter((row) => row.none)) : every;
    waits(list.list, shown, set, timed && list.width >= set.size * LEAST ? "timed" : "", scene.words);
  };

  /* look: with the wait in a column, under the name, or not at all. */
  function waits(list, every, set, look, words) {
    const word = (row) => (look === "folded" ? [words.queue.replace("{count}", row.count), row.wait].filter(Boolean).join(" · ") : look ? row.wait : "");
    ["timed", "folded"].forEach((name) => list.classList.toggle(name, name === look));
    rows.fill(list, every.map((row) => Object.assign({}, row, { wait: word(row), count: look === "folded" ? "" : row.count })),
      ["name", "count", "wait"], set, look === "folded" ? FOLDED : 1.5);
  }
})((window.signage = window.signage || {}));
