/** The parser's time grows with the square of the lists and quotes in its text; up to this length it is not felt. */
const MIN_PIECE_LENGTH = 16_000;

const LINE = /[^\r\n]*(?:\r\n|\r|\n|$)/y;
const HEADING = /^#{1,6}[ \t]/;
const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?<fence>`{3,}|~{3,})(?<info>[^\r\n]*)/;
const HTML_OPEN = /^ {0,3}<(?:(?<comment>!--)|(?<tag>pre|script|style|textarea)\b)/i;

/**
 * UTF-16 indexes where a long Markdown text can be parsed apart: 0, and headings at the margin that stand in no code
 * and no HTML, at least `MIN_PIECE_LENGTH` from each other. Such a heading ends every other construct.
 */
export function pieceStarts(text: string): number[] {
  const starts = [0];
  let fence: string | undefined;
  let htmlEnd: RegExp | undefined;
  let at = 0;
  while (at < text.length) {
    LINE.lastIndex = at;
    const line = LINE.exec(text)![0];
    if (fence !== undefined) {
      if (closes(line, fence)) fence = undefined;
    } else if (htmlEnd !== undefined) {
      if (htmlEnd.test(line)) htmlEnd = undefined;
    } else {
      if (HEADING.test(line) && at - starts.at(-1)! >= MIN_PIECE_LENGTH) starts.push(at);
      fence = opens(line);
      htmlEnd = htmlEndOf(line);
    }
    at += line.length;
  }
  return starts;
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
