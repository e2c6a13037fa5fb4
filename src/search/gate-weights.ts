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

export const GATE_WEIGHTS: readonly GateWeights[] = [
  {
    model: "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded",
    background: 0.77,
    bias: 2.49729,
    coefficients: [1.6252, 2.218, 2.51679, 1.26719, 0.04838, 1.46804],
    mean: [0.82796, 0.82979, 0.28852, 0.56562, 0.70903, 0.03855],
    deviation: [0.04852, 0.04827, 0.19225, 0.28485, 0.35975, 0.02751],
  },
];
