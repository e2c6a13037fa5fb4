import type { DocumentId } from "../../contract/ids.js";
import type { PassageFilter } from "../../store/index-store.js";
import type { Inquiry } from "../inquiry.js";
import { readWords } from "./name-runs.js";
import { type Naming, readNaming } from "./naming.js";
import { requirePhrases } from "./phrases.js";
import type { Question } from "./question.js";
import { type UnborneName, unborneName } from "./unborne-name.js";

/** Where a question may find its answer. */
export interface Selection {
  readonly question: Question;
  /** The text that is searched: the question, without what names its documents. */
  readonly searched: string;
  /** What the question names; `null` where it is asked of all documents. */
  readonly naming: Naming | null;
  /** What the filters let through; `undefined` without filters. */
  readonly filtered: PassageFilter | undefined;
  /** What the filters, the names and the phrases of the question let through together. */
  readonly holding: PassageFilter | undefined;
  /** Nothing answers, whatever comes near: a phrase that no passage holds, or a document that there is not. */
  readonly lacks: { readonly phrases: readonly string[] } | { readonly name: UnborneName } | null;
}

/**
 * Finds the documents that a question names and the passages that hold its phrases.
 * @param filtered what the filters let through [everything]
 */
export async function select(
  question: Question,
  filtered: PassageFilter | undefined,
  { library, literal, signal }: Pick<Inquiry, "library" | "literal" | "signal">,
): Promise<Selection> {
  const { reader, sources } = library;
  const words = literal ? null : readWords(question.text, sources.names);
  const name = words && (await unborneName(words, reader));
  const naming = words && !name ? within(await readNaming(words, reader), filtered) : null;
  const named = naming ? { ...filtered, documentIds: naming.documentIds } : filtered;
  const holding = await requirePhrases(question.phrases, reader, named, signal);
  const lacksPhrase = holding?.passageIds?.size === 0;
  return {
    question,
    searched: naming?.rest ?? question.text,
    naming,
    filtered,
    holding: lacksPhrase ? named : holding,
    lacks: name ? { name } : lacksPhrase ? { phrases: question.phrases } : null,
  };
}

/** The named documents that the filters let through; `null` where these leave none: they were chosen by hand. */
function within(naming: Naming | null, filtered: PassageFilter | undefined): Naming | null {
  if (!naming || !filtered?.documentIds) return naming;
  const documentIds = new Set<DocumentId>([...naming.documentIds].filter((id) => filtered.documentIds!.has(id)));
  return documentIds.size > 0 ? { ...naming, documentIds } : null;
}
