/** A turn of the chat as it is kept, and back. */
import type { KeptOutcome, KeptTurn } from "../../contract/conversation.js";
import type { Filters } from "../../contract/filters.js";
import type { Report } from "../../contract/report.js";
import type { Changes } from "../../core/conversation/recheck.js";
import type { AskedReport } from "../input/asked-report.js";
import type { Outcome, Turn } from "./turn.js";
import { wordsOf, writingOf } from "./words.js";

/** `null` of what brought nothing: it failed, or was cancelled. @param now milliseconds since 1970, where the turn knows none */
export function keptTurnOf(turn: Turn, id: string, now: number): KeptTurn | null {
  const { askedAt, filter, isLiteral: literal, question, words } = turn;
  const outcome = keptOutcomeOf(turn);
  if (outcome === null) return null;
  const stopped =
    words?.written === null && words.sentences.length > 0 && words.stage !== "writing" ? words : undefined;
  return {
    id,
    at: new Date(askedAt ?? now).toISOString(),
    question,
    literal,
    ...(filter && { filter: { line: filter.line, filters: { ...filter.filters } } }),
    outcome,
    ...(stopped && { stopped: { sentences: stopped.sentences, citations: stopped.citations } }),
  };
}

function keptOutcomeOf({ outcome, words }: Turn): KeptOutcome | null {
  switch (outcome.kind) {
    case "answer":
      return { kind: "answer", answer: { ...outcome.answer, ...(words?.written && { written: words.written }) } };
    case "report":
      return { kind: "report", report: outcome.growing.report };
    case "failed":
    case "cancelled":
      return null;
    default:
      return outcome;
  }
}

/** @param id the turn's among those of the chat */
export function turnOf(kept: KeptTurn, id: number, changes: Changes): Turn {
  const { id: keptId, at, filter, literal: isLiteral, outcome, question, stopped } = kept;
  const answer = outcome.kind === "answer" ? outcome.answer : null;
  const words = answer?.written
    ? wordsOf(answer.written)
    : stopped && { stage: "stopped" as const, ...stopped, sent: null, written: null, failure: null };
  return {
    id,
    question,
    isLiteral,
    outcome: outcomeOf(outcome),
    // Written by this chat, which checked them then.
    ...(filter && { filter: { line: filter.line, filters: filter.filters as Filters } }),
    ...(words && { words }),
    isStaleSaid: true,
    askedAt: Date.parse(at),
    keptId,
    changes,
  };
}

function outcomeOf(outcome: KeptOutcome): Outcome {
  if (outcome.kind === "answer") {
    const { written: _, ...answer } = outcome.answer;
    return { kind: "answer", answer };
  }
  if (outcome.kind !== "report") return outcome;
  const { report } = outcome;
  return {
    kind: "report",
    asked: askedFor(report),
    growing: { report, at: null, sentences: [] },
    ...writingOf(report),
  };
}

/** What asks for the same report again. */
function askedFor({ task, documents, about, citations }: Report): AskedReport {
  const [first = { path: "" }, second = { path: "" }] = documents;
  if (task === "comparison") return { kind: "comparison", first: first.path, second: second.path, about };
  if (task === "summary") return { kind: "summary", of: [{ path: first.path, line: null }] };
  const [{ path, line_start: line } = { path: first.path, line_start: 1 }] = citations;
  return { kind: "explanation", of: { path, line } };
}
