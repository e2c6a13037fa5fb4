import type { SyncProgress } from "../../contract/index-state.js";
import { printableLine } from "../../core/text.js";
import { type CliContext, printJson } from "../context.js";

const BAR_WIDTH = 24;
const REDRAW_MS = 80;

export interface ProgressReporter {
  readonly show: (progress: SyncProgress) => void;
  readonly clear: () => void;
}

/**
 * Draws a build's progress on one line of standard error, on a terminal only.
 * @param json prints events to standard output instead, one a line
 */
export function progressReporter(context: CliContext, json = false): ProgressReporter {
  if (json) return { show: atIntervals((progress) => printJson(context, { event: "progress", ...progress })), clear };
  const { stderr } = context;
  if (!stderr.isTTY) return { show: () => {}, clear };
  return {
    show: atIntervals((progress) => {
      stderr.write(`\r\u001b[K${formatProgress(progress).slice(0, (stderr.columns ?? 80) - 1)}`);
    }),
    clear: () => stderr.write("\r\u001b[K"),
  };
}

function clear(): void {}

function atIntervals(show: (progress: SyncProgress) => void): (progress: SyncProgress) => void {
  let shown = 0;
  return (progress) => {
    if (Date.now() - shown < REDRAW_MS) return;
    shown = Date.now();
    show(progress);
  };
}

export function formatProgress(progress: SyncProgress): string {
  const { passages_done: done, passages_total: total, files_done, files_total } = progress;
  const filled = total > 0 ? Math.round((done / total) * BAR_WIDTH) : 0;
  const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
  const rate = `${progress.passages_per_second.toFixed(0)}/s`;
  const eta = progress.eta_seconds === null ? "" : ` ETA ${formatSeconds(progress.eta_seconds)}`;
  const current = progress.current === null ? "" : ` ${printableLine(progress.current)}`;
  return `${bar} ${done}/${total} passages, ${files_done}/${files_total} files, ${rate}${eta}${current}`;
}

function formatSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole}s` : `${Math.floor(whole / 60)}m${String(whole % 60).padStart(2, "0")}s`;
}
