import { GrowingColumn } from "../disk/columns.js";

/** Which terms each row holds, and how often. */
export interface ForwardIndex {
  /** By term id, in the order of their first occurrence. */
  readonly terms: readonly string[];
  /** The entries of row `r` are `offsets[r]` to `offsets[r + 1]` of `termIds` and `counts`. */
  readonly offsets: Uint32Array;
  readonly termIds: Uint32Array;
  readonly counts: Uint16Array;
  /** Length of each row in terms; -1 for a row that is not there. */
  readonly lengths: Int32Array;
}

/** The distinct terms of one row, in the order of their first occurrence. */
export interface RowTerms {
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

const MAX_COUNT = 0xffff;
const UNKNOWN = -1;

/** Writes a forward index row by row. The same rows give the same arrays, whether they are analysed anew or copied. */
export class ForwardIndexBuilder {
  readonly #ids = new Map<string, number>();
  readonly #offsets = new GrowingColumn(Uint32Array);
  readonly #termIds = new GrowingColumn(Uint32Array);
  readonly #counts = new GrowingColumn(Uint16Array);
  readonly #lengths = new GrowingColumn(Int32Array);
  readonly #translations = new WeakMap<ForwardIndex, Int32Array>();

  constructor() {
    this.#offsets.push(0);
  }

  addRow({ counts, length }: RowTerms): void {
    for (const [term, count] of counts) this.#addEntry(this.#idOf(term), count);
    this.#endRow(length);
  }

  addMissingRow(): void {
    this.#endRow(-1);
  }

  copyRow(from: ForwardIndex, row: number): void {
    let translation = this.#translations.get(from);
    if (!translation) {
      translation = new Int32Array(from.terms.length).fill(UNKNOWN);
      this.#translations.set(from, translation);
    }
    for (let entry = from.offsets[row]!; entry < from.offsets[row + 1]!; entry++) {
      const theirs = from.termIds[entry]!;
      if (translation[theirs] === UNKNOWN) translation[theirs] = this.#idOf(from.terms[theirs]!);
      this.#addEntry(translation[theirs]!, from.counts[entry]!);
    }
    this.#endRow(from.lengths[row]!);
  }

  finish(): ForwardIndex {
    return {
      terms: [...this.#ids.keys()],
      offsets: this.#offsets.values(),
      termIds: this.#termIds.values(),
      counts: this.#counts.values(),
      lengths: this.#lengths.values(),
    };
  }

  #idOf(term: string): number {
    let id = this.#ids.get(term);
    if (id === undefined) {
      id = this.#ids.size;
      this.#ids.set(term, id);
    }
    return id;
  }

  #addEntry(termId: number, count: number): void {
    this.#termIds.push(termId);
    this.#counts.push(Math.min(count, MAX_COUNT));
  }

  #endRow(length: number): void {
    this.#offsets.push(this.#termIds.length);
    this.#lengths.push(length);
  }
}

export function emptyForwardIndex(): ForwardIndex {
  return new ForwardIndexBuilder().finish();
}
