import type { GateWeights } from "./evidence-features.js";

// Made by scripts/gate/train.mjs from scripts/gate/features; a test says when they are not.
// biome-ignore format: one line a feature
export const GATE_WEIGHTS: readonly GateWeights[] = [
  {
    model: "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded",
    background: 0.77,
    answeredFrom: 0.45,
    bias: 2.21287,
    coefficients: [
      3.62792, // sentence_cosine
      1.81705, // sentence_gap
      2.14422, // sentence_share
      0.9286, // terms_found
    ],
    mean: [
      0.83176, // sentence_cosine
      0.04195, // sentence_gap
      0.40367, // sentence_share
      0.56988, // terms_found
    ],
    deviation: [
      0.04726, // sentence_cosine
      0.02743, // sentence_gap
      0.26497, // sentence_share
      0.28127, // terms_found
    ],
  },
];
