import stringWidth from "string-width";
import { COLUMNS, ROWS } from "./session.mjs";

const CELL = 8.4;
const LINE = 19;
const FONT_SIZE = 14;
const MARGIN = 16;
const WIDTH = Math.round(COLUMNS * CELL) + 2 * MARGIN;
const HEIGHT = ROWS * LINE + 2 * MARGIN;
const REST_AT_END_SECONDS = 5;

const BACKGROUND = "#16181d";
const FOREGROUND = "#d8dce3";
/** Black, red, green, yellow, blue, magenta, cyan, white, and the same brighter. */
const PALETTE = [
  ...["#16181d", "#f07178", "#8fce7e", "#e8c46a", "#7aa8f0", "#c594e8", "#5cc8d8", "#d8dce3"],
  ...["#6b7280", "#ff8b92", "#a9e59a", "#f7dc8c", "#9bc1ff", "#dbb3f7", "#86e2ef", "#ffffff"],
];

/**
 * The screens as one moving picture without scripts: a strip of all screens that a style moves past a window. Rows that
 * occur more than once are drawn once and used again. Who wants less motion, or can't see it, gets the poster's screen.
 */
export function svgOf(frames) {
  const rowIds = new Map();
  const strip = frames.map(({ rows }, place) => {
    const uses = rows.map((row, line) => {
      const drawing = drawn(row);
      if (drawing === "") return "";
      if (!rowIds.has(drawing)) rowIds.set(drawing, `r${rowIds.size}`);
      return `<use href="#${rowIds.get(drawing)}" y="${line * LINE}"/>`;
    });
    return `<g transform="translate(0 ${place * HEIGHT})">${uses.join("")}</g>`;
  });
  const definitions = [...rowIds].map(([drawing, id]) => `<g id="${id}">${drawing}</g>`);
  const poster =
    Math.max(
      0,
      frames.findIndex((frame) => frame.poster),
    ) * -HEIGHT;
  const seconds = frames.at(-1).seconds + REST_AT_END_SECONDS;
  const moves = frames.map(
    (frame, place) => `${((frame.seconds / seconds) * 100).toFixed(2)}%{transform:translateY(${-place * HEIGHT}px)}`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">
<title>A session with Footnote</title>
<desc>A question is asked, the answer's sentences are gone through, one is opened in its document, the document is searched, and a follow-up and a question without an answer follow.</desc>
<style>
text{font:${FONT_SIZE}px ui-monospace,"SFMono-Regular",Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:${FOREGROUND};white-space:pre}
.b{font-weight:bold}.d{opacity:.6}.u{text-decoration:underline}
.strip{animation:play ${seconds}s step-end infinite}
@keyframes play{${moves.join("")}}
@media (prefers-reduced-motion:reduce){.strip{animation:none}}
</style>
<defs>
<clipPath id="window"><rect width="${WIDTH - 2 * MARGIN}" height="${HEIGHT - 2 * MARGIN}"/></clipPath>
${definitions.join("\n")}
</defs>
<rect width="${WIDTH}" height="${HEIGHT}" rx="8" fill="${BACKGROUND}"/>
<g clip-path="url(#window)" transform="translate(${MARGIN} ${MARGIN})">
<g class="strip" transform="translate(0 ${poster})">
${strip.join("\n")}
</g>
</g>
</svg>
`;
}

function drawn(spans) {
  let column = 0;
  const shapes = spans.map((span) => {
    const width = stringWidth(span.text);
    const shape = shapeOf(span, column, width);
    column += width;
    return shape;
  });
  return shapes.join("");
}

function shapeOf(span, column, width) {
  const ink = span.color === undefined ? FOREGROUND : PALETTE[span.color];
  const paper = span.background === undefined ? BACKGROUND : PALETTE[span.background];
  const [fill, back] = span.inverse ? [paper, ink] : [ink, paper];
  const x = round(column * CELL);
  const box =
    back === BACKGROUND ? "" : `<rect x="${x}" width="${round(width * CELL)}" height="${LINE}" fill="${back}"/>`;
  return box + textOf(span, column, fill);
}

/** The text stretched to its cells, whatever the font's width; blanks around it are left out. */
function textOf(span, column, fill) {
  const text = span.text.trim();
  if (text === "") return "";
  const before = stringWidth(span.text.slice(0, span.text.indexOf(text)));
  const classes = [span.bold && "b", span.dim && "d", span.underline && "u"].filter(Boolean).join(" ");
  const attributes = [
    `x="${round((column + before) * CELL)}" y="${LINE - 5}"`,
    `textLength="${round(stringWidth(text) * CELL)}" lengthAdjust="spacingAndGlyphs"`,
    ...(classes === "" ? [] : [`class="${classes}"`]),
    ...(fill === FOREGROUND ? [] : [`style="fill:${fill}"`]),
  ];
  return `<text ${attributes.join(" ")}>${escaped(text)}</text>`;
}

function round(length) {
  return Math.round(length * 10) / 10;
}

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
