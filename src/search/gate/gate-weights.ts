import type { Gate } from "./evidence-features.js";

// Made by scripts/gate/train.mjs from scripts/gate/features; a test says when they are not.
// biome-ignore format: one line a feature
export const GATES: readonly Gate[] = [
  {
    embedder: "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded",
    reader: "2a4cf313320f9dd44be55f3f0d199503cae0969b3662653b27364aeb17fedb21",
    answeredFrom: { careful: 0.46, balanced: 0.3, eager: 0.21 },
    bias: 0.115,
    features: [
      { name: "sentence_cosine", coefficient: 0.3011, mean: 0.8362, deviation: 0.0322 },
      { name: "sentence_gap", coefficient: 0.1464, mean: 0.0562, deviation: 0.0263 },
      { name: "sentence_share", coefficient: 0.4724, mean: 0.4738, deviation: 0.2631 },
      { name: "terms_found", coefficient: 0.339, mean: 0.6367, deviation: 0.2971 },
      { name: "proximity", coefficient: -0.1825, mean: 0.3082, deviation: 0.3684 },
      { name: "keywords_share", coefficient: -0.4052, mean: 0.3004, deviation: 0.1643 },
      { name: "rarest_missing", coefficient: 0.3147, mean: 2.0618, deviation: 2.968 },
      { name: "reader_answers", coefficient: 0.8231, mean: 0.8551, deviation: 2.1807 },
      { name: "reader_lead", coefficient: -0.1821, mean: 0.9263, deviation: 5.4664 },
      { name: "reader_second", coefficient: -0.0843, mean: -1.8012, deviation: 4.6214 },
      { name: "reader_first", coefficient: 0.9732, mean: -0.7188, deviation: 5.8528 },
      { name: "reader_mean", coefficient: -0.1532, mean: -4.3072, deviation: 4.231 },
      { name: "reader_nearness", coefficient: -0.0894, mean: 0.9973, deviation: 0.1653 },
    ],
  },
  {
    embedder: "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded",
    reader: null,
    answeredFrom: { careful: 0.45, balanced: 0.37, eager: 0.29 },
    bias: 0.1119,
    features: [
      { name: "sentence_cosine", coefficient: 0.3099, mean: 0.8362, deviation: 0.0322 },
      { name: "sentence_gap", coefficient: 0.2103, mean: 0.0562, deviation: 0.0263 },
      { name: "sentence_share", coefficient: 0.7763, mean: 0.4738, deviation: 0.2631 },
      { name: "terms_found", coefficient: 0.4611, mean: 0.6367, deviation: 0.2971 },
      { name: "proximity", coefficient: -0.1348, mean: 0.3082, deviation: 0.3684 },
      { name: "keywords_share", coefficient: -0.4402, mean: 0.3004, deviation: 0.1643 },
      { name: "rarest_missing", coefficient: 0.3167, mean: 2.0618, deviation: 2.968 },
    ],
  },
  {
    embedder: null,
    reader: "2a4cf313320f9dd44be55f3f0d199503cae0969b3662653b27364aeb17fedb21",
    answeredFrom: { careful: 0.46, balanced: 0.31, eager: 0.21 },
    bias: 0.1212,
    features: [
      { name: "sentence_share", coefficient: 0.3044, mean: 0.4738, deviation: 0.2631 },
      { name: "terms_found", coefficient: 0.327, mean: 0.6367, deviation: 0.2971 },
      { name: "proximity", coefficient: -0.0925, mean: 0.3082, deviation: 0.3684 },
      { name: "keywords_share", coefficient: -0.1526, mean: 0.3004, deviation: 0.1643 },
      { name: "rarest_missing", coefficient: 0.3214, mean: 2.0618, deviation: 2.968 },
      { name: "reader_answers", coefficient: 0.7914, mean: 0.8551, deviation: 2.1807 },
      { name: "reader_lead", coefficient: -0.1764, mean: 0.9263, deviation: 5.4664 },
      { name: "reader_second", coefficient: -0.0355, mean: -1.8012, deviation: 4.6214 },
      { name: "reader_first", coefficient: 1.0089, mean: -0.7188, deviation: 5.8528 },
      { name: "reader_mean", coefficient: -0.2056, mean: -4.3072, deviation: 4.231 },
    ],
  },
];
