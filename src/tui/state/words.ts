import type { Answer, Citation, Written } from "../../contract/answer.js";
import type { Report } from "../../contract/report.js";
import type { WrittenSentence } from "../../contract/written.js";
import type { WriterName } from "../host.js";
import type { ReportOutcome, Turn, Words } from "./turn.js";

export const NO_WORDS: Words = {
  stage: "writing",
  sentences: [],
  citations: [],
  sent: null,
  written: null,
  failure: null,
};

/** With a sentence more. */
export function withSentence(words: Words, sentence: WrittenSentence, citations: readonly Citation[]): Words {
  return {
    ...words,
    sentences: [...words.sentences, sentence],
    citations: [...words.citations, ...citations],
  };
}

const STAGES = { written: "written", failed: "failed", refused: "refused", unsent: "refused" } as const;

/** What has come of the writing in the end. */
export function wordsOf(written: Written): Words {
  const { citations, problem, sentences, status } = written;
  const failure = problem && { message: problem.detail, hint: problem.hint };
  return { stage: STAGES[status], sentences, citations, sent: null, written, failure };
}

/** How the writing of a report stands in the end, and what went wrong. */
export function writingOf({ written }: Report): Pick<ReportOutcome, "stage" | "failure"> {
  if (written === null) return { stage: null, failure: null };
  const { problem, status } = written;
  return { stage: STAGES[status], failure: problem && { message: problem.detail, hint: problem.hint } };
}

/** A turn whose writing goes on no longer. */
export function withStoppedWords(turn: Turn): Turn {
  const { outcome } = turn;
  if (outcome.kind === "report" && outcome.stage === "writing")
    return { ...turn, outcome: { ...outcome, stage: "stopped" } };
  return turn.words?.stage === "writing" ? { ...turn, words: { ...turn.words, stage: "stopped" } } : turn;
}

/** Whether a model can be asked to write of an answer: it would be given what the answer quotes. */
export function canBeWritten({ status, citations }: Pick<Answer, "status" | "citations">): boolean {
  return status === "answered" && citations.length > 0;
}

/** `llama at 127.0.0.1:8080`, as it stands there. */
export function writerWords({ host, model }: WriterName): string {
  return `${model} at ${host}`;
}
