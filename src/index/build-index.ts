import { availableParallelism } from "node:os";
import { isDeepStrictEqual } from "node:util";
import type { Document } from "../core/document.js";
import { FootnoteError } from "../core/errors.js";
import { EmbeddingPool, type PoolOptions } from "../embedding/embedding-pool.js";
import { fingerprintDifference } from "../embedding/fingerprint.js";
import type { Model } from "../embedding/model.js";
import type { ModelSettings } from "../embedding/model-settings.js";
import { CORPUS_LIMITS, type CorpusLimits, maxFileBytes } from "./corpus-limits.js";
import { byPath, type DiscoveredFile, type Discovery, discover } from "./discover.js";
import { EmbeddingJournal } from "./embedding-journal.js";
import { acquireWriterLock } from "./lock.js";
import { type PreparedPassage, preparePassages } from "./passage-record.js";
import { type Known, NOTHING_KNOWN, type Plan, type PlannedFile, planBuild } from "./plan.js";
import { isLeftUnread, type ReadOptions, readDocument } from "./read-document.js";
import { READING_LIMITS, ReadingThread } from "./readers/reading-thread.js";
import type {
  GenerationInfo,
  IndexReader,
  IndexStore,
  IndexWriter,
  SplitterSettings,
  StoredSkip,
} from "./store/index-store.js";
import { ProgressMeter, type SyncProgress, type SyncResult } from "./sync-progress.js";
import { VectorSource } from "./vector-source.js";

/** Of files to read that a thread is worth: for less, a second one loads the model for as long as it would save. */
const BYTES_A_WORKER = 16_384;

