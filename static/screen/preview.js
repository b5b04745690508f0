/* The page as a picture in an admin page: it is told what to show by its own origin, and fetches pictures only. */
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

  /* The same view with a picture for each video: a look is not worth a film's bytes. */
  function stilled(view) {
    const programme = (view && view.programme) || {};
    const playlists = {};
    Object.keys(programme.playlists || {}).forEach((id) => {
      const list = programme.playlists[id];
      playlists[id] = Object.assign({}, list, { items: (list.items || []).map(still) });
    });
    return view && Object.assign({}, view, { programme: Object.assign({}, programme, { playlists: playlists }) });
  }

  function still(item) {
    if (item.kind !== "video") {
      return item;
    }
    const poster = item.media.poster;
    const blocks = [{ kind: "paragraph", runs: [{ text: Math.round(item.seconds) + " s" }] }];
    return poster
      ? Object.assign({}, item, { kind: "image", media: Object.assign({}, item.media, poster, { type: "image/jpeg", poster: null }) })
      : Object.assign({}, item, { kind: "notice", media: null, notice: { title: { id: "Video", en: "Video" }, blocks: { id: blocks, en: blocks } } });
  }

  signage.previewing = previewing;
  signage.stilled = stilled;
  signage.preview = listen;
})((window.signage = window.signage || {}));
