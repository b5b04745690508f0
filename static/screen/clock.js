/* The hall's clock: server time carried on by this machine's steady clock, in the hall's own time zone. */
(function (signage) {
  "use strict";

  function two(number) {
    return (number < 10 ? "0" : "") + number;
  }

  class Clock {
    constructor(steady) {
      this.steady = steady;
      this.at = null;
      this.set_at = 0;
      this.offset = null;
    }

    /* Takes the server's time, Unix ms; offset is minutes east of Greenwich. */
    set(at) {
      this.at = at;
      this.set_at = this.steady();
    }

    /* Time went by that the steady clock did not count. */
    skip(missed) {
      this.set_at -= missed;
    }

    now() {
      return this.at === null ? null : this.at + (this.steady() - this.set_at);
    }

    local(at) {
      const offset = this.offset === null ? -new Date(at).getTimezoneOffset() : this.offset;
      return new Date(at + offset * 60000); // to be read with the getUTC… methods only
    }

    time(at) {
      const moment = this.local(at);
      return two(moment.getUTCHours()) + ":" + two(moment.getUTCMinutes());
    }

    seconds(at) {
      return this.time(at) + ":" + two(this.local(at).getUTCSeconds());
    }

    date(at, words) {
      const moment = this.local(at);
      return words.days[moment.getUTCDay()] + ", " + moment.getUTCDate() + " " +
        words.months[moment.getUTCMonth()] + " " + moment.getUTCFullYear();
    }
  }

  signage.Clock = Clock;
})((window.signage = window.signage || {}));
