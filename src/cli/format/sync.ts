import type { SyncPlan, SyncResult } from "../../contract/index-state.js";
import { builtWords, differenceWords } from "../../core/build-words.js";
import { printableLine } from "../../core/text.js";
import { count } from "../../core/wording.js";
import { skippedLines } from "./coverage.js";

const PATHS_SHOWN = 20;

/** What a build did, for people. */
export function formatSyncResult(result: SyncResult): string {
  return [builtWords(result), ...skippedLines(result.skipped, PATHS_SHOWN)].join("\n");
}

/** What a build would do. */
export function formatSyncPlan(plan: SyncPlan): string {
  const lines = [`Would index ${count(plan.documents, "document")} (${differenceWords(plan)}).`];
  for (const change of ["added", "changed", "deleted"] as const) {
    for (const path of plan[change].slice(0, PATHS_SHOWN)) lines.push(`  ${change} ${printableLine(path)}`);
    if (plan[change].length > PATHS_SHOWN) lines.push(`  … and ${plan[change].length - PATHS_SHOWN} more ${change}`);
  }
  return [...lines, ...skippedLines(plan.skipped, PATHS_SHOWN)].join("\n");
}
