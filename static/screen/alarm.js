/* An emergency takes the whole screen: what is shown of it, and how large its words can be. */
(function (signage) {
  "use strict";

  const TURN = 12; // seconds for which each of several emergencies is shown
  const LARGEST = 13; // units: one word need not be larger
  const SMALLEST = 2.4; // units
  const OTHER = 0.74; // of the first language's size

  /* What stands: real emergencies, or drills where there is nothing real. */
  function standing(view) {
    const every = view.emergencies || (view.emergency ? [view.emergency] : []);
    const real = every.filter((one) => !one.drill);
    return real.length ? real : every;
  }

  /* Null, or {drill, band, note, texts: [{language, text}]}; `seconds` of a steady clock choose among several. */
  function alarm(view, seconds, language) {
    const every = standing(view);
    if (!every.length) {
      return null;
    }
    const place = Math.floor(seconds / TURN) % every.length;
    const one = every[place];
    const kind = one.drill ? "drill" : "alarm";
    const other = language === "en" ? "id" : "en";
    const texts = [language, other].map((tongue) => ({ language: tongue, text: signage.pick(one.text, tongue) }));
    return {
      drill: one.drill,
      band: signage.words[language][kind] + " · " + signage.words[other][kind],
      note: one.drill ? signage.words[language].drilled + " " + signage.words[other].drilled : "",
      place: every.length > 1 ? place + 1 + "/" + every.length : "",
      texts: texts[0].text === texts[1].text ? texts.slice(0, 1) : texts
    };
  }

  /* The last calls in one line, because work may go on beneath; `most` of them without a word before. */
  function calls(view, language, most) {
    const words = signage.words[language];
    const last = view.calls.slice(0, most || 3).map((call) => {
      const counter = signage.pick(call.counter_name || call.counter, language);
      return call.number + " → " + (signage.desk(counter, words) + " " + counter).trim();
    });
    return last.length ? (most ? "" : words.calls + ": ") + last.join(" · ") : "";
  }

  function write(node, text) {
    if (node.textContent !== text) {
      node.textContent = text;
    }
  }

  class Alarm {
    constructor(page) {
      this.page = page;
      this.measured = "";
    }

    part(id) {
      return this.page.getElementById(id);
    }

    /* alarm: as above, or null. unit: pixels. */
    show(alarm, unit) {
      const body = this.page.body;
      body.classList.toggle("alarm", alarm !== null);
      body.classList.toggle("drill", alarm !== null && alarm.drill);
      if (alarm === null) {
        return;
      }
      write(this.part("alarm-kind"), alarm.band);
      write(this.part("alarm-note"), alarm.note);
      write(this.part("alarm-place"), alarm.place);
      ["alarm-text", "alarm-other"].forEach((id, place) => this.words(this.part(id), alarm.texts[place]));
      const below = this.part("line").offsetHeight;
      this.part("alarm").style.bottom = below + "px";
      this.fit(unit, [unit, below, window.innerWidth, window.innerHeight, JSON.stringify(alarm)].join(" "));
    }

    words(node, said) {
      write(node, said ? said.text : "");
      if (said) {
        node.setAttribute("lang", said.language);
      }
    }

    /* As large as all of it fits; measured only when something has changed. */
    fit(unit, measured) {
      if (measured === this.measured) {
        return;
      }
      this.measured = measured;
      const box = this.part("alarm-words");
      const fits = (units) => {
        this.part("alarm-text").style.fontSize = units * unit + "px";
        this.part("alarm-other").style.fontSize = units * unit * OTHER + "px";
        return box.scrollHeight <= box.clientHeight && box.scrollWidth <= box.clientWidth;
      };
      let low = SMALLEST;
      let high = LARGEST;
      if (!fits(high)) {
        while (high - low > 0.05) {
          const middle = (low + high) / 2;
          if (fits(middle)) {
            low = middle;
          } else {
            high = middle;
          }
        }
        fits(low);
      }
    }

    /* The face has come: words take another room. */
    forget() {
      this.measured = "";
    }
  }

  signage.alarm = alarm;
  signage.alarmCalls = calls;
  signage.Alarm = Alarm;
})((window.signage = window.signage || {}));
