import type { SyncProgress } from "../contract/index-state.js";

/**
 * Passes a build's progress on at a pace that who hears it can follow, and each change of phase at once.
 * @param intervalMs between two reports of one phase
 * @param now milliseconds [of the process's clock]
 */
export function paced(
  intervalMs: number,
  pass: (progress: SyncProgress) => void,
  now: () => number = () => performance.now(),
): (progress: SyncProgress) => void {
  let phase = "";
  let passedAt = Number.NEGATIVE_INFINITY;
  return (progress) => {
    if (progress.phase === phase && now() - passedAt < intervalMs) return;
    passedAt = now();
    phase = progress.phase;
    pass(progress);
  };
}
