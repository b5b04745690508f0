// Markup as plain values, and the one place that makes the page agree with it, in place:
// a node that is still wanted stays the same node, so that focus and scrolling stay too.

const present = (item) => item !== null && item !== undefined && item !== false && item !== "";
const flat = (items) => [items].flat(Infinity).filter(present);
const names = new WeakMap();

/** h("p", {class: "why"}, "text", [h("b", null, "more")]); a `key` keeps a node the same when its place changes. */
export function h(tag, attributes, ...children) {
  return { tag, attributes: attributes || {}, children: flat(children) };
}

export function render(root, wanted) {
  const focused = document.activeElement;
  const within = focused !== root && root.contains(focused);
  draw(root, flat(wanted));
  if (!within || focused === document.activeElement) return;
  const home = root.contains(focused) ? focused : root.querySelector("main");
  if (home) home.focus({ preventScroll: true });
}

function draw(parent, items) {
  const nodes = matched(parent, items);
  const kept = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!kept.has(child)) child.remove();
  nodes.forEach((node, place) => {
    const here = parent.childNodes[place] || null;
    if (here !== node) parent.insertBefore(node, here);
  });
}

function matched(parent, items) {
  const spare = new Map();
  for (const child of parent.childNodes) {
    const name = names.get(child);
    if (!spare.has(name)) spare.set(name, []);
    spare.get(name).push(child);
  }
  return items.map((item) => {
    const found = spare.get(nameOf(item));
    return dressed((found && found.shift()) || made(item), item);
  });
}

function nameOf(item) {
  return item.tag ? `${item.tag}|${item.attributes.key ?? ""}` : "#text";
}

function made(item) {
  const node = item.tag ? document.createElement(item.tag) : document.createTextNode("");
  names.set(node, nameOf(item));
  return node;
}

function dressed(node, item) {
  if (!item.tag) {
    if (node.data !== String(item)) node.data = String(item);
    return node;
  }
  const wanted = Object.entries(item.attributes).filter(([name, value]) => name !== "key" && present(value));
  const kept = new Set(wanted.map(([name]) => name));
  for (const { name } of [...node.attributes]) if (!kept.has(name)) node.removeAttribute(name);
  for (const [name, value] of wanted) {
    const text = value === true && !name.startsWith("aria-") ? "" : String(value);
    if (node.getAttribute(name) !== text) node.setAttribute(name, text);
  }
  draw(node, item.children);
  return node;
}
