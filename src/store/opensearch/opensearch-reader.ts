import type { DocumentId, PassageId } from "../../contract/ids.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { PageLayout } from "../../core/page-layout.js";
import { dot } from "../../embedding/pooling.js";
import { analyse, analyseQuestion } from "../../language/en/text-analysis.js";
import { decodeLayout } from "../disk/layout-codec.js";
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
import { inverseDocumentFrequency, K1, lengthNorm, sum, termScore } from "../keywords/bm25.js";
import { creditForms } from "../keywords/query-forms.js";
import { cosines, restore } from "../vectors/quantised-vectors.js";
import type { Cluster } from "./cluster.js";
import type { GenerationIndices } from "./indices.js";
import { countTerms, decodeEmbedding, type PassageSource } from "./passage-source.js";

/** What a generation keeps of itself beside its description. */
export interface GenerationTotals {
  /** Terms of all passages that are no stop words. */
  readonly terms: number;
}

/** Each shard looks at so many times as many neighbours as are asked for: with fewer it misses some. */
const NEIGHBOURS = 3;
/** So many more are taken by the engine's BM25, which knows lengths in steps, and counts stop words to them. */
const SPARE = 100;
/** Documents of the cluster that are fetched at a time. */
const PAGE = 500;

interface Hit<Source> {
  readonly _source: Source;
  /** Columns that were asked for. */
  readonly fields?: { readonly row: readonly number[] };
}

interface Hits<Source> {
  readonly hits: { readonly hits: readonly Hit<Source>[] };
}

type Query = Readonly<Record<string, unknown>>;

/** A generation in a cluster. What the engine finds is scored here, so that scores are those of every other store. */
export class OpenSearchReader implements IndexReader {
  readonly #documentIds: ReadonlySet<DocumentId>;

  /** @param totals of the passages that the generation holds */
  constructor(
    readonly info: GenerationInfo,
    private readonly cluster: Cluster,
    private readonly indices: GenerationIndices,
    private readonly totals: GenerationTotals,
  ) {
    this.#documentIds = new Set(info.documents.map(({ id }) => id));
  }

  async search({ vector, text, limit, filter, forms = [], statistics }: StoreQuery): Promise<StoreResult> {
    const analysed = analyseQuestion(text);
    const terms = analysed.map(({ term }) => term);
    const within = this.#within(filter);
    const counted = new Set([...terms, ...forms.flatMap(({ others }) => others.flat())]);
    const near = { knn: { vector: { vector: [...vector], k: NEIGHBOURS * limit, filter: within } } };
    const [nearest, matching, among] = await Promise.all([
      this.#find(limit, near, []),
      terms.length === 0 ? [] : this.#find(limit + SPARE, matchingAny(terms, within), ["terms"]),
      statistics ?? this.statistics([...counted]),
    ]);
    const best = this.#best(matching, terms, among, limit);
    const found = [...new Set([...nearest.map(({ row }) => row), ...best])];
    const sources = found.length === 0 ? [] : await this.#all({ terms: { row: found } }, "whole");
    const words = scorerOf(sources, among);
    const rows = sources.map((_, at) => at);
    const scores = words.termScores(terms, rows);
    const ownScores = scores.map(sum);
    for (const form of forms) creditForms(scores, form, terms, rows, words);
    const candidates = sources.map(({ passage, embedding }, at): Candidate => {
      const { dimensions } = this.info.fingerprint;
      const { vector: own, sentences } = decodeEmbedding(embedding, dimensions, passage.sentences.length);
      const termScores = scores[at]!;
      return {
        passage,
        cosine: dot(vector, own),
        bm25: sum(termScores),
        ownBm25: ownScores[at]!,
        termScores,
        sentenceCosines: cosines(vector, sentences, 0, passage.sentences.length),
      };
    });
    return {
      candidates,
      terms: analysed.map(({ term, word }) => ({
        term,
        word,
        documentFrequency: among.documentFrequencies.get(term) ?? 0,
        idf: words.idf(term),
      })),
      passageCount: among.passages,
      maxBm25: words.maxScore(terms),
    };
  }

  async frequencies(words: readonly string[]): Promise<readonly number[]> {
    const analysed = words.map((word) => analyse(word).map(({ term }) => term));
    const found = await this.#documentFrequencies([...new Set(analysed.flat())]);
    return analysed.map((terms) => (terms.length === 0 ? 0 : Math.min(...terms.map((term) => found.get(term) ?? 0))));
  }

