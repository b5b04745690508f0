/* Items of words as pages: notices, slides that the hall makes, the calm picture. */
(function (signage) {
  "use strict";

  const LANGUAGES = ["id", "en"];

  /* around: {view, screen, room, language, clock}: what the pages tell of, where, and in which language. */
  function scene(item, around) {
    const at = around.clock.now();
    const language = around.language;
    return {
      view: around.view, facts: around.screen.facts || {}, language: language, room: around.room, agency: item.agency,
      time: around.clock.time(at).replace(":", language === "id" ? "." : ":"),
      date: around.clock.date(at, signage.words[language]), minute: Math.floor(at / 60000)
    };
  }

  function languages(around) {
    return around.screen.languages || LANGUAGES;
  }

  /* Functions that write a page each into a node. */
  function sheets(item, node, around) {
    const own = around.language;
    const order = [own].concat(languages(around).filter((language) => language !== own));
    return item.kind === "notice"
      ? signage.noticePages(node, item.notice, order, around.room)
      : signage.slidePages(item.slide, scene(item, around));
  }

  /* Is there anything to tell? */
  function telling(item, around) {
    return item.kind === "notice"
      ? signage.noticeSpoken(item.notice, languages(around)).length > 0
      : signage.slideTold(item.slide, around.view, around.screen.facts || {});
  }

  signage.scene = scene;
  signage.sheets = sheets;
  signage.telling = telling;
})((window.signage = window.signage || {}));
