import type { SyncProgress } from "../../contract/index-state.js";
import { phaseWords, progressFacts, shareDone } from "../../core/build-words.js";
import { EMPTY_LINE, type Line, seg, truncate, truncateStart, wrap } from "../lines.js";
import { sanitizeProse } from "../terminal/sanitize.js";
import { MAX_TEXT_COLUMNS } from "./turn-lines.js";

/** One row, for a rebuild beside the conversation. */
export function progressLine(progress: SyncProgress | null, columns: number, spinner: string): Line {
  const lead: Line = [seg(`${spinner} `, "accent"), seg("Indexing ")];
  if (progress === null) return [...lead, seg("…", "muted")];
  const barColumns = columns >= 100 ? 24 : 12;
  const facts = [`${Math.round(shareDone(progress) * 100)}%`, ...progressFacts(progress)];
  return truncate([...lead, ...bar(shareDone(progress), barColumns), seg(` ${facts.join(" · ")}`, "muted")], columns);
}

/** The first build, which every question waits for. */
export function firstBuildLines(progress: SyncProgress | null, columns: number, spinner: string): Line[] {
  const width = Math.min(columns, MAX_TEXT_COLUMNS);
  const title: Line = [
    seg("Footnote", "heading"),
    seg(" reads your documents first. Ask already: the question waits until it has.", "muted"),
  ];
  const lines: Line[] = [...wrap(title, width), EMPTY_LINE];
  if (progress === null) return [...lines, [seg(`${spinner} `, "accent"), seg(`${phaseWords(progress)} …`)]];
  const share = shareDone(progress);
  const percent = `${Math.round(share * 100)}%`.padStart(5);
  const phase: Line = [seg(`${spinner} `, "accent"), seg(phaseWords(progress))];
  const current = progress.current === null ? "" : truncateStart(sanitizeProse(progress.current), width - 4);
  return [
    ...lines,
    truncate(phase, width),
    [seg("  "), ...bar(share, Math.min(60, width - 9)), seg(percent)],
    truncate([seg(`  ${progressFacts(progress).join(" · ")}`, "muted")], width),
    [seg(`  ${current}`, "muted")],
  ];
}

function bar(share: number, columns: number): Line {
  const full = Math.round(share * columns);
  return [seg("█".repeat(full), "accent"), seg("░".repeat(columns - full), "muted")];
}
