/* Lists in a region of any size: a title, and whole rows on pages that take turns (turn.js). */
(function (signage) {
  "use strict";

  const nodes = signage.nodes;
  const TITLE = 1.5; // lines of its own size that a panel's title takes
  const SHARE = 0.26; // of a region's height: a title that needs more is left out
  const KEPT = 3; // settings that a list remembers: a banner comes and goes
  const PADDING = 1.9; // units beside a list

  /* The first of these texts that fits, or the last. */
  function fitting(texts, width) {
    const every = Array.isArray(texts) ? texts : [texts];
    return every.filter((text) => signage.fit.measure(text) <= width)[0] || every[every.length - 1];
  }

  /* Makes a panel's title and list once; returns the list and its room. titles: from long to short; page: behind it. */
  function panel(node, titles, room, least, page) {
    if (!node.list) {
      node.heading = node.appendChild(nodes.element("h2", ""));
      node.list = node.appendChild(nodes.element("ul", ""));
    }
    const pad = Math.min(room.unit * 1.7, room.height * 0.06);
    const width = room.width - 2 * room.unit * PADDING;
    const size = Math.max(least, room.unit * 2.4);
    const title = titles ? fitting(titles, width / size - (page ? signage.fit.measure(page) + 0.6 : 0)) : "";
    const titled = Boolean(title) && size * TITLE <= room.height * SHARE && signage.fit.measure(title) * size * 0.95 <= width;
    const both = page ? title + "  " + page : title;
    nodes.write(node.heading, titled ? (signage.fit.measure(both) * size * 0.95 <= width ? both : title) : "");
    nodes.style(node.heading, "display", titled ? "" : "none");
    nodes.style(node.heading, "fontSize", size + "px");
    nodes.style(node, "padding", pad + "px " + room.unit * PADDING + "px");
    return { list: node.list, width: width, height: Math.floor(room.height - 2 * pad - (titled ? size * TITLE : 0)) };
  }

  function make(parts) {
    const row = nodes.element("li", "line");
    row.parts = {};
    parts.forEach((part) => {
      row.parts[part] = row.appendChild(nodes.name("span", part));
    });
    return row;
  }

  /* Fills a list with items of {key, height, marked, …}; each part of a row is the item's text of that name.
     set: {size, columns, widths: {part: em}}. */
  function fill(list, items, parts, set) {
    const columns = set.columns || 1;
    const gutter = signage.turn.GUTTER * set.size * (columns - 1);
    nodes.style(list, "fontSize", set.size + "px");
    list.classList.toggle("columns", columns > 1);
    nodes.keyed(list, items, () => make(parts), (row, item, place) => {
      parts.forEach((part) => {
        const width = set.widths && set.widths[part];
        nodes.write(row.parts[part], String(item[part] || ""));
        nodes.style(row.parts[part], "display", item[part] || width ? "" : "none");
        nodes.style(row.parts[part], "width", width ? width + "em" : "");
      });
      nodes.style(row, "height", item.height + "px");
      nodes.style(row, "width", columns > 1 ? "calc((100% - " + Math.ceil(gutter) + "px) / " + columns + ")" : "100%");
      nodes.style(row, "marginRight", columns > 1 && (place + 1) % columns ? signage.turn.GUTTER + "em" : "");
      row.classList.toggle("marked", item.marked === true);
      row.classList.toggle("none", item.none === true);
    });
  }

  /* How the list is set: with its title, unless a row could be read without it only. */
  function made(node, said, room, least) {
    const titled = signage.turn.choose(said.items.length, said.looks, panel(node, said.titles, room, least, node.page));
    return titled.small ? { titled: false, made: signage.turn.choose(said.items.length, said.looks, panel(node, "", room, least, "")) }
      : { titled: true, made: titled };
  }

  /* A region that is a list. said: {titles, items, parts, looks, widths, fold, least: of its title}; looks name themselves
     by `name`, which the list has as its class; what a look says of an item wins. since: seconds when its first page stood. */
  function region(node, said, scene, room, since) {
    const least = room.least.text;
    const key = [JSON.stringify(said.items), room.width, room.height, room.unit, said.looks.map((look) => look.least + ":" + look.most).join(), scene.faces].join("|");
    if (key !== node.key) {
      const known = (node.kept || []).filter((one) => one.key === key)[0] || Object.assign({ key: key }, made(node, said, room, least));
      node.kept = [known].concat((node.kept || []).filter((one) => one !== known)).slice(0, KEPT);
      node.key = key;
      node.from = scene.seconds;
      node.titled = known.titled;
      node.made = known.made;
    }
    const titles = node.titled ? said.titles : "";
    panel(node, titles, room, least, node.page);
    const set = node.made;
    const page = signage.turn.page(set, said.items.length, scene.seconds - (since ? node.from : 0));
    if (page.page !== node.page) {
      node.page = page.page;
      panel(node, titles, room, least, page.page);
    }
    if (node.look !== set.look.name) {
      node.list.className = set.look.name;
      node.look = set.look.name;
    }
    set.widths = set.look.widths;
    fill(node.list, page.items.map((row, place) => Object.assign({}, said.items[row.place],
      set.look.says ? set.look.says(said.items[row.place]) : {}, { key: String(place), height: row.height })), said.parts, set);
  }

  /* The widest of these texts, in em. */
  function widest(items, part) {
    return items.reduce((wide, item) => Math.max(wide, item[part] ? signage.fit.measure(String(item[part])) : 0), 0);
  }

  signage.rows = { fitting: fitting, panel: panel, fill: fill, region: region, widest: widest };
})((window.signage = window.signage || {}));
