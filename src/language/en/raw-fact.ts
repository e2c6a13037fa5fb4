/** Something that a text names, by its UTF-16 indexes. */
export interface RawFact<Value> {
  readonly start: number;
  readonly end: number;
  readonly value: Value;
}
