/** A row of an index with its score. */
export interface ScoredRow {
  readonly row: number;
  readonly score: number;
}

/** Keeps the best rows seen: highest score first, the lower row before the higher among equals. */
export class TopK {
  readonly #limit: number;
  /** Binary heap with the worst row at the root. */
  readonly #rows: number[] = [];
  readonly #scores: number[] = [];

  /** @param limit rows to keep; `Infinity` keeps all */
  constructor(limit: number) {
    this.#limit = limit;
  }

  push(row: number, score: number): void {
    const size = this.#rows.length;
    if (size < this.#limit) {
      this.#rows.push(row);
      this.#scores.push(score);
      if (this.#limit !== Number.POSITIVE_INFINITY) this.#rise(size, row, score);
    } else if (size > 0 && isBefore(score, row, this.#scores[0]!, this.#rows[0]!)) {
      this.#sink(row, score);
    }
  }

  best(): ScoredRow[] {
    return this.#rows
      .map((row, at) => ({ row, score: this.#scores[at]! }))
      .sort((a, b) => b.score - a.score || a.row - b.row);
  }

  /** Moves a row from a leaf to its place. */
  #rise(leaf: number, row: number, score: number): void {
    let at = leaf;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(this.#scores[parent]!, this.#rows[parent]!, score, row)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#rows[at] = row;
    this.#scores[at] = score;
  }

  /** Puts a row in place of the root, and moves it to its place. */
  #sink(row: number, score: number): void {
    const size = this.#rows.length;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      const other = child + 1;
      if (
        other < size &&
        isBefore(this.#scores[child]!, this.#rows[child]!, this.#scores[other]!, this.#rows[other]!)
      ) {
        child = other;
      }
      if (!isBefore(score, row, this.#scores[child]!, this.#rows[child]!)) break;
      this.#move(child, at);
      at = child;
    }
    this.#rows[at] = row;
    this.#scores[at] = score;
  }

  #move(from: number, to: number): void {
    this.#rows[to] = this.#rows[from]!;
    this.#scores[to] = this.#scores[from]!;
  }
}

function isBefore(score: number, row: number, otherScore: number, otherRow: number): boolean {
  return score > otherScore || (score === otherScore && row < otherRow);
}
