import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import PQueue from "p-queue";
import type { PassageEmbedding } from "../../embedding/embedder.js";
import type { SharedVectors } from "../../store/shared-vectors.js";
import type { PreparedPassage } from "./passage-record.js";

/** Passages that are taken at a time: a second's work, so that nobody waits for another machine for long. */
const BATCH_PASSAGES = 32;
/** Batches that a machine takes before the first of them is made: its threads never wait for the cluster. */
const TAKEN_AT_ONCE = 3;
/** How soon a batch that another machine is at is looked at again. */
const AGAIN_MS = 500;

export type Embed = (passage: PreparedPassage) => Promise<PassageEmbedding>;

export interface MadeBatch {
  /** In the order of the passages. */
  readonly embeddings: readonly PassageEmbedding[];
  /** Whether this machine made it. */
  readonly own: boolean;
}

/** Splits passages into batches as every machine does. */
export function batchesOf(prepared: readonly PreparedPassage[]): PreparedPassage[][] {
  return Array.from({ length: Math.ceil(prepared.length / BATCH_PASSAGES) }, (_, at) =>
    prepared.slice(at * BATCH_PASSAGES, (at + 1) * BATCH_PASSAGES),
  );
}

/** Batches of passages that several machines embed for one index, each batch by one of them. */
export class SharedBatches {
  readonly #queue = new PQueue({ concurrency: TAKEN_AT_ONCE });

  constructor(
    private readonly vectors: SharedVectors,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** The vectors of a batch, whoever makes them: another machine is waited for while it lives. */
  async embeddingsOf(batch: readonly PreparedPassage[], embed: Embed): Promise<MadeBatch> {
    for (;;) {
      const made = await this.make(batch, embed);
      if (made) return made;
      await sleep(AGAIN_MS, undefined, this.signal && { signal: this.signal });
    }
  }

  /** Makes a batch where no machine has and none is at it; `null` where one is. */
  make(batch: readonly PreparedPassage[], embed: Embed): Promise<MadeBatch | null> {
    return this.#queue.add(async () => {
      this.signal?.throwIfAborted();
      const name = nameOf(batch);
      const taken = await this.vectors.take(name);
      if (taken.state === "others") return null;
      if (taken.state === "made") return { embeddings: taken.embeddings, own: false };
      const embeddings = await Promise.all(batch.map(embed));
      await this.vectors.give(name, embeddings);
      return { embeddings, own: true };
    });
  }

  /** Resolves when there is room for another batch. */
  room(): Promise<void> {
    return this.#queue.onSizeLessThan(1);
  }

  /** Lets others take what this machine has taken and not made. */
  async close(): Promise<void> {
    this.#queue.clear();
    await this.vectors.close();
  }

  discard(): Promise<void> {
    return this.vectors.discard();
  }
}

function nameOf(batch: readonly PreparedPassage[]): string {
  const hash = createHash("sha256");
  for (const { stored } of batch) hash.update(stored.inputHash);
  return hash.digest("hex");
}
