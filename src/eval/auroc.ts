/**
 * Area under the receiver operating characteristic: the probability that a positive scores above a negative, a tie
 * counting half (Hanley and McNeil, 1982). `null` without both.
 */
export function auroc(positives: readonly number[], negatives: readonly number[]): number | null {
  if (positives.length === 0 || negatives.length === 0) return null;
  let above = 0;
  for (const positive of positives) {
    for (const negative of negatives) above += positive > negative ? 1 : positive === negative ? 0.5 : 0;
  }
  return above / (positives.length * negatives.length);
}
