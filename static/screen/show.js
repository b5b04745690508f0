/* What is on the glass at one moment, in the order in which it matters: calls first, then what plays around them. */
(function (signage) {
  "use strict";

  const nodes = signage.nodes;

  class Show {
    /* parts: {page, paint, alarm, clock, theme, player}; player may be missing */
    constructor(parts) {
      this.page = parts.page;
      this.paint = parts.paint;
      this.alarm = parts.alarm;
      this.clock = parts.clock;
      this.player = parts.player;
      this.stage = new signage.Stage(parts.page, parts.paint, parts.theme);
      this.takeover = new signage.Takeover(parts.page);
      this.glass = new signage.Glass(parts.page);
      this.faces = 0;
    }

    /* moment: {screen, view, up, arrivals, language, status, seconds} */
    draw(moment) {
      const paint = this.paint;
      const language = moment.language;
      const words = signage.words[language];
      paint.notice(null);
      paint.resize();
      const placed = this.stage.set(moment.screen, this.guests(moment));
      if (placed) {
        this.stage.line(paint.shape.unit);
      }
      paint.status(placed ? this.status(moment) : moment.status); // first: what it leaves is the board's
      const board = signage.board(moment.view, { up: moment.up, arrivals: moment.arrivals }, language);
      let box = null;
      if (placed) {
        box = this.stage.draw({
          board: board, view: moment.view, screen: moment.screen, calling: moment.up.length > 0,
          language: language, words: words, clock: this.clock, seconds: moment.seconds
        });
      } else {
        paint.board(board, moment.seconds, words);
        paint.clock(this.clock.time(this.clock.now()), this.clock.date(this.clock.now(), words));
      }
      const event = this.event(moment);
      const alarm = signage.alarm(moment.view, moment.seconds, language);
      this.alarm.show(alarm, paint.shape.unit);
      const dark = this.glass.show(moment.screen, this.clock.now(),
        moment.up.length > 0 || alarm !== null || Boolean(moment.view.takeover), alarm ? 0 : moment.seconds, paint.shape.unit);
      this.play(dark || alarm ? null : moment.view.takeover ? event : box, moment);
    }

    /* Where no region keeps the last calls, the quiet line does. */
    status(moment) {
      const regions = this.stage.made.regions;
      const last = signage.alarmCalls(moment.view, moment.language);
      const free = !regions.last && !regions.board && moment.status.tone === "quiet" && !moment.up.length;
      return free && last ? { tone: "calls", text: last, brief: signage.alarmCalls(moment.view, moment.language, 2) } : moment.status;
    }

    /* The line about calls of another zone, not in an emergency; returns the pixels that it takes from a layout. */
    guests(moment) {
      const line = this.page.getElementById("guests");
      const text = moment.view.takeover || signage.alarm(moment.view, 0, moment.language) ? "" : signage.guests(moment.view, moment.language);
      nodes.write(line, text);
      nodes.style(line, "display", text ? "block" : "");
      const unit = this.paint.shape.unit;
      nodes.style(line, "fontSize", Math.max(this.least(moment).text * 0.98, unit * 3) + "px");
      return text ? line.offsetHeight : 0;
    }

    least(moment) {
      return signage.plan.least(moment.screen && !signage.plan.classic(moment.screen) ? moment.screen.sizes : null,
        Math.min(window.innerWidth, window.innerHeight));
    }

    event(moment) {
      const height = window.innerHeight - this.page.getElementById("line").offsetHeight;
      return this.takeover.show(moment.view.takeover || null, {
        width: window.innerWidth, height: height, unit: this.paint.shape.unit, least: this.least(moment), seconds: moment.seconds
      }, moment.language, this.clock.time(this.clock.now()), this.faces);
    }

    /* After the calls are painted: what plays gives way to them. */
    play(box, moment) {
      const media = this.page.getElementById("media");
      media.classList.toggle("shown", box !== null);
      if (box) {
        nodes.place(media, box);
      }
      if (this.player) {
        this.player.show(box, moment.screen, moment.view, {
          calling: moment.up.length > 0, speaking: Boolean(moment.view.speaking), takeover: moment.view.takeover || null
        }, this.clock.now());
      }
    }

    /* In the middle of nothing that a person would miss: the page may be loaded anew. */
    calm(view, up) {
      const film = view.takeover ? this.page.querySelector("#media video") : null;
      const playing = film !== null && !film.paused && !film.ended;
      return up.length === 0 && !view.speaking && !view.notice && !signage.alarm(view, 0, "id") && !playing;
    }

    /* The face has come: text has another width. */
    forget() {
      this.faces += 1;
      signage.fit.forget();
      this.stage.forget();
      this.paint.forget();
      this.alarm.forget();
    }
  }

  signage.Show = Show;
})((window.signage = window.signage || {}));
