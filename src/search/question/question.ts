import { MAX_QUESTION_CHARACTERS } from "../../contract/limits.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { singleSpaced } from "../../core/text.js";
import { phrasesOf } from "./phrases.js";

/** A question, checked. */
export interface Question {
  /** As it was typed, whatever it is read as. */
  readonly asked: string;
  /** As it is searched. */
  readonly text: string;
  /** Whether it asks for several things of a kind ("which countries …", "list the …"). */
  readonly wantsList: boolean;
  /** What it puts in quotation marks: a passage has to hold these words in their order. */
  readonly phrases: readonly string[];
  /** Names in it that occur nowhere, and others of the documents that are written much like them [none]. */
  readonly suspected?: readonly { readonly word: string; readonly like: string }[];
}

/** @throws FootnoteError question_empty, question_too_long */
export function interpretQuestion(asked: string): Question {
  const text = singleSpaced(asked);
  if (!/[\p{L}\p{N}]/u.test(text)) throw new FootnoteError("question_empty", {});
  if (text.length > MAX_QUESTION_CHARACTERS) {
    throw new FootnoteError("question_too_long", { length: text.length, limit: MAX_QUESTION_CHARACTERS });
  }
  return { asked, text, wantsList: wantsList(text), phrases: phrasesOf(text) };
}

const PLURAL_NOUN = String.raw`(?:\p{L}+[-\s]){0,3}?(?!(?:is|was|has|does|us|this|his|its|as)\b)\p{L}{2,}(?<!s|u|i)s`;
const LIST_QUESTION = new RegExp(
  [
    String.raw`^(?:please )?(?:list|name|enumerate)\b`,
    String.raw`\bwhat (?:all )?(?:are|were) (?:all )?(?:the|some|its|their|his|her)\b`,
    String.raw`\b(?:which|what) (?:other |of the )?${PLURAL_NOUN}\b`,
    String.raw`\ball (?:of )?the\b`,
    String.raw`\bwho (?:all|are|were)\b`,
  ].join("|"),
  "iu",
);

function wantsList(text: string): boolean {
  return LIST_QUESTION.test(text);
}
