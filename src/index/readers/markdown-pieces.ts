import { singleSpaced } from "../../core/text.js";

/** The parser's time grows with the square of the lists and quotes in its text; up to this length it is not felt. */
const MIN_PIECE_LENGTH = 4000;
/** So far from the margin a mark still opens a quote or a list: the parser takes a piece of the stack for each. */
const MAX_INDENT = 200;

const LINE = /[^\r\n]*(?:\r\n|\r|\n|$)/y;
const HEADING = /^#{1,6}[ \t]/;
const BULLET = /^[-*+][ \t]+[^\s]/;
const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?<fence>`{3,}|~{3,})(?<info>[^\r\n]*)/;
const HTML_OPEN = /^ {0,3}<(?:(?<comment>!--)|(?<tag>pre|script|style|textarea)\b)/i;
const HTML = /^ {0,3}<[a-z/!?]/i;
const MATTER = /^(?<mark>---|\+\+\+)[ \t]*(?:\r\n|\r|\n)/;
const DEFINITION = /^[ >]*\[(?<label>(?:[^\][\\]|\\.){1,999})\]:/;

/** Where a long Markdown text can be parsed apart, and what its headings may need of other pieces. */
interface MarkdownPieces {
  /** UTF-16 indexes: 0, and lines that end every construct before them, at least `MIN_PIECE_LENGTH` from each other. */
  readonly starts: readonly number[];
  /** The normalised labels of what may be definitions of links. */
  readonly definitions: ReadonlySet<string>;
}

/**
 * Cuts a text at headings, items and what follows a blank line, where they stand at the margin and in no code, no HTML
 * and no front matter. The pieces have the blocks of the whole.
 */
export function markdownPieces(text: string): MarkdownPieces {
  const starts = [0];
  const definitions = new Set<string>();
  let fence: string | undefined;
  let htmlEnd: RegExp | undefined;
  let isHtml = false;
  let afterBlank = false;
  let at = endOfMatter(text);
  while (at < text.length) {
    LINE.lastIndex = at;
    const line = LINE.exec(text)![0];
    const isBlank = line.trim() === "";
    if (fence !== undefined) {
      if (closes(line, fence)) fence = undefined;
    } else if (htmlEnd !== undefined) {
      if (htmlEnd.test(line)) htmlEnd = undefined;
    } else if (!isBlank) {
      isHtml &&= !afterBlank;
      const ends = afterBlank ? /^\S/.test(line) : !isHtml && (HEADING.test(line) || BULLET.test(line));
      if (ends && at - starts.at(-1)! >= MIN_PIECE_LENGTH) starts.push(at);
      const label = DEFINITION.exec(line)?.groups?.label;
      if (label !== undefined) definitions.add(definedAs(label));
      fence = opens(line);
      htmlEnd = htmlEndOf(line);
      isHtml ||= HTML.test(line);
    }
    afterBlank = isBlank;
    at += line.length;
  }
  return { starts, definitions };
}

/** A label as links and definitions share it. */
export function definedAs(label: string): string {
  return singleSpaced(label).toLowerCase();
}

/** Behind the front matter; 0 where there is none. */
function endOfMatter(text: string): number {
  const opening = MATTER.exec(text);
  if (opening === null) return 0;
  const mark = opening.groups!.mark === "---" ? /^---[ \t]*$/gm : /^\+\+\+[ \t]*$/gm;
  mark.lastIndex = opening[0].length;
  const closing = mark.exec(text);
  return closing === null ? 0 : closing.index + closing[0].length;
}

function opens(line: string): string | undefined {
  const { fence, info } = FENCE.exec(line)?.groups ?? {};
  // A line like ```code``` is not a fence.
  return fence?.startsWith("`") && info?.includes("`") ? undefined : fence;
}

function closes(line: string, fence: string): boolean {
  const mark = line.replace(/^[ \t>]+/, "").trimEnd();
  return mark.length >= fence.length && mark === fence[0]!.repeat(mark.length);
}

function htmlEndOf(line: string): RegExp | undefined {
  const groups = HTML_OPEN.exec(line)?.groups;
  if (groups === undefined) return undefined;
  const end = groups.comment === undefined ? /<\/(?:pre|script|style|textarea)>/i : /-->/;
  return end.test(line) ? undefined : end;
}

const DEEP_LINE = new RegExp(`^[ \\t>*+\\-\\d.)]{${MAX_INDENT},}[^\\r\\n]*`, "gm");
const BREAK = /^[ \t]*([-*])(?:[ \t]*\1)*[ \t]*$/;
const MARKS = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))+/;

/** The text with letters for the marks of quotes and lists that stand hundreds deep: as long, and parsed in no depth. */
export function withoutDeepMarks(text: string): string {
  return text.replace(DEEP_LINE, (line) => {
    if (BREAK.test(line)) return line;
    const marks = MARKS.exec(line)?.[0] ?? "";
    return (
      line.slice(0, MAX_INDENT) +
      marks.slice(MAX_INDENT).replace(/\S/g, "x") +
      line.slice(Math.max(MAX_INDENT, marks.length))
    );
  });
}
