import type { EditedLine } from "./line-editor.js";

/** A search backwards through the history; the input shows what was found. */
export interface HistorySearch {
  readonly query: string;
  /** Place of what is shown; the history's length while nothing is. */
  readonly at: number;
  /** Nothing earlier holds the query. */
  readonly hasFailed: boolean;
  /** What was being written before. */
  readonly draft: EditedLine;
}
