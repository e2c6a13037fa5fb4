import { readFile } from "node:fs/promises";
import { FootnoteError } from "../../core/errors/errors.js";
import { problemOf } from "../../core/file-problems.js";
import { type Headline, type HeadlineName, headlinesOf } from "./headlines.js";
import type { Outcome } from "./outcomes.js";

/** How a figure has moved since the baseline. */
export interface Change {
  readonly name: HeadlineName;
  /** 0 to 1. */
  readonly before: number;
  readonly now: number;
}

/** What has to hold: no figure gets worse by more percentage points than `drop`, or one keeps to a value in percent. */
export type Limit =
  | { readonly kind: "drop"; readonly points: number }
  | { readonly kind: "value"; readonly name: HeadlineName; readonly percent: number };

/** Differences of figures are rounded to this many percentage points before they are judged. */
const PRECISION = 1e-6;

export interface Baseline {
  readonly figures: readonly Headline[];
  /** Question by question; empty in a result of an earlier version. */
  readonly outcomes: readonly Outcome[];
}

/** Reads what `footnote eval --json` printed earlier. @throws FootnoteError baseline_invalid */
export async function readBaseline(path: string): Promise<Baseline> {
  try {
    const report = Object(JSON.parse(await readFile(path, "utf8")));
    const figures = headlinesOf(report);
    if (figures.length > 0) return { figures, outcomes: Array.isArray(report.outcomes) ? report.outcomes : [] };
  } catch (cause) {
    throw new FootnoteError("baseline_invalid", { path, problem: problemOf(cause) }, { cause });
  }
  throw new FootnoteError("baseline_invalid", { path, problem: "it holds no figures" });
}

/** Of the figures that both have, over as many questions. */
export function changesSince(before: readonly Headline[], now: readonly Headline[]): Change[] {
  const earlier = new Map(before.map((figure) => [figure.name, figure]));
  return now.flatMap(({ name, value, over }) => {
    const was = earlier.get(name);
    return was?.over === over ? [{ name, before: was.value, now: value }] : [];
  });
}

/** A sentence for each limit that does not hold. A figure with a limit that was not measured fails it. */
export function failuresOf(limits: readonly Limit[], now: readonly Headline[], changes: readonly Change[]): string[] {
  const figures = new Map(now.map((figure) => [figure.name, figure]));
  if (changes.length === 0 && limits.some(({ kind }) => kind === "drop")) {
    return ["The baseline is of other questions: nothing can be compared."];
  }
  return limits.flatMap((limit) => {
    if (limit.kind === "drop") return changes.flatMap((change) => dropFailure(change, figures, limit.points));
    const { name, percent } = limit;
    const figure = figures.get(name);
    if (!figure) return [`${name} was not measured; its limit is ${percent}.`];
    const missing = (figure.better === "higher" ? 1 : -1) * (percent - 100 * figure.value);
    const bound = figure.better === "higher" ? "at least" : "at most";
    return missing > PRECISION ? [`${name} is ${percentOf(figure.value)}; it has to be ${bound} ${percent}.`] : [];
  });
}

function dropFailure({ name, before, now }: Change, figures: ReadonlyMap<string, Headline>, points: number): string[] {
  const rises = figures.get(name)?.better === "lower";
  const worse = 100 * (rises ? now - before : before - now);
  if (worse <= points + PRECISION) return [];
  const moved = `${rises ? "rose" : "fell"} from ${percentOf(before)} to ${percentOf(now)}`;
  return [`${name} ${moved}, by ${worse.toFixed(1)} points; ${points} are allowed.`];
}

function percentOf(value: number): string {
  return (100 * value).toFixed(1);
}
