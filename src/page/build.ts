/** A rebuild of the index, as the page follows it. */

export interface BuildProgress {
  readonly phase: "discover" | "embed" | "write";
  readonly files_done: number;
  readonly files_total: number;
  readonly passages_done: number;
  /** An estimate until the last file is split. */
  readonly passages_total: number;
  readonly current: string | null;
  readonly eta_seconds: number | null;
}

export interface BuildResult {
  readonly documents: number;
  readonly passages: number;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly deleted: readonly string[];
  readonly seconds: number;
}

/** `3 added, 1 deleted`, or that nothing had changed. */
export function differenceOf({ added, changed, deleted }: BuildResult): string {
  const parts = [
    [added.length, "added"],
    [changed.length, "changed"],
    [deleted.length, "deleted"],
  ] as const;
  const words = parts.flatMap(([number, word]) => (number > 0 ? [`${number} ${word}`] : []));
  return words.length > 0 ? words.join(", ") : "no file had changed";
}
