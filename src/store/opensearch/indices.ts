import { randomBytes } from "node:crypto";
import { B, K1 } from "../keywords/bm25.js";

/** Names of a generation's indices: its passages, and its documents with their texts. */
export interface GenerationIndices {
  readonly passages: string;
  readonly documents: string;
}

/** Id of the document that says what the generation is. */
export const INFO_ID = "_footnote";
/** Id of the writer's lock, in an index of its own that outlives generations. */
export const LOCK_ID = "writer";
const GENERATION = /^(\d{8,15})-[0-9a-f]{8}$/;
/** Over three nodes, and twice where there is a second one. */
const SPREAD = { number_of_shards: 3, auto_expand_replicas: "0-1" } as const;
/** Passages that one filter may name. */
export const MAX_FILTER_TERMS = 1_000_000;

export function indicesOf(prefix: string, build: string): GenerationIndices {
  return { passages: `${prefix}-${build}-passages`, documents: `${prefix}-${build}-documents` };
}

/** The names that stand for the current generation's indices. */
export function aliasesOf(prefix: string): GenerationIndices {
  return { passages: `${prefix}-passages`, documents: `${prefix}-documents` };
}

/** The build that an index belongs to; `null` for one of another kind. */
export function buildOf(prefix: string, index: string): string | null {
  const name = index.startsWith(`${prefix}-`)
    ? index.slice(prefix.length + 1).replace(/-(passages|documents)$/, "")
    : "";
  return GENERATION.test(name) ? name : null;
}

/** A name that sorts behind all others, and that no other writer draws. */
export function nextBuild(builds: readonly string[]): string {
  const newest = builds.reduce((most, build) => Math.max(most, Number(GENERATION.exec(build)?.[1] ?? 0)), 0);
  return `${String(newest + 1).padStart(8, "0")}-${randomBytes(4).toString("hex")}`;
}

export function lockIndexOf(prefix: string): string {
  return `${prefix}-lock`;
}

export function lockIndex() {
  return {
    settings: { index: { number_of_shards: 1, auto_expand_replicas: "0-1" } },
    mappings: {
      dynamic: "strict" as const,
      properties: {
        pid: { type: "integer" },
        host: { type: "keyword" },
        token: { type: "keyword" },
        beat: { type: "date", format: "epoch_millis" },
      },
    },
  };
}

/** How passages are searched: their terms are those of our own analysis, parted by spaces, so the engine adds nothing. */
export function passagesIndex(dimensions: number) {
  return {
    settings: {
      index: {
        knn: true,
        ...SPREAD,
        max_terms_count: MAX_FILTER_TERMS,
        refresh_interval: "-1",
        similarity: { default: { type: "BM25", k1: K1, b: B } },
      },
    },
    mappings: {
      dynamic: "strict" as const,
      _source: { excludes: ["vector"] },
      properties: {
        row: { type: "integer" },
        id: { type: "keyword" },
        document: { type: "keyword" },
        input: { type: "keyword" },
        terms: { type: "text", analyzer: "whitespace" },
        vector: {
          type: "knn_vector",
          dimension: dimensions,
          method: {
            name: "hnsw",
            engine: "lucene" as const,
            space_type: "innerproduct",
            parameters: { m: 16, ef_construction: 128 },
          },
        },
        passage: { type: "object", enabled: false },
        embedding: { type: "binary" },
      },
    },
  };
}

export function documentsIndex() {
  return {
    settings: { index: { ...SPREAD, refresh_interval: "-1" } },
    mappings: {
      dynamic: "strict" as const,
      properties: {
        order: { type: "integer" },
        description: { type: "object", enabled: false },
        text: { type: "object", enabled: false },
        layout: { type: "binary" },
      },
    },
  };
}

/** Alias of the vectors that indexers share. @param model what tells its vectors from those of others */
export function sharedVectorsOf(prefix: string, model: string): string {
  return `${prefix}-vectors-${model}`;
}

/** Whether an index holds such vectors, of whatever model. */
export function isSharedVectors(prefix: string, index: string): boolean {
  const start = sharedVectorsOf(prefix, "");
  return index.startsWith(start) && /^[0-9a-f]{16}-data$/u.test(index.slice(start.length));
}

/** @param alias by which it is written to: what is discarded does not come about again by a late word */
export function sharedVectorsIndex(alias: string) {
  return {
    aliases: { [alias]: {} },
    settings: { index: { number_of_shards: 3, auto_expand_replicas: "0-1" } },
    mappings: {
      dynamic: "strict" as const,
      properties: {
        holder: { type: "keyword", index: false },
        beat: { type: "long", index: false },
        embeddings: { type: "binary" },
      },
    },
  };
}
