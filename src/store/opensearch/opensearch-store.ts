import { FootnoteError } from "../../core/errors/errors.js";
import type {
  GenerationInfo,
  GenerationSettings,
  IndexReader,
  IndexStore,
  IndexWriter,
  StoredDocument,
  WriteGuard,
} from "../index-store.js";
import { Cluster, type ClusterAddress } from "./cluster.js";
import { aliasesOf, buildOf, documentsIndex, INFO_ID, indicesOf, nextBuild, passagesIndex } from "./indices.js";
import { OpenSearchReader } from "./opensearch-reader.js";
import { OpenSearchWriter } from "./opensearch-writer.js";
import { WRITING } from "./patience.js";

/** What is read at a time of the list of documents. */
const PAGE = 1000;
/** How long a generation is kept that another has replaced: what has begun on it may end on it. */
const KEPT_MS = 10 * 60_000;

/** What the cluster keeps of a generation beside its documents and passages. */
interface Description extends Omit<GenerationInfo, "documents"> {
  readonly documentCount: number;
  /** Terms of all passages that are no stop words. */
  readonly terms: number;
}

interface InfoHit {
  readonly _index: string;
  readonly _source: { readonly description: Description };
}

interface DocumentHits {
  readonly hits: { readonly hits: readonly { readonly _source: { order: number; description: StoredDocument } }[] };
}

/** Generations in an OpenSearch cluster: many servers answer from it, whichever machine wrote it. */
export class OpenSearchStore implements IndexStore {
  readonly #cluster: Cluster;

  /** @param keptMs how long a generation is kept that another has replaced [10 minutes] */
  constructor(
    address: ClusterAddress,
    private readonly keptMs = KEPT_MS,
  ) {
    this.#cluster = new Cluster(address);
  }

  async open(): Promise<IndexReader> {
    const current = await this.#current();
    if (!current) throw new FootnoteError("index_missing", { path: `${this.#cluster.name} (${this.#cluster.prefix})` });
    const { documentCount, terms, ...described } = current._source.description;
    const build = buildOf(this.#cluster.prefix, current._index)!;
    const indices = indicesOf(this.#cluster.prefix, build);
    const documents = await this.#documents(indices.documents, documentCount);
    return new OpenSearchReader({ ...described, documents }, this.#cluster, indices, { terms });
  }

  async currentGeneration(): Promise<string | null> {
    return (await this.#current())?._source.description.name ?? null;
  }

  async corpus(): Promise<string | null> {
    return (await this.#current())?._source.description.corpus ?? null;
  }

  async begin(settings: GenerationSettings, guard: WriteGuard = {}): Promise<IndexWriter> {
    const builds = await this.#removeOld();
    const build = nextBuild(builds);
    const { passages, documents } = indicesOf(this.#cluster.prefix, build);
    await Promise.all([
      this.#cluster.makeIndex(passages, passagesIndex(settings.fingerprint.dimensions)),
      this.#cluster.makeIndex(documents, documentsIndex()),
    ]);
    return new OpenSearchWriter(this.#cluster, build, settings, guard);
  }

  async close(): Promise<void> {
    await this.#cluster.close();
  }

  /** The description of the current generation: read at each question, by its id, so that it is never an old one. */
  async #current(): Promise<InfoHit | null> {
    const { documents } = aliasesOf(this.#cluster.prefix);
    return this.#cluster.find<InfoHit>((client) => client.get({ index: documents, id: INFO_ID }));
  }

  async #documents(index: string, count: number): Promise<StoredDocument[]> {
    const documents: StoredDocument[] = [];
    while (documents.length < count) {
      const size = Math.min(PAGE, count - documents.length);
      const page = await this.#cluster.request<DocumentHits>((client) =>
        client.search({
          index,
          allow_partial_search_results: false,
          body: {
            size,
            query: { range: { order: { gte: documents.length } } },
            sort: [{ order: "asc" }],
            _source: ["order", "description"],
          },
        }),
      );
      const { hits } = page.hits;
      if (hits.length === 0) break;
      documents.push(...hits.map(({ _source }) => _source.description));
    }
    return documents;
  }

  /** Removes generations that were replaced long ago, and what dead writers left. @returns the builds that are there */
  async #removeOld(): Promise<string[]> {
    const { prefix } = this.#cluster;
    const settings = await this.#cluster.request<Record<string, { settings: { index: { creation_date: string } } }>>(
      (client) => client.indices.getSettings({ index: `${prefix}-*` }) as never,
    );
    const current = await this.#current();
    const created = new Map<string, number>();
    for (const [index, { settings: own }] of Object.entries(settings)) {
      const build = buildOf(prefix, index);
      if (build) created.set(build, Number(own.index.creation_date));
    }
    const builds = [...created.keys()].sort();
    const isOld = (build: string, at: number) => {
      const next = builds[at + 1];
      return (
        next !== undefined &&
        Date.now() - created.get(next)! > this.keptMs &&
        current?._index !== indicesOf(prefix, build).documents
      );
    };
    for (const build of builds.filter(isOld)) {
      const { passages, documents } = indicesOf(prefix, build);
      await this.#cluster.find(
        (client) => client.indices.delete({ index: [passages, documents], ignore_unavailable: true }),
        WRITING,
      );
    }
    return builds;
  }
}
