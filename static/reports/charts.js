// Charts in the house's colours. Each is a picture of a table that stands beside it: whoever can't see it loses nothing.

import "../vendor/chart.js";
import { el } from "../admin/dom.js";

const Chart = globalThis.Chart;
const ink = { text: "#0b1f33", soft: "#4c6277", line: "#d5dde5" };

/** What a thing looks like in every chart: served is always green, gone always grey. */
export const colours = {
  first: "#27527c", second: "#e0992b", third: "#0b6b45", fourth: "#8a4f9e", quiet: "#b9cfe4", grey: "#9aa9b8", alert: "#b3261e",
  marks: ["#b3261e", "#e0992b", "#7fb2d9", "#0b6b45"], // answers 1 to 4
  category: { A: "#0b6b45", B: "#27527c", C: "#8f5a00", D: "#b3261e" },
};

Chart.defaults.font.family = '"Atkinson Hyperlegible", "Noto Sans", Arial, sans-serif';
Chart.defaults.font.size = 14;
Chart.defaults.color = ink.soft;
Chart.defaults.animation = false;
Chart.defaults.maintainAspectRatio = false;
Chart.defaults.devicePixelRatio = Math.max(2, globalThis.devicePixelRatio || 1); // it may be printed

const made = new Set();

/** Lets go of every chart that is on the page no more. */
export function tidy() {
  for (const chart of made) {
    if (chart.canvas && chart.canvas.isConnected) continue;
    chart.destroy();
    made.delete(chart);
  }
}

function frame(name, height, rows) {
  const canvas = el("canvas", { role: "img", "aria-label": name });
  const box = el("div", { class: `chart chart-${height}` }, canvas);
  box.style.setProperty("--rows", rows); // a tall one has as much room as its rows want
  return { box, canvas };
}

const axis = (more) => ({ grid: { color: ink.line, drawTicks: false }, border: { display: false }, ticks: { padding: 8 }, ...more });

/** Writes each bar's value at its end, for those who print it. */
const labelling = (format, across) => ({
  id: "labelling",
  afterDatasetsDraw(drawn) {
    const { ctx } = drawn;
    ctx.save();
    ctx.fillStyle = "#fff";
    ctx.font = `700 14px ${Chart.defaults.font.family}`;
    ctx.textBaseline = "middle";
    drawn.getDatasetMeta(0).data.forEach((bar, place) => {
      const { x, y } = bar.tooltipPosition(true);
      ctx.textAlign = across ? "right" : "center";
      ctx.fillText(format(drawn.data.datasets[0].data[place], place), across ? x - 8 : x, across ? y : y + 14);
    });
    ctx.restore();
  },
});

/** A long name on two or three lines, where a chart is narrow. */
function wrapped(value) {
  const name = String(this.getLabelForValue(value));
  const most = this.chart.width < 520 ? 15 : 44;
  return name.split(" ").reduce((lines, word) => {
    const last = lines[lines.length - 1];
    if (last !== undefined && `${last} ${word}`.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
    return lines;
  }, []);
}

/**
 * `labelled` writes values on the bars, `least` and `most` are the ends of the axis.
 * `series` [{name, values, colour, line?}], values null where nothing is known; `format` says a value in words.
 * `across`: bars lie, for long names; `stacked`. `labelled` true or (value, place) => text. A series' `colour` may be one for each bar.
 */
export function chart({ name, labels, series, format = String, across = false, stacked = false, lines = false, labelled = false, least, most, height = "usual" }) {
  const { box, canvas } = frame(name, height, labels.length);
  const values = axis({ beginAtZero: least === undefined, min: least, max: most, stacked, ticks: { padding: 8, maxTicksLimit: 6, callback: (value) => format(value) } });
  const names = axis({ grid: { display: false }, stacked, ticks: { padding: 6, autoSkip: !across, maxRotation: across ? 0 : 45, ...(across && { callback: wrapped }) } });
  const datasets = series.map((one) => ({
    type: lines || one.line ? "line" : "bar",
    label: one.name, data: one.values, backgroundColor: one.colour, borderColor: one.colour,
    borderWidth: lines || one.line ? 2.5 : 0, borderRadius: stacked ? 0 : 4, maxBarThickness: 44,
    pointRadius: one.values.length > 40 ? 0 : 3, cubicInterpolationMode: "monotone", spanGaps: false, order: one.line ? 0 : 1,
  }));
  const settings = {
    data: { labels, datasets },
    options: {
      indexAxis: across ? "y" : "x",
      scales: across ? { x: values, y: names } : { x: names, y: values },
      interaction: { mode: "index", intersect: false, axis: across ? "y" : "x" },
      plugins: {
        subtitle: { display: series.length > 1, text: "", font: { size: 1 }, padding: { top: 0, bottom: 8 }, weight: 10 }, // keeps the axis off the legend
        legend: { display: series.length > 1, position: "top", align: "start", labels: { boxWidth: 14, boxHeight: 14, color: ink.text, usePointStyle: false } },
        tooltip: {
          backgroundColor: ink.text, padding: 12, cornerRadius: 8,
          callbacks: { label: (item) => `${item.dataset.label}: ${format(across ? item.parsed.x : item.parsed.y)}` },
        },
      },
    },
    plugins: labelled ? [labelling(labelled === true ? format : labelled, across)] : [],
  };
  // it measures the box, so the box has to be on the page
  requestAnimationFrame(() => box.isConnected && made.add(new Chart(canvas, settings)));
  return box;
}
