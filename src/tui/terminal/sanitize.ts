import stringWidth from "string-width";
import { printable } from "../../core/text.js";

const TAB_COLUMNS = 4;
const REPLACEMENT = "\uFFFD";
const LINE_END_PICTURE = "\u240a";

/** What `printable` leaves that is not one cell after another: tabs, line ends of any kind, lone surrogates. */
const MISPLACED = /[\t\n\u2028\u2029\p{Cs}]/gu;
/** Drawn as nothing by some terminals and as one cell by others, or not meant to be seen at all. */
const UNMEASURABLE = /[\u00ad\ufeff\u{e0000}-\u{e007f}]/gu;

/**
 * Text of a document, a file name or an answer, safe to write to a terminal: nothing in it can move the cursor,
 * change colours, ring, retitle the window or turn the reading direction. Control characters become visible or vanish,
 * tabs become spaces up to the next stop. Meant for a single line; a line end becomes a picture too.
 * @param column where the text starts, for the tab stops [0]
 */
export function sanitize(text: string, column = 0): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const source = printable(text).replace(UNMEASURABLE, "");
  let safe = "";
  let from = 0;
  for (const { 0: character, index } of source.matchAll(MISPLACED)) {
    safe += source.slice(from, index);
    from = index + character.length;
    safe +=
      character === "\t" ? " ".repeat(TAB_COLUMNS - ((column + stringWidth(safe)) % TAB_COLUMNS)) : picture(character);
  }
  return safe + source.slice(from);
}

/** As `sanitize`, for prose that is wrapped anew: every run of white space becomes one space. */
export function sanitizeProse(text: string): string {
  return sanitize(text.replace(/\s+/g, " ")).trim();
}

function picture(character: string): string {
  if (character === "\n") return LINE_END_PICTURE;
  return /[\u2028\u2029]/.test(character) ? " " : REPLACEMENT;
}

/** Letters that are read from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/**
 * Keeps a text that is read from right to left from turning what stands beside it in its row (Unicode Annex 9).
 * The marks take no column; text of documents has lost its own by then.
 */
export function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}` : text;
}
