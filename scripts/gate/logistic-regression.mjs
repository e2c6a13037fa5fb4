// Logistic regression over standardised features with a penalty on the squared coefficients (not on the bias), by
// Newton's method (iteratively reweighted least squares). It has one optimum, so the same rows give the same weights.

const MAX_STEPS = 50;
const CONVERGED = 1e-10;

/**
 * @param rows `{ x: number[], y: 0 | 1, weight: number }`
 * @param strength C: how much the data count against the penalty; 1 is half the squared length against the summed loss
 */
export function fitLogistic(rows, strength = 1) {
  const width = rows[0].x.length;
  const weighed = rows.reduce((sum, { weight }) => sum + weight, 0);
  const average = (of) => rows.reduce((sum, row) => sum + row.weight * of(row), 0) / weighed;
  const mean = column(width, (i) => average(({ x }) => x[i]));
  const deviation = column(width, (i) => Math.sqrt(average(({ x }) => (x[i] - mean[i]) ** 2)) || 1);
  const inputs = rows.map(({ x }) => [1, ...x.map((value, i) => (value - mean[i]) / deviation[i])]);
  let weights = column(width + 1, () => 0);
  for (let step = 0; step < MAX_STEPS; step++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : weight / strength));
    const hessian = weights.map((_, i) => column(width + 1, (j) => (i === j && i > 0 ? 1 / strength : 0)));
    inputs.forEach((input, row) => {
      const p = sigmoid(dot(weights, input));
      const { y, weight } = rows[row];
      for (let i = 0; i <= width; i++) {
        gradient[i] += weight * (p - y) * input[i];
        for (let j = 0; j <= width; j++) hessian[i][j] += weight * p * (1 - p) * input[i] * input[j];
      }
    });
    const change = solve(hessian, gradient);
    weights = weights.map((weight, i) => weight - change[i]);
    if (Math.max(...change.map(Math.abs)) < CONVERGED) break;
  }
  return { bias: weights[0], coefficients: weights.slice(1), mean, deviation };
}

export function predict({ bias, coefficients, mean, deviation }, x) {
  return sigmoid(x.reduce((sum, value, i) => sum + (coefficients[i] * (value - mean[i])) / deviation[i], bias));
}

/** Solves `matrix * x = vector` by elimination with pivots. */
function solve(matrix, vector) {
  const rows = matrix.map((row, i) => [...row, vector[i]]);
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    let pivot = i;
    for (let k = i + 1; k < size; k++) if (Math.abs(rows[k][i]) > Math.abs(rows[pivot][i])) pivot = k;
    [rows[i], rows[pivot]] = [rows[pivot], rows[i]];
    for (let k = i + 1; k < size; k++) {
      const factor = rows[k][i] / rows[i][i];
      for (let j = i; j <= size; j++) rows[k][j] -= factor * rows[i][j];
    }
  }
  const x = column(size, () => 0);
  for (let i = size - 1; i >= 0; i--) {
    let rest = rows[i][size];
    for (let j = i + 1; j < size; j++) rest -= rows[i][j] * x[j];
    x[i] = rest / rows[i][i];
  }
  return x;
}

const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const column = (length, value) => Array.from({ length }, (_, i) => value(i));
