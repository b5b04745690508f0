/* The one line at the bottom: the gravest thing that a person in the hall should know, or a quiet sentence. */
(function (signage) {
  "use strict";

  const READ = 30; // seconds for which a notice can be read, whether a voice says it or not

  /* The notice that is being said or still to be read; passed: seconds since the view came. */
  function current(view, passed) {
    const notice = view.notice;
    const live = notice && notice.text && (notice.said === "speaking" || notice.age + passed < READ);
    return live ? notice : null;
  }

  /* When nothing is wrong: how a visitor will know. */
  function calm(view, words, language) {
    const voice = view.voice || {};
    if (view.takeover) { // numbers are neither shown nor called here, as the event's own line says
      return { text: signage.pick(view.mall, language) };
    }
    const quiet = voice.quiet;
    if (quiet && quiet.voice === "silent") {
      return { text: words.hush.replace("{time}", language === "id" ? quiet.until.replace(":", ".") : quiet.until) };
    }
    return voice.state === "silent" ? { text: words.silent, brief: words.silently } : { text: words.quiet, brief: words.quietly };
  }

  /* {tone, text, brief: where the line is too narrow for the text}. stale: the time of the last message as text, or null. sound: "ready", "blocked" or "missing". */
  function status(view, stale, passed, sound, language) {
    const notice = current(view, passed);
    const words = signage.words[language];
    const voice = (view && view.voice && view.voice.state) || "ready";
    if (stale !== null) {
      return { tone: "alert", text: words.stale.replace("{time}", stale), brief: words.stalely.replace("{time}", stale) };
    }
    if (view.trouble) {
      return { tone: "alert", text: signage.pick(view.trouble.text, language) };
    }
    if (signage.alarm(view, 0, language)) {
      return { tone: "calls", text: signage.alarmCalls(view, language) || signage.pick(view.mall, language), brief: signage.alarmCalls(view, language, 2) };
    }
    if (notice) {
      return { tone: "notice", text: notice.text, language: notice.language };
    }
    if (voice === "failed" && (words[sound] || !view.takeover)) { // an event shows no numbers to look at
      return { tone: sound === "blocked" ? "alert" : "warn", text: words[sound] || words.failed, brief: words[sound] ? "" : words.failedly };
    }
    if (view.speaking && view.speaking.caption) {
      return { tone: "caption", text: signage.pick(view.speaking.caption, language) };
    }
    if (words[sound]) { // the zone is heard by another screen: this one should be ready to take over
      return { tone: "quiet", text: words[sound] };
    }
    if (view.open === false) {
      return { tone: "quiet", text: words.shut };
    }
    return Object.assign({ tone: "quiet" }, calm(view, words, language));
  }

  signage.status = status;
})((window.signage = window.signage || {}));
