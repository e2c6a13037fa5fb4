import type { DocumentId, PassageId } from "../../contract/ids.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { PageLayout } from "../../core/page-layout.js";
import { fingerprintDifference } from "../../embedding/fingerprint.js";
import { analyse, analyseQuestion } from "../../language/en/text-analysis.js";
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
import { documentIdIn, passageIdIn, pathIn, splitId } from "./collection-names.js";

/** One of several indexes, opened. */
export interface OpenedCollection {
  readonly name: string;
  readonly indexFolder: string;
  readonly reader: IndexReader;
}

/**
 * Several indexes behind one reader, as if their folders lay in one: what it finds, and with what scores, is what an index
 * of that folder would. The nearest by cosine of all are the nearest of each put together; scores by keywords are
 * reckoned by each from the statistics of all.
 */
export class JoinedReader implements IndexReader {
  readonly info: GenerationInfo;
  readonly #collections: ReadonlyMap<string, OpenedCollection>;
  /** Where each document stands among all. */
  readonly #order: ReadonlyMap<DocumentId, number>;

  /** @throws FootnoteError index_model for indexes that different models made */
  constructor(collections: readonly OpenedCollection[]) {
    const sorted = [...collections].sort((a, b) => (a.name < b.name ? -1 : 1));
    this.info = joinedInfo(sorted);
    this.#collections = new Map(sorted.map((collection) => [collection.name, collection]));
    this.#order = new Map(this.info.documents.map(({ id }, at) => [id, at]));
  }

  async search(query: StoreQuery): Promise<StoreResult> {
    const { text, forms = [], limit, filter } = query;
    const analysed = analyseQuestion(text).map(({ term }) => term);
    const terms = new Set([...analysed, ...forms.flatMap(({ terms, others }) => [...terms, ...others.flat()])]);
    const statistics = query.statistics ?? (await this.statistics([...terms]));
    const results = await Promise.all(
      this.#each(async ({ name, reader }) => {
        const { filter: _, ...rest } = query;
        const own = filter && filterOf(name, filter);
        const result = await reader.search({ ...rest, statistics, ...(own && { filter: own }) });
        return { ...result, candidates: result.candidates.map((candidate) => candidateIn(name, candidate)) };
      }),
    );
    const candidates = this.#best(
      results.flatMap((result) => result.candidates),
      limit,
    );
    return { ...results[0]!, candidates };
  }

  async statistics(terms: readonly string[]): Promise<KeywordStatistics> {
    const each = await Promise.all(this.#each(({ reader }) => reader.statistics(terms)));
    const total = (of: (statistics: KeywordStatistics) => number) => each.reduce((sum, one) => sum + of(one), 0);
    return {
      passages: total(({ passages }) => passages),
      length: total(({ length }) => length),
      documentFrequencies: new Map(
        terms.map((term) => [term, total(({ documentFrequencies }) => documentFrequencies.get(term) ?? 0)]),
      ),
    };
  }

  async frequencies(words: readonly string[]): Promise<readonly number[]> {
    const analysed = words.map((word) => analyse(word).map(({ term }) => term));
    const { documentFrequencies } = await this.statistics([...new Set(analysed.flat())]);
    return analysed.map((terms) =>
      terms.length === 0 ? 0 : Math.min(...terms.map((term) => documentFrequencies.get(term)!)),
    );
  }

  async passagesWithAll(
    text: string,
    filter?: PassageFilter,
    limit = Number.POSITIVE_INFINITY,
  ): Promise<StoredPassage[]> {
    const found: StoredPassage[] = [];
    for (const { name, reader } of this.#collections.values()) {
      if (found.length >= limit) break;
      const own = filter && filterOf(name, filter);
      const passages = await reader.passagesWithAll(text, own, limit - found.length);
      for (const passage of passages) found.push(passageIn(name, passage));
    }
    return found;
  }

  async passages(ids: readonly PassageId[]): Promise<StoredPassage[]> {
    const found = new Map<PassageId, StoredPassage>();
    for (const { name, reader } of this.#collections.values()) {
      const own = ownIds(name, ids);
      if (own.length === 0) continue;
      for (const passage of await reader.passages(own)) {
        const joined = passageIn(name, passage);
        found.set(joined.id, joined);
      }
    }
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  async passagesOf(documentId: DocumentId): Promise<StoredPassage[]> {
    const place = this.#placeOf(documentId);
    if (!place) return [];
    const passages = await place.reader.passagesOf(place.own);
    return passages.map((passage) => passageIn(place.name, passage));
  }

  async text(documentId: DocumentId): Promise<string> {
    const { reader, own } = this.#require(documentId);
    return reader.text(own);
  }

  async layout(documentId: DocumentId): Promise<PageLayout | null> {
    const { reader, own } = this.#require(documentId);
    return reader.layout(own);
  }

  async embeddings(hashes: readonly string[]): Promise<Map<string, { vector: Float32Array; sentences: Float32Array }>> {
    const each = await Promise.all(this.#each(({ reader }) => reader.embeddings(hashes)));
    return new Map(each.flatMap((found) => [...found]));
  }

  async close(): Promise<void> {
    await Promise.all(this.#each(({ reader }) => reader.close()));
  }

  #each<T>(call: (collection: OpenedCollection) => T): T[] {
    return [...this.#collections.values()].map(call);
  }

  /** The best of all by vector, and the best of all by keywords. */
  #best(candidates: readonly Candidate[], limit: number): Candidate[] {
    const inOrder = ({ passage: a }: Candidate, { passage: b }: Candidate) =>
      this.#order.get(a.documentId)! - this.#order.get(b.documentId)! || a.ordinal - b.ordinal;
    const near = [...candidates].sort((a, b) => b.cosine - a.cosine || inOrder(a, b)).slice(0, limit);
    const matching = candidates
      .filter(({ ownBm25 }) => ownBm25 > 0)
      .sort((a, b) => b.ownBm25 - a.ownBm25 || inOrder(a, b))
      .slice(0, limit);
    return [...new Set([...near, ...matching])];
  }

  #placeOf(documentId: DocumentId) {
    const named = splitId(documentId);
    const collection = named && this.#collections.get(named.collection);
    return collection ? { ...collection, own: named.own } : null;
  }

  /** @throws FootnoteError document_unknown */
  #require(documentId: DocumentId) {
    const place = this.#order.has(documentId) ? this.#placeOf(documentId) : null;
    if (!place) throw new FootnoteError("document_unknown", { id: documentId });
    return place;
  }
}

