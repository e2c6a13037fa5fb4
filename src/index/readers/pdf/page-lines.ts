import { columnRegions } from "./columns.js";
import { concat, singleSpaced } from "./placed-text.js";
import { inReadingOrder } from "./right-to-left.js";
import type { Chunk, Region, Rule, TextLine, TextRun } from "./text-run.js";

// Gaps between neighbours on a line, in heights of the font.
/** Narrower is a word space, or none. */
const WORD_GAP = 0.1;
/** Wider may part columns or cells. */
const CHUNK_GAP = 0.7;
/** The same where the file itself goes on with a space: justified lines have wide ones. */
const SPACED_GAP = 1.6;
/** How far the baselines of one line may be apart: superscripts are higher. */
const BASELINE_SHIFT = 0.45;
/** Type of one size is of two lines from here on: what is above and below one letter is nearer. */
const LINE_PITCH = 1;
/** A heading of another column is so far off, and the sign of a formula nearer. */
const MIN_APART = 2;
/** Words that touch are one, though the file has a space between them: it is taken back. */
const TOUCHING = 0.03;

/** So many letters that stand apart are those of words. */
const MIN_LETTERS = 4;
/** Gaps between words are more than so many times those between their letters. */
const LETTER_GAPS = 1.6;

/** The lines of a page in reading order, column by column. */
export function pageLines(runs: readonly TextRun[], rules: readonly Rule[] = []): Region[] {
  const chunks = rows(runs).flatMap(joined);
  return columnRegions(chunks, rules)
    .map((region) => rows(region).map(lineOf))
    .filter((lines) => lines.length > 0);
}

/** Runs of about the same baseline, from left to right; rows from top to bottom. */
function rows(runs: readonly TextRun[]): TextRun[][] {
  const sorted = runs.toSorted((a, b) => a.baseline - b.baseline);
  const found: TextRun[][] = [];
  let row: TextRun[] = [];
  let main: TextRun | undefined;
  for (const run of sorted) {
    const shift = main && (run.baseline - main.baseline) / Math.max(run.size, main.size);
    // Beside a heading in larger type, two lines of the next column are near enough to its own.
    const first = row[0];
    const below =
      first &&
      first.size <= run.size * 1.1 &&
      run.baseline - first.baseline >= LINE_PITCH * first.size &&
      Math.max(run.left - main!.right, main!.left - run.right) > MIN_APART * main!.size;
    if (main === undefined || shift === undefined || shift > BASELINE_SHIFT || below) {
      row = [];
      found.push(row);
      main = run;
    } else if (run.size > main.size) main = run;
    row.push(run);
  }
  return found.map((each) => each.sort((a, b) => a.left - b.left));
}

function joined(row: readonly TextRun[]): Chunk[] {
  const chunks: Chunk[] = [];
  for (const run of letterspaced(row)) {
    const last = chunks.at(-1);
    const gap = last && (run.left - last.right) / Math.max(run.size, last.size);
    if (last === undefined || gap === undefined || gap > maxGap(last, run)) chunks.push(run);
    // Bold type is sometimes made by printing the same text twice.
    else if (run.placed.text !== last.placed.text || run.left - last.left > 0.2 * run.size) {
      chunks[chunks.length - 1] = merged(last, run, gap);
    }
  }
  return chunks;
}

/**
 * A row whose words are drawn letter by letter with even gaps, as in wide titles and narrow justified columns, with
 * these as one run: what is between its words is clearly wider.
 */
function letterspaced(row: readonly TextRun[]): readonly TextRun[] {
  const found: TextRun[] = [];
  let at = 0;
  while (at < row.length) {
    let end = at + 1;
    while (end < row.length && areLetters(row[end - 1]!, row[end]!)) end++;
    const letters = row.slice(at, end);
    found.push(...(letters.length < MIN_LETTERS || areInGrid(letters) ? letters : [withoutGaps(letters)]));
    at = end;
  }
  return found;
}

