import type { DocumentId } from "../../contract/ids.js";
import { type Span, sliceSpan } from "../../core/spans.js";
import { analyse } from "../../language/en/text-analysis.js";
import type { QueryForms, QueryTerm, StoredPassage } from "../../store/index-store.js";
import type { Source, Sources } from "../library.js";

/** The documents that were read for one question, and the terms of their sentences, each analysed once. */
export class ReadTexts {
  readonly #sources = new Map<DocumentId, Source>();
  readonly #terms = new Map<string, readonly string[]>();

  /** @param forms of the question: a sentence that holds another form's terms is said to hold the question's [none] */
  constructor(
    private readonly library: Sources,
    private readonly forms: readonly QueryForms[] = [],
  ) {}

  /** Reads the documents of some passages that were not read yet. */
  async read(passages: readonly StoredPassage[]): Promise<void> {
    for (const { documentId } of passages) {
      if (this.#sources.has(documentId)) continue;
      const source = await this.library.get(documentId);
      if (source) this.#sources.set(documentId, source);
    }
  }

  /** The document of a passage that was read. */
  sourceOf({ documentId }: Pick<StoredPassage, "documentId">): Source {
    return this.#sources.get(documentId) as Source;
  }

  /** Of a sentence of a document that was read, in the order of the text, repetitions included. */
  termsOf(documentId: DocumentId, sentence: Span): readonly string[] {
    const key = `${documentId} ${sentence.start} ${sentence.end}`;
    let terms = this.#terms.get(key);
    if (!terms) {
      const { text } = this.sourceOf({ documentId });
      const own = analyse(sliceSpan(text, sentence)).map(({ term }) => term);
      const alike = this.forms.filter(({ others }) =>
        others.some((other) => other.every((term) => own.includes(term))),
      );
      terms = [...own, ...alike.flatMap((form) => form.terms)];
      this.#terms.set(key, terms);
    }
    return terms;
  }
}

/** Share of the question's words that a test holds for, weighted by how rare they are. */
export function termShare(terms: readonly QueryTerm[], holds: (term: string, at: number) => boolean): number {
  const total = terms.reduce((sum, { idf }) => sum + idf, 0);
  return total > 0 ? terms.reduce((sum, { term, idf }, at) => sum + (holds(term, at) ? idf : 0), 0) / total : 0;
}
