/* A mall's colours and its logo on the page. */
(function (signage) {
  "use strict";

  const COLOUR = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;
  const TOKENS = ["ground", "paper", "paper2", "line", "text", "soft", "call", "call_ink", "call_text", "go", "alert", "alert_ink"];
  const RETRY = 30000; // ms between tries to fetch a logo

  function property(token) {
    return "--" + token.replace("paper2", "paper-2").replace("_", "-");
  }

  /* How bright a colour is to the eye, 0 to 1. */
  function luminance(colour) {
    const long = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, "$&$&") : colour;
    const parts = [1, 3, 5].map((at) => parseInt(long.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4)));
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  }

  /* {property: value} of what the theme sets, and of two colours that follow from it. */
  function properties(theme) {
    const tokens = (theme && theme.tokens) || {};
    const found = {};
    TOKENS.filter((token) => COLOUR.test(tokens[token] || "")).forEach((token) => {
      found[property(token)] = tokens[token];
    });
    if (found["--call-ink"]) { // what stands beside the counter's number, on the ink
      found["--on-ink"] = luminance(found["--call-ink"]) < 0.3 ? "#fff" : "#111";
    }
    if (found["--soft"] && found["--soft"].toLowerCase() !== "#b9cfe4") {
      found["--faint"] = found["--soft"];
    }
    return found;
  }

  class Theme {
    /* secret() opens the mall's own files; changed() is called when the logo has come. */
    constructor(root, secret, changed) {
      this.root = root;
      this.secret = secret;
      this.changed = changed;
      this.set = {};
      this.logo = ""; // an address of the page's own memory
      this.wanted = "";
      this.timer = 0;
    }

    show(theme) {
      const found = properties(theme);
      const old = this.set;
      Object.keys(old).filter((name) => !(name in found)).forEach((name) => this.root.style.removeProperty(name));
      Object.keys(found).filter((name) => old[name] !== found[name])
        .forEach((name) => this.root.style.setProperty(name, found[name]));
      this.set = found;
      this.want(theme && theme.logo ? theme.logo.url : "");
    }

    want(url) {
      if (url === this.wanted) {
        return;
      }
      this.wanted = url;
      window.clearTimeout(this.timer);
      this.keep("");
      if (url) {
        this.fetch(url);
      }
    }

    fetch(url) {
      const secret = this.secret();
      const headers = secret ? { Authorization: "Bearer " + secret } : {};
      window.fetch(url, { headers: headers, credentials: "same-origin" }).then((answer) => {
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        return answer.blob();
      }).then((blob) => {
        if (url === this.wanted) {
          this.keep(URL.createObjectURL(blob));
        }
      }).catch(() => {
        if (url === this.wanted) {
          this.timer = window.setTimeout(() => this.fetch(url), RETRY);
        }
      });
    }

    keep(address) {
      if (this.logo) {
        URL.revokeObjectURL(this.logo);
      }
      this.logo = address;
      this.changed();
    }
  }

  signage.Theme = Theme;
  signage.themes = { properties: properties };
})((window.signage = window.signage || {}));
