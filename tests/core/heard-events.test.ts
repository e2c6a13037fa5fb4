import { expect, test } from "vitest";
import type { SyncProgress } from "../../src/contract/index-state.js";
import { paced } from "../../src/core/heard-events.js";

const progress = (phase: SyncProgress["phase"], passages_done: number): SyncProgress => ({
  phase,
  files_done: 0,
  files_total: 1,
  passages_done,
  passages_total: 9,
  current: null,
  passages_per_second: 0,
  eta_seconds: null,
});

test("a build's progress is passed on no more often than at its pace, and each change of phase at once", () => {
  let now = 0;
  const passed: string[] = [];
  const report = paced(
    100,
    ({ phase, passages_done }) => passed.push(`${phase} ${passages_done}`),
    () => now,
  );
  for (const [at, phase, done] of [
    [0, "discover", 0],
    [1, "embed", 0],
    [50, "embed", 1],
    [100, "embed", 2],
    [101, "embed", 3],
    [200, "embed", 4],
    [202, "write", 5],
  ] as const) {
    now = at;
    report(progress(phase, done));
  }
  expect(passed).toEqual(["discover 0", "embed 0", "embed 3", "write 5"]);
});
