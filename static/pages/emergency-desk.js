// Starting and ending emergencies: what is chosen, asked and sent. The page that has it draws it.

import { pause, pressId, request } from "./api.js";
import { waitBefore } from "./backoff.js";
import { sentences } from "./emergency-strings.js";
import { pick } from "./text.js";

const settled = 900; // ms: a hand that taps twice does not confirm
const patience = 45000; // ms: a question that nobody answers goes away

export class EmergencyDesk {
  /** `language()`; `show()` draws; `tell(text, bad)`; `opened()` once the second step is drawn; `done("started" | "ended")`. */
  constructor({ secret, language, show, tell, opened, done = () => undefined }) {
    Object.assign(this, {
      secret, language, show, tell, opened, done, known: false, standing: [], ending: "", zones: [], chosen: null, texts: [], ready: "",
      words: { id: "", en: "" }, languages: ["id", "en"], limit: 400, asked: null, busy: false, received: 0,
    });
    this.deeds = {
      text: (id) => this.take(id),
      zone: (id) => (this.chosen.has(id) ? this.chosen.delete(id) : this.chosen.add(id)),
      "ask-real": () => this.ask(false),
      "ask-drill": () => this.ask(true),
      "ask-end": (id) => {
        this.ending = id;
      },
      keep: () => {
        this.ending = "";
      },
      end: (id) => this.end(id),
      start: () => this.start(),
      cancel: () => this.shut(),
      stop: () => {
        this.shut();
        this.tell(this.say("stopped"), true);
      },
    };
  }

  say(name, values) {
    return sentences(this.language())(name, values);
  }

  /** What the views of a desk are drawn from. */
  drawn() {
    const { known, standing, ending, zones, texts, ready, words, languages, limit, asked, busy } = this;
    return { known, standing, ending, zones, texts, ready, words, languages, limit, asked, busy, chosen: this.chosen || new Set() };
  }

  /** Zones, texts and what stands; asked again whenever the hall may have changed. */
  async learn() {
    for (let tries = 0; ; tries += 1) {
      const reply = await request("/api/emergencies", { secret: this.secret, language: this.language() });
      if (reply && reply.status === 200) {
        this.adopt(reply.body);
        return;
      }
      if (reply && [401, 403].includes(reply.status)) return;
      await pause(waitBefore(tries));
    }
  }

  adopt({ emergencies, zones, texts, languages, limit }) {
    const before = new Set(this.zones.map((zone) => zone.zone));
    const chosen = this.chosen || new Set();
    // All are chosen at first; one that is new is chosen as well.
    for (const { zone } of zones) if (!before.has(zone)) chosen.add(zone);
    Object.assign(this, { standing: emergencies, zones, texts, languages, limit, chosen, known: true, received: performance.now() });
    this.show();
  }

  /** The floor's view: what stands now, and whether zones and voices are still those that we know. */
  viewed(view) {
    const zones = view.zones.map(({ zone, voice }) => `${zone} ${voice.state}`).join();
    if (this.known && zones !== this.zones.map(({ zone, voice }) => `${zone} ${voice}`).join()) this.learn();
    Object.assign(this, { standing: view.emergencies, received: performance.now() });
  }

  take(id) {
    const text = this.texts.find((one) => one.id === id);
    this.ready = id;
    if (text) this.write({ id: text.text.id, en: text.text.en });
  }

  write(words) {
    this.words = words;
    this.show();
    for (const tongue of this.languages) {
      const field = document.getElementById(`text-${tongue}`);
      if (field) field.value = words[tongue];
    }
  }

  /** Something was typed; false when it was in a field of somebody else. */
  typed({ id, value }) {
    const tongue = (/^text-(id|en)$/.exec(id) || [])[1];
    if (!tongue) return false;
    Object.assign(this, { words: { ...this.words, [tongue]: value }, ready: "" });
    this.show();
    return true;
  }

  ask(drill) {
    const { zones, words, languages, chosen } = this;
    if (this.busy) return;
    const written = Object.fromEntries(["id", "en"].map((tongue) => [tongue, languages.includes(tongue) ? words[tongue].trim() : ""]));
    if (!written.id && !written.en) this.tell(this.say("need.text"), true);
    else if (!chosen.size) this.tell(this.say("need.zone"), true);
    else this.open({ drill, words: written, zones: zones.filter((zone) => chosen.has(zone.zone)) });
  }

  open(asked) {
    const mine = { ...asked, armed: false, sending: null };
    this.asked = mine;
    this.tell("");
    this.opened();
    setTimeout(() => {
      mine.armed = true;
      if (this.asked === mine) this.show();
    }, settled);
    setTimeout(() => {
      if (this.asked === mine && mine.sending === null) this.shut();
    }, patience);
  }

  shut() {
    this.asked = null;
    this.show();
  }

  async start() {
    const { asked } = this;
    if (!asked || !asked.armed || asked.sending !== null) return;
    const body = { text: asked.words, zones: asked.zones.map((zone) => zone.zone), drill: asked.drill };
    const reply = await this.send("/api/emergencies", body, asked);
    if (!reply) return;
    this.asked = null;
    if (reply.status < 400) Object.assign(this, { ready: "", words: { id: "", en: "" } });
    this.answered(reply, "started");
    if (reply.status < 400) this.write({ id: "", en: "" });
  }

  /** Sent until it is answered, or until its sender gives up; the same id, so that it is one press. */
  async send(path, body, asked) {
    const key = pressId();
    for (asked.sending = 0; this.asked === asked; asked.sending += 1) {
      this.show();
      const reply = await request(path, { secret: this.secret, language: this.language(), method: "POST", body, key });
      if (reply) return reply;
      await pause(Math.min(3000, 400 * 2 ** asked.sending));
    }
    return null;
  }

  async end(id) {
    Object.assign(this, { busy: true, ending: "" });
    this.show();
    const path = `/api/emergencies/${encodeURIComponent(id)}/end`;
    const key = pressId();
    let reply = null;
    for (let tries = 0; !reply; tries += 1) {
      reply = await request(path, { secret: this.secret, language: this.language(), method: "POST", key });
      if (!reply) {
        this.tell(this.say("again", { n: tries + 2 }), true);
        await pause(Math.min(3000, 400 * 2 ** tries));
      }
    }
    this.busy = false;
    this.answered(reply, "ended");
  }

  answered(reply, done) {
    if (reply.status < 400) this.tell(this.say(done));
    else this.tell(pick(reply.body.detail || reply.body.title, this.language()) || this.say("failed"), true);
    this.learn();
    if (reply.status < 400) this.done(done);
  }
}
