/** One line of a plain text, with what its look alone tells. Offsets are UTF-16 indexes of the text. */
export interface Line {
  /** Of the first non-white character. */
  readonly start: number;
  /** Behind the last non-white character. */
  readonly end: number;
  /** Without outer white space. */
  readonly text: string;
  /** Columns before the text; a tab goes to the next multiple of 8. */
  readonly indent: number;
  /** Columns up to the end of the text. */
  readonly width: number;
}

export interface ListMarker {
  /** UTF-16 length of the marker and the white space behind it. */
  readonly length: number;
  /** Of a numbered item; `null` for bullets and letters. */
  readonly number: number | null;
  /** A bullet says nothing; a number or letter is part of what the item says. */
  readonly bullet: boolean;
}

const LINE = /[^\r\n\f]+/g;
const RULE = /^([-~*=_+#^•·—–])(?:\s*\1){2,}$/u;
const TABLE_BORDER = /^(?=.*[-=]{2})[|+:=\s-]+$/;
const LIST_MARKER =
  /^(?:(?<bullet>[•·◦▪▫‣⁃●○■□➢➤*+–-])|(?:\(?(?<number>\d{1,3})[.)]|\([a-zA-Z]\)|[a-z][.)]|[A-Z]\)|\(?[ivx]{2,5}[.)]))\s+(?=\S)/u;

/** The lines of a text that are not blank, in groups parted by blank lines. */
export function lineGroups(text: string): Line[][] {
  const groups: Line[][] = [];
  let previousEnd = -1;
  for (const match of text.matchAll(LINE)) {
    const raw = match[0];
    const content = raw.trim();
    if (content === "") continue;
    const lead = raw.length - raw.trimStart().length;
    const indent = columns(raw.slice(0, lead));
    const start = match.index + lead;
    const line = { start, end: start + content.length, text: content, indent, width: indent + content.length };
    const adjoins = previousEnd >= 0 && lineEnds(text, previousEnd, match.index) === 1;
    if (adjoins) groups.at(-1)!.push(line);
    else groups.push([line]);
    previousEnd = match.index + raw.length;
  }
  return groups;
}

export function isRule(line: Line): boolean {
  return RULE.test(line.text) || (line.text.length > 2 && TABLE_BORDER.test(line.text));
}

export function listMarker(line: Line): ListMarker | undefined {
  const match = LIST_MARKER.exec(line.text);
  if (match === null) return undefined;
  const { bullet, number } = match.groups!;
  return {
    length: match[0].length,
    number: number === undefined ? null : Number(number),
    bullet: bullet !== undefined,
  };
}

/** Marks between cells: `|`, or tabs within the line. 0 for a line that is no row of a table. */
export function cellMarks(line: Line): number {
  const pipes = line.text.split("|").length - 1;
  return pipes > 0 ? pipes : line.text.split("\t").length - 1;
}

function columns(whiteSpace: string): number {
  let column = 0;
  for (const character of whiteSpace) column = character === "\t" ? (Math.floor(column / 8) + 1) * 8 : column + 1;
  return column;
}

/** How many line ends are between two offsets, `\r\n` being one; a page break counts as a blank line. */
function lineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index++) {
    const character = text[index];
    if (character === "\f") count += 2;
    else if (character === "\r" || (character === "\n" && text[index - 1] !== "\r")) count++;
  }
  return count;
}

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
