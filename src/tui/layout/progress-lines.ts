import type { SyncProgress } from "../../contract/index-state.js";
import { count } from "../../core/wording.js";
import { EMPTY_LINE, type Line, seg, truncate, truncateStart, wrap } from "../lines.js";
import { sanitizeProse } from "../terminal/sanitize.js";
import { clockTime } from "../words.js";
import { MAX_TEXT_COLUMNS } from "./turn-lines.js";

const PHASES: Readonly<Record<SyncProgress["phase"], string>> = {
  discover: "Looking at the files",
  embed: "Reading and embedding",
  write: "Writing the index",
};

/** One row, for a rebuild beside the conversation. */
export function progressLine(progress: SyncProgress | null, columns: number, spinner: string): Line {
  const lead: Line = [seg(`${spinner} `, "accent"), seg("Indexing ")];
  if (progress === null) return [...lead, seg("…", "muted")];
  const barColumns = columns >= 100 ? 24 : 12;
  const facts = [`${Math.round(shareDone(progress) * 100)}%`, files(progress), passages(progress), ...pace(progress)];
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
  if (progress === null) return [...lines, [seg(`${spinner} `, "accent"), seg("Starting …")]];
  const share = shareDone(progress);
  const percent = `${Math.round(share * 100)}%`.padStart(5);
  const phase: Line = [seg(`${spinner} `, "accent"), seg(PHASES[progress.phase])];
  const current = progress.current === null ? "" : truncateStart(sanitizeProse(progress.current), width - 4);
  return [
    ...lines,
    truncate(phase, width),
    [seg("  "), ...bar(share, Math.min(60, width - 9)), seg(percent)],
    truncate([seg(`  ${[files(progress), passages(progress), ...pace(progress)].join(" · ")}`, "muted")], width),
    [seg(`  ${current}`, "muted")],
  ];
}

/** Share of the build that is done, 0 to 1; only the embedding takes time worth a bar. */
export function shareDone({ phase, passages_done, passages_total, files_done, files_total }: SyncProgress): number {
  if (phase === "discover") return 0;
  if (phase === "write") return 1;
  if (passages_total > 0) return Math.min(1, passages_done / passages_total);
  return files_total > 0 ? Math.min(1, files_done / files_total) : 0;
}

function bar(share: number, columns: number): Line {
  const full = Math.round(share * columns);
  return [seg("█".repeat(full), "accent"), seg("░".repeat(columns - full), "muted")];
}

function files({ files_done, files_total }: SyncProgress): string {
  return `${files_done.toLocaleString("en")}/${count(files_total, "file")}`;
}

function passages({ passages_done, passages_total }: SyncProgress): string {
  return `${passages_done.toLocaleString("en")}/${count(passages_total, "passage")}`;
}

function pace({ passages_per_second, eta_seconds }: SyncProgress): string[] {
  const rate = passages_per_second > 0 ? [`${Math.round(passages_per_second)}/s`] : [];
  return eta_seconds === null ? rate : [...rate, `${clockTime(eta_seconds)} left`];
}
