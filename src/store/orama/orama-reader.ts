import type { DocumentId, PassageId } from "../../contract/ids.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { problemOf } from "../../core/file-problems.js";
import type { PageLayout } from "../../core/page-layout.js";
import { dot } from "../../embedding/pooling.js";
import { analyse, analyseQuestion } from "../../language/en/text-analysis.js";
import type { StoredEmbedding } from "../disk/embeddings-file.js";
import { corrupt, type GenerationFile } from "../disk/generation-files.js";
import type { Generation } from "../disk/generation-reader.js";
import type {
  Candidate,
  GenerationInfo,
  IndexReader,
  KeywordStatistics,
  PassageFilter,
  StoredPassage,
  StoreQuery,
  StoreResult,
} from "../index-store.js";
import { sum } from "../keywords/bm25.js";
import type { ForwardIndex } from "../keywords/forward-index.js";
import { creditForms, type TermScorer } from "../keywords/query-forms.js";
import { cosines, type QuantisedVectors, restore } from "../vectors/quantised-vectors.js";
import { PassageSearch } from "./passage-search.js";

/** Rows of one document, end-exclusive. */
interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** A passage's vectors beside the question's. */
interface Seen {
  readonly row: number;
  readonly cosine: number;
  readonly sentences: QuantisedVectors;
}

/** So many more than asked for are taken by their codes, whose scores are off by some thousandths. */
const SPARE = 100;

/** A generation behind Orama's searches. */
export class OramaReader implements IndexReader {
  readonly info: GenerationInfo;
  readonly generation: Generation;
  readonly #indexFolder: string;
  #searched: PassageSearch | null = null;
  #forward: ForwardIndex | null = null;
  readonly #documentRows: ReadonlyMap<DocumentId, number>;
  readonly #ranges: readonly RowRange[];
  #rowsByInput: Map<string, number> | null = null;

