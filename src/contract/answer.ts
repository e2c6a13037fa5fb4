/**
 * The answer object: what `footnote ask --json`, `POST /v1/query` and the last event of a stream all give.
 * Field names are the wire's. Offsets are code points of the document's text, 0-based, end-exclusive;
 * lines and pages are 1-based and inclusive.
 */

import type { CodePointOffset, DocumentId, PassageId } from "../core/spans.js";
import type { AnswerExplanation, ScoreExplanation } from "./explanation.js";

export interface Answer {
  readonly schema: 1;
  readonly status: "answered" | "not_found";
  readonly question: string;
  /** The question as it was searched, after follow-up words were read in context. */
  readonly interpreted_question: string;
  /** `null` when nothing was found. */
  readonly answer: AnswerText | null;
  readonly citations: readonly Citation[];
  readonly passages: readonly RankedPassage[];
  readonly confidence: Confidence;
  readonly not_found: NotFound | null;
  readonly coverage: Coverage;
  readonly timings_ms: Timings;
  /** Where it was asked for. */
  readonly explanation?: AnswerExplanation | undefined;
}

export interface AnswerText {
  readonly text: string;
  /** Those of one document stand together. */
  readonly sentences: readonly AnswerSentence[];
  /** Who says what, the best document first. */
  readonly documents: readonly AnswerDocument[];
}

/** A document that an answer quotes. */
export interface AnswerDocument {
  readonly document_id: DocumentId;
  readonly path: string;
  readonly title: string;
  /** How many of the answer's sentences are its; they follow those of the document before. */
  readonly sentences: number;
}

export interface AnswerSentence {
  /** Verbatim: the quote of its first citation. */
  readonly text: string;
  readonly citations: readonly string[];
  /**
   * The sentence before it in the document, where it starts with a word that points back; of a row of a CSV file or a
   * Markdown table the row that names the columns. `null` where it can be read without, or was said right before.
   */
  readonly context: string | null;
}

/** Where a text stands, as the wire says it. */
export interface Location {
  readonly document_id: DocumentId;
  readonly path: string;
  readonly title: string;
  readonly section: readonly string[];
  readonly start: CodePointOffset;
  readonly end: CodePointOffset;
  readonly line_start: number;
  readonly line_end: number;
  readonly page: number | null;
  readonly page_label: string | null;
  readonly row: number | null;
  readonly column: string | null;
}

export interface Citation extends Location {
  /** `c1`, `c2`, …: means something in its answer only. */
  readonly id: string;
  readonly passage_id: PassageId;
  /** Exactly the document's text from `start` to `end`. */
  readonly quote: string;
  /** Of the file's bytes when it was indexed. */
  readonly content_hash: string;
  readonly selector: TextQuoteSelector;
}

/** W3C Web Annotation: finds the quote again when offsets have moved. */
export interface TextQuoteSelector {
  readonly type: "TextQuoteSelector";
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

export interface RankedPassage extends Location {
  /** 1 is the best. */
  readonly rank: number;
  readonly id: PassageId;
  /** Fused score, 0 to 1; orders the passages of one answer and means nothing across answers. */
  readonly score: number;
  /** Exactly the document's text from `start` to `end`. */
  readonly text: string;
  /** Code points from the start of `text`. */
  readonly highlights: readonly Highlight[];
  /** Where it was asked for. */
  readonly explanation?: ScoreExplanation | undefined;
}

export interface Highlight {
  readonly start: CodePointOffset;
  readonly end: CodePointOffset;
}

export interface Confidence {
  readonly label: "high" | "medium" | "low" | "uncalibrated";
  /** Probability that the corpus answers the question; `null` when uncalibrated. */
  readonly probability: number | null;
}

export interface NotFound {
  readonly reason: string;
  /** Words of the question that occur nowhere in what was searched. */
  readonly missing_terms: readonly string[];
  readonly nearest: readonly RankedPassage[];
}

export interface Coverage {
  readonly documents_searched: number;
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  /** Files changed, added or deleted since they were indexed; `null` where the corpus is not on this machine. */
  readonly stale: readonly StaleFile[] | null;
  /** When the folder was looked at (ISO 8601); `null` where it was not. */
  readonly checked_at: string | null;
  readonly indexed_at: string;
}

export interface StaleFile {
  readonly path: string;
  readonly change: "added" | "changed" | "deleted";
}

export interface Timings {
  readonly embed: number;
  readonly search: number;
  readonly total: number;
}