  async statistics(terms: readonly string[]): Promise<KeywordStatistics> {
    const documentFrequencies = await this.#documentFrequencies(terms);
    return { passages: this.info.passageCount, length: this.totals.terms, documentFrequencies };
  }

  async passagesWithAll(text: string, filter?: PassageFilter, limit?: number): Promise<StoredPassage[]> {
    const terms = [...new Set(analyse(text).map(({ term }) => term))];
    if (terms.length === 0) return [];
    const query = { bool: { filter: [...terms.map((term) => ({ term: { terms: term } })), this.#within(filter)] } };
    return (await this.#all(query, ["row", "passage"], limit)).map(({ passage }) => passage);
  }

  async passages(ids: readonly PassageId[]): Promise<StoredPassage[]> {
    const found = await this.#all({ bool: { filter: [{ terms: { id: [...ids] } }, this.#within()] } }, [
      "row",
      "passage",
    ]);
    const byId = new Map(found.map(({ passage }) => [passage.id, passage]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async passagesOf(documentId: DocumentId): Promise<StoredPassage[]> {
    if (!this.#documentIds.has(documentId)) return [];
    const found = await this.#all({ term: { document: documentId } }, ["row", "passage"]);
    return found.map(({ passage }) => passage);
  }

  async text(documentId: DocumentId): Promise<string> {
    const { text } = await this.#content(documentId, "text");
    return text?.value ?? "";
  }

  async layout(documentId: DocumentId): Promise<PageLayout | null> {
    const { layout } = await this.#content(documentId, "layout");
    return layout === undefined ? null : decodeLayout(Buffer.from(layout, "base64"));
  }

  async embeddings(hashes: readonly string[]): Promise<Map<string, { vector: Float32Array; sentences: Float32Array }>> {
    const { dimensions } = this.info.fingerprint;
    const query = { bool: { filter: [{ terms: { input: [...hashes] } }, this.#within()] } };
    const found = await this.#all(query, ["row", "input", "passage", "embedding"]);
    return new Map(
      found.map(({ input, passage, embedding }) => {
        const { vector, sentences } = decodeEmbedding(embedding, dimensions, passage.sentences.length);
        return [input, { vector, sentences: restore(sentences, dimensions) }];
      }),
    );
  }

  /** Whole sources of a document's passages, in order: what a copy is made of. */
  async sourcesOf(documentId: DocumentId): Promise<PassageSource[]> {
    return this.#all({ term: { document: documentId } }, [
      "row",
      "id",
      "document",
      "input",
      "terms",
      "passage",
      "embedding",
    ]);
  }

  /** The document's text and layout as they are stored. @throws FootnoteError document_unknown */
  async contentOf(documentId: DocumentId): Promise<DocumentContentSource> {
    return this.#content(documentId, "text", "layout");
  }

  /** The connection is the store's. */
  async close(): Promise<void> {}

  async #content(
    documentId: DocumentId,
    ...fields: readonly (keyof DocumentContentSource)[]
  ): Promise<DocumentContentSource> {
    if (!this.#documentIds.has(documentId)) throw new FootnoteError("document_unknown", { id: documentId });
    const body = await this.cluster.request<{ _source?: DocumentContentSource }>((client) =>
      client.get({ index: this.indices.documents, id: documentId, _source: [...fields] }),
    );
    return body._source ?? {};
  }

  /** What belongs to the generation: passages that its build added after it was published don't. */
  #within({ documentIds, passageIds }: PassageFilter = {}): Query {
    return {
      bool: {
        filter: [
          { range: { row: { lt: this.info.passageCount } } },
          ...(documentIds ? [{ terms: { document: [...documentIds] } }] : []),
          ...(passageIds ? [{ terms: { id: [...passageIds] } }] : []),
        ],
      },
    };
  }

  /** The best of a query, with term statistics of all shards: those of one alone would score equal passages differently. */
  async #find<Field extends keyof PassageSource>(
    limit: number,
    query: Query,
    fields: readonly Field[],
  ): Promise<(Pick<PassageSource, Field> & { readonly row: number })[]> {
    // The row is taken from its column: to unpack a whole source for it costs more than the search.
    const source = fields.length === 0 ? false : [...fields];
    const body = await this.cluster.request<Hits<Pick<PassageSource, Field>>>((client) =>
      client.search({
        index: this.indices.passages,
        search_type: "dfs_query_then_fetch",
        allow_partial_search_results: false,
        body: { size: limit, query, _source: source, docvalue_fields: ["row"], track_total_hits: false },
      }),
    );
    return body.hits.hits.map(({ _source, fields }) => ({ ..._source, row: fields!.row[0]! }));
  }

  /** Rows of the best of what the engine found by keywords, by exact scores. */
  #best(
    matching: readonly { readonly row: number; readonly terms: string }[],
    terms: readonly string[],
    among: KeywordStatistics,
    limit: number,
  ): number[] {
    const scores = scorerOf(matching, among).termScores(
      terms,
      matching.map((_, at) => at),
    );
    const scored = matching.map(({ row }, at) => ({ row, score: sum(scores[at]!) }));
    scored.sort((a, b) => b.score - a.score || a.row - b.row);
    return scored.slice(0, limit).map(({ row }) => row);
  }

  /** All that a query finds, in the generation's order. */
  async #all(
    query: Query,
    fields: readonly (keyof PassageSource)[] | "whole",
    limit = Number.POSITIVE_INFINITY,
  ): Promise<PassageSource[]> {
    const found: PassageSource[] = [];
    let after = -1;
    while (found.length < limit) {
      const size = Math.min(PAGE, limit - found.length);
      const body = await this.cluster.request<Hits<PassageSource>>((client) =>
        client.search({
          index: this.indices.passages,
          allow_partial_search_results: false,
          body: {
            size,
            query,
            // To leave parts out, a node unpacks each source and writes it anew.
            _source: fields === "whole" ? true : [...fields],
            sort: [{ row: "asc" }],
            search_after: [after],
            track_total_hits: false,
          },
        }),
      );
      const page = body.hits.hits.map(({ _source }) => _source);
      found.push(...page);
      if (page.length < size) break;
      after = page.at(-1)!.row;
    }
    return found;
  }

  /** Passages of the generation that hold each term. */
  async #documentFrequencies(terms: readonly string[]): Promise<Map<string, number>> {
    if (terms.length === 0) return new Map();
    const filters = Object.fromEntries(terms.map((term, at) => [at, { term: { terms: term } }]));
    const body = await this.cluster.request<{
      aggregations: { terms: { buckets: Record<string, { doc_count: number }> } };
    }>((client) =>
      client.search({
        index: this.indices.passages,
        allow_partial_search_results: false,
        body: { size: 0, query: this.#within(), aggs: { terms: { filters: { filters } } }, track_total_hits: false },
      }),
    );
    const { buckets } = body.aggregations.terms;
    return new Map(terms.map((term, at) => [term, buckets[at]?.doc_count ?? 0]));
  }
}

/** BM25 of the passages found, as textbooks have it: the engine's own scores know lengths in steps. */
function scorerOf(
  sources: readonly Pick<PassageSource, "terms">[],
  { passages, length: total, documentFrequencies }: KeywordStatistics,
) {
  const average = total / passages;
  const counted = sources.map(({ terms }) => countTerms(terms));
  const idf = (term: string) => inverseDocumentFrequency(passages, documentFrequencies.get(term) ?? 0);
  return {
    idf,
    maxScore: (terms: readonly string[]) => sum(terms.map((term) => idf(term) * (K1 + 1))),
    termScores: (terms: readonly string[], rows: readonly number[]) =>
      rows.map((row) => {
        const { counts, length } = counted[row]!;
        const norm = lengthNorm(length, average);
        return terms.map((term) => {
          const count = counts.get(term) ?? 0;
          return count === 0 ? 0 : termScore(idf(term), count, norm);
        });
      }),
  };
}

/** A document's text and layout as the cluster keeps them. */
export interface DocumentContentSource {
  readonly text?: { readonly value: string };
  /** Base64; missing where there is none. */
  readonly layout?: string;
}

/** Passages that hold any of the terms, best first. */
function matchingAny(terms: readonly string[], within: Query): Query {
  return { bool: { must: [{ bool: { should: terms.map((term) => ({ term: { terms: term } })) } }], filter: [within] } };
}
