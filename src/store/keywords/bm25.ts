import type { KeywordStatistics } from "../index-store.js";
import { type ScoredRow, TopK } from "../top-k.js";
import { emptyForwardIndex, type ForwardIndex, ForwardIndexBuilder, type RowTerms } from "./forward-index.js";

/** Saturation of a term's frequency, and weight of a row's length (Robertson and Zaragoza, 2009). */
export const K1 = 1.2;
export const B = 0.75;

interface Postings {
  readonly ids: ReadonlyMap<string, number>;
  /** Rows that hold term `t` are `offsets[t]` to `offsets[t + 1]` of `rows`, ascending. */
  readonly offsets: Uint32Array;
  readonly rows: Uint32Array;
  readonly counts: Uint16Array;
  /** Of each row; -1 for one that is not there. */
  readonly lengths: Int32Array;
  /** k1 * (1 - b + b * length / average length) by row. */
  readonly norms: Float64Array;
  readonly rowCount: number;
  /** Lengths of all rows together. */
  readonly length: number;
  /** Scores of the search under way by row; zero between searches. */
  readonly scratch: Float64Array;
}

/**
 * Okapi BM25 over rows of terms, found by exact lookup:
 * sum over terms of idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / average)), idf = ln(1 + (N - n + 0.5) / (n + 0.5)).
 *
 * Scores may be reckoned from the statistics of more rows than these, whose part these are.
 *
 * Postings are made from the forward index by counting sort at the first search after a change, so changes are cheap
 * in a batch and dear one by one between searches.
 */
export class Bm25Index {
  /** Gives the rows that there were at first, or after changes were taken in. */
  #base: () => ForwardIndex;
  /** Rows set since `#base`; `null` for a removed one. */
  #changes = new Map<number, RowTerms | null>();
  #postings: Postings | null = null;
  /** Norms by the average length of more rows than these. */
  #others: { readonly average: number; readonly lengths: Int32Array; readonly norms: Float64Array } | null = null;

  /** @param forward or what reads it when it is needed: the postings made of it are as large */
  constructor(forward: ForwardIndex | (() => ForwardIndex) = emptyForwardIndex()) {
    this.#base = typeof forward === "function" ? forward : () => forward;
  }

  /** Sets a row's terms, in place of those that it had. @param length the row's length [number of terms] */
  set(row: number, terms: readonly string[], length = terms.length): void {
    const counts = new Map<string, number>();
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    this.#changes.set(row, { counts, length });
    this.#postings = null;
  }

  remove(row: number): void {
    this.#changes.set(row, null);
    this.#postings = null;
  }

  get rowCount(): number {
    return this.#ready().rowCount;
  }

  /** Rows that hold the term. */
  documentFrequency(term: string): number {
    const { ids, offsets } = this.#ready();
    const id = ids.get(term);
    return id === undefined ? 0 : offsets[id + 1]! - offsets[id]!;
  }

  idf(term: string, among?: KeywordStatistics): number {
    if (among) return inverseDocumentFrequency(among.passages, among.documentFrequencies.get(term) ?? 0);
    return inverseDocumentFrequency(this.rowCount, this.documentFrequency(term));
  }

  statistics(terms: readonly string[]): KeywordStatistics {
    const { rowCount, length } = this.#ready();
    const documentFrequencies = new Map(terms.map((term) => [term, this.documentFrequency(term)]));
    return { passages: rowCount, length, documentFrequencies };
  }

  /**
   * The best rows that hold any of the terms.
   * @param allowed rows to search [all]; scores are those of the whole index
   * @param among what scores are reckoned from [these rows]
   */
  search(
    terms: readonly string[],
    limit: number,
    allowed?: ReadonlySet<number>,
    among?: KeywordStatistics,
  ): ScoredRow[] {
    const { rows, counts, scratch } = this.#ready();
    const norms = this.#norms(among);
    const touched: number[] = [];
    for (const { start, end, idf } of this.#lists(terms, among)) {
      for (let posting = start; posting < end; posting++) {
        const row = rows[posting]!;
        if (scratch[row] === 0) touched.push(row);
        scratch[row]! += termScore(idf, counts[posting]!, norms[row]!);
      }
    }
    const top = new TopK(limit);
    for (const row of touched) {
      if (!allowed || allowed.has(row)) top.push(row, scratch[row]!);
      scratch[row] = 0;
    }
    return top.best();
  }

  /** The rows that hold every one of the terms, ascending; none without terms. */
  rowsWithAll(terms: readonly string[]): number[] {
    const { rows } = this.#ready();
    const [rarest, ...others] = this.#lists(terms).sort((a, b) => a.end - a.start - (b.end - b.start));
    if (!rarest) return [];
    const held = [...rows.subarray(rarest.start, rarest.end)];
    return held.filter((row) => others.every(({ start, end }) => positionOf(row, rows, start, end) !== null));
  }

