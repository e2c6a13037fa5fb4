import type { Gate } from "./evidence-features.js";

// Made by scripts/gate/train.mjs from scripts/gate/features; a test says when they are not.
// biome-ignore format: one line a feature
export const GATES: readonly Gate[] = [
  {
    embedder: "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded",
    reader: "74bbbba6289ff656650bc327c60ac0efd36923af83c46186511f1dc2d69841a9",
    answeredFrom: { careful: 0.45, balanced: 0.3, eager: 0.21 },
    bias: 0.1197,
    features: [
      { name: "sentence_cosine", coefficient: 0.296, mean: 0.8362, deviation: 0.0322 },
      { name: "sentence_gap", coefficient: 0.1692, mean: 0.0562, deviation: 0.0262 },
      { name: "sentence_share", coefficient: 0.4364, mean: 0.4732, deviation: 0.2629 },
      { name: "terms_found", coefficient: 0.3489, mean: 0.6353, deviation: 0.2969 },
      { name: "proximity", coefficient: -0.1536, mean: 0.3068, deviation: 0.3673 },
      { name: "keywords_share", coefficient: -0.4085, mean: 0.3002, deviation: 0.1643 },
      { name: "rarest_missing", coefficient: 0.3212, mean: 2.0598, deviation: 2.9674 },
      { name: "reader_answers", coefficient: 0.8442, mean: 0.8249, deviation: 2.1884 },
      { name: "reader_lead", coefficient: -0.1766, mean: 0.8605, deviation: 5.4825 },
      { name: "reader_second", coefficient: -0.1074, mean: -1.7864, deviation: 4.6231 },
      { name: "reader_first", coefficient: 0.9721, mean: -0.7669, deviation: 5.8721 },
      { name: "reader_mean", coefficient: -0.1374, mean: -4.328, deviation: 4.2317 },
      { name: "reader_nearness", coefficient: -0.094, mean: 0.9975, deviation: 0.165 },
    ],
  },
  {
    embedder: "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded",
    reader: null,
    answeredFrom: { careful: 0.46, balanced: 0.37, eager: 0.29 },
    bias: 0.1111,
    features: [
      { name: "sentence_cosine", coefficient: 0.3075, mean: 0.8362, deviation: 0.0322 },
      { name: "sentence_gap", coefficient: 0.2078, mean: 0.0562, deviation: 0.0262 },
      { name: "sentence_share", coefficient: 0.7479, mean: 0.4732, deviation: 0.2629 },
      { name: "terms_found", coefficient: 0.4728, mean: 0.6353, deviation: 0.2969 },
      { name: "proximity", coefficient: -0.1123, mean: 0.3068, deviation: 0.3673 },
      { name: "keywords_share", coefficient: -0.4271, mean: 0.3002, deviation: 0.1643 },
      { name: "rarest_missing", coefficient: 0.3263, mean: 2.0598, deviation: 2.9674 },
    ],
  },
  {
    embedder: null,
    reader: "74bbbba6289ff656650bc327c60ac0efd36923af83c46186511f1dc2d69841a9",
    answeredFrom: { careful: 0.46, balanced: 0.32, eager: 0.21 },
    bias: 0.1258,
    features: [
      { name: "sentence_share", coefficient: 0.2678, mean: 0.4732, deviation: 0.2629 },
      { name: "terms_found", coefficient: 0.3383, mean: 0.6353, deviation: 0.2969 },
      { name: "proximity", coefficient: -0.0632, mean: 0.3068, deviation: 0.3673 },
      { name: "keywords_share", coefficient: -0.1501, mean: 0.3002, deviation: 0.1643 },
      { name: "rarest_missing", coefficient: 0.3279, mean: 2.0598, deviation: 2.9674 },
      { name: "reader_answers", coefficient: 0.7893, mean: 0.8249, deviation: 2.1884 },
      { name: "reader_lead", coefficient: -0.1556, mean: 0.8605, deviation: 5.4825 },
      { name: "reader_second", coefficient: -0.0456, mean: -1.7864, deviation: 4.6231 },
      { name: "reader_first", coefficient: 1.0102, mean: -0.7669, deviation: 5.8721 },
      { name: "reader_mean", coefficient: -0.2034, mean: -4.328, deviation: 4.2317 },
    ],
  },
];
