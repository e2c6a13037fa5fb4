// Draws what an index costs as the corpus grows, from the rows that `npm run bench -- scale --rows` keeps.
// usage: node bench/scale/chart.mjs <rows.json> <chart.svg>
import { readFileSync, writeFileSync } from "node:fs";

const WIDTH = 1020;
const PANEL = { width: 300, height: 230, left: 52, top: 112 };
const GAP = 40;
const LINE = 18;
const TIMES = 10;
/** How far the axis of passages goes on beyond them, as a factor. */
const MARGIN = 1.6;

const PANELS = [
  {
    title: "To index: seconds of processor",
    series: [
      { name: "a first build, with the model", rows: "embedded", of: "build CPU s", colour: 2 },
      { name: "a first build, beside the model", rows: "drawn", of: "build CPU s", colour: 0 },
      { name: "one file added, with the model", rows: "drawn", of: "small change CPU s", colour: 1 },
    ],
  },
  {
    title: "To ask: milliseconds of processor",
    series: [
      { name: "opening it and a first search", rows: "drawn", of: "open and search CPU ms", colour: 1 },
      { name: "a search later", rows: "drawn", of: "search CPU ms", colour: 0 },
    ],
  },
  {
    title: "Memory: megabytes",
    series: [
      { name: "a first build, without the model", rows: "drawn", of: "build MB", colour: 0 },
      { name: "one file added, with the model", rows: "drawn", of: "small change MB", colour: 1 },
      { name: "an open index, asked", rows: "drawn", of: "MB open", colour: 2 },
    ],
  },
];

const STYLE = `
  text { font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #52514e; }
  .title { font-weight: 600; font-size: 13px; fill: #0b0b0b; }
  .grid { stroke: #e1e0d9; stroke-width: 1; }
  .back { fill: #fcfcfb; }
  .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
  .dot { stroke: #fcfcfb; stroke-width: 2; }
  .c0 { stroke: #2a78d6; } .f0 { fill: #2a78d6; }
  .c1 { stroke: #eb6834; } .f1 { fill: #eb6834; }
  .c2 { stroke: #1baf7a; } .f2 { fill: #1baf7a; }
  @media (prefers-color-scheme: dark) {
    text { fill: #c3c2b7; }
    .title { fill: #ffffff; }
    .grid { stroke: #2c2c2a; }
    .back { fill: #1a1a19; }
    .dot { stroke: #1a1a19; }
    .c0 { stroke: #3987e5; } .f0 { fill: #3987e5; }
    .c1 { stroke: #d95926; } .f1 { fill: #d95926; }
    .c2 { stroke: #199e70; } .f2 { fill: #199e70; }
  }`;

const [from, to] = process.argv.slice(2);
const { machine, rows } = JSON.parse(readFileSync(from, "utf8"));
const sizes = rows.map(({ size }) => size);
const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
const across = { from: smallest / MARGIN, to: largest * MARGIN };
const height = PANEL.top + PANEL.height + 72;
writeFileSync(
  to,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${labelOf()}">
<style>${STYLE}
</style>
<rect class="back" width="${WIDTH}" height="${height}"/>
${PANELS.map(panel).join("\n")}
<text x="${PANEL.left}" y="${height - 12}">Both axes are logarithmic. Asking is measured without the models, whose cost does not grow. Measured on ${machine}.</text>
</svg>
`,
);

function panel({ title, series }, number) {
  const lines = series.map((one) => ({ ...one, points: pointsOf(one) })).filter(({ points }) => points.length > 0);
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value));
  const up = { from: decadeBelow(Math.min(...values)), to: decadeAbove(Math.max(...values)) };
  const x = (value) => PANEL.left + share(value, across) * (PANEL.width - PANEL.left);
  const y = (value) => PANEL.top + (1 - share(value, up)) * PANEL.height;
  const decades = (range) =>
    Array.from({ length: Math.log10(range.to / range.from) + 1 }, (_, i) => range.from * 10 ** i);
  const ticks = Array.from({ length: 1 + Math.round(Math.log10(largest / smallest)) }, (_, i) => smallest * TIMES ** i);
  const bottom = PANEL.top + PANEL.height;
  return [
    `<g transform="translate(${number * (PANEL.width + GAP)} 0)">`,
    `<text class="title" x="${PANEL.left}" y="26">${title}</text>`,
    ...lines.map((line, i) => legend(line, 46 + i * LINE)),
    ...decades(up).flatMap((value) => [
      `<line class="grid" x1="${PANEL.left}" x2="${PANEL.width}" y1="${y(value)}" y2="${y(value)}"/>`,
      `<text x="${PANEL.left - 8}" y="${y(value) + 4}" text-anchor="end">${spoken(value)}</text>`,
    ]),
    ...ticks.map((value) => `<text x="${x(value)}" y="${bottom + 18}" text-anchor="middle">${spoken(value)}</text>`),
    `<text x="${(PANEL.left + PANEL.width) / 2}" y="${bottom + 36}" text-anchor="middle">passages</text>`,
    ...lines.map(({ points, colour }) => {
      const path = points.map(({ passages, value }) => `${round(x(passages))},${round(y(value))}`).join(" ");
      return `<polyline class="line c${colour}" points="${path}"/>`;
    }),
    ...lines.flatMap(({ points, colour, name }) =>
      points.map(
        ({ passages, value }) =>
          `<circle class="dot f${colour}" r="5" cx="${round(x(passages))}" cy="${round(y(value))}"><title>${name}: ${spoken(value)} at ${spoken(passages)} passages</title></circle>`,
      ),
    ),
    "</g>",
  ].join("\n");
}

/** With the first and the last value, so that they need not be read off the axis. */
function legend({ name, colour, points }, y) {
  const ends = points.length > 1 ? [points[0], points.at(-1)] : points;
  const values = ends.map(({ value }) => spoken(value)).join(" to ");
  return `<circle class="f${colour}" r="5" cx="${PANEL.left + 5}" cy="${y}"/><text x="${PANEL.left + 18}" y="${y + 4}">${name}: ${values}</text>`;
}

function pointsOf({ rows: vectors, of }) {
  // A build that went on where another had ended says nothing of the whole. (The same passage is embedded once.)
  const ofKind = rows.filter((row) => row.vectors === vectors && row["passages embedded"] > 0.99 * row.passages);
  return ofKind.map((row) => ({ passages: row.passages, value: row[of] })).sort((a, b) => a.passages - b.passages);
}

/** What the chart says, for those who don't see it. */
function labelOf() {
  const said = PANELS.flatMap(({ title, series }) =>
    series.flatMap((one) => {
      const points = pointsOf(one);
      const [first, last] = [points[0], points.at(-1)];
      if (!first) return [];
      const ends = [first, last].map(({ passages, value }) => `${spoken(value)} at ${spoken(passages)} passages`);
      return [`${title}, ${one.name}: from ${ends.join(" to ")}`];
    }),
  );
  return `${said.join(". ")}.`;
}

function share(value, { from, to }) {
  return Math.log(value / from) / Math.log(to / from);
}

function decadeBelow(value) {
  return 10 ** Math.floor(Math.log10(value));
}

function decadeAbove(value) {
  return 10 ** Math.ceil(Math.log10(value));
}

function spoken(value) {
  return Number(value.toPrecision(2)).toLocaleString("en", { maximumFractionDigits: 3 });
}

function round(value) {
  return Math.round(value * 10) / 10;
}
