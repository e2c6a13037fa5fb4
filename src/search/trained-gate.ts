/** A trained gate; arrays are in the order of `FEATURE_NAMES`. */
export interface GateWeights {
  /** sha256 of the weights of the model whose vectors the gate was trained on. */
  readonly model: string;
  /** Cosine that the model gives to a question and a sentence that have little to do with each other. */
  readonly background: number;
  /**
   * From this probability on a question is answered. A little below one half: between 0.4 and 0.5 the shares of wrong
   * answers and wrong refusals are nearest to each other, and as many are right.
   */
  readonly answeredFrom: number;
  readonly bias: number;
  /** Of standardised features. */
  readonly coefficients: readonly number[];
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}
