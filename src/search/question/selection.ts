import type { PassageFilter } from "../../store/index-store.js";
import type { Inquiry } from "../inquiry.js";
import { requirePhrases } from "./phrases.js";
import type { Question } from "./question.js";

/** Where a question may find its answer. */
export interface Selection {
  readonly question: Question;
  /** What the filters let through; `undefined` without filters. */
  readonly filtered: PassageFilter | undefined;
  /** What both the filters and the question's phrases let through. */
  readonly holding: PassageFilter | undefined;
  /** No passage holds the phrases that the question asks for: nothing answers it, whatever comes near without them. */
  readonly lacksPhrase: boolean;
}

/** @param filtered what the filters let through [everything] */
export async function select(
  question: Question,
  filtered: PassageFilter | undefined,
  { library, signal }: Pick<Inquiry, "library" | "signal">,
): Promise<Selection> {
  const holding = await requirePhrases(question.phrases, library.reader, filtered, signal);
  return { question, filtered, holding, lacksPhrase: holding?.passageIds?.size === 0 };
}
