/* What plays at which moment, as pure functions of the programme and the server's time. Knows no document. */
(function (signage) {
  "use strict";

  /* The span that rules at a moment. `over` is a takeover with a playlist of its own, or null. */
  function span(programme, at, over) {
    if (over && over.playlist) {
      return { key: "takeover " + over.id, playlist: over.playlist, from: null };
    }
    const spans = programme.spans || [];
    const begun = spans.filter((one) => one.from <= at);
    // Before the first and, when the server has been away too long, after the last: the nearest.
    const found = begun.length ? begun[begun.length - 1] : spans[0];
    if (!found || !found.playlist) {
      return null;
    }
    return { key: found.playlist + " " + (found.schedule || ""), playlist: found.playlist, from: found.from };
  }

  /* May it be shown at this moment, whatever else? */
  function timely(item, at) {
    const begun = typeof item.from !== "number" || item.from <= at;
    return begun && (typeof item.until !== "number" || at < item.until);
  }

  /* A page that joins in the middle of a span begins where the others are, at an item's border. */
  function joined(items, plays, from, at) {
    const total = items.reduce((sum, item) => sum + (plays(item) ? item.seconds : 0), 0);
    if (from === null || !(total > 0) || at < from) {
      return 0;
    }
    let left = (at - from) / 1000 % total;
    for (let place = 0; place < items.length; place += 1) {
      left -= plays(items[place]) ? items[place].seconds : 0;
      if (left < 0) {
        return place;
      }
    }
    return 0;
  }

  /* Where to look first: at the beginning in a new span, else after what was shown last. */
  function first(items, plays, last, ruling, at) {
    if (!last) {
      return joined(items, plays, ruling.from, at);
    }
    if (last.key !== ruling.key) {
      return 0;
    }
    const places = items.map((item) => item.id);
    const place = places.indexOf(last.id);
    return place >= 0 ? place + 1 : last.place; // it is gone: what follows has moved up
  }

  /* What comes after `last` ({key, place, id} or null) at a moment: {key, playlist, place, id, item}, or null
     when nothing can be shown. `ready(item)` is false for what is missing, broken or empty. */
  function reel(programme, at, ready, last, over) {
    const ruling = span(programme, at, over);
    const list = ruling && (programme.playlists || {})[ruling.playlist];
    const items = list && list.items ? list.items : [];
    const plays = (item) => item.seconds > 0 && timely(item, at) && ready(item);
    if (!items.length) {
      return null;
    }
    const start = first(items, plays, last, ruling, at);
    for (let step = 0; step < items.length; step += 1) {
      const place = (start + step) % items.length;
      if (plays(items[place])) {
        return { key: ruling.key, playlist: ruling.playlist, place: place, id: items[place].id, item: items[place] };
      }
    }
    return null;
  }

  /* The files that the programme names, what is needed soonest first; `group` counts its playlists in that order.
     Where the schedule has no place, only what it doesn't name: a takeover may play that at any moment. */
  function files(programme, at, over, placed) {
    const lists = programme.playlists || {};
    const order = [];
    const add = (id) => {
      if (id && lists[id] && order.indexOf(id) < 0) {
        order.push(id);
      }
    };
    const spans = (programme.spans || []).filter((one) => !(one.until <= at) || one.until === null);
    const scheduled = spans.map((one) => one.playlist);
    add(over && over.playlist);
    if (placed) {
      scheduled.forEach(add);
    }
    Object.keys(lists).sort().filter((id) => scheduled.indexOf(id) < 0).forEach(add);
    return [].concat.apply([], order.map((id, group) => pieces(lists[id], at, group)));
  }

  function pieces(list, at, group) {
    const found = [];
    (list.items || []).filter((item) => item.media && !(typeof item.until === "number" && item.until <= at)).forEach((item) => {
      [item.media.poster, item.media].filter(Boolean).forEach((file) => found.push({
        url: file.url, size: file.size, crc32: file.crc32, group: group,
        type: file === item.media ? file.type : "image/jpeg", video: file === item.media && item.kind === "video"
      }));
    });
    return found;
  }

  signage.span = span;
  signage.reel = reel;
  signage.files = files;
})((window.signage = window.signage || {}));
