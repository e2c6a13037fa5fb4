import { sequenceOf } from "./screen.mjs";
import { COLUMNS, ROWS } from "./session.mjs";

const CLEAR = "\u001b[?25l\u001b[2J\u001b[H";

/** The screens as an asciinema recording, version 2: each redraws the window, so that its text can be read by itself. */
export function castOf(frames) {
  const header = { version: 2, width: COLUMNS, height: ROWS, title: "A session with Footnote" };
  const events = frames.map(({ seconds, rows }) => [seconds, "o", CLEAR + rows.map(lineOf).join("\r\n")]);
  return `${[header, ...events].map((line) => JSON.stringify(line)).join("\n")}\n`;
}

function lineOf(spans) {
  return spans.map((span) => `${sequenceOf(span)}${span.text}\u001b[0m`).join("");
}
