import type { Chunk, Rule } from "./text-run.js";

// All shares are of the width of the text.
/** Columns are at least so wide, which margin notes and the numbers of a table of contents are not. */
const MIN_COLUMN_SHARE = 0.2;
/** Wider gaps are those of tables. */
const MAX_GUTTER_SHARE = 0.12;
/** Least width of a gutter, in heights of the font. */
const MIN_GUTTER = 0.7;
/** So many of the lines may cross the gutter: titles, wide figures. */
const MAX_CROSSING = 0.25;
const MIN_LINES = 4;
/** Prose fills its column, the cells of a table seldom do. */
const MIN_FILL = 0.55;
const MIN_CHARACTERS = 18;
/** So many lines of a figure, or of a list, come to stand at one height with lines of the column beside it. */
const MAX_EVEN = 0.4;
/** So many lines of one list come to stand off from those of another by the same; labels and fields do throughout. */
const MAX_LABELS = 0.65;
/** Baselines of one height differ by less, in points. */
const LEVEL = 0.7;
/** A label stands off from its field by less, in heights of the font. */
const MAX_LABEL_SHIFT = 0.45;
/** Least number of lines in each of two columns of lists. */
const MIN_PARTED = 8;
/** So many rules are those of a table. */
const MIN_RULES = 3;
const STEPS = 200;

/**
 * Parts a page into regions in reading order. Where most lines keep clear of a gutter, what is left of it is read
 * before what is right of it; lines across it part the page into bands, which are read one after the other.
 */
export function columnRegions(chunks: readonly Chunk[], rules: readonly Rule[]): Chunk[][] {
  const gutter = findGutter(chunks, rules);
  if (gutter === undefined) return [[...chunks]];
  const regions: Chunk[][] = [];
  let band: Chunk[] = [];
  let across: Chunk[] = [];
  const closeBand = () => {
    const left = band.filter((chunk) => chunk.right <= gutter);
    const right = band.filter((chunk) => chunk.left >= gutter);
    for (const side of [left, right]) if (side.length > 0) regions.push(...columnRegions(side, rules));
    band = [];
  };
  const closeAcross = () => {
    if (across.length > 0) regions.push(across);
    across = [];
  };
  for (const chunk of chunks.toSorted((a, b) => a.baseline - b.baseline)) {
    if (chunk.left < gutter && chunk.right > gutter) {
      closeBand();
      across.push(chunk);
    } else {
      closeAcross();
      band.push(chunk);
    }
  }
  closeBand();
  closeAcross();
  return regions;
}

/** Where the middle of the gutter between two columns is, if the page has one. */
function findGutter(chunks: readonly Chunk[], rules: readonly Rule[]): number | undefined {
  if (chunks.length < 2 * MIN_LINES) return undefined;
  const left = Math.min(...chunks.map((chunk) => chunk.left));
  const width = Math.max(...chunks.map((chunk) => chunk.right)) - left;
  const margin = (MIN_GUTTER * median(chunks.map(({ size }) => size))) / 2;
  let best: { middle: number; crossing: number } | undefined;
  let run: number[] = [];
  let least = Number.POSITIVE_INFINITY;
  const consider = () => {
    const middle = run[Math.floor(run.length / 2)];
    if (
      middle !== undefined &&
      (best === undefined || least < best.crossing) &&
      partsColumns(chunks, middle, width, rules)
    ) {
      best = { middle, crossing: least };
    }
  };
  for (let step = 0; step <= STEPS; step++) {
    const share = MIN_COLUMN_SHARE + (step / STEPS) * (1 - 2 * MIN_COLUMN_SHARE);
    const x = left + share * width;
    const crossing = chunks.filter((chunk) => chunk.left < x + margin && chunk.right > x - margin).length;
    if (crossing !== least) {
      consider();
      run = [];
      least = crossing;
    }
    if (crossing <= chunks.length * MAX_CROSSING) run.push(x);
  }
  consider();
  return best?.middle;
}

function partsColumns(chunks: readonly Chunk[], x: number, width: number, rules: readonly Rule[]): boolean {
  const left = chunks.filter((chunk) => chunk.right <= x);
  const right = chunks.filter((chunk) => chunk.left >= x);
  if (Math.min(left.length, right.length) < MIN_LINES) return false;
  const leftEnd = Math.max(...left.map((chunk) => chunk.right));
  const rightStart = Math.min(...right.map((chunk) => chunk.left));
  if (rightStart - leftEnd > width * MAX_GUTTER_SHARE) return false;
  const [leftProse, rightProse] = [isProse(left, width), isProse(right, width)];
  if (leftProse && rightProse) return true;
  if (isRuled(chunks, x, rules)) return false;
  if (leftProse) return areUneven(right, left);
  if (rightProse) return areUneven(left, right);
  const areLists = Math.min(left.length, right.length) >= MIN_PARTED;
  return areLists && areUneven(left, right, MAX_LABELS) && areUneven(right, left, MAX_LABELS);
}

/**
 * Whether lines keep to heights of their own beside others, as those of a figure do. Rows of a table and the labels of
 * fields are as high as what they name, or stand off by the same throughout.
 */
function areUneven(beside: readonly Chunk[], others: readonly Chunk[], most = MAX_EVEN): boolean {
  const heights = others.map(({ baseline }) => baseline).sort((a, b) => a - b);
  const shifts: number[] = [];
  let at = 0;
  for (const { baseline, size } of beside.toSorted((a, b) => a.baseline - b.baseline)) {
    while (at < heights.length && heights[at]! < baseline) at++;
    const above = baseline - (heights[at - 1] ?? Number.NEGATIVE_INFINITY);
    const below = (heights[at] ?? Number.POSITIVE_INFINITY) - baseline;
    if (Math.min(above, below) <= MAX_LABEL_SHIFT * size) shifts.push(below <= above ? -below : above);
  }
  shifts.sort((a, b) => a - b);
  let even = 0;
  let from = 0;
  for (const [to, shift] of shifts.entries()) {
    while (shift - shifts[from]! > 2 * LEVEL) from++;
    even = Math.max(even, to - from + 1);
  }
  const level = shifts.filter((shift) => Math.abs(shift) <= LEVEL).length;
  return even < beside.length * most && level < beside.length * MAX_EVEN;
}

/** Whether a table with rules between its rows stands across. */
function isRuled(chunks: readonly Chunk[], x: number, rules: readonly Rule[]): boolean {
  const top = Math.min(...chunks.map(({ baseline }) => baseline));
  const bottom = Math.max(...chunks.map(({ baseline }) => baseline));
  const across = rules.filter(({ left, right, height }) => left < x && right > x && height > top && height < bottom);
  return new Set(across.map(({ height }) => Math.round(height))).size >= MIN_RULES;
}

function isProse(column: readonly Chunk[], pageWidth: number): boolean {
  const start = Math.min(...column.map((chunk) => chunk.left));
  const width = Math.max(...column.map((chunk) => chunk.right)) - start;
  const fill = median(column.map((chunk) => chunk.right - chunk.left)) / width;
  const characters = median(column.map(({ placed }) => placed.text.length));
  return width >= pageWidth * MIN_COLUMN_SHARE && fill >= MIN_FILL && characters >= MIN_CHARACTERS;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
