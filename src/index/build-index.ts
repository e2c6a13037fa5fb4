import { FootnoteError } from "../core/errors.js";
import { EmbeddingPool, type PoolOptions } from "../embedding/embedding-pool.js";
import { type Model, openModel } from "../embedding/model.js";
import type { ModelSettings } from "../embedding/model-settings.js";
import { CORPUS_LIMITS, type CorpusLimits, maxFileBytes } from "./corpus-limits.js";
import { byPath, type DiscoveredFile, type Discovery, discover } from "./discover.js";
import { type EarlierIndex, openEarlier, openReplaced } from "./earlier-index.js";
import { EmbeddingJournal } from "./embedding-journal.js";
import { acquireWriterLock, type WriterLock } from "./lock.js";
import { preparePassages } from "./passage-record.js";
import { type Plan, type PlannedFile, planBuild } from "./plan.js";
import { isLeftUnread, type ReadOptions, readDocument } from "./read-document.js";
import { LARGE_FILE_LIMITS, READING_LIMITS, ReadingThread } from "./readers/reading-thread.js";
import type {
  GenerationInfo,
  IndexReader,
  IndexStore,
  IndexWriter,
  SplitterSettings,
  StoredDocument,
  StoredSkip,
} from "./store/index-store.js";
import { ProgressMeter, type SyncProgress, type SyncResult } from "./sync-progress.js";
import { VectorSource } from "./vector-source.js";

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
    return await new Build(options, await openModel(options.model), lock).run();
  } catch (error) {
    if (options.signal?.aborted) throw new FootnoteError("interrupted", {}, { cause: error });
    // Whoever took the lock over has removed what this build wrote: that is why it failed.
    if (error instanceof FootnoteError && error.code === "index_unwritable") await lock.assertHeld();
    throw error;
  } finally {
    await lock.release();
  }
}

const NOT_KEPT = "what the index held of it could not be taken over";

class Build {
  readonly #started = performance.now();
  readonly #meter: ProgressMeter;
  readonly #limits: CorpusLimits;

  constructor(
    private readonly options: BuildOptions,
    private readonly model: Model,
    private readonly lock: WriterLock,
  ) {
    this.#meter = new ProgressMeter(options.onProgress);
    this.#limits = options.limits ?? CORPUS_LIMITS;
  }

