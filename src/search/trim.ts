import type { StoredPassage } from "../index/store/index-store.js";
import type { Ranked } from "./fuse.js";

/** A ranked passage, less the sentences that better ones have shown. */
export interface Shown extends Ranked {
  /** First and last sentence that are shown, numbers within the passage, inclusive. */
  readonly first: number;
  readonly last: number;
}

/**
 * Takes the best passages and cuts away what is shown already, as neighbouring passages share sentences: of each the
 * longest run of new sentences stays, and a passage without any is left out.
 */
export function trimRepeats(ranked: readonly Ranked[], limit: number): Shown[] {
  const shown = new Map<string, Set<number>>();
  const trimmed: Shown[] = [];
  for (const item of ranked) {
    if (trimmed.length >= limit) break;
    const { passage } = item.candidate;
    const starts = shown.get(passage.documentId) ?? new Set();
    const run = longestNewRun(passage, starts);
    if (!run) continue;
    for (const { start } of passage.sentences.slice(run.first, run.last + 1)) starts.add(start);
    shown.set(passage.documentId, starts);
    trimmed.push({ ...item, ...run });
  }
  return trimmed;
}

function longestNewRun({ sentences }: StoredPassage, shown: ReadonlySet<number>) {
  let best: { first: number; last: number; length: number } | null = null;
  let first = 0;
  for (let i = 0; i <= sentences.length; i++) {
    const sentence = sentences[i];
    if (sentence && !shown.has(sentence.start)) continue;
    if (i > first) {
      const length = sentences[i - 1]!.end - sentences[first]!.start;
      if (!best || length > best.length) best = { first, last: i - 1, length };
    }
    first = i + 1;
  }
  return best && { first: best.first, last: best.last };
}
