import type { DocumentId } from "../../contract/ids.js";
import { type Span, sliceSpan } from "../../core/spans.js";
import { analyse } from "../../language/en/text-analysis.js";
import type { QueryTerm } from "../../store/index-store.js";

/** The terms of sentences, each analysed once a question, however many steps look at it. */
export class SentenceTerms {
  readonly #terms = new Map<string, readonly string[]>();

  /** @param textOf the decoded text of a document */
  constructor(private readonly textOf: (id: DocumentId) => string) {}

  /** In the order of the text, repetitions included. */
  of(documentId: DocumentId, sentence: Span): readonly string[] {
    const key = `${documentId} ${sentence.start} ${sentence.end}`;
    let terms = this.#terms.get(key);
    if (!terms) {
      terms = analyse(sliceSpan(this.textOf(documentId), sentence)).map(({ term }) => term);
      this.#terms.set(key, terms);
    }
    return terms;
  }
}

/** Share of the question's words that a test holds for, weighted by how rare they are. */
export function termShare(terms: readonly QueryTerm[], holds: (term: string) => boolean): number {
  const total = terms.reduce((sum, { idf }) => sum + idf, 0);
  return total > 0 ? terms.reduce((sum, { term, idf }) => sum + (holds(term) ? idf : 0), 0) / total : 0;
}
