/* The page as a picture in an admin page: it is told what to show by its own origin, and asks for nothing. */
(function (signage) {
  "use strict";

  const PATH = /^\/screen\/preview$/;

  function previewing(location) {
    return PATH.test(location.pathname);
  }

  /* Hears {type: "preview", view, zone, at} from the page around it, and tells it that it is ready. */
  function listen(window, show) {
    window.addEventListener("message", (event) => {
      const word = event.data;
      const mine = event.origin === window.location.origin && event.source === window.parent;
      if (mine && word && word.type === "preview" && word.zone && Array.isArray(word.zone.calls)) {
        show(word);
      }
    });
    if (window.parent !== window) {
      window.parent.postMessage({ type: "ready" }, window.location.origin);
    }
  }

  signage.previewing = previewing;
  signage.preview = listen;
})((window.signage = window.signage || {}));
