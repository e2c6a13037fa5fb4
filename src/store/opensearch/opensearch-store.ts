import { FootnoteError, toFootnoteError } from "../../core/errors/errors.js";
import type { ModelFingerprint } from "../../embedding/embedder.js";
import type {
  GenerationInfo,
  GenerationSettings,
  IndexReader,
  IndexStore,
  IndexWriter,
  IsGone,
  LockHolder,
  StoredDocument,
  WriteGuard,
  WriterLock,
} from "../index-store.js";
import type { SharedVectors } from "../shared-vectors.js";
import { Cluster, type ClusterAddress } from "./cluster.js";
import { acquireClusterLock, type LockTimes } from "./cluster-lock.js";
import { ClusterVectors, type LeaseTimes } from "./cluster-vectors.js";
import {
  aliasesOf,
  buildOf,
  documentsIndex,
  INFO_ID,
  indicesOf,
  isSharedVectors,
  lockIndexOf,
  nextBuild,
  passagesIndex,
} from "./indices.js";
import { OpenSearchReader } from "./opensearch-reader.js";
import { OpenSearchWriter } from "./opensearch-writer.js";
import { WRITING } from "./patience.js";

/** What is read at a time of the list of documents. */
const PAGE = 1000;
/** How often indices are made for a generation, where nodes are lost meanwhile. */
const ATTEMPTS = 4;
/** How long a generation is kept that another has replaced: what has begun on it may end on it. */
const KEPT_MS = 10 * 60_000;

/** What the cluster keeps of a generation beside its documents and passages. */
interface Description extends Omit<GenerationInfo, "documents"> {
  readonly documentCount: number;
  /** Terms of all passages that are no stop words. */
  readonly terms: number;
  /** When it became the current one, in milliseconds since 1970. */
  readonly since: number;
}

interface InfoHit {
  readonly _index: string;
  readonly _source: { readonly description: Description };
}

interface DocumentHits {
  readonly hits: { readonly hits: readonly { readonly _source: { order: number; description: StoredDocument } }[] };
}

/** What `examine` found out. */
export interface Examined {
  /** `green`, `yellow` or `red`, as OpenSearch has it. */
  readonly status: string;
  readonly nodes: number;
  /** Documents and passages that should be there and are not. */
  readonly missing: number;
}

/** Waits, for tests that can't take as long. */
export interface StoreTimes {
  /** How long a generation is kept that another has replaced [10 minutes]. */
  readonly keptMs?: number;
  readonly lock?: LockTimes;
  readonly leases?: LeaseTimes;
}

/** Generations in an OpenSearch cluster: many servers answer from it, whichever machine wrote it. */
export class OpenSearchStore implements IndexStore {
  readonly isShared = true;
  readonly #cluster: Cluster;

  constructor(
    private readonly address: ClusterAddress,
    private readonly times: StoreTimes = {},
  ) {
    this.#cluster = new Cluster(address);
  }

  get place(): string {
    return this.#cluster.place;
  }

