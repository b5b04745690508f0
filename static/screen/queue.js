/* Regions about the queue: who was called last, who is served where, how many wait and for how long. */
(function (signage) {
  "use strict";

  const rows = signage.rows;
  const regions = (signage.regions = signage.regions || {});
  const BELOW = 15; // em: narrower than this, the expected wait gives way to the service's name

  regions.last = function (node, scene, room) {
    const least = room.least.agency;
    const words = scene.words;
    const list = rows.panel(node, words.lasts, room, room.least.text);
    const calls = scene.board.calls.up.concat(scene.board.calls.rest);
    const set = rows.rows(Math.min(calls.length, 8), list.height, least, room.unit * 6.5, 1.42);
    const wide = list.width > set.size * 17;
    rows.fill(list.list, calls.map((call) => ({
      key: call.key, number: call.number, agency: wide ? call.hall || call.agency : "", desk: list.width > set.size * 9 ? call.desk : "→",
      counter: call.counter, marked: call.now
    })), ["number", "agency", "desk", "counter"], set, 1.42);
  };

  regions.serving = function (node, scene, room) {
    const list = rows.panel(node, scene.words.serving, room, room.least.text);
    const served = scene.board.serving;
    const columns = served.length > 4 && list.width > room.least.text * 24 ? 2 : 1;
    const set = rows.rows(Math.ceil(served.length / columns), list.height, room.least.text, room.unit * 4.4, 1.45);
    set.columns = columns;
    rows.fill(list.list, served.map((row) => ({
      key: row.key, desk: row.desk, counter: row.counter, number: row.number
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
    const set = rows.rows(every.length, list.height, room.least.text, room.unit * 3.6, 1.5);
    // Those for whom somebody waits first, when there is no room for all.
    const shown = every.length > set.rows ? some.concat(every.filter((row) => row.none)) : every;
    const narrow = list.width < set.size * BELOW;
    rows.fill(list.list, shown.map((row) => (narrow ? Object.assign({}, row, { wait: "" }) : row)),
      ["name", "count", "wait"], set, 1.5);
    list.list.classList.toggle("timed", !narrow && some.some((row) => row.wait));
  };
})((window.signage = window.signage || {}));
