import type { Shown } from "./assemble.js";
import type { Ranked } from "./fuse.js";

/** What became of a passage when the best ones were put together to be shown. */
export type Placement =
  /** A rank of its own. */
  | { readonly state: "shown"; readonly rank: number }
  /** Its sentences are shown with the better passage of that rank. */
  | { readonly state: "merged"; readonly rank: number }
  /** Worse than as many passages as were to be shown. */
  | { readonly state: "below" }
  /** It was no candidate. */
  | { readonly state: "not_ranked" };

/**
 * @param shown the assembled passages, best first; empty for a passage that was no candidate
 * @param topK how many of them are shown
 */
export function placementOf({ candidate: { passage } }: Ranked, shown: readonly Shown[], topK: number): Placement {
  if (shown.length === 0) return { state: "not_ranked" };
  const visible = shown.slice(0, topK);
  const own = visible.findIndex(({ candidate }) => candidate.passage.id === passage.id);
  if (own >= 0) return { state: "shown", rank: own + 1 };
  const starts = new Set(passage.sentences.map(({ start }) => start));
  const sharing = visible.findIndex(
    ({ candidate, sentences }) =>
      candidate.passage.documentId === passage.documentId &&
      sentences.some(({ sentence }) => starts.has(sentence.start)),
  );
  return sharing >= 0 ? { state: "merged", rank: sharing + 1 } : { state: "below" };
}
