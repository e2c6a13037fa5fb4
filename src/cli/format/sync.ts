import type { SyncPlan, SyncResult } from "../../contract/index-state.js";
import { printableLine } from "../../core/text.js";
import { count } from "../../core/wording.js";
import { skippedLines } from "./coverage.js";

const PATHS_SHOWN = 20;

/** What a build did, for people. */
export function formatSyncResult(result: SyncResult): string {
  const { documents, passages, embedded, seconds, skipped } = result;
  const first =
    `Indexed ${count(documents, "document")} (${changes(result)}): ${count(passages, "passage")}, ` +
    `${embedded.toLocaleString("en")} embedded, in ${seconds.toFixed(1)} s.`;
  return [first, ...skippedLines(skipped, PATHS_SHOWN)].join("\n");
}

/** What a build would do. */
export function formatSyncPlan(plan: SyncPlan): string {
  const lines = [`Would index ${count(plan.documents, "document")} (${changes(plan)}).`];
  for (const change of ["added", "changed", "deleted"] as const) {
    for (const path of plan[change].slice(0, PATHS_SHOWN)) lines.push(`  ${change} ${printableLine(path)}`);
    if (plan[change].length > PATHS_SHOWN) lines.push(`  … and ${plan[change].length - PATHS_SHOWN} more ${change}`);
  }
  return [...lines, ...skippedLines(plan.skipped, PATHS_SHOWN)].join("\n");
}

function changes(of: Pick<SyncResult, "added" | "changed" | "deleted">): string {
  const parts = (["added", "changed", "deleted"] as const).flatMap((change) =>
    of[change].length > 0 ? [`${of[change].length.toLocaleString("en")} ${change}`] : [],
  );
  return parts.length > 0 ? parts.join(", ") : "nothing changed";
}
