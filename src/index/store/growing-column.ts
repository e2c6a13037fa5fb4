type Column = Uint8Array | Int8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** A typed array that grows as it is written. */
export class GrowingColumn<T extends Column> {
  readonly #create: new (
    length: number,
  ) => T;
  #values: T;
  #length = 0;

  constructor(create: new (length: number) => T) {
    this.#create = create;
    this.#values = new create(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    this.#reserve(1);
    this.#values[this.#length++] = value;
  }

  append(values: T): void {
    this.#reserve(values.length);
    this.#values.set(values, this.#length);
    this.#length += values.length;
  }

  /** The values so far; they share memory with the column. */
  values(): T {
    return this.#values.subarray(0, this.#length) as T;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#values.length) return;
    const grown = new this.#create(Math.max(this.#length + more, this.#values.length * 2));
    grown.set(this.#values.subarray(0, this.#length));
    this.#values = grown;
  }
}
