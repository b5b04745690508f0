/* Where the regions of a layout stand on this glass: cells of its grid → boxes in pixels. Pure; knows no document. */
(function (signage) {
  "use strict";

  const GAP = 0.7; // units that a panel keeps from its neighbours, on each side
  const BARS = { header: true, status: true, ticker: true, media: true }; // reach the edges of their cells
  const USUAL = { number: 0.115, counter: 0.085, agency: 0.05, text: 0.032 }; // of the shorter side: 43 inch at 4 m
  const MOST = 0.65; // of its room: a banner that needs more takes all of it
  const BANNER = [0, 0.32, 0.5, 0.66]; // of the height, for so many calls at once

  /* The layout for how this page stands, where the screen has one for each way. */
  function layoutOf(screen, width, height) {
    const stands = width >= height ? "landscape" : "portrait";
    const turned = screen && screen.turned;
    return turned && turned.orientation === stands && screen.layout.orientation !== stands ? turned : screen && screen.layout;
  }

  /* Today's one picture, which needs no plan: no layout yet, or the classic one. */
  function classic(screen) {
    const layout = screen && screen.layout;
    return !layout || layout.id === "classic" || !(layout.regions || []).length;
  }

  function least(sizes, shorter) {
    const found = {};
    Object.keys(USUAL).forEach((role) => {
      found[role] = (sizes && sizes[role] > 0 ? sizes[role] : USUAL[role]) * shorter;
    });
    return found;
  }

  function box(region, layout, width, height) {
    const left = Math.round(region.x * width / layout.columns);
    const top = Math.round(region.y * height / layout.rows);
    return {
      left: left, top: top,
      width: Math.round((region.x + region.w) * width / layout.columns) - left,
      height: Math.round((region.y + region.h) * height / layout.rows) - top
    };
  }

  /* A panel keeps its distance; twice as far from the edge of the glass. */
  function inset(found, gap, width, height) {
    const left = found.left === 0 ? gap * 2 : gap;
    const top = found.top === 0 ? gap * 2 : gap;
    const right = found.left + found.width >= width ? gap * 2 : gap;
    const bottom = found.top + found.height >= height ? gap * 2 : gap;
    return {
      left: found.left + left, top: found.top + top,
      width: found.width - left - right, height: found.height - top - bottom
    };
  }

  /* The clock belongs to the header's bar when it stands in its row. */
  function barred(region, regions) {
    const beside = regions.filter((other) => other.kind === "header" && other.y === region.y && other.h === region.h);
    return Boolean(BARS[region.kind]) || (region.kind === "clock" && beside.length > 0);
  }

  /* {least, calls, regions: {kind: {box, bar, options}}} in a room of this size, on a glass whose shorter side is `shorter`. */
  function plan(screen, width, height, unit, shorter) {
    const layout = layoutOf(screen, width, height);
    const regions = {};
    layout.regions.forEach((region) => {
      const whole = box(region, layout, width, height);
      const bar = barred(region, layout.regions);
      regions[region.kind] = {
        box: bar ? whole : inset(whole, GAP * unit, width, height), bar: bar, options: region.options || {}
      };
    });
    const calls = layout.calls === "banner" || layout.calls === "whole" ? layout.calls : regions.board ? "board" : "banner";
    return { least: least(screen.sizes, shorter), calls: calls, regions: regions };
  }

  /* Where the lowest bars begin: calls that come over the media leave the status line to be read. */
  function floor(regions, height) {
    const status = regions.status ? regions.status.box : null;
    return status && status.top > height / 2 ? status.top : height;
  }

  /* The box of the calls that are up, {box, over, style}, or null: over means above all but the status line. */
  function calls(made, up, crowded, width, height) {
    const bottom = floor(made.regions, height);
    const whole = { box: { left: 0, top: 0, width: width, height: bottom }, over: true, style: "whole" };
    if (up && (crowded || made.calls === "whole")) {
      return whole;
    }
    if (up && made.calls === "banner") {
      const media = made.regions.media ? made.regions.media.box : whole.box;
      const narrow = media.width < width * 0.6;
      const under = narrow ? bottom : media.top + media.height;
      const share = height * BANNER[Math.min(up, 3)] * (width < height ? 0.62 : 1);
      const needs = made.least.number * 1.55 * Math.min(up, 2); // what makes the numbers large enough
      const wanted = Math.max(share, needs);
      const tall = Math.round(wanted > under * MOST ? under : wanted); // no strip of what is behind
      return {
        box: { left: narrow ? 0 : media.left, top: Math.max(0, under - tall), width: narrow ? width : media.width, height: tall },
        over: true, style: "banner"
      };
    }
    return made.regions.board ? { box: made.regions.board.box, over: false, style: "board" } : null;
  }

  signage.plan = { classic: classic, layoutOf: layoutOf, least: least, plan: plan, calls: calls };
})((window.signage = window.signage || {}));
