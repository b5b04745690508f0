/* Lists in a region of any size: whole rows only, none smaller than what can be read from the last seat. */
(function (signage) {
  "use strict";

  const nodes = signage.nodes;
  const TITLE = 1.5; // lines of its own size that a panel's title takes

  /* How many rows of `count` stand in this height, and their text size: as large as `most`, never below `least`. */
  function rows(count, height, least, most, line) {
    const wanted = Math.min(Math.max(height / Math.max(count, 1) / line, least), Math.max(least, most));
    const size = Math.min(wanted, height / line);
    return { size: size, rows: Math.max(1, Math.floor(height / (size * line) + 0.02)) };
  }

  /* Smaller than the least, when a row would lose a part of a number or a time otherwise: the admin page says so. */
  function narrow(set, width, needs) {
    return Object.assign({}, set, { size: Math.min(set.size, width / needs) });
  }

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
    const size = Math.min(Math.max(least, room.unit * 2.4), room.unit * 4.5);
    const title = titles ? fitting(titles, (room.width - room.unit * 3.8) / size - (page ? 2.6 : 0)) : "";
    const titled = Boolean(title) && room.height - 2 * pad >= size * TITLE + least * 2.6;
    nodes.write(node.heading, titled ? title + (page ? "  " + page : "") : "");
    nodes.style(node.heading, "display", titled ? "" : "none");
    nodes.style(node.heading, "fontSize", size + "px");
    nodes.style(node, "padding", pad + "px " + room.unit * 1.9 + "px");
    return {
      list: node.list, width: room.width - room.unit * 3.8,
      height: room.height - 2 * pad - (titled ? size * TITLE : 0)
    };
  }

  function make(parts) {
    const row = nodes.element("li", "line");
    row.parts = {};
    parts.forEach((part) => {
      row.parts[part] = row.appendChild(nodes.name("span", part));
    });
    return row;
  }

  /* Fills a list with items of {key, marked, …}; each part of a row is the item's text of that name. */
  function fill(list, items, parts, set, line) {
    nodes.style(list, "fontSize", set.size + "px");
    list.classList.toggle("columns", set.columns > 1);
    nodes.keyed(list, items.slice(0, set.rows * (set.columns || 1)), () => make(parts), (row, item) => {
      parts.forEach((part) => {
        nodes.write(row.parts[part], String(item[part] || ""));
        nodes.style(row.parts[part], "display", item[part] ? "" : "none");
      });
      nodes.style(row, set.grows ? "minHeight" : "height", Math.floor(set.size * line) + "px");
      nodes.style(row, "width", set.columns > 1 ? Math.floor(100 / set.columns) - 3 + "%" : "100%");
      row.classList.toggle("marked", item.marked === true);
      row.classList.toggle("none", item.none === true);
    });
  }

  /* The part of a list that this moment shows, when not all of it fits: {items, page: "2/3" or ""}. */
  function page(items, most, seconds, turn) {
    const pages = Math.ceil(items.length / most);
    if (pages < 2) {
      return { items: items, page: "" };
    }
    const each = Math.ceil(items.length / pages); // no page with one lonely row
    const place = Math.floor(seconds / turn) % pages;
    return { items: items.slice(place * each, place * each + each), page: place + 1 + "/" + pages };
  }

  signage.rows = { rows: rows, narrow: narrow, fitting: fitting, panel: panel, fill: fill, page: page };
})((window.signage = window.signage || {}));
