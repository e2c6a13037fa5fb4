import type { LabelledQuestion } from "../labelled-set.js";
import type { TriedSentence, WriteTrial } from "../write-trial.js";
import { COMPLETE_FROM, evidenceHeld } from "./answer-metrics.js";

/** Sentences that were not shown as written, by what was done and why. */
export interface ReasonGroup {
  readonly verdict: TriedSentence["verdict"];
  readonly reason: NonNullable<TriedSentence["reason"]>;
  readonly sentences: number;
}

/** Over the questions that the corpus answers; shares are `null` where there is nothing to share. */
export interface WritingMetrics {
  /** Questions that a model was asked. */
  readonly questions: number;
  /** Of these, how many a failure of the model or of its server broke off; what came before it counts. */
  readonly failed: number;
  /** Sentences that were written. */
  readonly sentences: number;
  readonly proven: number | null;
  readonly replaced: number | null;
  readonly left_out: number | null;
  readonly reasons: readonly ReasonGroup[];
  readonly citations: number;
  /** Citations whose quote is not exactly what their document has there. */
  readonly inexact: number;
  /** Sentences shown as proven that the same check, run again on what is cited, no longer passes. */
  readonly unrepeated: number;
  /** Share of the sentences shown as proven that verify supports, and that it contradicts. */
  readonly supported: number | null;
  readonly contradicted: number | null;
  /** Share of the questions asked with a sentence shown as proven. */
  readonly any_proven: number | null;
  /** The same where these cite all of the labelled evidence (nine tenths of its characters). */
  readonly complete: number | null;
  /** Refusals of the gate, with those of questions asked again without the paragraphs that answer them. */
  readonly refusals: number;
  /** Of these, how many were written to, or sent anything, all the same. */
  readonly refusals_broken: number;
  /** Means over the questions asked; `null` where no server says. */
  readonly prompt_tokens: number | null;
  readonly completion_tokens: number | null;
  readonly seconds: number | null;
}

/** @param refused trials of questions that the gate refuses without the paragraphs that answer them */
export function measureWriting(
  tried: readonly { readonly labelled: LabelledQuestion; readonly trial: WriteTrial }[],
  refused: readonly WriteTrial[],
): WritingMetrics {
  const trials = tried.map(({ trial }) => trial);
  const asked = tried.filter(({ trial }) => trial.written === "written" || trial.written === "failed");
  const sentences = asked.flatMap(({ trial }) => trial.sentences);
  const proven = sentences.filter(({ verdict }) => verdict === "proven");
  const refusals = [...trials.filter(({ status }) => status !== "answered"), ...refused];
  const numbers = (of: (trial: WriteTrial) => number | null) => asked.flatMap(({ trial }) => of(trial) ?? []);
  const shareOf = (verdict: TriedSentence["verdict"]) => share(sentences, (sentence) => sentence.verdict === verdict);
  return {
    questions: asked.length,
    failed: asked.filter(({ trial }) => trial.written === "failed").length,
    sentences: sentences.length,
    proven: shareOf("proven"),
    replaced: shareOf("replaced"),
    left_out: shareOf("left_out"),
    reasons: reasonsOf(sentences),
    citations: sum(trials.map(({ citations }) => citations)),
    inexact: sum(trials.map(({ inexact }) => inexact)),
    unrepeated: proven.filter(({ again }) => again === false).length,
    supported: share(proven, ({ verified }) => verified === "supported"),
    contradicted: share(proven, ({ verified }) => verified === "contradicted"),
    any_proven: share(asked, ({ trial }) => trial.sentences.some(({ verdict }) => verdict === "proven")),
    complete: share(asked, isComplete),
    refusals: refusals.length,
    refusals_broken: refusals.filter(({ written, sent }) => written !== "refused" || sent > 0).length,
    prompt_tokens: mean(numbers(({ tokens }) => tokens.prompt)),
    completion_tokens: mean(numbers(({ tokens }) => tokens.completion)),
    seconds: mean(numbers(({ seconds }) => seconds)),
  };
}

function isComplete({ labelled, trial }: { readonly labelled: LabelledQuestion; readonly trial: WriteTrial }): boolean {
  const shown = trial.sentences.filter(({ verdict }) => verdict === "proven");
  const held = evidenceHeld(
    labelled,
    shown.flatMap(({ citations }) => citations),
  );
  return held >= COMPLETE_FROM;
}

function reasonsOf(sentences: readonly TriedSentence[]): ReasonGroup[] {
  const groups = new Map<string, ReasonGroup>();
  for (const { verdict, reason } of sentences) {
    if (reason === null) continue;
    const key = `${verdict} ${reason}`;
    groups.set(key, { verdict, reason, sentences: (groups.get(key)?.sentences ?? 0) + 1 });
  }
  return [...groups.values()].toSorted((a, b) => b.sentences - a.sentences);
}

function share<T>(all: readonly T[], holds: (one: T) => boolean): number | null {
  return all.length === 0 ? null : all.filter(holds).length / all.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function mean(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : sum(numbers) / numbers.length;
}
