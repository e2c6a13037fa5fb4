import { isRule, type Line, listMarker } from "./lines.js";

export interface Heading {
  /** 0 is the document's title, 1 the outermost section. */
  readonly level: number;
  readonly title: string;
  /** UTF-16 indexes of the title without the marks around it. */
  readonly start: number;
  readonly end: number;
}

/** What stands around a line. */
export interface Surroundings {
  readonly next: Line | undefined;
  /** The first line of the group that follows the line's own. */
  readonly nextGroup: Line | undefined;
  /** The last list item's number, if nothing but list items came since. */
  readonly listNumber: number | null;
  /** The paragraph on one long line that stands right below, with at most one other short line between. */
  readonly longLine: Line | undefined;
}

const MAX_TITLE_LENGTH = 150;
const MAX_HEADING_LENGTH = 80;
const EQUALS_MARKS = /^((?:= ?)+)\s*(?<title>[^=\s].*?)\s*(?<closing>(?: ?=)*)$/;
const HASH_MARKS = /^(#{1,6})\s+(?<title>\S.*?)(?:\s+#+)?$/;
const NUMBERED = /^(?<number>\d{1,2}(?:\.\d{1,3})*)\.?\s+(?=\p{Lu})/u;
const NAMED = /^(?:Chapter|Section|Appendix|Part|Article|Annex)\s+(?:\d{1,3}|[IVXLC]+|[A-Z])\b/;
const SENTENCE_END = /[.!?;:,…]["”’)\]]*$/u;

/** A line that starts its group: a heading by marks, by an underline, by its number, or by being all capitals. */
export function headingAt(line: Line, around: Surroundings): Heading | undefined {
  return (
    marked(line) ??
    underlined(line, around) ??
    numbered(line, around) ??
    capitals(line, around) ??
    aboveLongLine(line, around)
  );
}

/** Where paragraphs are one line each, the long line that a short one at `index` may be the heading of. */
export function longLineBelow(lines: readonly Line[], index: number): Line | undefined {
  const [next, second] = [lines[index + 1], lines[index + 2]];
  if (next === undefined || isLong(next)) return next;
  return readsLikeTitle(next) && second !== undefined && isLong(second) ? second : undefined;
}

/** The lone first lines of a text, up to the first that reads like a sentence: its title, and what stands around it. */
export function leadingTitle(group: readonly Line[]): Heading | undefined {
  const line = group[0]!;
  if (group.length > 1 || line.text.length > MAX_TITLE_LENGTH || isRule(line)) return undefined;
  if (listMarker(line) !== undefined || line.text.includes("|") || !/\p{L}/u.test(line.text)) return undefined;
  // A question or an exclamation can be a title; two sentences can't.
  if (/[.;:,…]["”’)\]]*$/u.test(line.text) || /\p{Ll}[.!?]["”’)\]]*\s+\p{Lu}/u.test(line.text)) return undefined;
  return whole(line, 0);
}

function marked(line: Line): Heading | undefined {
  if (line.text.length > MAX_TITLE_LENGTH) return undefined;
  const equals = EQUALS_MARKS.exec(line.text);
  if (equals !== null) {
    const level = equals[1]!.replaceAll(" ", "").length;
    const closed = equals.groups!.closing!.replaceAll(" ", "").length === level;
    // AsciiDoc leaves the closing marks out; a single `=` without one is more likely an assignment.
    if (closed || (level > 1 && !equals.groups!.closing)) return inside(line, level, equals.groups!.title!);
  }
  const hashes = HASH_MARKS.exec(line.text);
  return hashes === null || SENTENCE_END.test(line.text)
    ? undefined
    : inside(line, hashes[1]!.length, hashes.groups!.title!);
}

function underlined(line: Line, { next }: Surroundings): Heading | undefined {
  if (next === undefined || isRule(line) || !/^(=+|-+|~+|\^+)$/.test(next.text)) return undefined;
  const fits = next.text.length >= 3 && Math.abs(next.text.length - line.text.length) <= 3;
  if (!fits || next.indent !== line.indent) return undefined;
  return whole(line, next.text.startsWith("=") ? 1 : 2);
}

function numbered(line: Line, { next, nextGroup, listNumber }: Surroundings): Heading | undefined {
  if (next !== undefined || nextGroup === undefined || line.indent > 3) return undefined;
  if (line.text.length > MAX_HEADING_LENGTH || SENTENCE_END.test(line.text)) return undefined;
  if (NAMED.test(line.text)) return whole(line, 1);
  const number = NUMBERED.exec(line.text)?.groups?.number;
  if (number === undefined) return undefined;
  const depth = number.split(".").length;
  // Lone lines "1. …", "2. …" one after the other are a list, not sections without text.
  const listed = depth === 1 && (listNumber !== null || listMarker(nextGroup)?.number === Number(number) + 1);
  return listed ? undefined : whole(line, depth + 1);
}

function capitals(line: Line, { next, nextGroup }: Surroundings): Heading | undefined {
  const { text } = line;
  if (text.length > MAX_HEADING_LENGTH || /\p{Ll}/u.test(text) || /[.!?;,|]$|[!?]/u.test(text)) return undefined;
  if ((text.match(/\p{Lu}/gu) ?? []).length < 4 || isRule(line) || listMarker(line)?.bullet) return undefined;
  if (next === undefined) return nextGroup === undefined ? undefined : whole(line, 1);
  // Man pages put the text right below, indented.
  return next.indent > line.indent && /\p{Ll}/u.test(next.text) ? whole(line, 1) : undefined;
}

/** Parts of a paper or report; other headings of its kind stand below them. */
const PARTS =
  /^(?:abstract|summary|introduction|background|(?:materials? and )?methods?|results?|(?:results and )?discussion|conclusions?|references|acknowledge?ments?|appendix|supporting information)$/i;
const CAPTION = /^(?:figure|fig\.?|table|box|scheme|chart|plate|note|source)\b/i;

function aboveLongLine(line: Line, { longLine }: Surroundings): Heading | undefined {
  if (longLine === undefined || line.indent > 3 || !readsLikeTitle(line)) return undefined;
  return whole(line, PARTS.test(line.text) ? 1 : 2);
}

function isLong({ text }: Line): boolean {
  return text.length > MAX_TITLE_LENGTH && /^["“‘(]?[\p{Lu}\p{N}]/u.test(text);
}

function readsLikeTitle(line: Line): boolean {
  const { text } = line;
  if (text.length > MAX_HEADING_LENGTH || isRule(line) || listMarker(line) !== undefined) return false;
  return (
    /^["“‘(]?\p{Lu}/u.test(text) && !SENTENCE_END.test(text) && !CAPTION.test(text) && !/[|=<>{}\t@]|: /u.test(text)
  );
}

function whole(line: Line, level: number): Heading {
  return { level, title: line.text, start: line.start, end: line.end };
}

function inside(line: Line, level: number, title: string): Heading {
  const start = line.start + line.text.indexOf(title);
  return { level, title, start, end: start + title.length };
}
