import type { SyncProgress } from "../../contract/index-state.js";
import { progressFacts, shareDone } from "../../core/build-words.js";
import { paced } from "../../core/heard-events.js";
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
  if (json)
    return { show: paced(REDRAW_MS, (progress) => printJson(context, { event: "progress", ...progress })), clear };
  const { stderr } = context;
  if (!stderr.isTTY) return { show: () => {}, clear };
  return {
    show: paced(REDRAW_MS, (progress) => {
      stderr.write(`\r\u001b[K${formatProgress(progress).slice(0, (stderr.columns ?? 80) - 1)}`);
    }),
    clear: () => stderr.write("\r\u001b[K"),
  };
}

function clear(): void {}

function formatProgress(progress: SyncProgress): string {
  const filled = Math.round(shareDone(progress) * BAR_WIDTH);
  const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
  const current = progress.current === null ? "" : ` ${printableLine(progress.current)}`;
  return `${bar} ${progressFacts(progress).join(", ")}${current}`;
}
