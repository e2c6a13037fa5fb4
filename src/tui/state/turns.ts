import { TURNS_READ } from "../../contract/limits.js";
import { type PastTurn, pastTurnOf, wasReadOtherwise } from "../../core/past-turns.js";
import type { State, Turn } from "./state.js";

/** What the next question is read in the light of. A reading that was undone is no part of it. */
export function historyOf(state: Pick<State, "past" | "latest">): PastTurn[] {
  const turns = turnsOf(state);
  return turns
    .filter((_, i) => turns[i + 1]?.isLiteral !== true)
    .flatMap(({ outcome }) => (outcome.kind === "answer" ? [pastTurnOf(outcome.answer)] : []))
    .slice(-TURNS_READ);
}

/** All turns of the conversation, oldest first. */
export function turnsOf({ past, latest }: Pick<State, "past" | "latest">): Turn[] {
  const turns = past.flatMap((item) => (item.kind === "turn" ? [item.turn] : []));
  return latest === null ? turns : [...turns, latest];
}

/** The last question that was answered or found nothing, as it was searched; `null` where there is none. */
export function lastAsked(state: Pick<State, "past" | "latest">): string | null {
  const answers = turnsOf(state).flatMap(({ outcome }) => (outcome.kind === "answer" ? [outcome.answer] : []));
  return answers.at(-1)?.interpreted_question ?? null;
}

/** Whether the latest question found nothing in an index that has changed since: now it may be answered. */
export function mayBeFoundNow({ latest, indexChangedAt }: Pick<State, "latest" | "indexChangedAt">): boolean {
  if (latest?.outcome.kind !== "answer" || latest.id >= indexChangedAt) return false;
  return latest.outcome.answer.status === "not_found";
}

/** Whether a turn's question was searched as something else than what was typed. */
export function turnWasReadOtherwise({ outcome }: Turn): boolean {
  return outcome.kind === "answer" && wasReadOtherwise(outcome.answer);
}
