import { randomNumbers } from "./random.mjs";

/** Of each number of a vector: neighbours stay neighbours, and no two vectors are alike. */
const NOISE = 0.015;

/** The vector with some noise, the same for the same seed; unit length. */
export function noisy(vector, seed) {
  const random = randomNumbers(seed);
  const scale = 1 / lengthOf(vector);
  const moved = vector.map((value) => value * scale + NOISE * (random() + random() + random() - 1.5) * 2);
  const length = lengthOf(moved);
  return moved.map((value) => value / length);
}

/** @param vectors rows of `dimensions` numbers */
export function sumOf(vectors, dimensions) {
  const sum = new Float32Array(dimensions);
  for (let at = 0; at < vectors.length; at++) sum[at % dimensions] += vectors[at];
  return sum;
}

function lengthOf(vector) {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}
