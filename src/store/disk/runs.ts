import { type Column, type ColumnFile, GrowingColumn } from "./columns.js";

/** Writes a number for each sentence as runs: where each begins, and its number. Neighbours mostly have the same. */
export class RunsBuilder {
  readonly #starts = new GrowingColumn(Uint32Array);
  readonly #values = new GrowingColumn(Uint32Array);
  #length = 0;
  #last = -1;

  push(value: number): void {
    if (value !== this.#last) {
      this.#starts.push(this.#length);
      this.#values.push(value);
      this.#last = value;
    }
    this.#length++;
  }

  /** @param names of the columns of starts and of numbers */
  columns(starts: string, values: string): Record<string, Column> {
    return { [starts]: this.#starts.values(), [values]: this.#values.values() };
  }
}

export class Runs {
  readonly #starts: Uint32Array;
  readonly #values: Uint32Array;

  /**
   * @param length how many sentences there are
   * @param limit what every number is below
   * @throws Error for columns that don't fit together
   */
  constructor(file: ColumnFile, starts: string, values: string, length: number, limit: number) {
    this.#starts = file.column(starts, "u32");
    this.#values = file.column(values, "u32", this.#starts.length);
    const inOrder = this.#starts.every((start, i) =>
      i === 0 ? start === 0 : start > this.#starts[i - 1]! && start < length,
    );
    const whole = inOrder && this.#starts.length > 0 === length > 0;
    if (!whole || !this.#values.every((value) => value < limit)) {
      throw new Error(`its columns '${starts}' and '${values}' don't fit together`);
    }
  }

  /** The numbers of the sentences `first` to `end` (exclusive). */
  slice(first: number, end: number): number[] {
    const values: number[] = [];
    let run = this.#runOf(first);
    for (let at = first; at < end; at++) {
      if (at >= (this.#starts[run + 1] ?? Number.POSITIVE_INFINITY)) run++;
      values.push(this.#values[run]!);
    }
    return values;
  }

  /** The last run that starts at the sentence or before it. */
  #runOf(sentence: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= sentence) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
