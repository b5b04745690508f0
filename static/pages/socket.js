// The live line to the hall. A dead line is noticed by its silence, and a new one is opened beside it.

import { waitBefore } from "./backoff.js";

const silence = 15000;

/**
 * `on.view(envelope)`, `on.clock(at)`, and `on.line(state)` with "live", "waiting" (closed a moment ago), "stale"
 * (silent for 15 s), "denied" (the server said no).
 */
export class Live {
  constructor({ topics, secret, on }) {
    Object.assign(this, { topics, secret, on, spoken: null, trying: null, tries: 0, newest: new Map(), state: "waiting" });
    this.heard = performance.now();
    this.timer = 0;
    this.ticker = setInterval(() => this.watch(), 1000);
    addEventListener("online", () => this.hurry());
    this.open();
  }

  /** Something else reached the server: do not wait out the back-off. */
  hurry() {
    if (this.state === "live" || this.trying) return;
    this.tries = 0;
    this.open();
  }

  /** Sends upwards on the socket that last spoke; false when there is none. */
  say(message) {
    if (!this.spoken || this.spoken.readyState !== 1) return false;
    this.spoken.send(JSON.stringify(message));
    return true;
  }

  /** A new socket at once, beside the one there is: for other topics, or when that one may have died unheard. */
  renew(topics = this.topics) {
    this.topics = topics;
    this.tries = 0;
    const slower = this.trying;
    this.trying = null;
    if (slower) slower.close();
    this.open();
  }

  /** For good: there is nothing to come any more. */
  stop() {
    clearInterval(this.ticker);
    clearTimeout(this.timer);
    this.stopped = true;
    const open = [this.spoken, this.trying];
    this.spoken = this.trying = null;
    for (const socket of open) if (socket) socket.close();
  }

  open() {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timer = 0;
    const socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/live`);
    this.trying = socket;
    this.since = performance.now();
    socket.onopen = () => socket.send(JSON.stringify({ watch: this.topics, secret: this.secret }));
    socket.onmessage = (message) => this.receive(socket, message.data);
    socket.onclose = (close) => this.lost(socket, close.code);
  }

  receive(socket, data) {
    if (socket !== this.spoken && socket !== this.trying) return;
    if (socket === this.trying) this.adopt(socket);
    this.heard = performance.now();
    this.tell("live");
    const message = JSON.parse(data);
    if (message.at) this.on.clock(message.at);
    if (message.topic && this.isNew(message)) this.on.view(message);
  }

  adopt(socket) {
    const before = this.spoken;
    Object.assign(this, { spoken: socket, trying: null, tries: 0 });
    if (before) before.close();
  }

  /** Within one life of the journal the higher place wins, then the later moment. */
  isNew({ topic, epoch, seq, at }) {
    const known = this.newest.get(topic);
    const older = known && known.epoch === epoch && (seq < known.seq || (seq === known.seq && at < known.at));
    if (!older) this.newest.set(topic, { epoch, seq, at });
    return !older;
  }

  lost(socket, code) {
    if (socket !== this.spoken && socket !== this.trying) return;
    if (socket === this.spoken) this.spoken = null;
    if (socket === this.trying) this.trying = null;
    if ([4001, 4003, 4004].includes(code)) {
      this.tries = 5;
      this.tell("denied");
    } else if (!this.spoken && this.state !== "stale") this.tell("waiting");
    this.plan();
  }

  plan() {
    if (this.trying || this.timer) return;
    this.timer = setTimeout(() => this.open(), waitBefore(this.tries));
    this.tries += 1;
  }

  watch() {
    const now = performance.now();
    if (now - this.heard < silence) return;
    if (this.state !== "denied") this.tell("stale");
    if (!this.trying) {
      if (!this.timer) this.open();
    } else if (now - this.since >= silence) {
      const hung = this.trying;
      this.trying = null;
      hung.close();
      this.plan();
    }
  }

  tell(state) {
    if (state === this.state) return;
    this.state = state;
    this.on.line(state);
  }
}
