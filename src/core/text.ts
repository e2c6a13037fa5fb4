// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/gu;
/** Line ends, controls, and what is not seen: zero-width and bidi marks, fillers. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;
/** Line ends with nothing but space between them; the two characters that end a line on Windows are one. */
export const BLANK_LINES = /(?:\r\n|\r(?!\n)|\n)(?:[^\S\r\n]*(?:\r\n|\r(?!\n)|\n))+/g;
const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Text that a terminal can be trusted with: control characters (but tab and newline) and the marks that reorder text
 * become visible or vanish, so that a document can't move the cursor, set a title or disguise a word.
 */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(UNSAFE, (character) => {
    const code = character.codePointAt(0) as number;
    return code < 0x20 ? String.fromCodePoint(0x2400 + code) : code === 0x7f ? "\u2421" : "";
  });
}

/**
 * A path, or a message that names one, on one line: what would end the line or can't be seen is escaped (`\n`,
 * `\u200b`), so that no file name can be taken for two lines of output or for another name.
 */
export function printableLine(text: string): string {
  return text.replace(UNSEEN, (character) => NAMED[character] ?? escaped(character));
}

function escaped(character: string): string {
  const code = (character.codePointAt(0) as number).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
}

/** A text with each run of white space, line ends included, as one space, and none around it. */
export function singleSpaced(text: string): string {
  // Nearly every sentence is so already.
  return OTHER_SPACES.test(text) ? text.replace(/\s+/gu, " ").trim() : text.trim();
}

const OTHER_SPACES = /[^\S ]| {2}/u;

/** Text of a document on one line, safe for a terminal. */
export function oneLine(text: string): string {
  return printable(singleSpaced(text));
}

/** @param limit code points, the ellipsis included */
export function shorten(text: string, limit: number): string {
  const points = Array.from(text);
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join("")}…`;
}

/** As a sentence: with a stop where it has none, so that another one can follow. */
export function withStop(text: string): string {
  return /[.!?…]["”’)\]`]*$/u.test(text) ? text : `${text}.`;
}

/** With a capital at its beginning. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
