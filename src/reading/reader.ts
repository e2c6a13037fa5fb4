import type { Span } from "../core/spans.js";

/** What the reader says of a window beside a question. */
export interface AnswerReading {
  /** Logit that the answer stands in the window: 0 is even. */
  readonly answers: number;
  /** Logit of the likeliest span against "the answer is not here"; -20 for a window without a word. */
  readonly lead: number;
  /** The likeliest span, in UTF-16 of the window's text; `null` in a window without a word. */
  readonly span: Span | null;
}

/** What the reader says of a window beside a statement: probabilities that add up to 1. */
export interface SupportReading {
  readonly supports: number;
  readonly contradicts: number;
  /** That the window says neither. */
  readonly open: number;
}

export type Reading = AnswerReading & SupportReading;

/** Port: a model that reads a question or a statement together with a text. */
export interface Reader {
  /** sha256 of the weights. */
  readonly weights: string;
  /**
   * Reads a window. Its sentences should be few: what goes over the model's limit is not read.
   * @param asked the question or the statement
   * @throws FootnoteError model_failed; interrupted once it is closed; what the signal gives, if it is aborted before the window is read
   */
  read(asked: string, window: string, signal?: AbortSignal): Promise<Reading>;
  /** Once what was asked before is read. May be called again. */
  close(): Promise<void>;
}
