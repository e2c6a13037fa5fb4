/** Scales a vector to unit length in place; a vector of zeros stays as it is. */
export function normalise(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const x of vector) sum += x * x;
  const scale = sum > 0 ? 1 / Math.sqrt(sum) : 0;
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) * scale;
  return vector;
}

/**
 * Unit-length mean of the token vectors `from` to `to` (end-exclusive).
 * @param hidden one row of `dimensions` numbers a token
 */
export function meanPool(hidden: Float32Array, dimensions: number, from: number, to: number): Float32Array {
  const mean = new Float32Array(dimensions);
  for (let row = from; row < to; row++) {
    const offset = row * dimensions;
    for (let i = 0; i < dimensions; i++) mean[i] = (mean[i] as number) + (hidden[offset + i] as number);
  }
  return normalise(mean);
}

/** Of two vectors of one length: their cosine, if both are of unit length. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
