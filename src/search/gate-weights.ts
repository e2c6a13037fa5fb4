/** A trained gate; arrays are in the order of `FEATURE_NAMES`. */
export interface GateWeights {
  /** sha256 of the weights of the model whose vectors the gate was trained on. */
  readonly model: string;
  /** Cosine that the model gives to a question and a passage that have little to do with each other. */
  readonly background: number;
  readonly bias: number;
  /** Of standardised features. */
  readonly coefficients: readonly number[];
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

// Made by scripts/gate/train.mjs from scripts/gate/features; a test says when they are not.
// biome-ignore format: one line a feature
export const GATE_WEIGHTS: readonly GateWeights[] = [
  {
    model: "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded",
    background: 0.77,
    bias: 2.22611,
    coefficients: [
      3.60143, // sentence_cosine
      1.83405, // sentence_gap
      2.20697, // sentence_share
      0.90443, // terms_found
    ],
    mean: [
      0.83176, // sentence_cosine
      0.04195, // sentence_gap
      0.40709, // sentence_share
      0.57037, // terms_found
    ],
    deviation: [
      0.04726, // sentence_cosine
      0.02743, // sentence_gap
      0.26271, // sentence_share
      0.28111, // terms_found
    ],
  },
];
