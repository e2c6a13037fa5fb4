import { MAX_PASSAGE_CHARACTERS } from "../index/split/passages.js";
import type { LabelledQuestion } from "./labelled-set.js";

const RANKS = 10;

/** Code points, end-exclusive. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Normalised discounted cumulated gain (Järvelin and Kekäläinen, 2002) of the first ten passages. Relevance is graded:
 * a passage gains the share of the evidence's characters that it holds and no better one does, over log2(rank + 1).
 * It is divided by what the best conceivable passages of the longest allowed length would gain, each placed where it
 * holds most of the evidence that is left; so evidence that no single passage can hold costs nothing.
 * @param gains characters of new evidence in each passage, best passage first
 */
export function ndcg10(gains: readonly number[], { evidence }: LabelledQuestion): number {
  const ideal: number[] = [];
  let left: readonly Range[] = merged(evidence);
  while (left.length > 0 && ideal.length < RANKS) {
    const best = left
      .map(({ start }) => ({ start, end: start + MAX_PASSAGE_CHARACTERS }))
      .reduce((a, b) => (heldBy(b, left) > heldBy(a, left) ? b : a));
    ideal.push(heldBy(best, left));
    left = left.flatMap((range) => outside(range, best));
  }
  // Placing the best one first may miss a better choice for two together, by little.
  return Math.min(1, cumulated(gains) / cumulated(ideal));
}

function cumulated(gains: readonly number[]): number {
  return gains.slice(0, RANKS).reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0);
}

function heldBy(window: Range, ranges: readonly Range[]): number {
  return ranges.reduce(
    (sum, { start, end }) => sum + Math.max(0, Math.min(end, window.end) - Math.max(start, window.start)),
    0,
  );
}

function outside({ start, end }: Range, window: Range): Range[] {
  const before = { start, end: Math.min(end, window.start) };
  const after = { start: Math.max(start, window.end), end };
  return [before, after].filter((range) => range.start < range.end);
}

/** In order, without overlap, so that no character counts twice. */
function merged(ranges: readonly Range[]): Range[] {
  const apart: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last && range.start <= last.end) apart[apart.length - 1] = { ...last, end: Math.max(last.end, range.end) };
    else apart.push({ start: range.start, end: range.end });
  }
  return apart;
}
