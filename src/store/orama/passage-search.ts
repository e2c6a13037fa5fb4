import { type AnyOrama, create, load, search } from "@orama/orama";
import type { KeywordStatistics, PassageFilter } from "../index-store.js";
import type { Bm25Index } from "../keywords/bm25.js";
import type { ScoredRow } from "../top-k.js";
import { createComponents, type PassageColumns, passageSchema, type ResultLimit, rawData } from "./orama-components.js";

/** An Orama database over a generation's columns. */
export class PassageSearch {
  /** The engine behind Orama's search by words, for the scores of passages that the other search found. */
  readonly words: Bm25Index;
  readonly #limit: ResultLimit = { value: Number.POSITIVE_INFINITY };
  readonly #orama: AnyOrama;

  constructor(dimensions: number, columns: PassageColumns) {
    this.#orama = create({
      schema: passageSchema(dimensions),
      components: createComponents(dimensions, this.#limit),
      sort: { enabled: false },
    });
    load(this.#orama, rawData(columns));
    this.words = (this.#orama.data.index as unknown as { words: Bm25Index }).words;
  }

  rowOf(passageId: string): number | undefined {
    const internalId = this.#orama.internalDocumentIDStore.idToInternalId.get(passageId);
    return internalId === undefined ? undefined : internalId - 1;
  }

  /** The nearest passages by the cosines of their codes. @param vector unit length */
  nearest(vector: Float32Array, limit: number, filter?: PassageFilter): ScoredRow[] {
    return this.#search(limit, filter, {
      mode: "vector",
      vector: { value: vector as unknown as number[], property: "vector" },
      // Orama drops what is less similar than 0.8 unless told otherwise.
      similarity: Number.NEGATIVE_INFINITY,
      // Without it Orama writes to the documents that it found.
      includeVectors: true,
    });
  }

  /**
   * The best passages by BM25; none for a question without words.
   * @param among what scores are reckoned from [these passages]
   */
  matching(question: string, limit: number, filter?: PassageFilter, among?: KeywordStatistics): ScoredRow[] {
    // Orama takes an empty term for "everything".
    if (question.trim() === "") return [];
    this.#limit.among = among;
    return this.#search(limit, filter, { mode: "fulltext", term: question, includeVectors: true });
  }

  #search(limit: number, filter: PassageFilter | undefined, parameters: object): ScoredRow[] {
    // Orama's search is synchronous as long as no hook is given, so no other search can set the limit meanwhile.
    this.#limit.value = limit;
    const where = filter && this.#where(filter);
    const found = search(this.#orama, { ...parameters, limit, ...(where && { where }) });
    if (found instanceof Promise) throw new TypeError("Orama searched asynchronously");
    return found.hits.map(({ id, score }) => ({ row: this.rowOf(id)!, score }));
  }

  /** What our own index component takes as a filter. */
  #where({ documentIds, passageIds }: PassageFilter) {
    return {
      ...(documentIds && { document_id: { in: [...documentIds] } }),
      ...(passageIds && { row: { in: [...passageIds].flatMap((id) => this.rowOf(id) ?? []) } }),
    };
  }
}