  constructor(indexFolder: string, generation: Generation) {
    const { info } = generation;
    this.info = info;
    this.generation = generation;
    this.#indexFolder = indexFolder;
    this.#documentRows = new Map(info.documents.map(({ id }, row) => [id, row]));
    let last = 0;
    this.#ranges = info.documents.map(({ passages }) => {
      const first = last;
      last += passages;
      return { first, last };
    });
  }

  /** Made at the first search: a build that only copies from the generation does without. @throws FootnoteError index_corrupt */
  get #search(): PassageSearch {
    this.#searched ??= this.#searchable();
    return this.#searched;
  }

  #searchable(): PassageSearch {
    const { info, passages, codes } = this.generation;
    return new PassageSearch(info.fingerprint.dimensions, {
      ids: passages.strings.ids,
      documentIds: Array.from({ length: passages.length }, (_, row) => info.documents[passages.documentRow(row)]!.id),
      forward: () => this.#readForward(),
      codes: this.#naming("codes.i8", () => codes.read()),
    });
  }

  /** Which terms each passage holds, for a build that copies them. @throws FootnoteError index_corrupt */
  get forward(): ForwardIndex {
    this.#forward ??= this.#readForward();
    return this.#forward;
  }

  #readForward(): ForwardIndex {
    return this.#naming("forward.bin", () => this.generation.forward.read());
  }

  async search({ vector, text, limit, filter, forms = [], statistics }: StoreQuery): Promise<StoreResult> {
    const { words } = this.#search;
    const analysed = analyseQuestion(text);
    const terms = analysed.map(({ term }) => term);
    const near = this.#search.nearest(vector, limit + SPARE, filter).map(({ row }) => this.#look(row, vector));
    near.sort((a, b) => b.cosine - a.cosine || a.row - b.row);
    const found = new Map(near.slice(0, limit).map((seen) => [seen.row, seen]));
    for (const { row } of this.#search.matching(text, limit, filter, statistics)) {
      if (!found.has(row)) found.set(row, this.#look(row, vector));
    }
    const rows = [...found.keys()];
    const scorer: TermScorer = {
      termScores: (terms, rows) => words.termScores(terms, rows, statistics),
      maxScore: (terms) => words.maxScore(terms, statistics),
    };
    const scores = scorer.termScores(terms, rows);
    const own = scores.map(sum);
    for (const form of forms) creditForms(scores, form, terms, rows, scorer);
    const candidates = scores.map((termScores, at): Candidate => {
      const row = rows[at]!;
      const { cosine, sentences } = found.get(row)!;
      return {
        passage: this.generation.passages.at(row),
        cosine,
        bm25: sum(termScores),
        ownBm25: own[at]!,
        termScores,
        sentenceCosines: cosines(vector, sentences, 0, sentences.scales.length),
      };
    });
    return {
      candidates,
      terms: analysed.map(({ term, word }) => ({
        term,
        word,
        documentFrequency: statistics?.documentFrequencies.get(term) ?? words.documentFrequency(term),
        idf: words.idf(term, statistics),
      })),
      passageCount: statistics?.passages ?? this.info.passageCount,
      maxBm25: scorer.maxScore(terms),
    };
  }

  async statistics(terms: readonly string[]): Promise<KeywordStatistics> {
    return this.#search.words.statistics(terms);
  }

  async frequencies(words: readonly string[]): Promise<readonly number[]> {
    return words.map((word) => {
      const terms = analyse(word).map(({ term }) => this.#search.words.documentFrequency(term));
      return terms.length === 0 ? 0 : Math.min(...terms);
    });
  }

  async passagesWithAll(
    text: string,
    { documentIds, passageIds }: PassageFilter = {},
    limit = Number.POSITIVE_INFINITY,
  ): Promise<StoredPassage[]> {
    const terms = new Set(analyse(text).map(({ term }) => term));
    const passages: StoredPassage[] = [];
    for (const row of this.#search.words.rowsWithAll([...terms])) {
      if (passages.length >= limit) break;
      const passage = this.generation.passages.at(row);
      const { id, documentId } = passage;
      if ((documentIds?.has(documentId) ?? true) && (passageIds?.has(id) ?? true)) passages.push(passage);
    }
    return passages;
  }

  async passages(ids: readonly PassageId[]): Promise<StoredPassage[]> {
    return ids.flatMap((id) => {
      const row = this.#search.rowOf(id);
      return row === undefined ? [] : [this.generation.passages.at(row)];
    });
  }

  async passagesOf(documentId: DocumentId): Promise<StoredPassage[]> {
    const row = this.#documentRows.get(documentId);
    if (row === undefined) return [];
    const { first, last } = this.#ranges[row]!;
    return Array.from({ length: last - first }, (_, at) => this.generation.passages.at(first + at));
  }

  async text(documentId: DocumentId): Promise<string> {
    return this.#reading(documentId, "texts.utf8", (row) => this.generation.texts.at(row));
  }

  async layout(documentId: DocumentId): Promise<PageLayout | null> {
    return this.#reading(documentId, "layouts.bin", (row) => this.generation.layouts.at(row));
  }

  /** The document's text and layout as they are stored. @throws FootnoteError document_unknown, index_corrupt */
  async contentBytes(documentId: DocumentId): Promise<{ readonly text: Uint8Array; readonly layout: Uint8Array }> {
    return {
      text: await this.#reading(documentId, "texts.utf8", (row) => this.generation.texts.bytes(row)),
      layout: await this.#reading(documentId, "layouts.bin", (row) => this.generation.layouts.bytes(row)),
    };
  }

  /** @throws FootnoteError index_corrupt */
  embeddingAt(row: number): StoredEmbedding {
    return this.#naming("embeddings.bin", () => this.generation.embeddings.at(row));
  }

  /** @throws FootnoteError document_unknown */
  rowsOf(documentId: DocumentId): RowRange {
    return this.#ranges[this.#rowOf(documentId)]!;
  }

  async embeddings(hashes: readonly string[]): Promise<Map<string, { vector: Float32Array; sentences: Float32Array }>> {
    const { passages, info } = this.generation;
    this.#rowsByInput ??= new Map(passages.strings.inputHashes.map((hash, row) => [hash, row]));
    const found = new Map<string, { vector: Float32Array; sentences: Float32Array }>();
    for (const hash of hashes) {
      const row = this.#rowsByInput.get(hash);
      if (row === undefined) continue;
      const { vector, sentences } = this.embeddingAt(row);
      found.set(hash, { vector, sentences: restore(sentences, info.fingerprint.dimensions) });
    }
    return found;
  }

  async close(): Promise<void> {
    const { texts, layouts, embeddings, codes, forward } = this.generation;
    embeddings.close();
    await Promise.all([codes, forward, texts, layouts].map((file) => file.close()));
  }

  #look(row: number, query: Float32Array): Seen {
    const { vector, sentences } = this.embeddingAt(row);
    return { row, cosine: dot(query, vector), sentences };
  }

  #rowOf(documentId: DocumentId): number {
    const row = this.#documentRows.get(documentId);
    if (row === undefined) throw new FootnoteError("document_unknown", { id: documentId });
    return row;
  }

  #naming<T>(file: GenerationFile, read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw corrupt(this.#indexFolder, file, problemOf(error), error);
    }
  }

  async #reading<T>(documentId: DocumentId, file: GenerationFile, read: (row: number) => Promise<T>): Promise<T> {
    const row = this.#rowOf(documentId);
    try {
      return await read(row);
    } catch (error) {
      throw corrupt(this.#indexFolder, file, problemOf(error), error);
    }
  }
}
