import { sliceSpan } from "../core/spans.js";
import type { ShownSentence } from "./assemble.js";

/** Words at the start of a sentence that point at the one before it. */
const POINTS_BACK =
  /^["“‘'(]*(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that|these|those|such|there|then|so|but|however|instead|also|both|neither|one|another|others|the (?:former|latter|same))\b/iu;

/** Whether a sentence starts with a word that can only be read with the sentence before it. */
export function pointsBack(sentence: string): boolean {
  return POINTS_BACK.test(sentence);
}

/** The sentence before a quoted one that points back, so that "He" can be read; `null` where none is needed. */
export function contextOf({ passage, sentence }: ShownSentence, text: string): string | null {
  const before = passage.sentences.findLast(({ start }) => start < sentence.start);
  if (!before || before.kind !== sentence.kind || !pointsBack(sliceSpan(text, sentence))) return null;
  return sliceSpan(text, before);
}
