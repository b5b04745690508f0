/* Which calls are new and fresh, so that nothing flashes twice and nothing stale; and how long each stays up. */
(function (signage) {
  "use strict";

  const FRESH = 20; // seconds: younger calls are always up, and flash when first seen
  const LONGEST = 120; // seconds: a sentence that waits longer no longer holds its call up
  const AFTER = 5; // seconds a call stays up after its sentence, for those who look up when they hear it
  const CROWD = 20; // at most so many calls are up, unless they are fresh

  class Flash {
    constructor(memory) {
      this.memory = memory;
      this.said = {};
      this.until = {};
    }

    /* The seqs of the calls that arrive with this message; asking twice gives none the second time. */
    arrivals(message) {
      const name = "seen." + message.topic;
      const seen = this.memory.recall(name) || {};
      const after = seen.epoch === message.epoch ? seen.seq : 0;
      const calls = message.view.calls || [];
      const newest = calls.reduce((most, call) => Math.max(most, call.seq), after);
      if (newest > after || seen.epoch !== message.epoch) {
        this.memory.remember(name, { epoch: message.epoch, seq: newest });
      }
      return calls.filter((call) => call.seq > after && call.age < FRESH).map((call) => call.seq);
    }

    /* Notes when a sentence ends; now is the steady clock in seconds. */
    listen(calls, now) {
      const said = {};
      const until = {};
      calls.forEach((call) => {
        const before = this.said[call.seq];
        const ended = (before === "waiting" || before === "speaking") && call.said === "heard";
        said[call.seq] = call.said;
        until[call.seq] = ended ? now + AFTER : this.until[call.seq] || 0;
      });
      this.said = said;
      this.until = until;
    }

    /* The calls that are being called now, newest first. `live` is false when the view may be old:
       then nothing but age counts, because no one would tell us that a sentence has ended. */
    up(calls, age, spoken, live, now) {
      const due = calls.filter((call) => age(call) < FRESH || (live && age(call) < LONGEST && (
        call.seq === spoken || call.said === "waiting" || call.said === "speaking" ||
        this.until[call.seq] > now)));
      return due.filter((call, place) => place < CROWD || age(call) < FRESH || call.seq === spoken);
    }
  }

  signage.Flash = Flash;
})((window.signage = window.signage || {}));
