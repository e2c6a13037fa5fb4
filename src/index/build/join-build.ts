import { setTimeout as sleep } from "node:timers/promises";
import type { CorpusLimits } from "../../core/corpus-limits.js";
import type { Document } from "../../core/document.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { SequenceEmbedder } from "../../embedding/embedder.js";
import type { Model } from "../../embedding/model.js";
import type { IndexReader, IndexStore, SplitterSettings, WriterLock } from "../../store/index-store.js";
import type { SharedVectors } from "../../store/shared-vectors.js";
import type { DiscoveredFile } from "../folder/discover.js";
import { lockAmongMachines } from "../lock/writer-lock.js";
import { type ReadOptions, readFile } from "../readers/read-document.js";
import { NO_WORK } from "./expected-work.js";
import { type PreparedPassage, preparePassages, tokensOf, workOf } from "./passage-record.js";
import { batchesOf, SharedBatches } from "./shared-batches.js";
import type { ProgressMeter } from "./sync-progress.js";

/** How often it is looked whether the machine that writes is done, or gone. */
const LOOK_MS = 1_000;

/** A lock, or where another machine has it. */
export type LockOrHost = { readonly lock: WriterLock } | { readonly host: string };

/** @param own lock of this machine's index folder @throws FootnoteError of the store */
export async function lockOrHost(own: WriterLock, store: IndexStore): Promise<LockOrHost> {
  try {
    return { lock: await lockAmongMachines(own, store) };
  } catch (error) {
    if (!(error instanceof FootnoteError && error.code === "index_locked" && store.isShared)) throw error;
    return { host: (error as FootnoteError<"index_locked">).details.host as string };
  }
}

/**
 * Does something while another machine writes, and takes the lock when that one is done, or gone.
 * @param meanwhile ends soon after its signal
 */
export async function lockAfterHelping(
  own: WriterLock,
  store: IndexStore,
  meanwhile: (over: AbortSignal) => Promise<void>,
  signal?: AbortSignal,
): Promise<WriterLock> {
  const over = new AbortController();
  const until = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  const helping = meanwhile(until).catch((error: unknown) => {
    if (!over.signal.aborted) throw error;
  });
  const waiting = (async () => {
    for (;;) {
      await sleep(LOOK_MS, undefined, { signal: until });
      const found = await lockOrHost(own, store);
      if ("lock" in found) return found.lock;
    }
  })();
  try {
    const [lock] = await Promise.all([waiting.finally(() => over.abort()), helping]);
    return lock;
  } catch (error) {
    over.abort();
    await helping.catch(() => {});
    await waiting.then((lock) => lock.release()).catch(() => {});
    throw error;
  }
}

export interface HelpOptions {
  readonly corpus: string;
  /** Files whose passages the writing machine needs. */
  readonly files: readonly DiscoveredFile[];
  readonly previous: IndexReader | null;
  readonly model: Model;
  readonly splitter: SplitterSettings;
  readonly limits: CorpusLimits;
  readonly bytesToRead: (file: DiscoveredFile) => number;
  readonly reading: ReadOptions;
  readonly vectors: SharedVectors;
  readonly embedder: SequenceEmbedder;
  readonly meter: ProgressMeter;
  readonly over: AbortSignal;
}

/** Embeds batches of passages that nobody else is at, until all of the files' are made. */
export async function helpToEmbed(options: HelpOptions): Promise<void> {
  const { bytesToRead, embedder, files, meter, model, over, vectors } = options;
  const shared = new SharedBatches(vectors, over);
  const embed = (passage: PreparedPassage) => embedder.embed(model.tokenizer.passageSequence(passage.input));
  // A file of which others make a part is read again, and counted once.
  const counted = new Set<string>();
  const isNew = (what: string) => counted.size < counted.add(what).size;
  const help = async (file: DiscoveredFile): Promise<boolean> => {
    const made: Promise<boolean>[] = [];
    const isFirst = isNew(file.path);
    for await (const batch of batchesOfFile(file, options)) {
      if (isFirst) meter.read(file.path, 0, workOf(batch));
      await shared.room();
      const name = `${file.path}#${made.length}`;
      const making = shared.make(batch, embed).then((result) => {
        if (result && isNew(name)) for (const passage of batch) meter.passageDone(tokensOf(passage), result.own);
        return result !== null;
      });
      making.catch(() => {});
      made.push(making);
    }
    if (isFirst) meter.read(file.path, bytesToRead(file), NO_WORK);
    return (await Promise.all(made)).every((whole) => whole);
  };
  try {
    // Machines that began at the same file would ask for the same batches.
    let left = shuffled(files);
    while (left.length > 0) {
      const again: DiscoveredFile[] = [];
      for (const file of left) {
        over.throwIfAborted();
        meter.reading(file.path);
        if (await help(file)) meter.fileDone();
        else again.push(file);
      }
      left = again;
      // What is left, others are at; one of them may be lost.
      if (left.length > 0) await sleep(LOOK_MS, undefined, { signal: over });
    }
  } finally {
    await shared.close();
  }
}

/** The batches of a file that the earlier index doesn't hold. */
async function* batchesOfFile(file: DiscoveredFile, options: HelpOptions): AsyncGenerator<PreparedPassage[]> {
  const { corpus, limits, model, over, previous, reading, splitter } = options;
  const result = await readFile(corpus, file, reading);
  if (result.status === "skipped") return;
  let room = limits.passagesPerFile;
  for (const document of result.documents as readonly Document[]) {
    const prepared = await preparePassages(document, model, splitter, over, room);
    if (prepared.length > room) continue;
    room -= prepared.length;
    for (const batch of batchesOf(prepared)) {
      const hashes = batch.map(({ stored }) => stored.inputHash);
      const known = await previous?.embeddings(hashes);
      if (!hashes.every((hash) => known?.has(hash))) yield batch;
    }
  }
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
