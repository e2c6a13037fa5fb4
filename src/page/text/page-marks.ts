import type { PageWord } from "../../contract/documents.js";

/** A run of a document's text, in code points. */
export interface PointSpan {
  readonly start: number;
  readonly end: number;
}

/** A rectangle on a page, in the page's unit from its top left. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Words of a page that are written one way. */
export interface WordRun {
  readonly mark: "evidence" | "other" | null;
  readonly words: readonly PageWord[];
}

/** Exactly the words that a quote meets. */
export function wordsIn(words: readonly PageWord[], { start, end }: PointSpan): PageWord[] {
  return words.filter((word) => word.start < end && start < word.end);
}

/** A page's words in their order, cut where marked ones begin and end. Where marks overlap the evidence wins. */
export function wordRuns(
  words: readonly PageWord[],
  evidence: PointSpan | null,
  others: readonly PointSpan[],
): WordRun[] {
  const quoted = new Set(evidence === null ? [] : wordsIn(words, evidence));
  const beside = new Set(others.flatMap((other) => wordsIn(words, other)));
  const runs: { mark: WordRun["mark"]; words: PageWord[] }[] = [];
  for (const word of words) {
    const mark = quoted.has(word) ? "evidence" : beside.has(word) ? "other" : null;
    const last = runs.at(-1);
    if (last !== undefined && last.mark === mark) last.words.push(word);
    else runs.push({ mark, words: [word] });
  }
  return runs;
}

/** Words of one line stand no further apart than this, in heights of the line. */
const WIDEST_GAP = 3;

/** One box a line: those of words that follow one another on it, in whichever direction, become one. */
export function lineBoxes(words: readonly Box[]): Box[] {
  const boxes: Box[] = [];
  for (const word of words) {
    const last = boxes.at(-1);
    if (last !== undefined && isOnLine(last, word)) boxes[boxes.length - 1] = around(last, word);
    else boxes.push(word);
  }
  return boxes;
}

function isOnLine(line: Box, word: Box): boolean {
  const height = Math.min(line.bottom - line.top, word.bottom - word.top);
  const shared = Math.min(line.bottom, word.bottom) - Math.max(line.top, word.top);
  const gap = Math.max(word.left - line.right, line.left - word.right);
  return shared > height / 2 && gap < height * WIDEST_GAP;
}

function around(a: Box, b: Box): Box {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}
