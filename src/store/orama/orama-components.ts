/**
 * Plugs our analyser, BM25 and vector scan into Orama 3 as its components. Nothing else here knows Orama's insides.
 *
 * Orama numbers its documents from 1; our row is that number less 1. Its own parameters for prefix matching, tolerance,
 * threshold, boosts and relevance have no meaning here: lookups are exact and BM25 is the textbook's.
 */
import type { AnyIndexStore, IDocumentsStore, IIndex, RawData, Tokenizer, TokenScore } from "@orama/orama";
import { analyse, analyseQuestion, isStopTerm } from "../../language/en/text-analysis.js";
import type { KeywordStatistics } from "../index-store.js";
import { Bm25Index } from "../keywords/bm25.js";
import type { ForwardIndex } from "../keywords/forward-index.js";
import type { ScoredRow } from "../top-k.js";
import { CodeScan } from "../vectors/code-scan.js";
import type { QuantisedVectors } from "../vectors/quantised-vectors.js";

/** What `load` takes and `save` gives: columns in memory, one entry a row. */
export interface PassageColumns {
  readonly ids: readonly string[];
  /** `null` for a row that was removed. */
  readonly documentIds: readonly (string | null)[];
  readonly forward: ForwardIndex | (() => ForwardIndex);
  readonly codes: QuantisedVectors;
  readonly present?: Uint8Array;
}

/** Set before each search: Orama doesn't hand its `limit` to its components, and sorts all that they give. */
export interface ResultLimit {
  value: number;
  /** What scores by keywords are reckoned from [the rows themselves]. */
  among?: KeywordStatistics | undefined;
}

type IdStore = Parameters<IIndex<AnyIndexStore>["load"]>[0];
type IdSet = Set<number>;

interface PassageIndex extends AnyIndexStore {
  readonly words: Bm25Index;
  readonly vectors: CodeScan;
  readonly documents: DocumentRows;
}

interface PassageDocuments {
  readonly docs: Record<number, { id: string; document_id: string }>;
  readonly documentIds: (string | null)[];
  readonly ids: IdStore;
  count: number;
}

export const passageSchema = (dimensions: number) =>
  ({ text: "string", document_id: "enum", vector: `vector[${dimensions}]` }) as const;

export function createComponents(dimensions: number, limit: ResultLimit) {
  return {
    tokenizer: createTokenizer(),
    index: createIndex(dimensions, limit) as unknown as IIndex<AnyIndexStore>,
    documentsStore: createDocumentsStore() as unknown as IDocumentsStore,
  };
}

/** Columns in the shape that Orama's `load` takes. */
export function rawData({ ids, documentIds, ...index }: PassageColumns): RawData {
  return {
    internalDocumentIDStore: { internalIdToId: ids },
    index: { ...index, documentIds },
    docs: { documentIds },
    sorting: { enabled: false },
    pinning: { rules: [] },
    language: "english",
  };
}

function createTokenizer(): Tokenizer {
  return {
    language: "english",
    normalizationCache: new Map(),
    tokenize: (raw) => analyse(raw).map(({ term }) => term),
  };
}

function createIndex(dimensions: number, limit: ResultLimit) {
  const assemble = (words: Bm25Index, vectors: CodeScan, documents: DocumentRows): PassageIndex => {
    const find = (query: ArrayLike<number>, similarity: number, allowed?: IdSet): TokenScore[] =>
      tokenScores(vectors.search(Float32Array.from(query), limit.value, allowed && rowsOf(allowed))).filter(
        ([, score]) => score >= similarity,
      );
    const node = { size: dimensions, find };
    return {
      words,
      vectors,
      documents,
      vectorIndexes: { vector: { type: "Vector", isArray: false, node } } as unknown as AnyIndexStore["vectorIndexes"],
    };
  };
  const types = passageSchema(dimensions);
  return {
    create: () => assemble(new Bm25Index(), new CodeScan(dimensions), new DocumentRows([])),
    insert(_: unknown, index: PassageIndex, property: string, _id: unknown, internalId: number, value: unknown) {
      const row = internalId - 1;
      if (property === "text") {
        const terms = analyse(value as string).map(({ term }) => term);
        index.words.set(row, terms, contentLength(terms));
      } else if (property === "vector") index.vectors.set(row, value as number[]);
      else index.documents.set(row, value as string);
    },
    remove(_: unknown, index: PassageIndex, _property: string, _id: unknown, internalId: number): boolean {
      const row = internalId - 1;
      index.words.remove(row);
      index.vectors.remove(row);
      index.documents.set(row, null);
      return true;
    },
    search(index: PassageIndex, question: string, ...rest: unknown[]): TokenScore[] {
      const allowed = rest[8] as IdSet | undefined;
      const terms = analyseQuestion(question).map(({ term }) => term);
      return tokenScores(index.words.search(terms, limit.value, allowed && rowsOf(allowed), limit.among));
    },
    searchByWhereClause: (index: PassageIndex, _: unknown, where: Record<string, unknown>) =>
      index.documents.ids(where),
    getSearchableProperties: () => Object.keys(types),
    getSearchablePropertiesWithTypes: () => types,
    load(_: unknown, { forward, codes, present, documentIds }: PassageColumns) {
      return assemble(new Bm25Index(forward), new CodeScan(dimensions, codes, present), new DocumentRows(documentIds));
    },
    save: ({ words, vectors, documents }: PassageIndex) => ({
      forward: words.forwardIndex(),
      ...vectors.columns(),
      documentIds: documents.column(),
    }),
    // The pieces that Orama's own index is made of; nothing calls them on another one.
    insertDocumentScoreParameters: () => {},
    insertTokenScoreParameters: () => {},
    removeDocumentScoreParameters: () => {},
    removeTokenScoreParameters: () => {},
    calculateResultScores: () => {},
  };
}

