import type { Gate } from "./evidence-features.js";

// Made by scripts/gate/train.mjs from scripts/gate/features; a test says when they are not.
// biome-ignore format: one line a feature
export const GATES: readonly Gate[] = [
  {
    embedder: "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded",
    reader: "2a4cf313320f9dd44be55f3f0d199503cae0969b3662653b27364aeb17fedb21",
    answeredFrom: { careful: 0.45, balanced: 0.3, eager: 0.2 },
    bias: 0.1196,
    features: [
      { name: "sentence_cosine", coefficient: 0.297, mean: 0.8362, deviation: 0.0322 },
      { name: "sentence_gap", coefficient: 0.167, mean: 0.0562, deviation: 0.0262 },
      { name: "sentence_share", coefficient: 0.4349, mean: 0.4735, deviation: 0.2631 },
      { name: "terms_found", coefficient: 0.3621, mean: 0.6355, deviation: 0.297 },
      { name: "proximity", coefficient: -0.1488, mean: 0.3073, deviation: 0.3675 },
      { name: "keywords_share", coefficient: -0.4048, mean: 0.3004, deviation: 0.1643 },
      { name: "rarest_missing", coefficient: 0.3257, mean: 2.0609, deviation: 2.968 },
      { name: "reader_answers", coefficient: 0.7515, mean: 0.8458, deviation: 2.1847 },
      { name: "reader_lead", coefficient: -0.1822, mean: 0.9098, deviation: 5.474 },
      { name: "reader_second", coefficient: -0.0963, mean: -1.7743, deviation: 4.6253 },
      { name: "reader_first", coefficient: 1.013, mean: -0.7445, deviation: 5.8696 },
      { name: "reader_mean", coefficient: -0.1121, mean: -4.3132, deviation: 4.232 },
      { name: "reader_nearness", coefficient: -0.079, mean: 0.9975, deviation: 0.1651 },
    ],
  },
  {
    embedder: "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded",
    reader: null,
    answeredFrom: { careful: 0.46, balanced: 0.37, eager: 0.29 },
    bias: 0.111,
    features: [
      { name: "sentence_cosine", coefficient: 0.3076, mean: 0.8362, deviation: 0.0322 },
      { name: "sentence_gap", coefficient: 0.2059, mean: 0.0562, deviation: 0.0262 },
      { name: "sentence_share", coefficient: 0.7534, mean: 0.4735, deviation: 0.2631 },
      { name: "terms_found", coefficient: 0.4728, mean: 0.6355, deviation: 0.297 },
      { name: "proximity", coefficient: -0.1051, mean: 0.3073, deviation: 0.3675 },
      { name: "keywords_share", coefficient: -0.4293, mean: 0.3004, deviation: 0.1643 },
      { name: "rarest_missing", coefficient: 0.3332, mean: 2.0609, deviation: 2.968 },
    ],
  },
  {
    embedder: null,
    reader: "2a4cf313320f9dd44be55f3f0d199503cae0969b3662653b27364aeb17fedb21",
    answeredFrom: { careful: 0.46, balanced: 0.32, eager: 0.21 },
    bias: 0.1249,
    features: [
      { name: "sentence_share", coefficient: 0.2677, mean: 0.4735, deviation: 0.2631 },
      { name: "terms_found", coefficient: 0.3486, mean: 0.6355, deviation: 0.297 },
      { name: "proximity", coefficient: -0.0588, mean: 0.3073, deviation: 0.3675 },
      { name: "keywords_share", coefficient: -0.1419, mean: 0.3004, deviation: 0.1643 },
      { name: "rarest_missing", coefficient: 0.3331, mean: 2.0609, deviation: 2.968 },
      { name: "reader_answers", coefficient: 0.7113, mean: 0.8458, deviation: 2.1847 },
      { name: "reader_lead", coefficient: -0.1663, mean: 0.9098, deviation: 5.474 },
      { name: "reader_second", coefficient: -0.0359, mean: -1.7743, deviation: 4.6253 },
      { name: "reader_first", coefficient: 1.0536, mean: -0.7445, deviation: 5.8696 },
      { name: "reader_mean", coefficient: -0.1869, mean: -4.3132, deviation: 4.232 },
    ],
  },
];