  async run(): Promise<SyncResult> {
    const { corpus, exclude, full = false, indexFolder, signal } = this.options;
    this.#meter.discovering();
    const found = await discover(corpus, this.#limits, { indexFolder, signal });
    const discovery = { ...found, files: found.files.filter(({ path }) => !exclude?.has(path)) };
    const earlier = await this.#openEarlier();
    try {
      const plan = await planBuild(corpus, discovery, earlier.known, { limits: this.#limits, readAll: full, signal });
      const unchanged = earlier.reader !== null && plan.upToDate && !full;
      const info = unchanged ? earlier.reader.info : await this.#write(plan, discovery, earlier.reader);
      return this.#result(info, plan);
    } finally {
      await earlier.reader?.close();
    }
  }

  #openEarlier(): Promise<EarlierIndex> {
    const { store, full, indexFolder, splitter } = this.options;
    const { fingerprint } = this.model;
    return (full ? openReplaced : openEarlier)({ store, indexFolder, splitter, fingerprint });
  }

  async #write(plan: Plan, discovery: Discovery, earlier: IndexReader | null): Promise<GenerationInfo> {
    const { corpus, indexFolder, store, splitter, full = false, signal } = this.options;
    const { fingerprint } = this.model;
    const skipped: StoredSkip[] = discovery.skipped.map((skip) => ({ ...skip, size: null, modified: null }));
    const journal = await EmbeddingJournal.open(indexFolder, fingerprint, full);
    const settings = { corpus, fingerprint, splitter, limits: this.#limits };
    const beforeSwap = () => this.lock.assertHeld();
    const writer = await store.begin(settings, { beforeSwap, signal }).catch(async (error) => {
      await journal.close();
      throw error;
    });
    const vectors = this.#vectorSource(full ? null : earlier, journal);
    const reading = this.#reading();
    try {
      const toRead = plan.files.filter(({ action }) => action === "read").map(({ file }) => file);
      this.#meter.planned(
        plan.files.length,
        toRead.map((file) => this.#bytesToRead(file)).reduce((a, b) => a + b, 0),
      );
      const documents = await this.#writeFiles(plan.files, writer, vectors, earlier, skipped, reading);
      // A folder whose documents are all gone empties its index; any other without documents is taken for a slip.
      if (documents === 0 && (await store.corpus()) !== corpus) throw corpusEmpty(corpus, skipped);
      this.#meter.writing();
      const info = await writer.commit(skipped.sort(byPath), new Date().toISOString());
      await journal.discard();
      return info;
    } catch (error) {
      await vectors.close();
      // Whatever they say, the first failure is the one to tell.
      await Promise.allSettled([writer.abort(), journal.close()]);
      throw error;
    } finally {
      await Promise.all([vectors.close(), reading.thread.close(), reading.largeFileThread.close()]);
    }
  }

  #reading() {
    const { readingWorkerUrl, signal } = this.options;
    return {
      maxFileBytes: maxFileBytes(this.#limits),
      thread: new ReadingThread({ ...READING_LIMITS, seconds: this.#limits.secondsPerFile }, readingWorkerUrl),
      largeFileThread: new ReadingThread(LARGE_FILE_LIMITS, readingWorkerUrl),
      ...(signal && { signal }),
    } satisfies ReadOptions;
  }

  #vectorSource(previous: IndexReader | null, journal: EmbeddingJournal): VectorSource {
    const { model, pool, signal } = this.options;
    return new VectorSource({
      previous,
      journal,
      startPool: () => EmbeddingPool.start(model, pool),
      onPassage: (embedded) => this.#meter.passageDone(embedded),
      signal,
    });
  }

  /**
   * Reads and splits files while earlier ones are still being embedded; adds them to the index in order.
   * Gives the number of documents.
   */
  async #writeFiles(
    files: readonly PlannedFile[],
    writer: IndexWriter,
    vectors: VectorSource,
    earlier: IndexReader | null,
    skipped: StoredSkip[],
    reading: ReadOptions,
  ): Promise<number> {
    const { signal, full = false } = this.options;
    let documents = 0;
    let written: Promise<void> = Promise.resolve();
    const next = (step: () => Promise<void>) => {
      written = written.then(step);
      // Awaited at the end; until then a failure must not count as unhandled.
      written.catch(() => {});
    };
    const keep = (stored: StoredDocument, skip?: StoredSkip) =>
      next(async () => {
        const kept = await copied(stored, earlier, writer, full);
        if (kept) documents++;
        if (skip) skipped.push(kept ? skip : { ...skip, reason: `${skip.reason}; ${NOT_KEPT}` });
      });
    for (const planned of files) {
      signal?.throwIfAborted();
      const { file } = planned;
      if (planned.action === "set_aside") skipped.push(planned.skip);
      else if (planned.action === "keep") keep(planned.stored);
      else {
        this.#meter.reading(file.path);
        const result = await readDocument(this.options.corpus, file, reading);
        if (result.status === "skipped") {
          const { reason, tryAgain } = result;
          const seen = tryAgain ? { size: null, modified: null } : { size: file.size, modified: file.modified };
          const skip = { path: file.path, reason, ...seen };
          this.#meter.read(this.#bytesToRead(file), 0);
          // A file that can't be opened is not gone: what is known of it stays.
          if (tryAgain && planned.stored) keep(planned.stored, skip);
          else skipped.push(skip);
        } else {
          const prepared = await preparePassages(result.document, this.model, this.options.splitter, signal);
          this.#meter.read(this.#bytesToRead(file), prepared.length);
          const records = vectors.vectorsOf(prepared);
          records.catch(() => {});
          documents++;
          next(async () => {
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

  /** None of a file that is known to be set aside: a film says nothing about how much text is left. */
  #bytesToRead({ path, size }: DiscoveredFile): number {
    return size > maxFileBytes(this.#limits) || isLeftUnread(path) ? 0 : size;
  }

  #result(info: GenerationInfo, { files, deleted }: Plan): SyncResult {
    const indexed = new Set(info.documents.map(({ path }) => path));
    const known = (planned: PlannedFile) => planned.action !== "set_aside" && planned.stored !== null;
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

/**
 * Takes a document over; false where that can't be. An index that can't be built upon may be damaged, and a build that
 * takes its place goes on without.
 */
async function copied(
  document: StoredDocument,
  earlier: IndexReader | null,
  writer: IndexWriter,
  mayFail: boolean,
): Promise<boolean> {
  if (!earlier) return false;
  try {
    await writer.copyDocument(document, earlier);
    return true;
  } catch (error) {
    if (mayFail && error instanceof FootnoteError && error.code === "index_corrupt") return false;
    throw error;
  }
}

function corpusEmpty(path: string, skipped: readonly StoredSkip[]): FootnoteError {
  const shown = skipped.slice(0, 3).map((skip) => `${skip.path} (${skip.reason})`);
  const rest = skipped.length > shown.length ? ["…"] : [];
  const count = `${skipped.length} ${skipped.length === 1 ? "file" : "files"} skipped`;
  const problem = skipped.length === 0 ? "it holds no files." : `${count}: ${[...shown, ...rest].join(", ")}.`;
  return new FootnoteError("corpus_empty", { path, problem });
}