interface Where extends Record<string, unknown> {
  readonly document_id?: { readonly eq?: string; readonly in?: readonly string[] };
  readonly row?: { readonly in: readonly number[] };
}

/** Which document each row belongs to: the index of the `document_id` field. */
class DocumentRows {
  readonly #documentIds: (string | null)[];
  #rows: Map<string, number[]> | null = null;

  constructor(documentIds: readonly (string | null)[]) {
    this.#documentIds = [...documentIds];
  }

  set(row: number, documentId: string | null): void {
    while (this.#documentIds.length < row) this.#documentIds.push(null);
    this.#documentIds[row] = documentId;
    this.#rows = null;
  }

  column(): readonly (string | null)[] {
    return [...this.#documentIds];
  }

  /** @throws RangeError for any filter but `document_id` by `eq` or `in`, and `row` by `in` */
  ids(where: Record<string, unknown>): IdSet {
    const { document_id: condition, row, ...others } = where as Where;
    const documents = condition?.in ?? (condition?.eq === undefined ? null : [condition.eq]);
    if (!(documents || row?.in) || Object.keys(others).length > 0) {
      throw new RangeError(
        `Passages are filtered by document_id, eq or in, and by row; not by ${JSON.stringify(where)}`,
      );
    }
    const wanted = documents && new Set(documents);
    const rows = row?.in ?? [...(wanted ?? [])].flatMap((id) => this.#rowsOf(id));
    const ids: IdSet = new Set();
    for (const one of rows) if (!wanted || wanted.has(this.#documentIds[one] as string)) ids.add(one + 1);
    return ids;
  }

  #rowsOf(documentId: string): readonly number[] {
    this.#rows ??= groupRows(this.#documentIds);
    return this.#rows.get(documentId) ?? [];
  }
}

function groupRows(documentIds: readonly (string | null)[]): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  documentIds.forEach((documentId, row) => {
    if (documentId === null) return;
    const list = rows.get(documentId);
    if (list) list.push(row);
    else rows.set(documentId, [row]);
  });
  return rows;
}

/** Orama's documents, made when they are asked for: a passage's text and vector live in our own columns. */
function createDocumentsStore() {
  const assemble = (ids: IdStore, documentIds: readonly (string | null)[]): PassageDocuments => {
    const column = [...documentIds];
    const documentOf = (key: string | symbol) => {
      const row = Number(String(key)) - 1;
      const documentId = column[row];
      return documentId == null ? undefined : { id: ids.internalIdToId[row], document_id: documentId };
    };
    // Orama's vector search reads `docs[number]` itself and writes to what it gets: it gets an object of its own.
    const docs = new Proxy({}, { get: (_, key) => documentOf(key) }) as PassageDocuments["docs"];
    return { docs, documentIds: column, ids, count: column.filter((id) => id !== null).length };
  };
  const internalIdOf = (store: PassageDocuments, id: string | number) =>
    typeof id === "number" ? id : (store.ids.idToInternalId.get(id) ?? 0);
  const get = (store: PassageDocuments, id: string | number) => store.docs[internalIdOf(store, id)];
  return {
    create: (_: unknown, ids: IdStore) => assemble(ids, []),
    get,
    getMultiple: (store: PassageDocuments, ids: (string | number)[]) => ids.map((id) => get(store, id)),
    getAll: (store: PassageDocuments) =>
      Object.fromEntries(store.documentIds.flatMap((id, row) => (id === null ? [] : [[row + 1, store.docs[row + 1]]]))),
    store(store: PassageDocuments, _id: string, internalId: number, document: { document_id: string }): boolean {
      if (store.docs[internalId]) return false;
      while (store.documentIds.length < internalId - 1) store.documentIds.push(null);
      store.documentIds[internalId - 1] = document.document_id;
      store.count++;
      return true;
    },
    remove(store: PassageDocuments, _id: unknown, internalId: number): boolean {
      if (!store.docs[internalId]) return false;
      store.documentIds[internalId - 1] = null;
      store.count--;
      return true;
    },
    count: ({ count }: PassageDocuments) => count,
    load: (ids: IdStore, { documentIds }: PassageColumns) => assemble(ids, documentIds),
    save: ({ documentIds }: PassageDocuments) => ({ documentIds: [...documentIds] }),
  };
}

/** Length of a passage for BM25: its terms that are not stop words. */
export function contentLength(terms: readonly string[]): number {
  let length = 0;
  for (const term of terms) if (!isStopTerm(term)) length++;
  return length;
}

function tokenScores(found: readonly ScoredRow[]): TokenScore[] {
  return found.map(({ row, score }) => [row + 1, score]);
}

function rowsOf(internalIds: IdSet): IdSet {
  const rows: IdSet = new Set();
  for (const id of internalIds) rows.add(id - 1);
  return rows;
}
