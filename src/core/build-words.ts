/** What people read of a build of the index, wherever they read it. */
import type { SyncProgress, SyncResult } from "../contract/index-state.js";
import { count, duration, timeLeft } from "./wording.js";

/** `3 added, 1 deleted`, or that nothing changed. */
export function differenceWords(of: Pick<SyncResult, "added" | "changed" | "deleted">): string {
  const parts = (["added", "changed", "deleted"] as const).flatMap((change) =>
    of[change].length > 0 ? [`${of[change].length.toLocaleString("en")} ${change}`] : [],
  );
  return parts.length > 0 ? parts.join(", ") : "nothing changed";
}

/** What a build did, in a sentence. */
export function builtWords(result: SyncResult): string {
  const { documents, passages, embedded, seconds } = result;
  return (
    `Indexed ${count(documents, "document")} (${differenceWords(result)}): ${count(passages, "passage")}, ` +
    `${embedded.toLocaleString("en")} embedded, in ${duration(seconds * 1000)}.`
  );
}

const PHASES: Readonly<Record<SyncProgress["phase"], string>> = {
  discover: "Looking through the folder",
  embed: "Reading and embedding",
  write: "Writing the index",
};

/** What a build is doing; `null`: it has not said anything yet. */
export function phaseWords(progress: SyncProgress | null): string {
  return progress === null ? "Starting" : PHASES[progress.phase];
}

/** Share of the build that is done, 0 to 1; only the embedding takes time worth a bar. */
export function shareDone({ phase, passages_done, passages_total, files_done, files_total }: SyncProgress): number {
  if (phase === "discover") return 0;
  if (phase === "write") return 1;
  if (passages_total > 0) return Math.min(1, passages_done / passages_total);
  return files_total > 0 ? Math.min(1, files_done / files_total) : 0;
}

/**
 * `3/10 files`, `40/1,204 passages`, and the pace: `95/s`, `20 s left`; what is not known yet is left out. Where it embeds
 * for another machine, which one.
 * @param of what stands between the two numbers, where there is room for a word ["/"]
 */
export function progressFacts(progress: SyncProgress, of = "/"): string[] {
  const { files_done, files_total, passages_done, passages_total, page, passages_per_second, eta_seconds } = progress;
  const { helps } = progress;
  return [
    ...(helps === undefined ? [] : [`helping ${helps}`]),
    `${files_done.toLocaleString("en")}${of}${count(files_total, "file")}`,
    `${passages_done.toLocaleString("en")}${of}${count(passages_total, "passage")}`,
    ...(page === undefined ? [] : [`recognising page ${page.toLocaleString("en")}`]),
    ...(passages_per_second >= 0.5 ? [`${Math.round(passages_per_second)}/s`] : []),
    ...(eta_seconds === null ? [] : [`${timeLeft(eta_seconds)} left`]),
  ];
}
