import type { Citation, RankedPassage } from "../../contract/answer.js";
import { scoreRows } from "../../core/explanation-rows.js";
import type { Evidence } from "../evidence.js";
import { type Line, seg, wrap } from "../lines.js";
import { sanitizeProse } from "../sanitize.js";

const LABEL_COLUMNS = 10;
const VALUE_COLUMNS = 7;
const INDENT = "      ";

/** How a passage got its score, or the one that a citation was taken from; nothing where no explanation came with it. */
export function explanationLines(evidence: Evidence, width: number): Line[] {
  const passage = evidence.kind === "citation" ? evidence.passage : evidence.source;
  if (!passage?.explanation) return [];
  const hanging = [seg(`${INDENT}${" ".repeat(LABEL_COLUMNS + VALUE_COLUMNS)}`)];
  const rows = scoreRows(passage.score, passage.explanation).flatMap(({ label, value, note }) => {
    const lead = [seg(`${INDENT}${label.padEnd(LABEL_COLUMNS)}`, "muted"), seg(value.padEnd(VALUE_COLUMNS), "accent")];
    return wrap([seg(sanitizeProse(note), "muted")], width, lead, hanging);
  });
  if (evidence.kind === "passage") return rows;
  const part = seg(partOf(evidence.source, passage), "muted");
  return [...wrap([part], width, [seg(INDENT)]), ...rows];
}

/** What the cited sentence is to its passage, whose score it has no part of its own in but as its best sentence. */
function partOf(citation: Citation, { rank, explanation }: RankedPassage): string {
  const best = explanation?.sentence.text ?? "";
  const isBest = best.includes(citation.quote) || citation.quote.includes(best);
  return isBest
    ? `This sentence is the nearest to the question in passage ${rank}, which matched by:`
    : `This sentence goes with the nearest one of passage ${rank}, which matched by:`;
}
