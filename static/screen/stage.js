/* Puts a layout's regions on the page: each into its box, filled at its own size; nodes stay the same nodes. */
(function (signage) {
  "use strict";

  const nodes = signage.nodes;
  const fit = signage.fit;
  const OWN = { board: true, status: true, media: true }; // stand on the page already

  class Stage {
    constructor(page, paint, theme) {
      this.page = page;
      this.paint = paint;
      this.theme = theme;
      this.made = null; // the plan, or null: today's one picture
      this.regions = {};
      this.measured = "";
      this.crowded = false;
      this.faces = 0;
    }

    part(id) {
      return this.page.getElementById(id);
    }

    /* Plans for this view in the room above `strip` pixels; returns whether there is a layout to place. */
    set(screen, strip) {
      const size = [window.innerWidth, window.innerHeight - strip, this.paint.shape.unit];
      const placed = !signage.plan.classic(screen);
      if (screen && (screen !== this.screen || !this.themed)) {
        this.theme.show(screen.theme);
        this.themed = true;
      }
      if (screen !== this.screen || size.join() !== this.size) {
        this.made = placed ? signage.plan.plan(screen, size[0], size[1], size[2], Math.min(window.innerWidth, window.innerHeight)) : null;
        this.measured = "";
      }
      this.screen = screen;
      this.size = size.join();
      this.width = size[0];
      this.height = size[1];
      this.page.body.classList.toggle("placed", placed);
      if (!placed) {
        this.clear();
      }
      return placed;
    }

    /* Today's picture again: nothing of a layout stays behind. */
    clear() {
      Object.keys(this.regions).forEach((kind) => this.drop(kind));
      if (!this.touched) {
        return;
      }
      this.touched = false;
      ["calls", "line"].forEach((id) => this.part(id).removeAttribute("style"));
      ["line-text", "greeting", "welcome"].forEach((id) => this.part(id).removeAttribute("style"));
      this.welcomed = "";
      this.part("calls").classList.remove("shown", "over", "banner", "whole");
      this.paint.forget();
      this.paint.measured = "";
    }

    drop(kind) {
      this.page.body.removeChild(this.regions[kind]);
      delete this.regions[kind];
    }

    /* The status line: at least as high as its region; a notice may need more. */
    line(unit) {
      const status = this.made.regions.status;
      const line = this.part("line");
      const box = status ? status.box : { left: 0, top: this.height - unit * 6, width: this.width, height: unit * 6 };
      const low = box.top > this.height / 2;
      nodes.style(line, "left", box.left + "px");
      nodes.style(line, "width", box.width + "px");
      nodes.style(line, "minHeight", box.height + "px");
      nodes.style(line, "top", low ? "auto" : box.top + "px");
      nodes.style(line, "bottom", low ? window.innerHeight - box.top - box.height + "px" : "auto");
      nodes.style(line, "fontSize", Math.min(Math.max(box.height * 0.46, this.made.least.text), box.height * 0.76) + "px");
    }

    /* scene: {board, view, screen, calling, language, words, clock, seconds}; returns the media's box or null. */
    draw(scene) {
      this.touched = true;
      const made = this.made;
      const unit = this.paint.shape.unit;
      const shown = Object.assign({ logo: this.theme.logo, faces: this.faces, boarded: Boolean(made.regions.board) }, scene);
      const over = this.calls(scene.board, unit);
      Object.keys(this.regions).filter((kind) => !made.regions[kind]).forEach((kind) => this.drop(kind));
      Object.keys(made.regions).filter((kind) => !OWN[kind] && signage.regions[kind])
        .forEach((kind) => this.region(kind, made.regions[kind], shown, unit, over));
      return made.regions.media ? made.regions.media.box : null;
    }

    /* over: the banner's box, or null; a list that it covers in part ends above it. */
    region(kind, region, scene, unit, over) {
      if (!this.regions[kind]) {
        this.regions[kind] = nodes.element("section", "");
        this.page.body.insertBefore(this.regions[kind], this.page.querySelector("main"));
      }
      const node = this.regions[kind];
      const name = "region " + kind + (region.bar ? " bar" : " panel");
      if (node.kind !== name) {
        node.kind = name;
        node.className = name;
      }
      const full = region.box;
      const free = over && !region.bar ? over.top - unit - full.top : full.height;
      const box = free < full.height ? Object.assign({}, full, { height: free }) : full;
      const room = free >= Math.min(full.height, full.height * 0.3 + this.made.least.text);
      nodes.style(node, "display", room ? "" : "none"); // half a row is worse than none
      if (!room) {
        return;
      }
      nodes.place(node, box);
      signage.regions[kind](node, scene, {
        width: box.width, height: box.height, unit: unit, least: this.made.least, options: region.options
      });
    }

    /* Places the calls; returns the box of a banner, or null. */
    calls(board, unit) {
      const calls = board.calls;
      const area = this.part("calls");
      const up = calls.up.length;
      const found = signage.plan.calls(this.made, up, this.crowd(up, unit), this.width, this.height);
      area.classList.toggle("shown", found !== null);
      ["banner", "whole"].forEach((style) => area.classList.toggle(style, found !== null && found.style === style));
      area.classList.toggle("over", found !== null && found.over);
      if (!found) {
        nodes.keyed(this.part("tiles"), [], null, null); // nothing is up
        return null;
      }
      nodes.place(area, found.box);
      nodes.style(area, "padding", found.over ? unit * 1.4 + "px" : "0px");
      const shorter = Math.min(found.box.width / 16, found.box.height / 9);
      nodes.style(area, "fontSize", Math.max(this.made.least.text, shorter) + "px");
      const empty = up + calls.rest.length === 0;
      area.classList.toggle("empty", empty);
      if (empty) {
        this.paint.welcome(board);
        this.welcome([found.box.width, found.box.height, area.style.fontSize, this.faces, board.mall, board.greeting].join());
      }
      const room = { width: found.box.width, height: found.box.height, inset: found.over ? unit * 1.4 : 0 };
      this.paint.placed(calls, room, found.style, this.made.least, Boolean(this.made.regions.last));
      return found.style === "banner" ? found.box : null;
    }

    /* Words for a hall in which nobody was called: what would be cut below and above the name is left out, then the name is smaller. */
    welcome(measured) {
      if (measured === this.welcomed) {
        return;
      }
      this.welcomed = measured;
      const words = this.part("empty");
      const mall = this.part("welcome-mall");
      const cut = () => words.scrollHeight > words.clientHeight + 1 || words.firstElementChild.offsetTop < 0;
      nodes.style(mall, "fontSize", "");
      ["greeting", "welcome"].forEach((id) => nodes.style(this.part(id), "display", ""));
      ["greeting", "welcome"].forEach((id) => {
        if (cut()) {
          nodes.style(this.part(id), "display", "none");
        }
      });
      [1.4, 1.15, 0.95, 0.8].forEach((size) => {
        if (cut() || mall.scrollWidth > mall.clientWidth + 1) {
          nodes.style(mall, "fontSize", size + "em");
        }
      });
    }

    /* Would the numbers be too small to read in the room that calls have in this layout? */
    crowd(up, unit) {
      const measured = up + " " + this.size;
      if (measured !== this.measured) {
        this.measured = measured;
        const found = signage.plan.calls(this.made, up, false, this.width, this.height);
        this.crowded = Boolean(found) && up > 2 && fit.numerals(up, found.box.width, found.box.height, unit * 1.4) <
          Math.min(this.made.least.number, unit * 9);
      }
      return this.crowded;
    }

    /* The face has come: text has another width. */
    forget() {
      this.faces += 1;
    }
  }

  signage.Stage = Stage;
})((window.signage = window.signage || {}));
