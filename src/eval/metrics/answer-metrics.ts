import type { Answer, Citation } from "../../contract/answer.js";
import type { LabelledQuestion } from "../labelled-set.js";

/** Means over questions that the corpus answers; a refusal quotes nothing. */
export interface AnswerMetrics {
  /** Share of the evidence's characters that the cited sentences hold. */
  readonly cited: number;
  /** Share of questions whose cited sentences hold at least half of a piece of evidence. */
  readonly hit: number;
  /** Share of questions with all their evidence in the cited sentences (nine tenths of its characters). */
  readonly complete: number;
  /**
   * Share of questions whose first cited sentence holds evidence: half of a piece, or more than half of what it says.
   */
  readonly first: number;
  /** Cited sentences. */
  readonly sentences: number;
  /** Characters of the cited sentences. */
  readonly characters: number;
}

/** Share of the evidence's characters from which on it counts as all of it. */
export const COMPLETE_FROM = 0.9;

export function measureAnswer({ document, evidence }: LabelledQuestion, { citations }: Answer): AnswerMetrics {
  const cited = citedEvidence({ document, evidence }, citations);
  const [first] = citations;
  const firstHolds = evidence.some((piece) => {
    if (first?.path !== document) return false;
    const shared = Math.min(first.end, piece.end) - Math.max(first.start, piece.start);
    return shared >= Math.min(piece.end - piece.start, first.end - first.start) / 2;
  });
  const hit = evidence.some(({ start, end }) => {
    let held = 0;
    for (let at = start as number; at < end; at++) if (cited.has(at)) held++;
    return held >= (end - start) / 2;
  });
  const share = cited.size / lengthOf(evidence);
  return {
    cited: share,
    hit: hit ? 1 : 0,
    complete: share >= COMPLETE_FROM ? 1 : 0,
    first: firstHolds ? 1 : 0,
    sentences: citations.length,
    characters: lengthOf(citations),
  };
}

type Labelled = Pick<LabelledQuestion, "document" | "evidence">;
type Place = Pick<Citation, "path" | "start" | "end">;

/** Share of the evidence's characters that some places hold. */
export function evidenceHeld(labelled: Labelled, places: readonly Place[]): number {
  return citedEvidence(labelled, places).size / lengthOf(labelled.evidence);
}

/** The characters of the evidence that some places hold. */
function citedEvidence({ document, evidence }: Labelled, places: readonly Place[]): Set<number> {
  const cited = new Set<number>();
  for (const { path, start, end } of places) {
    if (path !== document) continue;
    for (const piece of evidence) {
      for (let at = Math.max(start, piece.start); at < Math.min(end, piece.end); at++) cited.add(at);
    }
  }
  return cited;
}

function lengthOf(places: readonly Pick<Place, "start" | "end">[]): number {
  return places.reduce((sum, { start, end }) => sum + end - start, 0);
}
