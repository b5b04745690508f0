// The screen page itself, in a frame as large as a television and scaled down: what it would show of what is being made.

import { el } from "./dom.js";

const [long, short] = [1280, 720]; // CSS pixels of the page in the frame
const edge = 8; // of the television around it

/** `secret` is that of a page without a session: the frame fetches pictures with it. {node, show({view, zone, at}), end()}; `at` in Unix ms. */
export function look({ say, secret = "" }) {
  const frame = el("iframe", { class: "look-page", src: "/screen/preview", title: say("Pratinjau layar", "Preview of the screen"), tabindex: "-1" });
  const glass = el("div", { class: "look-glass" }, frame);
  const node = el("div", { class: "look" }, glass);
  let told = null;
  let ready = false;

  function post() {
    if (ready && told && frame.contentWindow) frame.contentWindow.postMessage({ type: "preview", secret, ...told }, location.origin);
  }

  function fit() {
    if (!told) return;
    const tall = told.view.layout.orientation === "portrait";
    const [wide, high] = tall ? [short, long] : [long, short];
    const scale = Math.min((node.clientWidth - 2 * edge) / wide, tall ? 560 / high : 1);
    if (!(scale > 0)) return;
    Object.assign(frame.style, { width: `${wide}px`, height: `${high}px`, transform: `scale(${scale})` });
    Object.assign(glass.style, { width: `${wide * scale}px`, height: `${high * scale}px` });
  }

  const begun = () => {
    ready = true;
    post();
  };
  const heard = ({ source, origin, data }) => {
    if (source === frame.contentWindow && origin === location.origin && data && data.type === "ready") begun();
  };
  frame.addEventListener("load", begun);
  addEventListener("message", heard);
  const watch = new ResizeObserver(fit);
  watch.observe(node);
  return {
    node,
    show(wanted) {
      told = wanted;
      fit();
      post();
    },
    end() {
      watch.disconnect();
      removeEventListener("message", heard);
    },
  };
}
