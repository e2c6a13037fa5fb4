import type { PromptMessage } from "../contract/written.js";
import type { PastTurn } from "../core/past-turns.js";
import { oneLine } from "../core/text.js";
import { analyse, isStopTerm } from "../language/en/text-analysis.js";
import type { Writer } from "./writer.js";

/** Questions of the conversation that the model is shown, the last ones. */
const TURNS = 4;
/** UTF-16 length of what a model may make of a question. */
const MAX_CHARACTERS = 500;

const RULES =
  "You make a follow-up question whole. You get the questions of a conversation and the last one. Write the last one so " +
  "that it can be understood without the others, in one line, with the words of the conversation and no others. Where it " +
  "can be understood already, repeat it. Never answer it.";

/**
 * Has a model make a question whole that leans on its conversation. It is sent questions alone, nothing of the documents.
 * @returns `null` where what it wrote isn't usable: no question of one line, or with words that nobody has asked with
 * @throws FootnoteError writer_…; the reason of the signal
 */
export async function rewriteFollowUp(
  asked: string,
  history: readonly PastTurn[],
  writer: Writer,
  signal?: AbortSignal,
): Promise<string | null> {
  const before = history.slice(-TURNS).map(({ question }) => oneLine(question));
  let text = "";
  for await (const piece of writer.write({ messages: messagesOf(oneLine(asked), before), signal })) {
    if (piece.kind === "text") text += piece.text;
    if (text.length > 2 * MAX_CHARACTERS) return null;
  }
  const whole = text.trim().replace(/^["“](.*)["”]$/u, "$1");
  const isLine = whole !== "" && whole.length <= MAX_CHARACTERS && !/[\r\n]/u.test(whole);
  return isLine && isMadeOf(whole, [...before, asked]) ? whole : null;
}

function messagesOf(asked: string, before: readonly string[]): PromptMessage[] {
  const conversation = (questions: readonly string[], last: string) =>
    [...questions.map((question) => `Question: ${question}`), `Last question: ${last}`].join("\n");
  return [
    { role: "system", content: RULES },
    { role: "user", content: conversation(["Who built the upper mill?"], "And when?") },
    { role: "assistant", content: "When was the upper mill built?" },
    { role: "user", content: conversation(before, asked) },
  ];
}

/** Whether all words that say something were said before: a name or number of the model's own would be searched for. */
function isMadeOf(text: string, conversation: readonly string[]): boolean {
  const said = new Set(analyse(conversation.join("\n")).map(({ term }) => term));
  return analyse(text).every(({ term }) => isStopTerm(term) || said.has(term));
}
