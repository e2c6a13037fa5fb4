import { readFile } from "node:fs/promises";
import type { Verdict, VerifiedSentence } from "../../src/contract/verification.js";
import { type Outcome as Kept, type Move, movesSince } from "../../src/eval/metrics/outcomes.js";
import type { EvidenceSubject } from "./verify-subject.js";

/** A statement of a set: true, or with exactly one thing changed. */
export interface LabelledStatement {
  readonly statement: string;
  readonly kind: "true" | "number" | "date" | "name" | "negation" | "word" | "invented";
  /** Of the document that it is about. */
  readonly path?: string;
  /** What it restates, as the document says it. */
  readonly quote?: string;
  /** What may be looked at while the rules are made, and what only afterwards. */
  readonly part?: "development" | "held_out";
}

export interface Outcome {
  readonly labelled: LabelledStatement;
  readonly verdict: Verdict;
  readonly sentence: VerifiedSentence;
  /** Whether a passage that it names shares text with the labelled quote. */
  readonly isRightPassage: boolean;
}

export async function readStatements(path: string): Promise<LabelledStatement[]> {
  const lines = (await readFile(path, "utf8")).trim().split("\n");
  return lines.map((line) => JSON.parse(line) as LabelledStatement);
}

export async function measure(set: readonly LabelledStatement[], subject: EvidenceSubject): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const labelled of set) {
    const [sentence] = await subject.verify(labelled.statement);
    const { verdict, passages } = sentence!;
    const { path: document, quote: wanted = "" } = labelled;
    const isRightPassage = passages.some(
      ({ path, quote }) => path === document && (quote.includes(wanted) || wanted.includes(quote)),
    );
    outcomes.push({ labelled, verdict, sentence: sentence!, isRightPassage });
  }
  return outcomes;
}

/** What is kept of an outcome in a baseline. */
export function keptOf({ labelled: { statement, kind }, verdict, isRightPassage }: Outcome) {
  return { statement, kind, verdict, ...(kind === "true" && { right_passage: isRightPassage }) };
}

export function statementMoves(before: readonly Kept[], now: readonly Kept[]): Move[] {
  const fromBest = ["supported", "partial", "unsupported", "contradicted"] satisfies Verdict[];
  return movesSince(before, now, ["statement", "kind"], ({ kind }, feature) => {
    if (feature === "right_passage") return [true, false];
    return kind === "true" ? fromBest : fromBest.toReversed();
  });
}

/** Share of the true ones that are supported by the right passage, and of the changed ones that are called supported. */
export function sharesOf(
  outcomes: readonly Outcome[],
): { kind: string; count: number; supported: number; caught: number }[] {
  return ["true", "number", "date", "name", "negation", "word", "invented"].map((kind) => {
    const some = outcomes.filter(({ labelled }) => labelled.kind === kind);
    const supported = some.filter(
      ({ verdict, isRightPassage }) => verdict === "supported" && (kind !== "true" || isRightPassage),
    );
    const caught = some.filter(({ verdict }) => verdict === "contradicted");
    return { kind, count: some.length, supported: supported.length, caught: caught.length };
  });
}
