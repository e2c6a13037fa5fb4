import type { PassageFilter } from "../../store/index-store.js";
import type { Inquiry } from "../inquiry.js";
import { requirePhrases } from "./phrases.js";
import type { Naming } from "./naming.js";
import type { Question } from "./question.js";

/** Where a question may find its answer. */
export interface Selection {
  readonly question: Question;
  /** The documents that the question names; `null` where it is asked of all. */
  readonly naming: Naming | null;
  /** The text that is searched: the question, without what names its documents. */
  readonly searched: string;
  /** What the filters let through; `undefined` without filters. */
  readonly filtered: PassageFilter | undefined;
  /** What both the filters and the question's phrases let through. */
  readonly holding: PassageFilter | undefined;
  /** No passage holds the phrases that the question asks for: nothing answers it, whatever comes near without them. */
  readonly lacksPhrase: boolean;
}

/**
 * @param filtered what the filters let through [everything]
 * @param naming what the question names, of that [nothing]
 */
export async function select(
  question: Question,
  filtered: PassageFilter | undefined,
  { library, signal }: Pick<Inquiry, "library" | "signal">,
  naming: Naming | null = null,
): Promise<Selection> {
  const within = naming ? { ...filtered, documentIds: naming.documentIds } : filtered;
  const holding = await requirePhrases(question.phrases, library.reader, within, signal);
  return {
    question,
    naming,
    searched: naming?.rest ?? question.text,
    filtered,
    holding,
    lacksPhrase: holding?.passageIds?.size === 0,
  };
}
