import { type PastTurn, pastTurnOf, TURNS_READ, wasReadOtherwise } from "../core/conversation.js";
import type { State, Turn } from "./state.js";

/** What the next question is read in the light of. A reading that was undone is no part of it. */
export function historyOf({ past, latest }: Pick<State, "past" | "latest">): PastTurn[] {
  const turns = past.flatMap((item) => (item.kind === "turn" ? [item.turn] : []));
  if (latest !== null) turns.push(latest);
  return turns
    .filter((_, i) => turns[i + 1]?.isLiteral !== true)
    .flatMap(({ outcome }) => (outcome.kind === "answer" ? [pastTurnOf(outcome.answer)] : []))
    .slice(-TURNS_READ);
}

/** Whether a turn's question was searched as something else than what was typed. */
export function turnWasReadOtherwise({ outcome }: Turn): boolean {
  return outcome.kind === "answer" && wasReadOtherwise(outcome.answer);
}
