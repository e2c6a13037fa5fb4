import { type ScoredRow, TopK } from "../top-k.js";
import { allocateDotProducts, type DotProducts } from "./dot-products.js";
import { LEVELS, type QuantisedVectors, quantise } from "./quantised-vectors.js";

/** Numbers that the dot product takes at a time. */
const LANES = 8;
const MAX_SUM = 2 ** 31 - 1;
const MAX_QUERY_LEVELS = 2 ** 15 - 1;

/** Where things lie in the memory that the dot product works on, in bytes; the query comes first. */
interface Layout {
  readonly capacity: number;
  readonly scales: number;
  readonly scores: number;
  readonly codes: number;
}

/**
 * Search by cosine over unit vectors in 8-bit codes: scores are off by some thousandths, so whoever wants the nearest
 * takes some more and looks at the vectors themselves. Rows may be missing.
 */
export class CodeScan {
  readonly dimensions: number;
  /** Bytes of a row: `dimensions`, filled up with zeros. */
  readonly #width: number;
  #rows: number;
  #layout: Layout;
  #products: DotProducts;
  #present: Uint8Array;

  /** @param codes a row a vector, copied */
  constructor(
    dimensions: number,
    codes: QuantisedVectors = quantise(new Float32Array(), dimensions),
    present?: Uint8Array,
  ) {
    this.dimensions = dimensions;
    this.#width = Math.ceil(dimensions / LANES) * LANES;
    this.#rows = codes.scales.length;
    this.#present = present?.slice() ?? new Uint8Array(this.#rows).fill(1);
    ({ layout: this.#layout, products: this.#products } = allocate(this.#rows, this.#width));
    this.#write(0, codes);
  }

  /** Sets a row to a unit vector. @throws RangeError for a vector of another length */
  set(row: number, vector: ArrayLike<number>): void {
    if (vector.length !== this.dimensions) {
      throw new RangeError(`A vector of ${vector.length} numbers in an index of ${this.dimensions}`);
    }
    if (row >= this.#layout.capacity) this.#grow(Math.max(row + 1, 2 * this.#layout.capacity, 64));
    if (row >= this.#rows) {
      this.#rows = row + 1;
      const present = new Uint8Array(this.#rows);
      present.set(this.#present);
      this.#present = present;
    }
    this.#write(row, quantise(Float32Array.from(vector), this.dimensions));
    this.#present[row] = 1;
  }

  remove(row: number): void {
    if (row < this.#rows) this.#present[row] = 0;
  }

  /** The nearest rows. @param query unit length @param allowed rows to search [all] */
  search(query: Float32Array, limit: number, allowed?: Iterable<number>): ScoredRow[] {
    const unit = this.#setQuery(query);
    const { codes, scales, scores } = this.#layout;
    const found = new Float32Array(this.#products.memory, scores, this.#rows);
    const top = new TopK(limit);
    if (allowed) {
      for (const row of allowed) {
        if (this.#present[row] !== 1) continue;
        this.#products.score(0, codes + row * this.#width, scales + 4 * row, scores, 1, this.#width);
        top.push(row, found[0]! * unit);
      }
      return top.best();
    }
    this.#products.score(0, codes, scales, scores, this.#rows, this.#width);
    for (let row = 0; row < this.#rows; row++) {
      if (this.#present[row] === 1) top.push(row, found[row]! * unit);
    }
    return top.best();
  }

  /** All rows, and which of them are there. */
  columns(): { codes: QuantisedVectors; present: Uint8Array } {
    const values = new Int8Array(this.#rows * this.dimensions);
    for (let row = 0; row < this.#rows; row++) values.set(this.#codesOf(row), row * this.dimensions);
    return { codes: { values, scales: this.#scales().slice(0, this.#rows) }, present: this.#present };
  }

  /** Writes the query as 16-bit numbers, as large as their sums allow. @returns what a score has to be multiplied by */
  #setQuery(query: Float32Array): number {
    const levels = Math.min(MAX_QUERY_LEVELS, Math.floor(MAX_SUM / (LEVELS * this.#width)));
    const largest = query.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const numbers = new Int16Array(this.#products.memory, 0, this.#width).fill(0);
    if (largest === 0) return 0;
    query.forEach((value, i) => {
      numbers[i] = Math.round((value / largest) * levels);
    });
    return largest / levels / LEVELS;
  }

  #write(first: number, { values, scales }: QuantisedVectors): void {
    this.#scales().set(scales, first);
    if (this.#width === this.dimensions) {
      new Int8Array(this.#products.memory, this.#layout.codes + first * this.#width, values.length).set(values);
      return;
    }
    for (let row = 0; row < scales.length; row++) {
      this.#codesOf(first + row).set(values.subarray(row * this.dimensions, (row + 1) * this.dimensions));
    }
  }

  #codesOf(row: number): Int8Array {
    return new Int8Array(this.#products.memory, this.#layout.codes + row * this.#width, this.dimensions);
  }

  #scales(): Float32Array {
    return new Float32Array(this.#products.memory, this.#layout.scales, this.#layout.capacity);
  }

  #grow(capacity: number): void {
    const { codes } = this.columns();
    ({ layout: this.#layout, products: this.#products } = allocate(capacity, this.#width));
    this.#write(0, codes);
  }
}

function allocate(capacity: number, width: number): { readonly layout: Layout; readonly products: DotProducts } {
  const scales = align(2 * width);
  const scores = align(scales + 4 * capacity);
  const codes = align(scores + 4 * capacity);
  const products = allocateDotProducts(codes + capacity * width);
  return { products, layout: { capacity, scales, scores, codes } };
}

function align(bytes: number): number {
  return Math.ceil(bytes / 16) * 16;
}
