// What an officer can press, by which key, and when it applies. The server has the last word.

const working = (view) => view.open && ["called", "serving"].includes(view.state);
const called = (view) => view.open && view.state === "called";
const mayOpen = (view) => view.open || view.shut_by !== "hall";
const numbered = (view) => working(view) && !view.ticket.direct;
const always = () => true;

/** `asks` names the dialog that comes first, always or by what the view says. Order as on the page. */
export const actions = [
  { name: "next", key: " ", applies: mayOpen },
  { name: "recall", key: "u", applies: called },
  { name: "serve", key: "l", applies: called },
  { name: "finish", key: "s", applies: working },
  { name: "no-show", key: "t", applies: called },
  { name: "transfer", key: "a", applies: numbered, asks: "transfer" },
  { name: "park", key: "d", applies: numbered, asks: "park" },
  { name: "call", key: "/", applies: mayOpen, asks: "call" },
  { name: "more", key: "m", applies: always, asks: "more" },
  { name: "undo", key: "z", applies: (view) => Boolean(view.undo) },
  { name: "also", key: "n", applies: working, asks: "also" },
  { name: "note", key: "c", applies: working, asks: "note" },
  { name: "direct", key: "g", applies: (view) => view.open && view.services.length > 0, asks: "direct" },
  { name: "return", key: "k", applies: (view) => view.parked.length + view.missed.length > 0, asks: "return" },
  { name: "hours", key: "j", applies: always, asks: "hours" },
  { name: "break", key: "i", applies: (view) => view.open || Boolean(view.on_break), asks: "break" },
  { name: "open", key: "b", applies: (view) => !view.open && view.shut_by !== "hall" },
  { name: "close", key: "b", applies: (view) => view.open, asks: (view) => (view.last.length ? "closing" : "") },
];

/** The rare ones, behind one button; their keys work without it too. */
export const rare = ["also", "note", "direct", "return", "hours"];

export const actionNamed = (name) => actions.find((action) => action.name === name);

/** The dialog that comes before this press now; empty when none does. */
export const dialogBefore = ({ asks = "" }, view) => (typeof asks === "function" ? asks(view) : asks);

/** Which action a key means now; B opens or closes. */
export function actionOf(key, view) {
  const candidates = actions.filter((action) => action.key === key.toLowerCase());
  return candidates.find((action) => action.applies(view)) || candidates[0] || null;
}

export const keyLabel = (action, say) => (action.key === " " ? say("key.space") : action.key.toUpperCase());
