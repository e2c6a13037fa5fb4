import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { byName, type Move, type Outcome } from "../../src/eval/metrics/outcomes.js";
import { ROOT } from "../helpers/shipped.js";

/**
 * The baselines were measured with VNNI instructions. Without them the model's int8 sums saturate, its vectors differ a
 * little, and near ties fall the other way: there so large a share of the cases may be worse.
 */
const WORSE_ELSEWHERE = 1 / 20;
const ADVICE =
  "Answers have become worse than in the committed baseline. Where that is meant: npm run baseline, and say why";

interface Comparison<Case extends Outcome> {
  /** JSON, a case a line; written anew with UPDATE_BASELINE=1. */
  readonly file: string;
  readonly names: readonly (keyof Case & string)[];
  readonly moves: (before: readonly Outcome[], now: readonly Outcome[]) => readonly Move[];
}

/** Fails when a case is worse than the committed baseline has it, or when that is of other cases; prints what is better. */
export async function expectNoneWorse<Case extends Outcome>(
  outcomes: readonly Case[],
  { file, names, moves }: Comparison<Case>,
): Promise<void> {
  const path = join(ROOT, "tests/evals", file);
  if (process.env.UPDATE_BASELINE === "1") {
    await writeFile(path, outcomes.map((outcome) => `${JSON.stringify(outcome)}\n`).join(""));
  }
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  const baseline = lines.map((line) => JSON.parse(line) as Outcome);
  const casesOf = (all: readonly Outcome[]) => [...byName(all, names).keys()];
  expect(casesOf(baseline), `${file} is of other cases: npm run baseline`).toEqual(casesOf(outcomes));
  const [worse, better] = [true, false].map((isWorse) =>
    moves(baseline, outcomes).filter((m) => m.isWorse === isWorse),
  );
  for (const line of better!.map(lineOf))
    process.stdout.write(`better than in ${file} (npm run baseline keeps it): ${line}\n`);
  const allowed = hasVnni() ? 0 : Math.ceil(outcomes.length * WORSE_ELSEWHERE);
  if (new Set(worse!.map((move) => move.case)).size > allowed) expect(worse!.map(lineOf), ADVICE).toEqual([]);
}

function lineOf({ case: name, feature, before, now }: Move): string {
  return `${name}: ${feature} was ${before}, is ${now}`;
}

function hasVnni(): boolean {
  return process.platform === "linux" && /\bavx(512)?_vnni\b/.test(readFileSync("/proc/cpuinfo", "utf8"));
}
