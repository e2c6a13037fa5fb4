/** What the server sends beside the types of `core`; a test holds them against the server's schemas. */
import type { StaleFile } from "../contract/answer.js";
import type { SkippedFile } from "../core/document.js";

export interface DocumentSummary {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly content_hash: string;
  /** Bytes of the file. */
  readonly size: number;
  readonly modified_at: string;
  readonly passages: number;
}

export interface DocumentPage {
  readonly documents: readonly DocumentSummary[];
  readonly next_cursor: string | null;
}

export interface DocumentText {
  readonly document: DocumentSummary;
  readonly text: string;
}

export interface IndexStatus {
  readonly generation: string;
  readonly corpus: string;
  readonly documents: number;
  readonly passages: number;
  readonly model: string;
  readonly skipped: readonly SkippedFile[];
  readonly stale: readonly StaleFile[] | null;
  readonly checked_at: string | null;
  readonly indexed_at: string;
}

/** Where a passage stands: offsets are code points of the document's text. */
export interface PassagePlace {
  readonly id: string;
  readonly document_id: string;
  readonly path: string;
  readonly title: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** RFC 9457, as the server says it. */
export interface Problem {
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly hint: string;
}
