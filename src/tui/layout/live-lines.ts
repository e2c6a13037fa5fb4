import { columnsOfLine, type Line } from "../lines.js";
import type { State } from "../state.js";
import { chatLines, type Ticking } from "./chat-lines.js";

/** All that is drawn below the past turns. */
export function liveLines(state: State, ticking: Ticking): Line[] {
  if (state.hasQuit || state.isSizeChanging) return [];
  return chatLines(state, ticking);
}

/** Rows that a terminal adds when it gets narrower and folds what was drawn for its old width. */
export function foldedRows(lines: readonly Line[], columns: number): number {
  return lines.reduce((sum, line) => sum + Math.max(0, Math.ceil(columnsOfLine(line) / columns) - 1), 0);
}
