import { isStopTerm } from "../language/en/text-analysis.js";
import type { QueryTerm } from "../store/index-store.js";
import { termShare } from "./term-share.js";

/** How much of the question a sentence holds that asks the same, and how much of that sentence stands in the question. */
const OF_THE_QUESTION = 0.8;
const OF_THE_SENTENCE = 0.75;
/** A mark at the end, whatever brackets, quotation marks or emphasis close behind it. */
const ENDS_AS_QUESTION = /\?["”’»)\]*_\s]*$/u;

/** Whether a sentence ends as a question does. */
export function isQuestion(sentence: string): boolean {
  return ENDS_AS_QUESTION.test(sentence);
}

/**
 * Whether a sentence asks what the question asks, as the heading of an FAQ does: it shows where an answer may stand, and
 * is none.
 * @param held the sentence's terms
 */
export function asksTheSame(sentence: string, held: ReadonlySet<string>, terms: readonly QueryTerm[]): boolean {
  if (!isQuestion(sentence)) return false;
  const own = [...held].filter((term) => !isStopTerm(term));
  const asked = own.filter((term) => terms.some((other) => other.term === term));
  const share = termShare(terms, (term) => held.has(term));
  return share >= OF_THE_QUESTION && asked.length >= OF_THE_SENTENCE * own.length;
}