function joinedInfo(collections: readonly OpenedCollection[]): GenerationInfo {
  const [first, ...others] = collections;
  if (!first) throw new RangeError("Nothing is joined");
  const { fingerprint, splitter, limits } = first.reader.info;
  for (const { indexFolder, reader } of others) {
    const difference = fingerprintDifference(reader.info.fingerprint, fingerprint);
    if (difference) throw new FootnoteError("index_model", { path: indexFolder, ...difference });
  }
  const infos = collections.map(({ reader }) => reader.info);
  return {
    name: collections.map(({ name, reader }) => `${name}:${reader.info.name}`).join(" "),
    // Of the oldest: what was read last says nothing of the others.
    indexedAt: infos.map(({ indexedAt }) => indexedAt).sort()[0]!,
    corpus: infos.map(({ corpus }) => corpus).join(", "),
    fingerprint,
    splitter,
    limits,
    documents: collections.flatMap(({ name, reader }) =>
      reader.info.documents.map((document) => ({
        ...document,
        id: documentIdIn(name, document.id),
        path: pathIn(name, document.path),
        file: pathIn(name, document.file),
        collection: name,
      })),
    ),
    skipped: collections.flatMap(({ name, reader }) =>
      reader.info.skipped.map((skip) => ({ ...skip, path: pathIn(name, skip.path), file: pathIn(name, skip.file) })),
    ),
    passageCount: infos.reduce((sum, { passageCount }) => sum + passageCount, 0),
    ...(infos.some(({ incomplete }) => incomplete) && { incomplete: true as const }),
    collections: collections.map(({ name, indexFolder, reader }) => ({ name, indexFolder, info: reader.info })),
  };
}

function candidateIn(collection: string, candidate: Candidate): Candidate {
  return { ...candidate, passage: passageIn(collection, candidate.passage) };
}

function passageIn(collection: string, passage: StoredPassage): StoredPassage {
  const { id, documentId } = passage;
  return { ...passage, id: passageIdIn(collection, id), documentId: documentIdIn(collection, documentId) };
}

/** What a filter over all lets through of one. */
function filterOf(collection: string, { documentIds, passageIds }: PassageFilter): PassageFilter {
  return {
    ...(documentIds && { documentIds: new Set(ownIds(collection, documentIds)) }),
    ...(passageIds && { passageIds: new Set(ownIds(collection, passageIds)) }),
  };
}

function ownIds<Id extends string>(collection: string, ids: Iterable<Id>): Id[] {
  const own: Id[] = [];
  for (const id of ids) {
    const named = splitId(id);
    if (named?.collection === collection) own.push(named.own);
  }
  return own;
}
