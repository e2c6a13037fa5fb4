/** A trained gate; arrays are in the order of `FEATURE_NAMES`. */
export interface GateWeights {
  /** sha256 of the weights of the model whose vectors the gate was trained on. */
  readonly model: string;
  readonly bias: number;
  /** Of standardised features. */
  readonly coefficients: readonly number[];
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

export const GATE_WEIGHTS: readonly GateWeights[] = [
  {
    model: "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded",
    bias: 2.56423,
    coefficients: [1.82807, 2.30115, 2.3888, 1.23262, 0.09778, 1.43384],
    mean: [0.83066, 0.83187, 0.28578, 0.56504, 0.71092, 0.04305],
    deviation: [0.0483, 0.04834, 0.19065, 0.28372, 0.35784, 0.03045],
  },
];