/** Whether two runs stand beside each other in a sequence of letters, none of which the file parts by a space. */
function areLetters(a: TextRun, b: TextRun): boolean {
  const gap = (b.left - a.right) / b.size;
  const isLetter = ({ placed: { text } }: TextRun) => text.length <= 2 && /^\p{L}/u.test(text);
  const isNext = !b.spaced && b.order === a.order + 1 && a.size === b.size && a.baseline === b.baseline;
  return isNext && gap > 0 && gap < SPACED_GAP && isLetter(a) && isLetter(b);
}

/** Whether letters stand in columns of one width, as the cells of a table do, and not with gaps of one width. */
function areInGrid(letters: readonly TextRun[]): boolean {
  const widest = widestGap(letters);
  const near = letters.slice(1).flatMap((letter, index) => {
    const { left, right } = letters[index]!;
    const gap = letter.left - right;
    return gap > widest
      ? []
      : [{ gap, pitch: letter.left - left, middles: (letter.left + letter.right - left - right) / 2 }];
  });
  const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  const gaps = spread(near.map(({ gap }) => gap));
  return gaps >= spread(near.map(({ pitch }) => pitch)) || gaps >= spread(near.map(({ middles }) => middles));
}

/** Of the gaps between the letters of one word. */
function widestGap(letters: readonly TextRun[]): number {
  const least = Math.min(...letters.slice(1).map((letter, index) => letter.left - letters[index]!.right));
  return Math.max(WORD_GAP * letters[0]!.size, LETTER_GAPS * least);
}

function withoutGaps(letters: readonly TextRun[]): TextRun {
  const widest = widestGap(letters);
  const [first] = letters as [TextRun];
  const placed = concat(
    ...letters.flatMap((letter, index) => {
      const before = letters[index - 1];
      return before && letter.left - before.right > widest ? [" ", letter.placed] : [letter.placed];
    }),
  );
  return { ...letters.at(-1)!, placed, left: first.left, spaced: first.spaced };
}

function maxGap(last: TextRun, run: TextRun): number {
  return run.spaced && run.order === last.order + 1 ? SPACED_GAP : CHUNK_GAP;
}

function merged(a: TextRun, b: TextRun, gap: number): TextRun {
  const touching = Math.abs(gap) < TOUCHING && b.order === a.order + 1;
  const space = gap > WORD_GAP || (b.spaced && !touching) || isNoteMark(a, b) ? " " : "";
  const main = b.placed.text.length > a.placed.text.length ? b : a;
  return {
    ...main,
    placed: concat(a.placed, space, b.placed),
    left: a.left,
    right: Math.max(a.right, b.right),
    order: b.order,
    spaced: a.spaced,
    bold: a.bold && b.bold,
  };
}

/** Whether a line of a footnote begins with its raised mark. */
function isNoteMark(a: TextRun, b: TextRun): boolean {
  const raised = a.size < 0.85 * b.size && a.baseline < b.baseline - 0.2 * b.size;
  return raised && /^\d{1,3}$/.test(a.placed.text) && /^\p{Lu}/u.test(b.placed.text);
}

function lineOf(row: readonly TextRun[]): TextLine {
  const chunks = joined(row);
  const main = chunks.reduce((a, b) => (b.placed.text.length > a.placed.text.length ? b : a));
  const right = Math.max(...chunks.map((chunk) => chunk.right));
  const cells = chunks.map(({ placed, left, right: end, bold }) => {
    return { placed: inReadingOrder(singleSpaced(placed)), left, right: end, bold };
  });
  const { baseline, size } = main;
  return { cells, left: chunks[0]!.left, right, baseline, size };
}

/** A bullet or number and its text, parted by a tab, are one. */
export function withoutTab(line: TextLine): TextLine {
  const { cells } = line;
  const [first, second] = cells;
  if (cells.length !== 2 || !/^(?:\P{L}|[\p{L}\d]{1,3}[.)]|\(\p{L}\)|[\d.]+)$/u.test(first!.placed.text)) return line;
  return { ...line, cells: [{ ...second!, placed: concat(first!.placed, " ", second!.placed), left: first!.left }] };
}
