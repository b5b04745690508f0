/* Keeps the programme's files in memory: fetched one at a time, checked, for as long as they are named. */
(function (signage) {
  "use strict";

  const PART = 2 * 1024 * 1024; // bytes asked for at once: what has come is not asked for again
  const LEAST = 64 * 1024; // on a link that is too slow for larger ones
  const PATIENCE = 60000; // ms for one part
  const LONGEST = 60; // seconds between two tries, which go on for ever
  const MIB = 1024 * 1024;
  const SHARE = 128; // MiB for each GiB of memory, where the browser tells it
  const BUDGET = 192; // MiB on a television
  const NEWER = 512; // on an engine from 2020 on, which puts what is too much on a disk
  const MOST = 1024;

  /* Bytes for all files together. */
  function budget(gigabytes, agent) {
    const version = Number((/Chrom(?:e|ium)\/(\d+)/.exec(agent) || [0, 0])[1]);
    const usual = version >= 80 ? NEWER : BUDGET;
    return MIB * (gigabytes > 0 ? Math.min(MOST, Math.max(BUDGET, gigabytes * SHARE)) : usual);
  }

  /* Which files fit: the soonest first, of one playlist the small ones first. */
  function fitting(files, most) {
    const chosen = {};
    let sum = 0;
    files.map((file, place) => ({ file: file, place: place }))
      .sort((one, other) => one.file.group - other.file.group || one.file.size - other.file.size || one.place - other.place)
      .forEach((each) => {
        if (sum + each.file.size <= most) {
          sum += each.file.size;
          chosen[each.file.url] = true;
        }
      });
    return files.filter((file) => chosen[file.url]);
  }

  function once(files) {
    const seen = {};
    return files.filter((file) => {
      const fresh = !seen[file.url] && file.size > 0 && /^\/media\/[\w.-]+$/.test(file.url);
      seen[file.url] = true;
      return fresh;
    });
  }

  class Store {
    /* secret() is this screen's; changed() is called when a file has come; held(url) says whether one that is no
       longer named is still on the screen. */
    constructor(given) {
      this.given = given;
      this.budget = given.budget || budget(window.navigator.deviceMemory, window.navigator.userAgent);
      this.wanted = []; // what fits
      this.dropped = 0; // how many don't
      this.kept = {}; // url → {object, size}
      this.begun = {}; // url → {parts, got, tries, after}
      this.part = PART;
      this.request = null;
      this.busy = null; // the url that is being fetched or checked
      this.timer = 0;
    }

    /* Names all files that are needed, the soonest first. */
    want(files) {
      const named = once(files);
      this.wanted = fitting(named, this.budget);
      this.dropped = named.length - this.wanted.length;
      if (this.request && !this.names(this.busy)) {
        this.request.abort();
        this.request = null;
        this.busy = null;
      }
      this.release();
      this.go();
    }

    names(url) {
      return this.wanted.some((file) => file.url === url);
    }

    /* The address of a file in memory, or "". */
    url(url) {
      return this.kept[url] ? this.kept[url].object : "";
    }

    /* Lets go what nobody names and nobody looks at. */
    release() {
      Object.keys(this.kept).filter((url) => !this.names(url) && !this.given.held(url)).forEach((url) => {
        window.URL.revokeObjectURL(this.kept[url].object);
        delete this.kept[url];
      });
      Object.keys(this.begun).filter((url) => !this.names(url)).forEach((url) => {
        delete this.begun[url];
      });
    }

    /* A word for the beat. */
    told() {
      const urls = Object.keys(this.kept);
      return {
        wanted: this.wanted.length,
        kept: this.wanted.filter((file) => this.kept[file.url]).length,
        bytes: urls.reduce((sum, url) => sum + this.kept[url].size, 0),
        dropped: this.dropped,
        failing: this.wanted.filter((file) => !this.kept[file.url] && (this.begun[file.url] || {}).tries > 0).length
      };
    }

    /* Begins with the next file that is due, unless one is on its way. */
    go() {
      window.clearTimeout(this.timer);
      if (this.busy !== null) {
        return;
      }
      const now = this.given.steady();
      const missing = this.wanted.filter((file) => !this.kept[file.url]);
      const due = missing.filter((file) => !this.begun[file.url] || this.begun[file.url].after <= now)[0];
      if (due) {
        this.fetch(due);
      } else if (missing.length) {
        const soonest = Math.min.apply(null, missing.map((file) => this.begun[file.url].after));
        this.timer = window.setTimeout(() => this.go(), Math.max(100, Math.min(soonest - now, LONGEST * 1000)));
      }
    }

    fetch(file) {
      const state = this.begun[file.url] || { parts: [], got: 0, tries: 0, after: 0 };
      const asked = Math.min(this.part, file.size - state.got);
      const request = new XMLHttpRequest();
      this.begun[file.url] = state;
      this.busy = file.url;
      this.request = request;
      request.open("GET", file.url);
      request.responseType = "blob";
      request.timeout = PATIENCE;
      if (this.given.secret()) { // a preview has its person's session instead
        request.setRequestHeader("Authorization", "Bearer " + this.given.secret());
      }
      if (asked < file.size) {
        request.setRequestHeader("Range", "bytes=" + state.got + "-" + (state.got + asked - 1));
      }
      const answered = (then) => () => {
        if (this.request === request) {
          this.request = null;
          then();
        }
      };
      request.onload = answered(() => this.came(file, state, asked, request));
      request.onerror = request.onabort = answered(() => this.failed(file, state));
      request.ontimeout = answered(() => {
        this.part = Math.max(LEAST, this.part / 2);
        this.failed(file, state);
      });
      request.send();
    }

    came(file, state, asked, request) {
      const blob = request.response;
      if (request.status === 200 && blob && blob.size === file.size) {
        state.parts = [blob];
        state.got = file.size;
      } else if (request.status === 206 && blob && blob.size === asked) {
        state.parts.push(blob);
        state.got += asked;
      } else {
        this.failed(file, state);
        return;
      }
      if (state.got < file.size) {
        this.busy = null;
        this.go();
        return;
      }
      const whole = new Blob(state.parts, { type: file.type });
      signage.check(whole, file.size, file.crc32, this.given.steady).then((good) => this.checked(file, state, whole, good));
    }

    checked(file, state, whole, good) {
      if (!good) {
        state.parts = [];
        state.got = 0;
        this.failed(file, state);
        return;
      }
      delete this.begun[file.url];
      this.busy = null;
      if (this.names(file.url)) {
        this.kept[file.url] = { object: window.URL.createObjectURL(whole), size: file.size };
        this.given.changed();
      }
      this.go();
    }

    failed(file, state) {
      state.tries += 1;
      const wait = Math.min(LONGEST, Math.pow(2, Math.min(state.tries, 10) - 1)) * (0.5 + 0.5 * Math.random());
      state.after = this.given.steady() + wait * 1000;
      this.busy = null;
      this.go();
    }
  }

  signage.Store = Store;
  signage.fitting = fitting;
})((window.signage = window.signage || {}));