  async open(): Promise<IndexReader> {
    const current = await this.#current();
    if (!current) throw new FootnoteError("index_missing", { path: this.place });
    const { documentCount, terms, since: _, ...described } = current._source.description;
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

  async lock(mine: LockHolder, isGone: IsGone): Promise<WriterLock> {
    return acquireClusterLock(this.#cluster, mine, isGone, this.times.lock);
  }

  async sharedVectors(fingerprint: ModelFingerprint): Promise<SharedVectors> {
    return ClusterVectors.open(this.#cluster, fingerprint, this.times.leases);
  }

  async begin(settings: GenerationSettings, guard: WriteGuard = {}): Promise<IndexWriter> {
    const builds = await this.#removeOld();
    for (let attempt = 1; ; attempt++) {
      const build = nextBuild(builds);
      const { passages, documents } = indicesOf(this.#cluster.prefix, build);
      await Promise.all([
        this.#cluster.makeIndex(passages, passagesIndex(settings.fingerprint.dimensions)),
        this.#cluster.makeIndex(documents, documentsIndex()),
      ]);
      if (attempt === ATTEMPTS || (await this.#cluster.areWhole([passages, documents])))
        return new OpenSearchWriter(this.#cluster, build, settings, guard);
      // A node was lost meanwhile, and a part that only it had. Nothing is in them yet: others take their place.
      await this.#cluster.find((client) => client.indices.delete({ index: [passages, documents] }), WRITING);
    }
  }

  /** Whether the cluster holds all that the current generation counts. @throws as `open` */
  async examine(): Promise<Examined> {
    const reader = await this.open();
    const { passageCount, documents } = reader.info;
    const { status, number_of_nodes: nodes } = await this.#cluster.request<{ status: string; number_of_nodes: number }>(
      (client) => client.cluster.health({ index: `${this.#cluster.prefix}-*` }),
    );
    const aliases = aliasesOf(this.#cluster.prefix);
    const count = async (index: string, query: Readonly<Record<string, object>>) =>
      (await this.#cluster.request<{ count: number }>((client) => client.count({ index, body: { query } as never })))
        .count;
    const [held, described] = await Promise.all([
      count(aliases.passages, { range: { row: { lt: passageCount } } }),
      count(aliases.documents, { range: { order: { gte: 0, lt: documents.length } } }),
    ]);
    const missing = passageCount - held + documents.length - described;
    return { status, nodes, missing };
  }

  /** Of the nodes that are named, why some can't be asked: questions go on to the others. */
  async unasked(): Promise<FootnoteError[]> {
    const asked = this.address.nodes.map(async (node) => {
      const store = new OpenSearchStore({ ...this.address, nodes: [node] });
      try {
        await store.currentGeneration();
        return [];
      } catch (error) {
        return [toFootnoteError(error)];
      } finally {
        await store.close();
      }
    });
    return (await Promise.all(asked)).flat();
  }

  /** Removes every generation, and the lock. */
  async remove(): Promise<void> {
    const { prefix } = this.#cluster;
    const own = [...(await this.#creationDates()).keys()].filter(
      (index) => index === lockIndexOf(prefix) || isSharedVectors(prefix, index) || buildOf(prefix, index) !== null,
    );
    for (const index of own) await this.#cluster.find((client) => client.indices.delete({ index }));
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

  /** The builds whose indices are there, with the time when they were made, in milliseconds since 1970. */
  async #created(): Promise<Map<string, number>> {
    const created = new Map<string, number>();
    for (const [index, at] of await this.#creationDates()) {
      const build = buildOf(this.#cluster.prefix, index);
      if (build) created.set(build, at);
    }
    return created;
  }

  /** Indices of this name, and of those that begin with it, with the time when they were made. */
  async #creationDates(): Promise<Map<string, number>> {
    const settings = await this.#cluster.request<Record<string, { settings: { index: { creation_date: string } } }>>(
      (client) => client.indices.getSettings({ index: `${this.#cluster.prefix}-*` }) as never,
    );
    return new Map(
      Object.entries(settings).map(([index, { settings: own }]) => [index, Number(own.index.creation_date)]),
    );
  }

  /** When a build became the current generation, in milliseconds since 1970; `null` for one that never was. */
  async #since(build: string): Promise<number | null> {
    const { documents } = indicesOf(this.#cluster.prefix, build);
    const hit = await this.#cluster.find<InfoHit>((client) => client.get({ index: documents, id: INFO_ID }));
    return hit?._source.description.since ?? null;
  }

  /** Removes generations that were replaced long ago, and what dead writers left. @returns the builds that are there */
  async #removeOld(): Promise<string[]> {
    const { prefix } = this.#cluster;
    const { keptMs = KEPT_MS } = this.times;
    const created = await this.#created();
    const current = await this.#current();
    const builds = [...created.keys()].sort();
    const since = await Promise.all(builds.map((build) => this.#since(build)));
    const isOld = (build: string, at: number) => {
      if (current?._index === indicesOf(prefix, build).documents) return false;
      // What was read has to be replaced, what was never read to be of a writer that another one has followed.
      const replaced = since[at] === null ? created.get(builds[at + 1] ?? "") : since.slice(at + 1).find(Boolean);
      return typeof replaced === "number" && Date.now() - replaced > keptMs;
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
