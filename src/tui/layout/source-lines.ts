import type { Citation } from "../../contract/answer.js";
import type { Evidence } from "../evidence.js";
import { type Line, type Segment, seg, spread, truncateStart } from "../lines.js";
import { sanitizeProse } from "../sanitize.js";
import type { Token } from "../theme.js";
import { headingOf, placeOf, sectionsOf } from "../words.js";
import { excerptOf } from "./excerpt.js";
import { gutterOf, type Standing } from "./standing.js";

const SAME_DOCUMENT = "same document";

/** A citation or a passage: where it stands and, of a passage, its beginning. @param before the one above it */
export function sourceLines(
  evidence: Evidence,
  before: Evidence | undefined,
  width: number,
  standing: Standing,
): readonly Line[] {
  const main: Token = standing === "selected" ? "selected" : "text";
  const place = seg(truncateStart(placeOf(evidence.source), Math.floor(width / 2) - 4), "muted");
  const number =
    evidence.kind === "citation"
      ? seg(`[${evidence.number}] `, "citation")
      : seg(`${String(evidence.number).padStart(3)} `, "muted");
  const left: Line = [gutterOf(standing), number, ...headingSegments(evidence, before, main)];
  const row = spread(left, [place], width);
  return evidence.kind === "citation" ? [row] : [row, ...excerptOf(evidence.source, width, [seg("      ")])];
}

/** A title is said once where the same document follows. */
function headingSegments({ kind, source }: Evidence, before: Evidence | undefined, main: Token): readonly Segment[] {
  const cell = kind === "citation" ? cellOf(source) : [];
  const isRepeated = before?.kind === kind && before.source.document_id === source.document_id;
  if (!isRepeated) return [seg([headingOf(source), ...cell].join(" · "), main)];
  const sections = sectionsOf(source).map((name) => ` › ${name}`);
  return [seg(SAME_DOCUMENT, main === "text" ? "muted" : main), seg([sections.join(""), ...cell].join(" · "), main)];
}

function cellOf({ row, column }: Pick<Citation, "row" | "column">): string[] {
  return [...(row === null ? [] : [`row ${row}`]), ...(column === null ? [] : [sanitizeProse(column)])];
}
