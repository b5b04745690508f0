// What an officer can press, by which key, and when it applies. The server has the last word.

const working = (view) => view.open && ["called", "serving"].includes(view.state);
const called = (view) => view.open && view.state === "called";
const mayOpen = (view) => view.open || view.shut_by !== "hall";

/** `asks` names the dialog that comes first. Order as on the page. */
export const actions = [
  { name: "next", key: " ", applies: mayOpen },
  { name: "recall", key: "u", applies: called },
  { name: "serve", key: "l", applies: called },
  { name: "finish", key: "s", applies: working },
  { name: "no-show", key: "t", applies: called },
  { name: "transfer", key: "a", applies: working, asks: "transfer" },
  { name: "park", key: "d", applies: working },
  { name: "direct", key: "g", applies: (view) => view.open && view.services.length > 0, asks: "direct" },
  { name: "call", key: "/", applies: mayOpen, asks: "call" },
  { name: "undo", key: "z", applies: (view) => Boolean(view.undo) },
  { name: "open", key: "b", applies: (view) => !view.open && view.shut_by !== "hall" },
  { name: "close", key: "b", applies: (view) => view.open },
];

export const actionNamed = (name) => actions.find((action) => action.name === name);

/** Which action a key means now; B opens or closes. */
export function actionOf(key, view) {
  const candidates = actions.filter((action) => action.key === key.toLowerCase());
  return candidates.find((action) => action.applies(view)) || candidates[0] || null;
}

export const keyLabel = (action, say) => (action.key === " " ? say("key.space") : action.key.toUpperCase());
