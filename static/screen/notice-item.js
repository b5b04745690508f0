/* A notice as pages of plain text, as large as it can be and never smaller than it can be read. */
(function (signage) {
  "use strict";

  const nodes = signage.nodes;
  const MARGIN = 0.88; // of the box's height is for words
  const STEPS = [1, 0.86, 0.74, 0.64, 0.55, 0.47, 0.4]; // of the largest size, from large to small
  const HEAD = 0.45; // of the room: a title that takes more stands alone, before the text
  const FOOT = 1.9; // em, as in player.css: which page this is
  const KINDS = { heading: "heading", paragraph: "paragraph", item: "point", rule: "rule" };

  function block(told) {
    const made = nodes.element("div", KINDS[told.kind] || "paragraph");
    (told.runs || []).forEach((run) => {
      const part = nodes.element("span", (run.bold ? "bold " : "") + (run.italic ? "italic" : ""));
      part.textContent = run.text;
      made.appendChild(part);
    });
    return made;
  }

  /* Room: {width, height, least}: pixels, and the least size of a text. */
  function largest(room) {
    return Math.max(room.least, Math.min(room.height * 0.1, room.width * 0.058));
  }

  function sheet(node, size, language) {
    const made = nodes.element("div", "sheet");
    node.textContent = "";
    node.className = "words shown";
    node.style.fontSize = size + "px";
    node.setAttribute("lang", language);
    made.setAttribute("dir", "auto");
    node.appendChild(made);
    return made;
  }

  function fill(node, page) {
    const made = sheet(node, page.size, page.language);
    if (page.title) {
      made.appendChild(nodes.element("h2", "title")).textContent = page.title;
    }
    page.blocks.forEach((told) => made.appendChild(block(told)));
    if (page.foot) {
      node.classList.add("paged");
      node.appendChild(nodes.element("p", "foot")).textContent = page.foot;
    }
    return made;
  }

  function fits(node, page, room) {
    return fill(node, page).offsetHeight <= room.height * MARGIN;
  }

  /* A block cut after so many words: [the first part, the rest]. */
  function cut(told, count) {
    let left = count;
    const parts = [[], []];
    told.runs.forEach((run) => {
      const words = run.text.split(/(\s+)/);
      const first = [];
      while (words.length && left > 0) {
        const word = words.shift();
        left -= /\S/.test(word) ? 1 : 0;
        first.push(word);
      }
      [first, words].forEach((some, place) => {
        const text = some.join("");
        if (text) {
          parts[place].push(Object.assign({}, run, { text: text }));
        }
      });
    });
    return parts.map((runs) => ({ kind: told.kind, runs: runs }));
  }

  function length(told) {
    return (told.runs || []).reduce((sum, run) => sum + run.text.split(/\s+/).filter(Boolean).length, 0);
  }

  /* As many words of a block as fit on a page of its own; at least one. */
  function split(node, page, told, room) {
    let low = 1;
    let high = length(told) - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (fits(node, Object.assign({}, page, { blocks: [cut(told, middle)[0]] }), room)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return cut(told, low);
  }

  /* Fills page after page at one size. */
  function paged(node, page, blocks, room) {
    const pages = [];
    const left = blocks.slice();
    let now = Object.assign({}, page, { blocks: [] });
    while (left.length) {
      const more = Object.assign({}, now, { blocks: now.blocks.concat([left[0]]) });
      if (fits(node, more, room)) {
        now = more;
        left.shift();
      } else if (now.blocks.length) {
        const carried = [];
        while (now.blocks.length > 1 && now.blocks[now.blocks.length - 1].kind === "heading") {
          carried.unshift(now.blocks.pop()); // a heading goes with what it heads
        }
        left.unshift.apply(left, carried);
        pages.push(now);
        now = Object.assign({}, page, { blocks: [] });
      } else if (length(left[0]) > 1) {
        const parts = split(node, page, left.shift(), room);
        pages.push(Object.assign({}, page, { blocks: [parts[0]] }));
        left.unshift(parts[1]);
      } else {
        pages.push(more); // one word, and it is too large: shown as it is
        left.shift();
      }
    }
    return now.blocks.length ? pages.concat([now]) : pages;
  }

  function pagesIn(node, notice, language, room) {
    const page = { title: signage.pick(notice.title, language), language: language, foot: "" };
    const blocks = notice.blocks[language];
    const whole = STEPS.map((step) => largest(room) * step).filter((size) => size > room.least).concat([room.least])
      .filter((size) => fits(node, Object.assign({}, page, { size: size, blocks: blocks }), room))[0];
    if (whole) {
      return [Object.assign({}, page, { size: whole, blocks: blocks })];
    }
    const left = Object.assign({}, room, { height: room.height - FOOT * room.least });
    const small = Object.assign({}, page, { size: room.least, blocks: [] });
    if (page.title && fill(node, small).offsetHeight > left.height * HEAD) { // a long title has a page of its own
      const head = [1, 0.86, 0.74, 0.67].map((step) => Object.assign({}, small, { size: room.least * step }))
        .reduce((found, one) => found || (fits(node, one, left) ? one : null), null) || Object.assign({}, small, { size: room.least * 0.67 });
      return [head].concat(paged(node, Object.assign({}, small, { title: "" }), blocks, left));
    }
    return paged(node, small, blocks, left);
  }

  /* The languages that have words of their own, the first one first. */
  function spoken(notice, languages) {
    const seen = [];
    return languages.filter((language) => {
      const blocks = (notice && notice.blocks && notice.blocks[language]) || [];
      const text = JSON.stringify(blocks);
      const fresh = blocks.length > 0 && seen.indexOf(text) < 0;
      seen.push(text);
      return fresh;
    });
  }

  /* Pages as functions that fill a node; `node` is measured in, and must be on the page. */
  function noticePages(node, notice, languages, room) {
    const every = [].concat.apply([], spoken(notice, languages).map((language) => {
      const pages = pagesIn(node, notice, language, room);
      pages.forEach((page, place) => {
        page.foot = pages.length > 1 ? place + 1 + " / " + pages.length : "";
      });
      return pages;
    }));
    return every.map((page) => (target) => {
      fill(target, page);
    });
  }

  signage.noticePages = noticePages;
  signage.noticeSpoken = spoken;
})((window.signage = window.signage || {}));
