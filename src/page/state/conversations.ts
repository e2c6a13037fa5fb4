import type { Answer } from "../../contract/answer.js";
import type { KeptTurn } from "../../contract/conversation.js";
import type { IndexStatus } from "../../contract/index-state.js";
import { changesSaid } from "../../core/conversation/recheck.js";
import { count } from "../../core/wording.js";
import type { Failure } from "../effects/failure.js";
import { type AskedQuestion, conversationKey, HOME } from "./route.js";
import {
  type Keeping,
  type KeptPlace,
  type Outcome,
  type Reopened,
  type State,
  type Task,
  type Words,
  withTask,
} from "./state.js";
import { turnsOf } from "./turns.js";

/** What the server says of it; a failure stays until the next try. */
export function keepingOf(keeping: Keeping, { saves_conversations }: IndexStatus): Keeping {
  if (!saves_conversations) return "off";
  return typeof keeping === "object" ? keeping : "on";
}

/** After a failure. */
export function triedAgain(keeping: Keeping): Keeping {
  return typeof keeping === "object" ? "on" : keeping;
}

/** Keeps the first answer shown that isn't kept yet, and what is written of one when it is whole. */
export function needKept(state: State): State {
  if (state.keeping !== "on" || state.tasks.some(({ kind }) => kind === "keep")) return state;
  let conversation: string | null = null;
  for (const { outcome, question, conversation: upTo } of turnsOf(state)) {
    if (outcome?.kind !== "answer") return state;
    const key = conversationKey(upTo);
    const words = state.words[key];
    const kept = state.kept[key];
    const isWritten = words?.kind === "written";
    if (kept === undefined || (isWritten && !kept.isWritten)) {
      const answer: Answer = { ...outcome.answer, ...(isWritten && { written: words.written }) };
      const turn = {
        question: question.text,
        literal: question.isLiteral,
        ...(question.collection !== undefined && { filter: filterOf(question.collection) }),
        outcome: { kind: "answer", answer },
      } as const;
      return withTask(state, {
        kind: "keep",
        key,
        conversation: kept?.id ?? conversation,
        turnId: kept?.turn ?? null,
        turn,
        isWritten,
      });
    }
    conversation = kept.id;
  }
  return state;
}

/** As the chat writes it. */
function filterOf(collection: string): NonNullable<KeptTurn["filter"]> {
  return { line: `in:${collection}`, filters: { collections: [collection] } };
}

/** Of several, which only the chat can choose, none. */
function collectionOf({ filters: { collections } }: NonNullable<KeptTurn["filter"]>): string | undefined {
  return Array.isArray(collections) && collections.length === 1 ? collections[0] : undefined;
}

/** An answer is kept: under the id of its conversation and its own. */
export function takeKept(state: State, task: Task, id: string, turn: string): State {
  if (task.kind !== "keep") return state;
  const kept = { ...state.kept, [task.key]: { id, turn, isWritten: task.isWritten } };
  return { ...state, kept, conversations: null };
}

/** It is tried again with the next answer; at once, in a new conversation, where its own was deleted elsewhere. */
export function keepFailed(state: State, task: Extract<Task, { kind: "keep" }>, failure: Failure): State {
  if (failure.code === "conversations_off") return { ...state, keeping: "off", announcement: "" };
  if (failure.code === "conversation_unknown" && task.conversation !== null) return forgotten(state, task.conversation);
  return { ...state, keeping: failure };
}

/** Nothing that is shown is kept there any more. */
export function forgotten(state: State, id: string): State {
  return { ...state, kept: Object.fromEntries(Object.entries(state.kept).filter(([, place]) => place.id !== id)) };
}

/** A conversation was deleted: what of it is shown isn't kept again. */
export function takeDeleted(state: State, id: string): State {
  const isShown = turnsOf(state).some(({ conversation }) => state.kept[conversationKey(conversation)]?.id === id);
  const left = isShown ? { ...state, route: { ...HOME, view: state.route.view } } : state;
  return { ...forgotten(left, id), conversations: null, announcement: "The conversation is deleted." };
}

/** Goes on with a kept conversation: its answers are there, and need not be asked for. */
export function showReopened(state: State, { conversation, turns, changes, unchecked }: Reopened): State {
  const outcomes: Record<string, Outcome> = { ...state.outcomes };
  const words: Record<string, Words> = { ...state.words };
  const kept: Record<string, KeptPlace> = { ...state.kept };
  let questions: readonly AskedQuestion[] = [];
  for (const { id: turn, literal: isLiteral, filter, outcome, question: text } of turns) {
    if (outcome.kind !== "answer") continue;
    // One that was asked as it was typed stands in the place of the one before.
    const earlier = isLiteral && questions.at(-1)?.text === text ? questions.slice(0, -1) : questions;
    const collection = filter && collectionOf(filter);
    questions = [...earlier, { text, isLiteral, ...(collection !== undefined && { collection }) }];
    const key = conversationKey(questions);
    const { written, ...answer } = outcome.answer;
    outcomes[key] = { kind: "answer", answer };
    if (written) words[key] = { kind: "written", written };
    kept[key] = { id: conversation.id, turn, isWritten: written !== undefined };
  }
  const others = turns.filter(({ outcome }) => outcome.kind !== "answer").length;
  const changed = changesSaid(changes);
  const announcement = [
    `Reopened: “${conversation.title}”.`,
    ...(changed === null ? [] : [`Since then: ${changed}.`]),
    ...(unchecked === null ? [] : [`Its citations could not be checked: ${unchecked}`]),
    ...(conversation.lost === 0 ? [] : [`${count(conversation.lost, "turn")} could not be read.`]),
    ...(others === 0 ? [] : [`${count(others, "turn")} that asked no question can be seen in its export.`]),
  ].join(" ");
  const shown = { ...state, outcomes, words, kept, changes: { ...state.changes, ...changes }, announcement };
  const reopened = { key: conversationKey(questions), said: announcement };
  return questions.length === 0
    ? { ...shown, reopened: null }
    : { ...shown, reopened, route: { ...HOME, conversation: questions } };
}
