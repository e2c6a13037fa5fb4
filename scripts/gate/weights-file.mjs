// src/search/gate/gate-weights.ts as text.

/** Few enough that machines which round the last bits differently give the same file. */
const DECIMALS = 4;

/** @param gates `{ embedder, reader, features, answeredFrom, weights }`: names of the features, and what was fitted */
export function weightsFile(gates) {
  const rounded = (value) => String(Number(value.toFixed(DECIMALS)));
  const text = (value) => (value === null ? "null" : JSON.stringify(value));
  const one = ({ embedder, reader, features, answeredFrom, weights: { bias, coefficients, mean, deviation } }) => {
    const { careful, balanced, eager } = answeredFrom;
    const lines = features.map((name, i) => {
      const parts = [coefficients[i], mean[i], deviation[i]].map(rounded);
      return `      { name: "${name}", coefficient: ${parts[0]}, mean: ${parts[1]}, deviation: ${parts[2]} },\n`;
    });
    return `  {
    embedder: ${text(embedder)},
    reader: ${text(reader)},
    answeredFrom: { careful: ${careful}, balanced: ${balanced}, eager: ${eager} },
    bias: ${rounded(bias)},
    features: [
${lines.join("")}    ],
  },
`;
  };
  return `import type { Gate } from "./evidence-features.js";

// Made by scripts/gate/train.mjs from scripts/gate/features; a test says when they are not.
// biome-ignore format: one line a feature
export const GATES: readonly Gate[] = [
${gates.map(one).join("")}];
`;
}
