// How good probabilities are. A result is `{ p, y }`: a score, and whether the question is answerable (1 or 0).

/** Share of pairs in which the answerable question gets the higher score; a tie counts half. */
export function auroc(results) {
  const sorted = [...results].sort((a, b) => a.p - b.p);
  const positives = sorted.filter(({ y }) => y === 1).length;
  const negatives = sorted.length - positives;
  let below = 0;
  let wins = 0;
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (end < sorted.length && sorted[end].p === sorted[i].p) end++;
    const tied = sorted.slice(i, end);
    const tiedPositives = tied.filter(({ y }) => y === 1).length;
    const tiedNegatives = tied.length - tiedPositives;
    wins += tiedPositives * (below + tiedNegatives / 2);
    below += tiedNegatives;
    i = end;
  }
  return wins / (positives * negatives);
}

/** Expected calibration error (Naeini, Cooper and Hauskrecht, 2015): mean of |mean p - share of y| over ten bins. */
export function calibrationError(results, bins = 10) {
  let error = 0;
  for (let bin = 0; bin < bins; bin++) {
    const held = results.filter(({ p }) => Math.min(bins - 1, Math.floor(p * bins)) === bin);
    error += Math.abs(held.reduce((sum, { p, y }) => sum + p - y, 0)) / results.length;
  }
  return error;
}

export function share(results, holds) {
  return results.filter(holds).length / results.length;
}
