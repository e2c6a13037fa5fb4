import type { Citation, RankedPassage } from "../../contract/answer.js";
import type { PassageInContext } from "../../contract/documents.js";
import { numberedSentences } from "../../core/answer-walk.js";
import { type Changes, citationKey, type Since } from "../../core/conversation/recheck.js";
import { TextMap } from "../../core/offsets.js";
import { shownSources } from "../../core/report-walk.js";
import { printable } from "../../core/text.js";
import { quoteWithSource } from "../../core/wording.js";
import type { FilePlace } from "../host.js";
import type { Outcome } from "./turn.js";

/** Something of an answer that can be opened in its document. */
export type Evidence =
  | {
      readonly kind: "citation";
      readonly number: number;
      readonly source: Citation;
      /** The passage that it was taken from, where the answer has it. */
      readonly passage: RankedPassage | undefined;
      /** It is one of what a model wrote, and counted among these [false]. */
      readonly isOfWords?: true;
      /** What has become of it since its turn was kept [nothing]. */
      readonly since?: Since;
    }
  | { readonly kind: "passage"; readonly number: number; readonly source: RankedPassage };

/** What a piece of evidence is called where it is cited: `1`, `w1`. */
export function numberOf(evidence: Evidence): string {
  return `${evidence.kind === "citation" && evidence.isOfWords ? "w" : ""}${evidence.number}`;
}

/** Where it stands in its document. */
export function filePlaceOf({ source }: Evidence): FilePlace {
  return { path: source.path, line: source.line_start };
}

/** What can be opened from what a command has brought: what a statement was held against, hits, a document's best passage. */
export function evidenceOfLook(outcome: Outcome): readonly Evidence[] {
  switch (outcome.kind) {
    case "verified":
      return numberedSentences(outcome.verification).flatMap(({ sentence: { passages }, numbers }) =>
        passages.map((source, i) => ({ kind: "citation", number: numbers[i]!, source, passage: undefined }) as const),
      );
    case "found":
      return outcome.results.passages.map((source) => ({ kind: "passage", number: source.rank, source }));
    case "report":
      return shownSources(outcome.growing.report).map(
        ({ number, citation: source }) => ({ kind: "citation", number, source, passage: undefined }) as const,
      );
    case "missed": {
      const { evidence } = outcome.miss;
      if (evidence === null) return [];
      const { passage_id: id, ...best } = evidence.best;
      const { fused } = evidence;
      const explanation = fused === null ? {} : { explanation: fused.explanation };
      const source = { ...best, id, rank: 1, score: fused?.score ?? 0, highlights: [], ...explanation };
      return [{ kind: "passage", number: 1, source }];
    }
    default:
      return [];
  }
}

/** A passage that was asked for by a line of its document, with that line marked where the passage holds it. */
export function evidenceAt(passage: PassageInContext, line: number): Evidence {
  const { before: _, after: __, ...place } = passage;
  const map = new TextMap(passage.text);
  const at = map.lineSpan(line - passage.line_start + 1);
  const highlights = at === undefined ? [] : [{ start: map.toCodePoint(at.start), end: map.toCodePoint(at.end) }];
  return { kind: "passage", number: 1, source: { ...place, rank: 1, score: 0, highlights } };
}

/** With what has become of each citation since. */
export function withChanges(evidence: readonly Evidence[], changes: Changes | undefined): readonly Evidence[] {
  if (changes === undefined) return evidence;
  return evidence.map((one): Evidence => {
    const since = one.kind === "citation" ? changes[citationKey(one.source)] : undefined;
    return one.kind === "citation" && since !== undefined ? { ...one, since } : one;
  });
}

/** What is copied of a piece of evidence: its words as they stand in the document, without what controls terminals. */
export function quoteOf({ kind, source }: Evidence): string {
  return printable(kind === "citation" ? source.quote : source.text);
}

/** The same with where it stands. */
export function citedQuoteOf(evidence: Evidence): string {
  return quoteWithSource(quoteOf(evidence), evidence.source);
}
