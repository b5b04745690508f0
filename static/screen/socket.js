/* The line to the server: one way to start, a timer that always ends in a new socket, whole views, the newest wins. */
(function (signage) {
  "use strict";

  const SILENCE = 15000; // ms without a message after which the picture may be old
  const SOONEST = 1000;
  const LATEST = 30000;
  const QUICK = 8; // tries at the soonest pace, for a server that is only restarting

  /* ms until try number `tries`; chance is 0..1. */
  function backOff(tries, chance) {
    const pace = SOONEST * Math.pow(1.6, Math.max(0, tries - QUICK));
    return Math.min(LATEST, pace) * (0.7 + 0.3 * chance);
  }

  /* Is message `a` newer than the one that is shown, or the same again later? */
  function newer(a, b) {
    return !b || a.epoch > b.epoch || (a.epoch === b.epoch &&
      (a.seq > b.seq || (a.seq === b.seq && a.at >= b.at)));
  }

  /* The message in a text, or null when it is none that a server of ours would send. */
  function read(text) {
    let message = null;
    try {
      message = JSON.parse(text);
    } catch (broken) {
      return null;
    }
    const numbers = message !== null && typeof message === "object" &&
      [message.epoch, message.seq, message.at].every((part) => typeof part === "number");
    return numbers && (message.topic === undefined || typeof message.topic === "string") ? message : null;
  }

  class Live {
    /* ears: {opened(), message(message), refused(code, reason)} */
    constructor(address, steady, ears) {
      this.address = address;
      this.steady = steady;
      this.ears = ears;
      this.sockets = [];
      this.newest = {};
      this.tries = 0;
      this.timer = 0;
      this.heard = null;
    }

    start(secret, topics) {
      this.stop();
      this.hello = JSON.stringify({ watch: topics, secret: secret });
      this.tries = 0;
      this.open();
    }

    stop() {
      window.clearTimeout(this.timer);
      this.keep(null);
    }

    /* Has the server been silent so long that the picture may be old? */
    stale() {
      return this.heard !== null && this.steady() - this.heard >= SILENCE;
    }

    /* The machine slept for `missed` ms: what is on the glass is that much older, and a new socket is due at once. */
    wake(missed) {
      if (this.hello === undefined) {
        return;
      }
      if (this.heard !== null) {
        this.heard -= missed;
      }
      this.tries = 0;
      this.open();
    }

    /* Sends upwards on the socket that last spoke; false when there is none. */
    say(message) {
      const open = this.sockets.filter((socket) => socket.readyState === 1);
      if (!open.length) {
        return false;
      }
      (open.filter((socket) => socket.spoke)[0] || open[0]).send(JSON.stringify(message));
      return true;
    }

    /* A new socket beside whatever there is. Of the older ones only the last stays, in case it wakes. */
    open() {
      this.keep(this.sockets[this.sockets.length - 1] || null);
      this.tries += 1;
      this.again(Math.max(SILENCE, backOff(this.tries, Math.random())));
      let socket;
      try {
        socket = new WebSocket(this.address);
      } catch (refused) {
        this.again(backOff(this.tries, Math.random()));
        return;
      }
      this.sockets.push(socket);
      socket.onopen = () => {
        socket.send(this.hello);
        this.ears.opened();
      };
      socket.onmessage = (event) => this.message(socket, event.data);
      socket.onclose = (event) => this.closed(socket, event);
    }

    again(wait) {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.open(), wait);
    }

    keep(one) {
      const others = this.sockets.filter((socket) => socket !== one);
      this.sockets = one ? [one] : [];
      others.forEach((socket) => {
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
      });
    }

    message(socket, text) {
      const message = read(text);
      if (message === null) {
        return;
      }
      this.heard = this.steady();
      this.tries = 0;
      socket.spoke = true;
      if (socket === this.sockets[this.sockets.length - 1]) {
        this.keep(socket);
        this.again(SILENCE);
      }
      this.take(message);
    }

    take(message) {
      if (message.topic && !newer(message, this.newest[message.topic])) {
        return;
      }
      if (message.topic) {
        this.newest[message.topic] = message;
      }
      this.ears.message(message);
    }

    closed(socket, event) {
      const last = socket === this.sockets[this.sockets.length - 1];
      this.sockets = this.sockets.filter((other) => other !== socket);
      if (event.code === 4001 || event.code === 4003 || event.code === 4004) {
        this.stop();
        this.ears.refused(event.code, event.reason);
      } else if (last) {
        this.again(backOff(event.code === 4029 ? this.tries + QUICK : this.tries, Math.random()));
      }
    }
  }

  signage.Live = Live;
  signage.backOff = backOff;
  signage.newer = newer;
})((window.signage = window.signage || {}));