  /** What each term adds to the score of each row; a row's parts add up, in their order, to what `search` gives it. */
  termScores(terms: readonly string[], rows: readonly number[], among?: KeywordStatistics): number[][] {
    const { rows: holders, counts } = this.#ready();
    const norms = this.#norms(among);
    const lists = this.#lists(terms, among);
    return rows.map((row) =>
      lists.map(({ start, end, idf }) => {
        const posting = positionOf(row, holders, start, end);
        return posting === null ? 0 : termScore(idf, counts[posting]!, norms[row]!);
      }),
    );
  }

  /** Scores of rows, found or not, in the order given. */
  scores(terms: readonly string[], rows: readonly number[]): number[] {
    return this.termScores(terms, rows).map(sum);
  }

  /** The bound that no text's score passes, however often it holds the terms: terms held nowhere count as well. */
  maxScore(terms: readonly string[], among?: KeywordStatistics): number {
    return sum(terms.map((term) => this.idf(term, among) * (K1 + 1)));
  }

  /** The rows as they are now; also what a new index is made from. */
  forwardIndex(): ForwardIndex {
    const base = this.#base();
    if (this.#changes.size === 0) return base;
    const builder = new ForwardIndexBuilder();
    const rows = Math.max(base.lengths.length, 1 + [...this.#changes.keys()].reduce((a, b) => Math.max(a, b), -1));
    for (let row = 0; row < rows; row++) {
      const change = this.#changes.get(row);
      if (change) builder.addRow(change);
      else if (change === null || row >= base.lengths.length) builder.addMissingRow();
      else builder.copyRow(base, row);
    }
    const forward = builder.finish();
    this.#base = () => forward;
    this.#changes = new Map();
    return forward;
  }

  /** Where the postings of each term lie; nowhere for a term that no row holds. */
  #lists(terms: readonly string[], among?: KeywordStatistics): { start: number; end: number; idf: number }[] {
    const { ids, offsets } = this.#ready();
    return terms.map((term) => {
      const id = ids.get(term);
      const [start, end] = id === undefined ? [0, 0] : [offsets[id]!, offsets[id + 1]!];
      return { start, end, idf: this.idf(term, among) };
    });
  }

  /** Kept for the statistics that were used last: whoever asks for a search asks for its parts too. */
  #norms(among: KeywordStatistics | undefined): Float64Array {
    const { lengths, norms } = this.#ready();
    if (!among) return norms;
    const average = among.length / among.passages;
    if (this.#others?.average !== average || this.#others.lengths !== lengths) {
      this.#others = { average, lengths, norms: normsOf(lengths, average) };
    }
    return this.#others.norms;
  }

  #ready(): Postings {
    this.#postings ??= invert(this.forwardIndex());
    return this.#postings;
  }
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** @param found rows that hold the term, of `rows` */
export function inverseDocumentFrequency(rows: number, found: number): number {
  return Math.log(1 + (rows - found + 0.5) / (found + 0.5));
}

/** What a row's length adds below the line. @param average of all rows; 0 where none has a length */
export function lengthNorm(length: number, average: number): number {
  return K1 * (1 - B + B * (average > 0 ? length / average : 1));
}

/** What a term adds to a row's score. @param count how often the row holds it @param norm `lengthNorm` of the row */
export function termScore(idf: number, count: number, norm: number): number {
  return (idf * count * (K1 + 1)) / (count + norm);
}

function invert({ terms, offsets: rowOffsets, termIds, counts: rowCounts, lengths }: ForwardIndex): Postings {
  const offsets = new Uint32Array(terms.length + 1);
  for (let entry = 0; entry < termIds.length; entry++) offsets[termIds[entry]! + 1]!++;
  for (let term = 0; term < terms.length; term++) offsets[term + 1]! += offsets[term]!;
  const next = offsets.slice();
  const rows = new Uint32Array(termIds.length);
  const counts = new Uint16Array(termIds.length);
  let rowCount = 0;
  let total = 0;
  for (let row = 0; row < lengths.length; row++) {
    if (lengths[row]! < 0) continue;
    rowCount++;
    total += lengths[row]!;
    for (let entry = rowOffsets[row]!; entry < rowOffsets[row + 1]!; entry++) {
      const posting = next[termIds[entry]!]!++;
      rows[posting] = row;
      counts[posting] = rowCounts[entry]!;
    }
  }
  const norms = normsOf(lengths, total / rowCount);
  const ids = new Map(terms.map((term, id) => [term, id]));
  const scratch = new Float64Array(lengths.length);
  // A copy: the column itself is a part of all that was read of the forward index.
  return { ids, offsets, rows, counts, lengths: lengths.slice(), norms, rowCount, length: total, scratch };
}

/** Rows made of stop words alone have no length; where all are, every row is as long as the average. */
function normsOf(lengths: Int32Array, average: number): Float64Array {
  return Float64Array.from(lengths, (length) => lengthNorm(length, average));
}

function positionOf(row: number, rows: Uint32Array, start: number, end: number): number | null {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return low < end && rows[low] === row ? low : null;
}
