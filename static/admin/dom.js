// Elements that keep what is typed into them: made once, and changed in place.

/** el("p", {class: "soft"}, "text", child); `on` has listeners, such as {input: changed}. */
export function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, heard] of Object.entries(value)) node.addEventListener(event, heard);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}

let made = 0;

/** An id that no other element has. */
export function newId(name) {
  made += 1;
  return `${name.replace(/[^a-z0-9]+/gi, "-")}-${made}`;
}

/** Whether two values of the file are the same. */
export const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
