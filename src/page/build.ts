import type { SyncResult } from "../contract/index-state.js";

/** `3 added, 1 deleted`, or that nothing had changed. */
export function differenceOf({ added, changed, deleted }: SyncResult): string {
  const parts = [
    [added.length, "added"],
    [changed.length, "changed"],
    [deleted.length, "deleted"],
  ] as const;
  const words = parts.flatMap(([number, word]) => (number > 0 ? [`${number} ${word}`] : []));
  return words.length > 0 ? words.join(", ") : "no file had changed";
}
