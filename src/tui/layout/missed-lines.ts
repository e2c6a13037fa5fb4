import type { Miss } from "../host.js";
import { EMPTY_LINE, type Line, seg, wrap } from "../lines.js";
import { sanitizeProse } from "../sanitize.js";

const INDENT: Line = [seg("  ")];

/** Why a document is not in the answer to a question. */
export function missedLines({ question, path, reason, hint, stale, evidence }: Miss, width: number): Line[] {
  const row = (text: string, token: "text" | "muted" | "warning" = "text") =>
    wrap([seg(sanitizeProse(text), token)], width, INDENT);
  const lacking = evidence?.words.filter(({ forms }) => forms.length === 0).map(({ word }) => word) ?? [];
  return [
    ...wrap([seg(sanitizeProse(path), "heading"), seg(` · ${sanitizeProse(question)}`, "muted")], width, INDENT),
    EMPTY_LINE,
    ...row(reason),
    ...(hint === null ? [] : row(hint, "muted")),
    ...(lacking.length > 0 ? row(`Words of the question that it lacks: ${lacking.join(", ")}`, "muted") : []),
    ...(stale === null ? [] : row(`The file was ${stale} after it was indexed.`, "warning")),
  ];
}
