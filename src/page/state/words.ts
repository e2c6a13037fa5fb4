import type { Answer, Citation } from "../../contract/answer.js";
import type { ServerWriter } from "../../contract/index-state.js";
import { conversationKey } from "./route.js";
import { type GrowingWords, NO_WORDS_YET, type State, type Words, withTask } from "./state.js";
import { historyOf, shownAnswer, turnsOf } from "./turns.js";

type Known = Pick<State, "route" | "outcomes" | "words">;

/** The model that the server lets write; `null` where there is none: then nothing on the page speaks of words. */
export function writerOf({ status }: Pick<State, "status">): ServerWriter | null {
  return (status?.kind === "loaded" && status.value.writer) || null;
}

/** Whether there is anything to write of. */
export function canBeWritten(answer: Answer | null): boolean {
  return answer !== null && answer.status === "answered" && answer.citations.length > 0;
}

/** The words of the answer that is shown. */
export function shownWords({ route, words }: Pick<State, "route" | "words">): Words | null {
  return words[conversationKey(route.conversation)] ?? null;
}

/** What the words shown cite. */
export function shownCitations(state: Known): readonly Citation[] {
  return shownAnswer(state) === null ? [] : growingWords(shownWords(state) ?? undefined).citations;
}

/** The sentences and citations of words, however far they have come. */
export function growingWords(words: Words | undefined): GrowingWords {
  if (words === undefined) return NO_WORDS_YET;
  return words.kind === "written" ? { ...words.written, sent: null } : words;
}

/** Has the answer shown said in words, or said again. */
export function askForWords(state: State): State {
  const isWriting = shownWords(state)?.kind === "writing";
  if (writerOf(state) === null || isWriting || !canBeWritten(shownAnswer(state))) return state;
  return { ...write(state), announcement: "Writing it in words." };
}

export function stopWords(state: State): State {
  const key = conversationKey(state.route.conversation);
  const words = state.words[key];
  if (words?.kind !== "writing") return state;
  return {
    ...state,
    tasks: state.tasks.filter((task) => task.kind !== "write" || task.key !== key),
    words: { ...state.words, [key]: { ...words, kind: "stopped" } },
    announcement: "Stopped.",
  };
}

/** Has the answer shown said in words where the switch asks for it. */
export function needWords(state: State): State {
  if (!state.alsoInWords || writerOf(state) === null || shownWords(state) !== null) return state;
  return canBeWritten(shownAnswer(state)) ? write(state) : state;
}

function write(state: State): State {
  const turns = turnsOf(state);
  const turn = turns.at(-1);
  if (turn === undefined) return state;
  const { text: question, isLiteral, collection } = turn.question;
  const key = conversationKey(turn.conversation);
  const words = { ...state.words, [key]: { kind: "writing", ...NO_WORDS_YET } as const };
  const history = historyOf(turns.slice(0, -1), turn.question);
  return withTask({ ...state, words }, { kind: "write", key, question, history, isLiteral, collection });
}