export interface BuildOptions {
  /** Absolute path of the folder of documents. */
  readonly corpus: string;
  readonly indexFolder: string;
  readonly store: IndexStore;
  readonly model: ModelSettings;
  readonly splitter: SplitterSettings;
  readonly pool: PoolOptions;
  /** How much of the corpus is looked at and read [`CORPUS_LIMITS`]. */
  readonly limits?: CorpusLimits;
  /** Compiled file of the thread that reads files whose libraries may hang [the one of this build]. */
  readonly readingWorkerUrl?: URL;
  /** Read and embed everything anew, whatever the index holds [false]. */
  readonly full?: boolean;
  /** Paths that the index is to be without, as if they were not there: for measuring. */
  readonly exclude?: ReadonlySet<string>;
  readonly onProgress?: (progress: SyncProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Brings the index up to date with its folder, at the cost of what changed. What readers see changes at the end, at
 * once; whatever goes wrong before leaves the index as it was.
 * @throws FootnoteError of the corpus, the index, the model; `interrupted` when the signal is aborted
 */
export async function buildIndex(options: BuildOptions): Promise<SyncResult> {
  const lock = await acquireWriterLock(options.indexFolder);
  try {
    return await new Build(options).run();
  } catch (error) {
    if (options.signal?.aborted) throw new FootnoteError("interrupted", {}, { cause: error });
    throw error;
  } finally {
    await lock.release();
  }
}

class Build {
  readonly #started = performance.now();
  readonly #meter: ProgressMeter;
  readonly #limits: CorpusLimits;
  /** Threads that the files to read are worth. */
  #workers = 1;
  #pool: EmbeddingPool | null = null;

  constructor(private readonly options: BuildOptions) {
    this.#meter = new ProgressMeter(options.onProgress);
    this.#limits = options.limits ?? CORPUS_LIMITS;
  }

  async run(): Promise<SyncResult> {
    const { corpus, exclude, full } = this.options;
    this.#meter.discovering();
    const found = await discover(corpus, this.#limits);
    const discovery = { ...found, files: found.files.filter(({ path }) => !exclude?.has(path)) };
    const previous = await this.#openPrevious();
    try {
      const known = previous?.info ?? (full ? await this.#knownBefore() : NOTHING_KNOWN);
      const plan = await planBuild(corpus, discovery, known, {
        limits: this.#limits,
        ...(full && { readAll: true }),
      });
      this.#startPoolFor(plan);
      const model = await this.#openModel(previous);
      const unchanged = previous !== null && plan.upToDate && !full;
      const info = unchanged ? previous.info : await this.#write(plan, discovery, previous, model);
      return this.#result(info, plan);
    } finally {
      await Promise.all([this.#pool?.close(), previous?.close()]);
    }
  }

  /** The index as it is; `null` for a first build and for a full one. */
  async #openPrevious(): Promise<IndexReader | null> {
    const { store, full } = this.options;
    return full || (await store.currentGeneration()) === null ? null : store.open();
  }

  /** Starts the threads as soon as there is something to read: they load the model while this one gets ready. */
  #startPoolFor(plan: Plan): void {
    const bytes = this.#bytesOf(plan);
    this.#workers = Math.ceil(bytes / BYTES_A_WORKER);
    // A model that may have to be downloaded is not: that is done once, by this thread.
    if (bytes > 0 && !this.options.model.allowRemote) this.#startPool();
  }

  #startPool(): EmbeddingPool {
    if (!this.#pool) {
      const { model, pool: options, signal } = this.options;
      const cores = options.workers ?? availableParallelism();
      const workers = Math.max(1, Math.min(cores, this.#workers));
      const pool = new EmbeddingPool(model, { ...options, workers, threadsPerWorker: Math.floor(cores / workers) });
      signal?.addEventListener("abort", () => pool.close(), { once: true });
      this.#pool = pool;
    }
    return this.#pool;
  }

  /** The model, if the index as it is can be built upon with it. */
  async #openModel(previous: IndexReader | null): Promise<Model> {
    const { indexFolder, splitter } = this.options;
    // Its libraries take a while to load: only now, as the threads load theirs at the same time.
    const { openModel } = await import("../embedding/model.js");
    const model = await openModel(this.options.model);
    if (!previous) return model;
    const difference = fingerprintDifference(previous.info.fingerprint, model.fingerprint);
    if (difference !== null) throw new FootnoteError("index_model", { path: indexFolder, ...difference });
    if (!isDeepStrictEqual(previous.info.splitter, splitter)) {
      throw new FootnoteError("index_splitter", { path: indexFolder });
    }
    return model;
  }

  /** What a full build takes the place of: only told, not built upon, so that it may be damaged. */
  async #knownBefore(): Promise<Known> {
    try {
      const reader = await this.options.store.open();
      await reader.close();
      return reader.info;
    } catch {
      return NOTHING_KNOWN;
    }
  }

  async #write(plan: Plan, discovery: Discovery, previous: IndexReader | null, model: Model): Promise<GenerationInfo> {
    const { corpus, indexFolder, store, splitter, signal, full = false } = this.options;
    const { fingerprint } = model;
    const skipped: StoredSkip[] = discovery.skipped.map((skip) => ({ ...skip, size: null, modified: null }));
    const journal = await EmbeddingJournal.open(indexFolder, fingerprint, full);
    const writer = await store.begin({ corpus, fingerprint, splitter, limits: this.#limits }).catch(async (error) => {
      await journal.close();
      throw error;
    });
    const vectors = new VectorSource({
      previous,
      journal,
      pool: () => this.#startPool(),
      tokenizer: model.tokenizer,
      onPassage: (embedded) => this.#meter.passageDone(embedded),
      signal,
    });
    const thread = this.#readingThread();
    try {
      this.#meter.planned(plan.files.length, this.#bytesOf(plan));
      const prepare = (document: Document) => preparePassages(document, model, splitter);
      const documents = await this.#writeFiles(plan.files, writer, prepare, vectors, previous, skipped, thread);
      // A folder whose documents are all gone empties its index; any other without documents is taken for a slip.
      if (documents === 0 && (await store.corpus()) !== corpus) throw corpusEmpty(corpus, skipped);
      this.#meter.writing();
      const info = await writer.commit(skipped.sort(byPath), new Date().toISOString());
      await journal.discard();
      return info;
    } catch (error) {
      await this.#pool?.close();
      // Whatever they say, the first failure is the one to tell.
      await Promise.allSettled([writer.abort(), journal.close()]);
      throw error;
    } finally {
      await thread.close();
    }
  }

  #readingThread(): ReadingThread {
    const limits = { ...READING_LIMITS, seconds: this.#limits.secondsPerFile };
    return new ReadingThread(limits, this.options.readingWorkerUrl);
  }

  /**
   * Reads and splits files while earlier ones are still being embedded; adds them to the index in order.
   * Gives the number of documents.
   */
  async #writeFiles(
    files: readonly PlannedFile[],
    writer: IndexWriter,
    prepare: (document: Document) => PreparedPassage[],
    vectors: VectorSource,
    previous: IndexReader | null,
    skipped: StoredSkip[],
    thread: ReadingThread,
  ): Promise<number> {
    const { signal } = this.options;
    const reading: ReadOptions = { maxFileBytes: maxFileBytes(this.#limits), thread, ...(signal && { signal }) };
    let documents = 0;
    let written: Promise<void> = Promise.resolve();
    const next = (step: () => Promise<void>) => {
      written = written.then(step);
      // Awaited at the end; until then a failure must not count as unhandled.
      written.catch(() => {});
    };
    const add = (step: () => Promise<void>) => {
      documents++;
      next(step);
    };
    for (const planned of files) {
      signal?.throwIfAborted();
      const { file } = planned;
      if (planned.action === "set_aside") skipped.push(planned.skip);
      else if (planned.action === "keep") add(() => writer.copyDocument(planned.stored, previous as IndexReader));
      else {
        this.#meter.reading(file.path);
        const result = await readDocument(this.options.corpus, file, reading);
        if (result.status === "skipped") {
          const { reason, tryAgain } = result;
          const seen = tryAgain ? { size: null, modified: null } : { size: file.size, modified: file.modified };
          skipped.push({ path: file.path, reason, ...seen });
          this.#meter.read(this.#bytesToRead(file), 0);
          // A file that can't be opened is not gone: what is known of it stays.
          const { stored } = planned;
          if (tryAgain && stored) add(() => writer.copyDocument(stored, previous as IndexReader));
        } else {
          const prepared = prepare(result.document);
          this.#meter.read(this.#bytesToRead(file), prepared.length);
          const records = vectors.vectorsOf(prepared);
          records.catch(() => {});
          add(async () => {
            const passages = await records;
            const { id, path, title, text, contentHash } = result.document;
            const stored = {
              id,
              path,
              title,
              contentHash,
              size: file.size,
              modified: file.modified,
              passages: passages.length,
            };
            await writer.addDocument(stored, text, passages);
          });
          // A failure ends the wait as well.
          await Promise.race([vectors.room(), written]);
        }
      }
      next(async () => this.#meter.fileDone());
    }
    await written;
    return documents;
  }

  #bytesOf({ files }: Plan): number {
    const toRead = files.filter(({ action }) => action === "read");
    return toRead.reduce((sum, { file }) => sum + this.#bytesToRead(file), 0);
  }

  /** None of a file that is known to be set aside: a film says nothing about how much text is left. */
  #bytesToRead({ path, size }: DiscoveredFile): number {
    return size > maxFileBytes(this.#limits) || isLeftUnread(path) ? 0 : size;
  }

  #result(info: GenerationInfo, { files, deleted }: Plan): SyncResult {
    const indexed = new Set(info.documents.map(({ path }) => path));
    const known = (planned: PlannedFile) => planned.action === "read" && planned.stored !== null;
    const read = files.filter(({ action, file }) => action === "read" && indexed.has(file.path));
    const setAside = files.filter((planned) => known(planned) && !indexed.has(planned.file.path));
    return {
      generation: info.name,
      documents: info.documents.length,
      passages: info.passageCount,
      embedded: this.#meter.embedded,
      added: read.filter((planned) => !known(planned)).map(({ file }) => file.path),
      changed: read.filter(known).map(({ file }) => file.path),
      deleted: [...deleted, ...setAside.map(({ file }) => file)].sort(byPath).map(({ path }) => path),
      skipped: info.skipped.map(({ path, reason }) => ({ path, reason })),
      seconds: (performance.now() - this.#started) / 1000,
    };
  }
}

function corpusEmpty(path: string, skipped: readonly StoredSkip[]): FootnoteError {
  const shown = skipped.slice(0, 3).map((skip) => `${skip.path} (${skip.reason})`);
  const rest = skipped.length > shown.length ? ["…"] : [];
  const count = `${skipped.length} ${skipped.length === 1 ? "file" : "files"} skipped`;
  const problem = skipped.length === 0 ? "it holds no files." : `${count}: ${[...shown, ...rest].join(", ")}.`;
  return new FootnoteError("corpus_empty", { path, problem });
}
