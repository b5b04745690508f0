/* Joins the parts: who this screen is, what it hears, what it shows. Nothing else keeps state of its own. */
(function (signage) {
  "use strict";

  const ASK = 10000; // ms to wait for an answer to "who am I?"
  const RETRY = 30000; // ms between tries with a secret that was refused
  const CHANGED = 3000; // ms until a screen whose topics were refused asks for its new ones
  const AGAIN = 20000; // ms between tries of a sound that is missing
  const LEAD = 500; // ms that a sentence waits for its picture at most

  const steady = () => window.performance.now();
  const memory = signage.memory;
  const root = document.documentElement;
  const name = Math.random().toString(36).slice(2, 14); // of this page, until it is loaded anew
  const paint = new signage.Paint(document);
  const alarm = new signage.Alarm(document);
  const clock = new signage.Clock(steady);
  const flash = new signage.Flash(memory);
  const asked = (/[?&]lang=(id|en)\b/.exec(window.location.search) || [])[1];
  const scheme = window.location.protocol === "https:" ? "wss://" : "ws://";
  const live = new signage.Live(scheme + window.location.host + "/live", steady,
    { opened: opened, message: message, refused: refused });
  const sound = new signage.Sound(memory, name, root.getAttribute("data-silence"), report, (id) => live.say({ saying: id }), turned);
  const beat = new signage.Beat(name, (word) => live.say(word), () => sound.state, showing);
  const preview = signage.previewing(window.location);
  const plays = signage.Plays && !preview ? new signage.Plays(memory, (word) => live.say(word)) : null;
  const player = signage.Player ? new signage.Player({
    page: document, memory: memory, steady: steady, plays: plays, changed: () => draw(),
    secret: () => secret, language: () => language
  }) : null;
  beat.media = player ? () => player.told() : null;
  const theme = new signage.Theme(root, () => secret, () => draw());
  const show = new signage.Show({ page: document, paint: paint, alarm: alarm, clock: clock, theme: theme, player: player });
  const sleep = new signage.Sleep(() => Date.now(), steady);
  const renew = new signage.Renew(beat.version, memory, steady, (address, options) => window.fetch(address, options),
    () => window.location.reload());
  const pairing = new signage.Pairing(scheme + window.location.host + "/live", steady, memory, { code: coded, paired: paired });

  let language = signage.language(asked || root.getAttribute("lang"));
  let secret = "";
  let timer = 0;
  let tries = 0;
  let shown = null; // the zone's message that is on the screen
  let screen = null; // the ScreenView: layout, programme, what this screen is
  let received = 0; // when it came, on the steady clock
  let fresh = []; // seqs that have just arrived and are not painted yet
  let unsaid = null; // a result that could not be sent
  let why = ""; // this screen shows a code: "unpaired", "wrong" or "revoked"

  /* The fragment wins over what this screen remembers. */
  function begin() {
    const linked = window.location.hash.slice(1);
    const mine = memory.recall("secret") || "";
    // a television may start with a link that was revoked long ago, while this page was paired anew
    const fragment = mine && linked === memory.recall("ended") ? mine : linked;
    window.clearTimeout(timer);
    live.stop();
    pairing.stop();
    if (fragment) {
      memory.remember("secret", fragment);
    }
    secret = fragment || mine;
    tries = 0;
    speak(language);
    if (!secret) {
      pair("unpaired");
    } else {
      notice("connecting", "");
      ask();
    }
  }

  function notice(title, text) {
    const words = signage.words[language];
    paint.resize();
    paint.notice({ title: words[title], text: words[text] });
  }

  /* Shows a code until a manager has typed it; a secret that was refused is tried on beside it. */
  function pair(reason) {
    why = reason;
    coded(null);
    pairing.start();
  }

  function coded(code) {
    const words = signage.words[language];
    const tongue = language === "en" ? "id" : "en";
    const other = signage.words[tongue];
    paint.resize();
    paint.notice({
      title: words[why], code: code, text: code ? words.pair : words.preparing,
      other: other[why] + ". " + (code ? other.pair : other.preparing), tongue: tongue, note: words[why === "wrong" ? "retrying" : "lasts"]
    });
  }

  /* What this page was paired as; another kind of page has another address. */
  function paired(kind, fresh) {
    if (kind !== "screen") {
      window.location.replace("/" + kind + "#" + fresh);
      return;
    }
    if (!memory.remember("secret", fresh)) {
      window.location.hash = fresh; // a browser that keeps nothing has it in its address
      return;
    }
    if (window.location.hash) {
      window.history.replaceState(null, "", window.location.pathname + window.location.search);
    }
    begin();
  }

  /* One word for what is to be seen. */
  function showing() {
    if (document.body.classList.contains("without")) {
      return "notice";
    }
    if (document.body.classList.contains("dark")) {
      return "dark";
    }
    return shown && shown.view.emergency ? "alarm" : document.querySelector(".tile.now") ? "calls" : "idle";
  }

  function speak(tongue) {
    language = signage.language(asked || tongue);
    paint.words(signage.words[language], language);
  }

  /* Asks the server who this screen is, until it answers. */
  function ask() {
    const mine = secret;
    const late = new Promise((resolve, reject) => window.setTimeout(() => reject(new Error("late")), ASK));
    const answer = window.fetch("/api/me", { headers: { Authorization: "Bearer " + mine }, cache: "no-store" });
    tries += 1;
    Promise.race([answer, late]).then((response) => {
      if (response.status === 401 || response.status === 403) {
        return response.json().then((body) => ({ refused: body.code }), () => ({ refused: "" }));
      }
      if (!response.ok) {
        throw new Error(String(response.status));
      }
      return response.json();
    }).then((me) => {
      if (mine === secret) {
        known(me);
      }
    }, () => {
      if (tries > 3 && !pairing.going) {
        notice("connecting", "unanswered");
      }
      timer = window.setTimeout(ask, signage.backOff(tries, Math.random()));
    });
  }

  function known(me) {
    if (me.refused !== undefined || me.kind !== "screen") {
      const revoked = me.refused === "secret_revoked";
      if (revoked) {
        memory.remember("ended", secret);
      }
      unknown(revoked ? "revoked" : "wrong");
      return;
    }
    tries = 0;
    pairing.stop();
    speak(me.language);
    live.start(secret, me.topics);
  }

  function later(wait) {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, wait * (0.7 + 0.3 * Math.random()));
  }

  function unknown(reason) {
    shown = null;
    screen = null;
    live.stop();
    sound.speaker(false);
    if (why !== reason || !pairing.going) {
      pair(reason);
    }
    later(RETRY);
  }

  /* 4003 and 4004: the secret is good, but the hall has changed, and with it what this screen may watch. */
  function refused(code) {
    if (code === 4003 || code === 4004) {
      later(CHANGED);
    } else {
      ask();
    }
  }

  function opened() {
    beat.again();
    if (plays) {
      plays.again(); // what was played while nobody heard it
    }
    if (unsaid && live.say(unsaid)) {
      unsaid = null;
    }
  }

  function report(id, result) {
    const word = { heard: id, result: result };
    unsaid = live.say(word) ? null : word;
  }

  /* The sound has been blocked, freed or lost: the server should know before the next beat. */
  function turned() {
    beat.beat();
    draw();
  }

  function message(heard) {
    const kind = (heard.topic || "").split("/")[0];
    clock.set(heard.at);
    if (kind === "zone" && heard.view && Array.isArray(heard.view.calls)) {
      take(heard);
    } else if (kind === "screen" && heard.view) {
      screen = heard.view;
      speak(heard.view.language || language);
      sound.speaker(heard.view.speaks === true);
    } else if (kind === "sound") {
      const seq = heard.view ? heard.view.seq : 0;
      beat.after(seq, LEAD, () => {
        if (live.newest[heard.topic] === heard) {
          sound.announce(heard.topic, heard.view);
        }
      });
    }
    draw();
  }

  function take(heard) {
    shown = heard;
    received = steady();
    fresh = fresh.concat(flash.arrivals(heard));
    clock.offset = typeof heard.view.utc_offset === "number" ? heard.view.utc_offset : null;
    flash.listen(heard.view.calls, received / 1000);
    beat.painting(heard);
  }

  /* Draws what is true at this moment; changes no node that already says it. */
  function draw() {
    if (!shown) {
      return;
    }
    const passed = (steady() - received) / 1000;
    const spoken = shown.view.speaking ? shown.view.speaking.seq : null;
    const up = flash.up(shown.view.calls, (call) => call.age + passed, spoken, !live.stale(), steady() / 1000);
    const arrivals = fresh;
    fresh = [];
    show.draw({
      screen: screen, view: shown.view, up: up, arrivals: arrivals, language: language, status: status(passed),
      seconds: steady() / 1000
    });
    if (!preview) {
      renew.look(screen ? screen.version : "", !live.stale() && show.calm(shown.view, up), Date.now());
    }
  }

  function status(passed) {
    const since = live.stale() ? clock.seconds(clock.at) : null;
    return signage.status(shown.view, since, passed, sound.speaks ? sound.state : "ready", language);
  }

  /* A television slept, or its clock was set: what is known is older than it seems, and the server is asked at once. */
  function tick() {
    const missed = sleep.look();
    if (missed !== null && shown) {
      received -= missed;
      clock.skip(missed);
      live.wake(missed);
    }
    draw();
  }

  /* Told by the admin page around it. */
  function pretend(word) {
    secret = word.secret || "";
    screen = signage.stilled(word.view) || null;
    clock.set(word.at || Date.now());
    take({ topic: "preview", epoch: 1, seq: shown ? shown.seq + 1 : 1, at: word.at, view: word.zone });
    draw();
  }

  window.addEventListener("resize", draw);
  ["click", "touchend", "keydown"].forEach((hand) => {
    document.addEventListener(hand, () => sound.touch());
  });
  if (document.fonts && document.fonts.ready) {
    document.fonts.onloadingdone = () => {
      show.forget();
      draw();
    };
  }
  window.setInterval(tick, 1000);
  if (preview) {
    speak(language);
    signage.preview(window, pretend);
  } else {
    document.addEventListener("visibilitychange", tick);
    window.addEventListener("hashchange", begin);
    window.setInterval(() => sound.again(), AGAIN);
    beat.start();
    begin();
  }
})((window.signage = window.signage || {}));
