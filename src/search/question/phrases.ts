import type { DocumentId, PassageId } from "../../contract/ids.js";
import { quotedPhrases } from "../../core/quoted-phrases.js";
import { sliceSpan } from "../../core/spans.js";
import { analyse } from "../../language/en/text-analysis.js";
import type { IndexReader, PassageFilter } from "../../store/index-store.js";

/** The phrases that a question puts in double quotation marks; those without any word are left out. */
export function phrasesOf(question: string): string[] {
  return quotedPhrases(question).filter((phrase) => foldedWords(phrase).length > 0);
}

/**
 * Keeps the passages whose own text holds every phrase. Looks at all of them, however they rank.
 * @param filter of the documents to look in [all]
 * @returns `filter` itself without phrases; else the passages, perhaps none
 */
export async function requirePhrases(
  phrases: readonly string[],
  reader: IndexReader,
  filter: PassageFilter | undefined,
  signal?: AbortSignal,
): Promise<PassageFilter | undefined> {
  if (phrases.length === 0) return filter;
  const wanted = phrases.map(foldedWords);
  const passageIds = new Set<PassageId>();
  let reading: DocumentId | null = null;
  let text = "";
  for (const passage of await reader.passagesWithAll(phrases.join(" "), filter)) {
    // They come document by document, and a text without the phrase is not worth keeping.
    if (passage.documentId !== reading) {
      signal?.throwIfAborted();
      text = await reader.text(passage.documentId);
    }
    reading = passage.documentId;
    const words = foldedWords(sliceSpan(text, passage));
    if (wanted.every((phrase) => holdsRun(words, phrase))) passageIds.add(passage.id);
  }
  return { ...filter, passageIds };
}

/** Whether a text holds the words of every phrase one after the other, whatever case and white space they are in. */
export function holdsPhrases(text: string, phrases: readonly string[]): boolean {
  const words = foldedWords(text);
  return phrases.every((phrase) => holdsRun(words, foldedWords(phrase)));
}

function foldedWords(text: string): string[] {
  return analyse(text).map(({ folded }) => folded);
}

function holdsRun(words: readonly string[], run: readonly string[]): boolean {
  for (let at = words.indexOf(run[0]!); at >= 0; at = words.indexOf(run[0]!, at + 1)) {
    if (run.every((word, i) => words[at + i] === word)) return true;
  }
  return false;
}
