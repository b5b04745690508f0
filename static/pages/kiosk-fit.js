// No text on a card is cut: cards whose names are too long for them are set smaller, as little as it takes.

const steps = [0.92, 0.84, 0.76, 0.7, 0.64];

export function fitAll(root) {
  for (const list of root.querySelectorAll(".papers")) fit(list, () => list.scrollHeight > list.clientHeight + 1 || list.scrollWidth > list.clientWidth + 1);
  fitAlike([...root.querySelectorAll(".choice")]);
}

/** Cards beside each other keep one size: that of the fullest. */
function fitAlike(cards) {
  for (const card of cards) card.style.fontSize = "";
  for (const step of steps) {
    if (!cards.some(isCut)) return;
    for (const card of cards) card.style.fontSize = `${step}rem`;
  }
}

function fit(node, isTooLarge) {
  node.style.fontSize = "";
  for (const step of steps) {
    if (!isTooLarge()) return;
    node.style.fontSize = `${step}rem`;
  }
}

function isCut(card) {
  if (card.scrollHeight > card.clientHeight + 1) return true;
  return [...card.children].some((part) => part.scrollHeight > part.clientHeight + 2 && getComputedStyle(part).display !== "inline");
}
