import type { WrittenSentence } from "../../contract/written.js";
import { NOTHING_WRITTEN, stoppedWords, unprovenWords, writtenByWords } from "../../core/wording.js";
import { evidenceOf, type PromptScreen, type Turn } from "../state/state.js";
import type { Words } from "../state/turn.js";
import { NO_WORDS, writerWords } from "../state/words.js";
import { sanitize, sanitizeProse } from "../terminal/sanitize.js";
import { sourceSpoken } from "./spoken.js";

/** What is new of an answer in words: each sentence as it is proven, and at the end what there is to say of all. */
export function wordsSpoken(before: Turn | null, now: Turn | null): string[] {
  const words = now?.words;
  if (now === null || words === undefined || words === before?.words) return [];
  const known = before?.words?.stage === "writing" ? before.words : NO_WORDS;
  const hasBegun = known !== before?.words && words.stage === "writing";
  return [
    ...(hasBegun ? ["Writing in words."] : []),
    ...words.sentences.slice(known.sentences.length).flatMap(sentenceSpoken),
    ...(words.stage === "writing" ? [] : endSpoken(now, words)),
  ];
}

function sentenceSpoken({ verdict, text, citations }: WrittenSentence): string[] {
  if (verdict === "left_out") return [];
  const sources = `${citations.length === 1 ? "Source" : "Sources"} ${citations.join(", ")}.`;
  return [`${verdict === "proven" ? "In words" : "Quoted instead"}: ${sanitizeProse(text)} ${sources}`];
}

function endSpoken(turn: Turn, { failure, sentences, sent, stage, written }: Words): string[] {
  if (stage === "refused") return [NOTHING_WRITTEN];
  return [
    ...unprovenWords(sentences).map((words) => `${words}.`),
    ...(stage === "stopped" ? [stoppedWords(sent)] : []),
    ...(stage === "written" && sentences.length === 0 ? ["The model wrote nothing."] : []),
    ...(failure === null ? [] : [`Error: ${sanitizeProse(failure.message)} ${sanitizeProse(failure.hint)}`]),
    ...evidenceOf(turn)
      .filter((evidence) => evidence.kind === "citation" && evidence.isOfWords)
      .map(sourceSpoken),
    ...(written === null || written.sentences_sent === 0 ? [] : [`${sanitizeProse(writtenByWords(written))}.`]),
  ];
}

/** Messages as they were sent, or would be. */
export function promptSpoken({ messages, sentTo }: PromptScreen): string[] {
  const title = sentTo === null ? "Would be sent; nothing was:" : `Sent to ${sanitizeProse(writerWords(sentTo))}:`;
  const texts = messages.flatMap(({ role, content }) => [
    `Role ${role}:`,
    ...content.split("\n").map((line) => sanitize(line)),
  ]);
  return [title, ...texts, "End of the messages."];
}
