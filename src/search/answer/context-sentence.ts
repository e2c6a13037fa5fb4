import { sliceSpan } from "../../core/spans.js";
import {
  BACKWARD_LINKS,
  DEMONSTRATIVES,
  HUMAN_PRONOUNS,
  oneOf,
  PLURAL_PRONOUNS,
  THING_PRONOUNS,
} from "../../language/en/lexicon.js";
import type { StoredSentence } from "../../store/index-store.js";
import type { Source } from "../library.js";
import type { ShownSentence } from "./assemble.js";

/** A longer row of names tells nobody anything; UTF-16 length. */
const MAX_HEADER_LENGTH = 500;

/** Words at the start of a sentence that point at the one before it. */
const POINTS_BACK = new RegExp(
  `^["“‘'(]*${oneOf(HUMAN_PRONOUNS, THING_PRONOUNS, PLURAL_PRONOUNS, DEMONSTRATIVES, BACKWARD_LINKS)}\\b`,
  "iu",
);

/** Whether a sentence starts with a word that can only be read with the sentence before it. */
export function pointsBack(sentence: string): boolean {
  return POINTS_BACK.test(sentence);
}

/**
 * What a quoted sentence can't be read without: the one before it, if it points back ("He"), or the row that names the
 * columns of its table; `null` where nothing is needed.
 */
export function contextOf({ passage, sentence }: ShownSentence, source: Source): string | null {
  const { text } = source;
  if (sentence.kind === "table_row") return headerOf(sentence, text);
  const before = passage.sentences.findLast(({ start }) => start < sentence.start);
  if (!before || before.kind !== sentence.kind || !pointsBack(sliceSpan(text, sentence))) return null;
  return sliceSpan(text, before);
}

/** Whether a sentence is the row that names the columns of a table, or a piece of it. */
export function isHeader({ header, start, end }: StoredSentence): boolean {
  return header !== null && header.start <= start && end <= header.end;
}

function headerOf(sentence: StoredSentence, text: string): string | null {
  if (sentence.header === null || isHeader(sentence)) return null;
  const header = sliceSpan(text, sentence.header);
  return header.length <= MAX_HEADER_LENGTH ? header : null;
}
