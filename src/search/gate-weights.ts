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
    bias: 2.48385,
    coefficients: [
      1.58848, // passage_cosine
      2.25669, // sentence_cosine
      2.51718, // keyword_share
      1.26533, // terms_found
      0.05585, // missing_idf
      1.45235, // gap
    ],
    mean: [
      0.82796, // passage_cosine
      0.82979, // sentence_cosine
      0.28852, // keyword_share
      0.56562, // terms_found
      0.70903, // missing_idf
      0.03855, // gap
    ],
    deviation: [
      0.04852, // passage_cosine
      0.04827, // sentence_cosine
      0.19225, // keyword_share
      0.28485, // terms_found
      0.35975, // missing_idf
      0.02751, // gap
    ],
  },
];
