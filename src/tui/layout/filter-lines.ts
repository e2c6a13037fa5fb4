import { FILTER_EXAMPLE } from "../filter-line.js";
import type { EditedLine } from "../line-editor.js";
import { type Line, seg, truncate } from "../lines.js";
import { sanitizeProse } from "../sanitize.js";
import type { State } from "../state.js";
import { promptLine } from "./prompt-line.js";

/** Which documents the next question is asked of, where that isn't all. */
export function filterLines({ filter, filterLine }: State, columns: number): Line[] {
  if (filter === null || filterLine !== null) return [];
  return [
    truncate(
      [seg("  Only in ", "muted"), seg(sanitizeProse(filter.line), "accent"), seg(" · /filter changes it", "muted")],
      columns,
    ),
  ];
}

/** The line of filters in the place of the question. */
export function filterPrompt(line: EditedLine, columns: number): Line[] {
  const prompt = promptLine("Only in: ", line, columns);
  return [line.text === "" ? truncate([...prompt, seg(FILTER_EXAMPLE, "muted")], columns) : prompt];
}
