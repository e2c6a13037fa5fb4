import { type Line, type ListMarker, listMarker } from "./text-lines.js";

const MAX_WRAP_WIDTH = 120;
const MIN_WRAP_WIDTH = 40;
/** How full a line must be before its end can be taken for the wrapping of a paragraph. */
const WRAP_FILL = 0.85;

/** Widest line of a group, in columns: where its lines were wrapped, if they were. 0 for a group of unwrapped lines. */
export function wrapWidth(lines: readonly Line[]): number {
  let width = 0;
  for (const line of lines) {
    // A long address can't be wrapped, so it says nothing about the others.
    if (line.width > MAX_WRAP_WIDTH && /\s/.test(line.text)) return 0;
    if (line.width <= MAX_WRAP_WIDTH) width = Math.max(width, line.width);
  }
  return width >= MIN_WRAP_WIDTH ? width : 0;
}

/**
 * Whether `next` goes on with the paragraph of `line`: wrapping put the line end there if the line breaks off in
 * the middle of a sentence, or if the first word of `next` would not have fitted any more.
 *
 * @param first whether `line` is the first of its paragraph, whose indent may differ from the others'
 */
export function continuesParagraph(line: Line, next: Line, first: boolean, width: number): boolean {
  if (width === 0) return false;
  const ended = /[.!?:;]["”’)\]]*$/u.test(line.text);
  if (line.indent !== next.indent && !(first && !ended)) return false;
  if (!ended && /^["“‘'(]?\p{Ll}/u.test(next.text)) return true;
  const firstWord = /^\S+/.exec(next.text)![0].length;
  return line.width + 1 + firstWord > width * WRAP_FILL;
}

/** Whether `next` goes on with the list item that `line` belongs to. */
export function continuesItem(item: Line, line: Line, next: Line, width: number): boolean {
  if (next.indent > item.indent) return width > 0 || next.width <= MAX_WRAP_WIDTH;
  return next.indent === item.indent && continuesParagraph(line, next, true, width);
}

/**
 * Whether a line starts a list item.
 *
 * @param previous the line before it in the same group
 * @param item the marker of the list item that `previous` belongs to
 */
export function startsItem(line: Line, previous: Line | undefined, item: ListMarker | undefined): boolean {
  const marker = listMarker(line);
  if (marker === undefined) return false;
  if (previous === undefined || marker.bullet || previous.text.endsWith(":")) return true;
  // A wrapped line may happen to begin with a number: only 1 starts a list there, as in CommonMark, or the next one.
  if (marker.number !== null) return marker.number === 1 || marker.number === (item?.number ?? -1) + 1;
  return item !== undefined;
}
