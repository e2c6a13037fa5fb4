import { readFileSync } from "node:fs";
import type { AskRequest } from "../../../src/assistant/assistant.js";
import type { Answer } from "../../../src/contract/answer.js";
import type { PastTurn } from "../../../src/core/past-turns.js";
import { type Move, movesSince, type Outcome } from "../../../src/eval/metrics/outcomes.js";

/** A turn of a labelled conversation. */
export interface LabelledTurn {
  readonly question: string;
  /** The question as somebody would have put it without the conversation; missing where it stands on its own. */
  readonly interpretation?: string;
  /** Missing where nothing answers. */
  readonly evidence?: { readonly path: string; readonly quote: string };
}

export interface Conversation {
  readonly id: number;
  readonly corpus: "shipped" | "own";
  readonly turns: readonly LabelledTurn[];
}

/** How follow-ups are asked: in their conversation, as they are typed, or as a person has spelt them out. */
export type Mode = "read" | "typed" | "spelt out";

export interface MeasuredTurn {
  readonly conversation: Conversation;
  readonly turn: LabelledTurn;
  readonly isFollowUp: boolean;
  /** A later turn that stands on its own and was changed. */
  readonly isFalselyRead: boolean;
  /** A follow-up that was left as it is. */
  readonly isLeft: boolean;
  readonly inFirstPassage: boolean;
  readonly inCitations: boolean;
  readonly answer: Answer;
}

export function readConversations(path: string): Conversation[] {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Conversation);
}

/** Asks a conversation turn by turn. Its first turn is only measured as the ground that the others stand on. */
export async function measure(
  conversation: Conversation,
  mode: Mode,
  ask: (request: AskRequest) => Promise<Answer>,
): Promise<MeasuredTurn[]> {
  const history: PastTurn[] = [];
  const measured: MeasuredTurn[] = [];
  for (const turn of conversation.turns) {
    const { question: typed, interpretation, evidence } = turn;
    const question = mode === "spelt out" ? (interpretation ?? typed) : typed;
    const answer = await ask({ question, ...(mode === "read" && { history }) });
    const holds = (path: string, text: string) => path === evidence?.path && overlaps(text, evidence.quote);
    const first = (answer.not_found?.nearest ?? answer.passages)[0];
    const isChanged = answer.interpreted_question !== typed;
    if (history.length > 0 && (evidence || !interpretation)) {
      measured.push({
        conversation,
        turn,
        isFollowUp: interpretation !== undefined,
        isFalselyRead: interpretation === undefined && isChanged,
        isLeft: interpretation !== undefined && !isChanged,
        inFirstPassage: first !== undefined && holds(first.path, first.text),
        inCitations: answer.citations.some(({ path, quote }) => holds(path, quote)),
        answer,
      });
    }
    history.push({
      question: answer.interpreted_question,
      passageIds: answer.citations.map((citation) => citation.passage_id),
    });
  }
  return measured;
}

/** What came of a later turn: in its conversation, and as a person has spelt it out. */
export function outcomeOfTurn(read: MeasuredTurn, speltOut: MeasuredTurn) {
  const { conversation, turn } = read;
  const named = { conversation: conversation.id, question: turn.question };
  if (!read.isFollowUp) return { ...named, left_alone: !read.isFalselyRead };
  return {
    ...named,
    understood: !read.isLeft,
    first: read.inFirstPassage,
    cited: read.inCitations,
    first_spelt_out: speltOut.inFirstPassage,
    cited_spelt_out: speltOut.inCitations,
  };
}

export function turnMoves(before: readonly Outcome[], now: readonly Outcome[]): Move[] {
  return movesSince(before, now, ["conversation", "question"], () => [true, false]);
}

export function shareOf<Item>(items: readonly Item[], test: (item: Item) => boolean): number {
  return items.filter(test).length / items.length;
}

/** A quoted sentence may be a part of the evidence, or hold it. */
function overlaps(text: string, quote: string): boolean {
  return text.includes(quote) || quote.includes(text);
}
