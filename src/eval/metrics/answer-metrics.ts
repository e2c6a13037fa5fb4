import type { Answer } from "../../contract/answer.js";
import type { LabelledQuestion } from "../labelled-set.js";

/** Means over questions that the corpus answers; a refusal quotes nothing. */
export interface AnswerMetrics {
  /** Share of the evidence's characters that the cited sentences hold. */
  readonly cited: number;
  /** Share of questions whose cited sentences hold at least half of a piece of evidence. */
  readonly hit: number;
  /** Share of questions with all their evidence in the cited sentences (nine tenths of its characters). */
  readonly complete: number;
  /** Characters of the cited sentences. */
  readonly characters: number;
}

const COMPLETE_FROM = 0.9;

export function measureAnswer({ document, evidence }: LabelledQuestion, { citations }: Answer): AnswerMetrics {
  const cited = new Set<number>();
  let characters = 0;
  for (const { path, start, end } of citations) {
    characters += end - start;
    if (path !== document) continue;
    for (const piece of evidence) {
      for (let at = Math.max(start, piece.start); at < Math.min(end, piece.end); at++) cited.add(at);
    }
  }
  const hit = evidence.some(({ start, end }) => {
    let held = 0;
    for (let at = start as number; at < end; at++) if (cited.has(at)) held++;
    return held >= (end - start) / 2;
  });
  const total = evidence.reduce((sum, { start, end }) => sum + end - start, 0);
  const share = cited.size / total;
  return { cited: share, hit: hit ? 1 : 0, complete: share >= COMPLETE_FROM ? 1 : 0, characters };
}
