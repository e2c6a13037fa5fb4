import type { Answer } from "../../contract/answer.js";
import { TURNS_READ } from "../../contract/limits.js";
import { type HowRead, howRead, type PastTurn, pastTurnOf, wasReadOtherwise } from "../../core/past-turns.js";
import { type AskedQuestion, type Conversation, conversationKey } from "./route.js";
import type { Outcome, State } from "./state.js";

export interface Turn {
  readonly question: AskedQuestion;
  /** The questions up to this one. */
  readonly conversation: Conversation;
  /** Not there before it is asked. */
  readonly outcome: Outcome | undefined;
}

/** The turns of the conversation in the address, oldest first. */
export function turnsOf({ route, outcomes }: Pick<State, "route" | "outcomes">): Turn[] {
  return route.conversation.map((question, index) => {
    const conversation = route.conversation.slice(0, index + 1);
    return { question, conversation, outcome: outcomes[conversationKey(conversation)] };
  });
}

/** The answer that is shown, where there is one. */
export function shownAnswer(state: Pick<State, "route" | "outcomes">): Answer | null {
  const outcome = turnsOf(state).at(-1)?.outcome;
  return outcome?.kind === "answer" ? outcome.answer : null;
}

/** The names of what is asked as one; empty where it is one folder. */
export function collectionsOf({ status }: Pick<State, "status">): string[] {
  const names = status?.kind === "loaded" ? (status.value.collections ?? []).map(({ name }) => name) : [];
  return names.length > 1 ? names : [];
}

/** The collection that the next question goes to: the one that is chosen, else that of the question shown; `null`: all. */
export function chosenCollection(state: Pick<State, "status" | "collection" | "route">): string | null {
  const { collection = state.route.conversation.at(-1)?.collection ?? null } = state;
  return collection !== null && collectionsOf(state).includes(collection) ? collection : null;
}

/** What a question is read in the light of. A question asked as it was typed leans on nothing before it. */
export function historyOf(turns: readonly Turn[], question: AskedQuestion): PastTurn[] {
  if (question.isLiteral) return [];
  return turns
    .flatMap(({ outcome }) => (outcome?.kind === "answer" ? [pastTurnOf(outcome.answer)] : []))
    .slice(-TURNS_READ);
}

/** How a question was read, where that differs from what was typed. */
export function otherReading(turn: Turn): HowRead | null {
  if (turn.outcome?.kind !== "answer" || !wasReadOtherwise(turn.outcome.answer)) return null;
  return howRead(turn.outcome.answer);
}
