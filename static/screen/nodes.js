/* The few ways in which this page touches the document: text as text, and nodes that stay the same nodes. */
(function (signage) {
  "use strict";

  function element(tag, name) {
    const made = document.createElement(tag);
    made.className = name;
    return made;
  }

  /* Returns whether anything changed. */
  function write(node, text) {
    if (node.textContent === text) {
      return false;
    }
    node.textContent = text;
    return true;
  }

  /* Names may come from anywhere and in any script: each keeps its direction to itself. */
  function name(tag, className) {
    const made = element(tag, className);
    made.setAttribute("dir", "auto");
    return made;
  }

  /* One child of `parent` for each item, in order; nodes of the same key stay the same nodes. */
  function keyed(parent, items, make, fill) {
    const old = parent.nodes || {};
    const nodes = {};
    items.forEach((item) => {
      nodes[item.key] = old[item.key] || make();
    });
    Object.keys(old).filter((key) => !nodes[key]).forEach((key) => parent.removeChild(old[key]));
    items.forEach((item, place) => {
      const node = nodes[item.key];
      if (parent.children[place] !== node) {
        parent.insertBefore(node, parent.children[place] || null);
      }
      fill(node, item, place);
    });
    parent.nodes = nodes;
  }

  /* Sets a style only where it differs: most seconds change nothing. */
  function style(node, property, value) {
    if (node.style[property] !== value) {
      node.style[property] = value;
    }
  }

  /* Puts a node into a box of whole pixels. */
  function place(node, box) {
    ["left", "top", "width", "height"].forEach((side) => style(node, side, Math.round(box[side]) + "px"));
  }

  signage.nodes = { element: element, write: write, name: name, keyed: keyed, style: style, place: place };
})((window.signage = window.signage || {}));
