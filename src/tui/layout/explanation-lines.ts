import type { RankedPassage } from "../../core/answer.js";
import { scoreRows } from "../../core/explanation-rows.js";
import { sanitizeProse } from "../sanitize.js";
import { type Line, seg, wrap } from "./lines.js";

const LABEL_COLUMNS = 10;
const VALUE_COLUMNS = 7;
const INDENT = "      ";

/** How a passage got its score; nothing for one that came without an explanation. */
export function explanationLines({ score, explanation }: RankedPassage, width: number): Line[] {
  if (!explanation) return [];
  const hanging = [seg(`${INDENT}${" ".repeat(LABEL_COLUMNS + VALUE_COLUMNS)}`)];
  return scoreRows(score, explanation).flatMap(({ label, value, note }) => {
    const lead = [seg(`${INDENT}${label.padEnd(LABEL_COLUMNS)}`, "muted"), seg(value.padEnd(VALUE_COLUMNS), "accent")];
    return wrap([seg(sanitizeProse(note), "muted")], width, lead, hanging);
  });
}
