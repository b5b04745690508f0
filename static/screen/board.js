/* The board as a pure function: a zone's view → what stands where on the screen, as plain text. Knows no document. */
(function (signage) {
  "use strict";

  /* The hall to walk to, where it is not the one that this screen hangs in. */
  function elsewhere(row, view, language) {
    return row.zone && row.zone !== view.zone ? signage.pick(row.zone_name, language) : "";
  }

  /* The word before a counter's name, unless the name has it: never "Loket Loket 3". */
  function desk(counter, words) {
    return counter.toLowerCase().indexOf(words.counter.toLowerCase()) === 0 ? "" : words.counter;
  }

  function tile(call, view, language, words) {
    const counter = signage.pick(call.counter_name || call.counter, language);
    return {
      key: String(call.first || call.seq),
      seq: call.seq,
      label: call.recall > 0 ? words.recalled : words.ticket,
      number: String(call.number),
      desk: desk(counter, words),
      counter: counter,
      agency: signage.pick(call.agency_name || call.agency, language),
      service: signage.pick(call.service_name, language),
      hall: elsewhere(call, view, language),
      direction: signage.pick(call.direction, language),
      now: false,
      arrives: false
    };
  }

  /* The call that is amber: the one being spoken, else the newest of those that are up. */
  function amber(up, spoken) {
    return up.some((call) => call.seq === spoken) ? spoken : up.length ? up[0].seq : null;
  }

  function callTiles(view, scene, language, words) {
    const spoken = view.speaking ? view.speaking.seq : null;
    const now = amber(scene.up, spoken);
    const tiles = scene.up.map((call) => {
      const shown = tile(call, view, language, words);
      shown.now = call.seq === now;
      shown.arrives = scene.arrivals.indexOf(call.seq) >= 0;
      return shown;
    });
    const rest = view.calls.filter((call) => scene.up.indexOf(call) < 0)
      .map((call) => tile(call, view, language, words));
    if (!tiles.length && rest.length) {
      rest[0].label = words.last;
    }
    return { up: tiles, rest: rest };
  }

  function servingRows(view, language, words) {
    return (view.serving || []).map((row) => {
      const counter = signage.pick(row.counter_name || row.counter, language);
      return {
        key: String(row.counter), desk: desk(counter, words), counter: counter,
        hall: elsewhere(row, view, language), number: String(row.number)
      };
    });
  }

  function waitingRows(view, language) {
    return (view.waiting || []).map((row) => ({
      key: String(row.service),
      name: signage.pick(row.name || row.service, language),
      count: row.count
    }));
  }

  /* scene: {up: calls that are up, arrivals: seqs that have just come} */
  function board(view, scene, language) {
    const words = signage.words[language];
    const waiting = waitingRows(view, language);
    return {
      mall: signage.pick(view.mall, language),
      zone: signage.pick(view.name || view.zone, language),
      calls: callTiles(view, scene, language, words),
      greeting: view.open === false ? words.shut : words.nobody,
      serving: servingRows(view, language, words),
      waiting: waiting,
      queue: waiting.reduce((sum, row) => sum + row.count, 0)
    };
  }

  signage.board = board;
  signage.desk = desk;
})((window.signage = window.signage || {}));
