/** Longest answer, in tokens. */
const MAX_TOKENS = 40;

export interface TokenSpan {
  /** Numbers of the first and the last token. */
  readonly first: number;
  readonly last: number;
  /** Sum of both tokens' logits. */
  readonly logit: number;
}

/**
 * The likeliest span of at most 40 tokens.
 * @param logits two numbers a token: that the answer begins there, and that it ends there
 * @param from first token that may answer
 * @param to behind the last one
 */
export function bestSpan(logits: Float32Array, from: number, to: number): TokenSpan | null {
  let best: TokenSpan | null = null;
  for (let first = from; first < to; first++) {
    const begin = logits[2 * first]!;
    for (let last = first; last < Math.min(to, first + MAX_TOKENS); last++) {
      const logit = begin + logits[2 * last + 1]!;
      if (best === null || logit > best.logit) best = { first, last, logit };
    }
  }
  return best;
}
