import type { Gate } from "./evidence-features.js";

// Made by scripts/gate/train.mjs from scripts/gate/features; a test says when they are not.
// biome-ignore format: one line a feature
export const GATES: readonly Gate[] = [
  {
    embedder: "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded",
    reader: "2a4cf313320f9dd44be55f3f0d199503cae0969b3662653b27364aeb17fedb21",
    answeredFrom: { careful: 0.46, balanced: 0.29, eager: 0.18 },
    bias: 0.1155,
    features: [
      { name: "sentence_cosine", coefficient: 0.2805, mean: 0.8362, deviation: 0.0322 },
      { name: "sentence_gap", coefficient: 0.1167, mean: 0.0562, deviation: 0.0263 },
      { name: "sentence_share", coefficient: 0.3558, mean: 0.474, deviation: 0.263 },
      { name: "terms_found", coefficient: 0.3792, mean: 0.6351, deviation: 0.2973 },
      { name: "proximity", coefficient: -0.1487, mean: 0.308, deviation: 0.3684 },
      { name: "keywords_share", coefficient: -0.412, mean: 0.3005, deviation: 0.1643 },
      { name: "rarest_missing", coefficient: 0.3152, mean: 2.0592, deviation: 2.9677 },
      { name: "reader_answers", coefficient: 0.8374, mean: 0.863, deviation: 2.2075 },
      { name: "reader_lead", coefficient: -0.238, mean: 0.9282, deviation: 5.5343 },
      { name: "reader_second", coefficient: -0.0683, mean: -1.8701, deviation: 4.6653 },
      { name: "reader_first", coefficient: 0.9332, mean: -0.7275, deviation: 5.9193 },
      { name: "reader_mean", coefficient: -0.1214, mean: -4.4161, deviation: 4.221 },
      { name: "reader_nearness", coefficient: 0.1344, mean: 1.0161, deviation: 0.0959 },
    ],
  },
  {
    embedder: "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded",
    reader: null,
    answeredFrom: { careful: 0.45, balanced: 0.36, eager: 0.28 },
    bias: 0.1113,
    features: [
      { name: "sentence_cosine", coefficient: 0.3054, mean: 0.8362, deviation: 0.0322 },
      { name: "sentence_gap", coefficient: 0.2158, mean: 0.0562, deviation: 0.0263 },
      { name: "sentence_share", coefficient: 0.7403, mean: 0.474, deviation: 0.263 },
      { name: "terms_found", coefficient: 0.4634, mean: 0.6351, deviation: 0.2973 },
      { name: "proximity", coefficient: -0.1197, mean: 0.308, deviation: 0.3684 },
      { name: "keywords_share", coefficient: -0.4156, mean: 0.3005, deviation: 0.1643 },
      { name: "rarest_missing", coefficient: 0.3181, mean: 2.0592, deviation: 2.9677 },
    ],
  },
  {
    embedder: null,
    reader: "2a4cf313320f9dd44be55f3f0d199503cae0969b3662653b27364aeb17fedb21",
    answeredFrom: { careful: 0.46, balanced: 0.29, eager: 0.18 },
    bias: 0.1154,
    features: [
      { name: "sentence_share", coefficient: 0.2354, mean: 0.474, deviation: 0.263 },
      { name: "terms_found", coefficient: 0.3453, mean: 0.6351, deviation: 0.2973 },
      { name: "proximity", coefficient: -0.0587, mean: 0.308, deviation: 0.3684 },
      { name: "keywords_share", coefficient: -0.1089, mean: 0.3005, deviation: 0.1643 },
      { name: "rarest_missing", coefficient: 0.3302, mean: 2.0592, deviation: 2.9677 },
      { name: "reader_answers", coefficient: 0.9149, mean: 0.863, deviation: 2.2075 },
      { name: "reader_lead", coefficient: -0.2878, mean: 0.9282, deviation: 5.5343 },
      { name: "reader_second", coefficient: -0.0281, mean: -1.8701, deviation: 4.6653 },
      { name: "reader_first", coefficient: 1.0436, mean: -0.7275, deviation: 5.9193 },
      { name: "reader_mean", coefficient: -0.2583, mean: -4.4161, deviation: 4.221 },
    ],
  },
];
