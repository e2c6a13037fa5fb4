// src/search/gate/gate-weights.ts as text.

/** sha256 of the weights of the shipped model, which made the features' vectors. */
const MODEL = "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded";
/** Measured for that model: see `GateWeights.background`. */
const BACKGROUND = 0.77;
/** See `GateWeights.answeredFrom`; chosen by the figures that train.mjs prints. */
export const ANSWERED_FROM = 0.45;
/** Few enough that machines which round the last bits differently give the same file. */
const DECIMALS = 5;

export function weightsFile(names, { bias, coefficients, mean, deviation }) {
  const rounded = (value) => String(Number(value.toFixed(DECIMALS)));
  const list = (values) => values.map((value, i) => `      ${rounded(value)}, // ${names[i]}\n`).join("");
  return `import type { GateWeights } from "./evidence-features.js";

// Made by scripts/gate/train.mjs from scripts/gate/features; a test says when they are not.
// biome-ignore format: one line a feature
export const GATE_WEIGHTS: readonly GateWeights[] = [
  {
    model: "${MODEL}",
    background: ${BACKGROUND},
    answeredFrom: ${ANSWERED_FROM},
    bias: ${rounded(bias)},
    coefficients: [
${list(coefficients)}    ],
    mean: [
${list(mean)}    ],
    deviation: [
${list(deviation)}    ],
  },
];
`;
}
