import { createHash, randomBytes } from "node:crypto";
import type { ModelFingerprint, PassageEmbedding } from "../../embedding/embedder.js";
import type { SharedVectors, Taken } from "../shared-vectors.js";
import { quantise, restore } from "../vectors/quantised-vectors.js";
import { type Cluster, conditionsOf, type Version } from "./cluster.js";
import { sharedVectorsIndex, sharedVectorsOf } from "./indices.js";
import { decodeEmbedding, encodeEmbedding } from "./passage-source.js";
import { WRITING } from "./patience.js";

/** How often whoever has taken a batch shows that it lives, and after how long a silent one has lost it. */
const HEARTBEAT_MS = 5_000;
const LEASE_MS = 25_000;

/** A batch as the cluster keeps it. */
interface BatchSource {
  /** Tells those who take batches apart. */
  readonly holder: string;
  /** Counts signs of life. */
  readonly beat: number;
  /** Base64, one a passage; missing until they are made. */
  readonly embeddings?: readonly string[];
}

type Found = Version & { readonly _source: BatchSource };

export interface LeaseTimes {
  readonly heartbeatMs?: number;
  readonly leaseMs?: number;
}

/** Vectors that indexers share, in an index of its own beside the generations: one document a batch of passages. */
export class ClusterVectors implements SharedVectors {
  readonly #me = randomBytes(8).toString("hex");
  readonly #held = new Map<string, Version>();
  /** Batches of others, as they were when they were seen to change last: clocks of two machines may differ. */
  readonly #seen = new Map<string, { readonly version: Version; readonly at: number }>();
  readonly #heartbeat: NodeJS.Timeout;
  readonly #leaseMs: number;

  private constructor(
    private readonly cluster: Cluster,
    private readonly alias: string,
    private readonly dimensions: number,
    { heartbeatMs = HEARTBEAT_MS, leaseMs = LEASE_MS }: LeaseTimes,
  ) {
    this.#leaseMs = leaseMs;
    this.#heartbeat = setInterval(() => this.#showLife().catch(() => {}), heartbeatMs);
    this.#heartbeat.unref();
  }

  /** @throws FootnoteError as `Cluster.request` */
  static async open(cluster: Cluster, fingerprint: ModelFingerprint, times: LeaseTimes = {}): Promise<ClusterVectors> {
    const model = createHash("sha256").update(JSON.stringify(fingerprint)).digest("hex").slice(0, 16);
    const alias = sharedVectorsOf(cluster.prefix, model);
    await cluster.makeIndex(`${alias}-data`, sharedVectorsIndex(alias));
    return new ClusterVectors(cluster, alias, fingerprint.dimensions, times);
  }

  async take(batch: string): Promise<Taken> {
    const created = await this.#change(batch, { holder: this.#me, beat: 0 }, null);
    if (created) return { state: "taken" };
    const found = await this.cluster.find<Found>((client) => client.get({ index: this.alias, id: batch }), WRITING);
    if (!found) return { state: "others" };
    const { embeddings, holder, beat } = found._source;
    if (embeddings) return { state: "made", embeddings: embeddings.map((embedding) => this.#decoded(embedding)) };
    // Its own: the answer that said so was lost.
    if (holder !== this.#me && !this.#isLost(batch, found)) return { state: "others" };
    const changed = await this.#change(batch, { holder: this.#me, beat: beat + 1 }, found);
    return { state: changed ? "taken" : "others" };
  }

  async give(batch: string, embeddings: readonly PassageEmbedding[]): Promise<void> {
    const encoded = embeddings.map(({ vector, sentences }) =>
      encodeEmbedding(vector, quantise(sentences, this.dimensions)),
    );
    this.#held.delete(batch);
    // Whoever took it over meanwhile makes the same.
    await this.cluster.find(
      (client) =>
        client.index({
          index: this.alias,
          id: batch,
          require_alias: true,
          body: { holder: this.#me, beat: 0, embeddings: encoded } satisfies BatchSource,
        }),
      WRITING,
    );
  }

  async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    const held = [...this.#held];
    this.#held.clear();
    const free = ([id, version]: [string, Version]) =>
      this.cluster.unlessChanged((client) => client.delete({ index: this.alias, id, ...conditionsOf(version) }));
    await Promise.allSettled(held.map(free));
  }

  async discard(): Promise<void> {
    await this.close();
    await this.cluster
      .find((client) => client.indices.delete({ index: `${this.alias}-data` }), WRITING)
      .catch(() => {});
  }

  /** @returns `null` where another change came first, or nothing is shared any more */
  async #change(batch: string, source: BatchSource, expected: Version | null): Promise<Version | null> {
    const version = await this.cluster
      .unlessChanged<Version>(
        (client) =>
          client.index({
            index: this.alias,
            id: batch,
            // Once a build has discarded them, no index may come about by a late word.
            require_alias: true,
            body: source,
            ...(expected === null ? { op_type: "create" } : conditionsOf(expected)),
          }),
        WRITING,
      )
      .catch((error: { cause?: { statusCode?: number } }) => {
        if (error.cause?.statusCode === 404) return null;
        throw error;
      });
    if (version) this.#held.set(batch, version);
    return version;
  }

  async #showLife(): Promise<void> {
    for (const [batch, version] of [...this.#held]) {
      const beat = Date.now();
      if (!this.#held.has(batch)) continue;
      // Where another has taken it over, what is made of it is the same.
      if (!(await this.#change(batch, { holder: this.#me, beat }, version))) this.#held.delete(batch);
    }
  }

  #isLost(batch: string, found: Found): boolean {
    const now = performance.now();
    const last = this.#seen.get(batch);
    if (last?.version._seq_no === found._seq_no) return now - last.at > this.#leaseMs;
    this.#seen.set(batch, { version: found, at: now });
    return false;
  }

  #decoded(embedding: string): PassageEmbedding {
    const bytes = Buffer.byteLength(embedding, "base64");
    const count = (bytes - 4 * this.dimensions) / (4 + this.dimensions);
    const { vector, sentences } = decodeEmbedding(embedding, this.dimensions, count);
    return { vector, sentences: restore(sentences, this.dimensions) };
  }
}
