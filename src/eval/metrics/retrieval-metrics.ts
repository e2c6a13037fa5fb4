import type { CodePointOffset } from "../../contract/ids.js";
import { MAX_PASSAGE_CHARACTERS } from "../../contract/limits.js";
import type { LabelledQuestion } from "../labelled-set.js";

/** Retrieved text counts for as long as its total length stays within this; the first passage always counts. */
const BUDGET_CHARACTERS = 4400;

export interface RetrievedPassage {
  readonly path: string;
  readonly start: CodePointOffset;
  readonly end: CodePointOffset;
}

/** Means over questions, 0 to 1, but for the characters. */
export interface RetrievalMetrics {
  /** Share of the evidence's characters that the retrieved text holds. */
  readonly recall: number;
  /** Share of them that the first passage holds. */
  readonly top1: number;
  /** Whether the first passage is of the document that answers. */
  readonly document1: number;
  /** Whether the first passage holds at least half of a piece of evidence. */
  readonly hit1: number;
  /** 1 / rank of the first such passage. */
  readonly mrr: number;
  /** Share of the retrieved characters that are evidence. */
  readonly precision: number;
  /** How early the evidence comes among the first ten passages; see `ndcg10`. */
  readonly ndcg10: number;
  readonly characters: number;
}

/** Measures what was retrieved for one question that the corpus answers. */
export function measureRetrieval(labelled: LabelledQuestion, retrieved: readonly RetrievedPassage[]): RetrievalMetrics {
  const { document, evidence } = labelled;
  const total = evidence.reduce((sum, { start, end }) => sum + end - start, 0);
  const found = new Set<number>();
  const gains: number[] = [];
  let characters = 0;
  let top1 = 0;
  let firstHit = 0;
  for (const [i, { path, start, end }] of retrieved.entries()) {
    if (i > 0 && characters + end - start > BUDGET_CHARACTERS) break;
    characters += end - start;
    const before = found.size;
    if (path === document) {
      let hit = false;
      for (const piece of evidence) {
        const from = Math.max(start, piece.start);
        const to = Math.min(end, piece.end);
        for (let at = from; at < to; at++) found.add(at);
        hit ||= to > from && to - from >= (piece.end - piece.start) / 2;
      }
      if (hit && firstHit === 0) firstHit = i + 1;
    }
    gains.push(found.size - before);
    if (i === 0) top1 = found.size;
  }
  return {
    recall: found.size / total,
    top1: top1 / total,
    document1: retrieved[0]?.path === document ? 1 : 0,
    hit1: firstHit === 1 ? 1 : 0,
    mrr: firstHit > 0 ? 1 / firstHit : 0,
    precision: found.size / Math.max(characters, 1),
    ndcg10: ndcg10(gains, labelled),
    characters,
  };
}

/** The mean of each measure. */
export function meanOf<M extends object>(metrics: readonly M[]): M {
  const names = Object.keys(metrics[0] ?? {}) as (keyof M)[];
  const mean = (name: keyof M) => metrics.reduce((sum, one) => sum + Number(one[name]), 0) / metrics.length;
  return Object.fromEntries(names.map((name) => [name, mean(name)])) as M;
}

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
function ndcg10(gains: readonly number[], { evidence }: LabelledQuestion): number {
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
