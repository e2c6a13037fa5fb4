import type { SyncProgress, SyncResult } from "../../contract/index-state.js";
import { CORPUS_LIMITS, type CorpusLimits, maxFileBytes } from "../../core/corpus-limits.js";
import type { Document } from "../../core/document.js";
import { type ErrorCode, FootnoteError } from "../../core/errors/errors.js";
import type { ModelFingerprint } from "../../embedding/embedder.js";
import type { PoolOptions } from "../../embedding/embedding-pool.js";
import type { Model } from "../../embedding/model.js";
import type { ModelSettings } from "../../embedding/model-settings.js";
import type {
  GenerationInfo,
  IndexReader,
  IndexStore,
  SplitterSettings,
  StoredSkip,
  WriterLock,
} from "../../store/index-store.js";
import { byPath, type DiscoveredFile, type Discovery, discover } from "../folder/discover.js";
import { acquireWriterLock } from "../lock/writer-lock.js";
import type { BuildRecognition } from "../ocr/build-recognition.js";
import { isPicture } from "../readers/formats.js";
import { type FileRecognition, isLeftUnread, type ReadOptions } from "../readers/read-document.js";
import { LARGE_FILE_LIMITS, READING_LIMITS, ReadingThread } from "../readers/reading-thread.js";
import { BuildEmbedder } from "./build-embedder.js";
import { assertMadeAlike, isMadeAlike, openEarlier } from "./earlier-index.js";
import { EmbeddingJournal } from "./embedding-journal.js";
import { helpToEmbed, lockAfterHelping, lockOrHost } from "./join-build.js";
import { leavingNoFolder } from "./leave-no-folder.js";
import { preparePassages } from "./passage-record.js";
import { NOTHING_KNOWN, type Plan, type PlannedFile, planBuild } from "./plan.js";
import { SharedBatches } from "./shared-batches.js";
import { ProgressMeter } from "./sync-progress.js";
import { VectorSource } from "./vector-source.js";
import { writeFiles } from "./write-files.js";

/** What a picture counts for, however large: the text of a page. */
const BYTES_OF_A_PAGE = 2500;

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
  /** Folder of the data of languages that are not installed, for `limits.ocr` [none]. */
  readonly ocrDataPath?: string;
  /** Compiled file of the threads that recognise the text of pictures [the one of this build]. */
  readonly ocrWorkerUrl?: URL;
  /** Read and embed everything anew, whatever the index holds [false]. */
  readonly full?: boolean;
  /** Paths that the index is to be without, as if they were not there: for measuring. */
  readonly exclude?: ReadonlySet<string>;
  /** Milliseconds after which a build that goes on publishes what it has so far [60,000]. */
  readonly publishEveryMs?: number;
  readonly onProgress?: (progress: SyncProgress) => void;
  readonly signal?: AbortSignal;
}

/** How a store says that what a build wrote is not there any more. */
const WHEN_REMOVED: ReadonlySet<ErrorCode> = new Set(["index_unwritable", "store_refused"]);
const PUBLISH_EVERY_MS = 60_000;
/** Where there was nothing to ask, the first publication comes early, and each further one twice as late. */
const FIRST_PUBLISH_MS = 2_000;
/** How much longer a build works between two publications than one of them took: they may cost a twentieth of its time. */
const WORK_PER_PUBLICATION = 20;

/**
 * Brings the index up to date with its folder, at the cost of what changed. What readers see changes at once: at the
 * end and, where a long build only adds to the index, now and then before. What goes wrong leaves it as it was then.
 * Where another machine builds an index that both share, this one embeds a part of it, and ends when that one has.
 * @throws FootnoteError of the corpus, the index, the model; `interrupted` when the signal is aborted
 */
export function buildIndex(options: BuildOptions): Promise<SyncResult> {
  return leavingNoFolder(options.indexFolder, () => buildLocked(options));
}

async function buildLocked(options: BuildOptions): Promise<SyncResult> {
  const { signal, store } = options;
  const own = await acquireWriterLock(options.indexFolder);
  let lock: WriterLock = own;
  const build = new Build(options, () => lock.assertHeld());
  try {
    const found = await lockOrHost(own, store);
    if ("lock" in found) lock = found.lock;
    else lock = await lockAfterHelping(own, store, (over) => build.help(found.host, over), signal);
    return await build.run();
  } catch (error) {
    if (options.signal?.aborted) throw new FootnoteError("interrupted", {}, { cause: error });
    // Whoever took the lock over has removed what this build wrote: that is why it failed.
    if (error instanceof FootnoteError && WHEN_REMOVED.has(error.code)) await lock.assertHeld();
    throw error;
  } finally {
    await Promise.all([lock.release(), build.close()]);
  }
}

class Build {
  readonly #started = performance.now();
  readonly #meter: ProgressMeter;
  readonly #limits: CorpusLimits;
  readonly #embedder: BuildEmbedder;
  /** Whether another machine has built meanwhile: what it made needn't be made anew. */
  #joined = false;

  constructor(
    private readonly options: BuildOptions,
    private readonly assertHeld: () => Promise<void>,
  ) {
    this.#meter = new ProgressMeter({ report: options.onProgress });
    this.#limits = options.limits ?? CORPUS_LIMITS;
    this.#embedder = new BuildEmbedder(options.model, options.pool, options.signal);
  }

  async close(): Promise<void> {
    await this.#embedder.close();
  }

  /** Embeds for the build of another machine, until all is embedded or the signal says that it is over. */
  async help(host: string, over: AbortSignal): Promise<void> {
    const { corpus, full = false, splitter, store } = this.options;
    this.#joined = true;
    this.#meter.joined(host);
    const discovery = await this.#discover();
    const earlier = await openEarlier(store, full);
    const plan = await planBuild(corpus, discovery, earlier?.info ?? NOTHING_KNOWN, {
      limits: this.#limits,
      readAll: full,
      signal: over,
    });
    this.#embedder.expect(this.#bytesOf(plan));
    const model = await this.#openModel();
    const recognition = await this.#recognition();
    const reading = this.#reading(recognition);
    try {
      const files = plan.files.flatMap(({ action, file }) => (action === "read" ? [file] : []));
      this.#plannedReads(plan);
      await helpToEmbed({
        corpus,
        files,
        previous: full ? null : earlier,
        model,
        splitter,
        limits: this.#limits,
        bytesToRead: (file) => this.#bytesToRead(file),
        reading,
        vectors: (await store.sharedVectors(model.fingerprint))!,
        embedder: this.#embedder,
        meter: this.#meter,
        over,
      });
    } finally {
      this.#meter.joined(null);
      await Promise.all([reading.thread.close(), reading.largeFileThread.close(), recognition?.close()]);
      await earlier?.close();
    }
  }

  async #discover(): Promise<Discovery> {
    const { corpus, exclude, indexFolder, signal } = this.options;
    this.#meter.discovering();
    const found = await discover(corpus, this.#limits, { indexFolder, signal });
    return { ...found, files: found.files.filter(({ path }) => !exclude?.has(path)) };
  }

  async run(): Promise<SyncResult> {
    const { corpus, signal, store } = this.options;
    const full = this.#full;
    const discovery = await this.#discover();
    const earlier = await openEarlier(store, full);
    try {
      const known = earlier?.info ?? NOTHING_KNOWN;
      const plan = await planBuild(corpus, discovery, known, { limits: this.#limits, readAll: full, signal });
      this.#embedder.expect(this.#bytesOf(plan));
      const model = await this.#openModel();
      const making = { fingerprint: model.fingerprint, splitter: this.options.splitter };
      if (earlier && !full) assertMadeAlike(earlier, store.place, making);
      const unchanged = earlier !== null && !full && (plan.upToDate || (this.#joined && holdsAll(plan, earlier.info)));
      const copyable = earlier && isMadeAlike(earlier, making) ? earlier : null;
      const info = unchanged ? earlier.info : await this.#write(plan, discovery, copyable, model);
      return this.#result(info, plan);
    } finally {
      await Promise.all([this.#embedder.close(), earlier?.close()]);
    }
  }

  /** What the other machine has made is made anew. */
  get #full(): boolean {
    return this.options.full === true && !this.#joined;
  }

  async #openModel(): Promise<Model> {
    // Its libraries take a while to load: only now, as the threads load theirs at the same time.
    const { openModel } = await import("../../embedding/model.js");
    return openModel(this.options.model);
  }

  /** @param earlier what documents can be copied from */
  async #write(plan: Plan, discovery: Discovery, earlier: IndexReader | null, model: Model): Promise<GenerationInfo> {
    const { corpus, indexFolder, store, splitter, signal } = this.options;
    const full = this.#full;
    const { fingerprint, tokenizer } = model;
    const recognition = await this.#recognition();
    const journal = await EmbeddingJournal.open(indexFolder, fingerprint, full);
    const settings = { corpus, fingerprint, splitter, limits: this.#limits };
    const beforeSwap = this.assertHeld;
    const writer = await store.begin(settings, { beforeSwap, signal }).catch(async (error) => {
      await journal.close();
      throw error;
    });
    const shared = await this.#shared(fingerprint, full);
    const vectors = new VectorSource({
      previous: full ? null : earlier,
      journal,
      shared,
      embedder: this.#embedder,
      tokenizer,
      onPassage: (tokens, embedded) => this.#meter.passageDone(tokens, embedded),
      signal,
    });
    const unseen = discovery.skipped.map(
      (skip): StoredSkip => ({ ...skip, file: skip.path, size: null, modified: null }),
    );
    const allSkips = (skips: readonly StoredSkip[]) => [...unseen, ...skips].sort(byPath);
    const reading = this.#reading(recognition);
    try {
      this.#plannedReads(plan);
      const written = await writeFiles(plan.files, {
        corpus,
        writer,
        earlier,
        earlierMayFail: full,
        reading,
        prepare: (document: Document, limit) => preparePassages(document, model, splitter, signal, limit),
        passagesPerFile: this.#limits.passagesPerFile,
        vectors,
        meter: this.#meter,
        bytesToRead: (file) => this.#bytesToRead(file),
        mayPublish: this.#publisher(earlier === null, (skips, at) => writer.publish(allSkips(skips), at)),
      });
      const skipped = allSkips(written.skipped);
      // A folder whose documents are all gone empties its index; any other without documents is taken for a slip. So is
      // one of an index that machines without the documents share: an empty folder there says nothing of them.
      if (written.documents === 0 && (store.isShared || (await store.corpus()) !== corpus)) {
        throw corpusEmpty(corpus, skipped);
      }
      this.#meter.writing();
      const info = await writer.commit(skipped, new Date().toISOString());
      // It is a cache: that something of it can't be removed does not change that this build was committed.
      await recognition?.forgetUnused(keptFiles(plan)).catch(() => {});
      await Promise.all([journal.discard(), shared?.discard()]);
      return info;
    } catch (error) {
      await this.#embedder.close();
      // Whatever they say, the first failure is the one to tell.
      await Promise.allSettled([writer.abort(), journal.close(), shared?.close()]);
      throw error;
    } finally {
      await Promise.all([reading.thread.close(), reading.largeFileThread.close(), recognition?.close()]);
    }
  }

  /** What other machines make, and made for a build that was killed: nothing of that for a full one. */
  async #shared(fingerprint: ModelFingerprint, full: boolean): Promise<SharedBatches | null> {
    const { signal, store } = this.options;
    if (full) await (await store.sharedVectors(fingerprint))?.discard();
    const vectors = await store.sharedVectors(fingerprint);
    return vectors && new SharedBatches(vectors, signal);
  }

  #plannedReads({ files }: Plan): void {
    const toRead = files.flatMap(({ action, file }) =>
      action === "read" ? [{ path: file.path, bytes: this.#bytesToRead(file), picture: isPicture(file.path) }] : [],
    );
    this.#meter.planned(files.length, toRead);
  }

  /** Publishes what is there when it has been long since the last time. */
  #publisher(isFirst: boolean, publish: (skipped: readonly StoredSkip[], indexedAt: string) => Promise<unknown>) {
    const { publishEveryMs: usual = PUBLISH_EVERY_MS } = this.options;
    let wait = isFirst ? Math.min(FIRST_PUBLISH_MS, usual) : usual;
    let due = performance.now() + wait;
    return async (skipped: readonly StoredSkip[]): Promise<void> => {
      const started = performance.now();
      if (started < due) return;
      await publish(skipped, new Date().toISOString());
      const ended = performance.now();
      wait = Math.min(2 * wait, usual);
      due = ended + Math.max(wait, WORK_PER_PUBLICATION * (ended - started));
    };
  }

  /** What recognises text; `null` where that is switched off. @throws FootnoteError ocr_language_missing */
  async #recognition(): Promise<BuildRecognition | null> {
    const { indexFolder, ocrDataPath: dataPath, ocrWorkerUrl: workerUrl, pool } = this.options;
    const { ocr: languages } = this.#limits;
    if (languages === undefined) return null;
    const { BuildRecognition } = await import("../ocr/build-recognition.js");
    return BuildRecognition.of({
      indexFolder,
      languages,
      ...(dataPath && { dataPath }),
      ...(pool.workers && { workers: pool.workers }),
      ...(workerUrl && { workerUrl }),
      onRecognized: () => this.#meter.recognized(),
    });
  }

  #reading(recognition: BuildRecognition | null) {
    const { readingWorkerUrl, signal } = this.options;
    return {
      ...(recognition && {
        recognition: {
          atOnce: recognition.atOnce,
          recognize: (file, picture, page) => {
            this.#meter.recognizing(page);
            return recognition.recognize(file, picture, signal);
          },
        } satisfies FileRecognition,
      }),
      maxFileBytes: maxFileBytes(this.#limits),
      passagesPerFile: this.#limits.passagesPerFile,
      thread: new ReadingThread({ ...READING_LIMITS, seconds: this.#limits.secondsPerFile }, readingWorkerUrl),
      largeFileThread: new ReadingThread(LARGE_FILE_LIMITS, readingWorkerUrl),
      ...(signal && { signal }),
    } satisfies ReadOptions;
  }

  #bytesOf({ files }: Plan): number {
    const toRead = files.filter(({ action }) => action === "read");
    return toRead.reduce((sum, { file }) => sum + this.#bytesToRead(file), 0);
  }

  /** None of a file that is known to be set aside: a film says nothing about how much text is left. */
  #bytesToRead({ path, size }: DiscoveredFile): number {
    if (size > maxFileBytes(this.#limits) || isLeftUnread(path)) return 0;
    if (isPicture(path) && this.#limits.ocr === undefined) return 0;
    return isPicture(path) ? Math.min(size, BYTES_OF_A_PAGE) : size;
  }

  #result(info: GenerationInfo, { files, deleted }: Plan): SyncResult {
    const indexed = new Set(info.documents.map(({ file }) => file));
    const known = (planned: PlannedFile) => planned.action !== "set_aside" && planned.stored.length > 0;
    const read = files.filter(({ action, file }) => action === "read" && indexed.has(file.path));
    const setAside = files.filter((planned) => known(planned) && !indexed.has(planned.file.path));
    return {
      generation: info.name,
      documents: info.documents.length,
      passages: info.passageCount,
      embedded: this.#meter.embedded,
      added: read.filter((planned) => !known(planned)).map(({ file }) => file.path),
      changed: read.filter(known).map(({ file }) => file.path),
      deleted: [...new Set([...deleted.map(({ file }) => file), ...setAside.map(({ file }) => file.path)])].sort(),
      skipped: info.skipped.map(({ path, reason }) => ({ path, reason })),
      seconds: (performance.now() - this.#started) / 1000,
    };
  }
}

/** Whether the index says of every file what the folder says, but for the times at which it was written there. */
function holdsAll({ deleted, files }: Plan, info: GenerationInfo): boolean {
  return info.incomplete !== true && deleted.length === 0 && files.every(({ action }) => action !== "read");
}

function keptFiles({ files }: Plan): Set<string> {
  return new Set(files.filter(({ action }) => action !== "read").map(({ file }) => file.path));
}

function corpusEmpty(path: string, skipped: readonly StoredSkip[]): FootnoteError {
  const shown = skipped.slice(0, 3).map((skip) => `${skip.path} (${skip.reason})`);
  const rest = skipped.length > shown.length ? ["…"] : [];
  const count = `${skipped.length} ${skipped.length === 1 ? "file" : "files"} skipped`;
  const problem = skipped.length === 0 ? "it holds no files." : `${count}: ${[...shown, ...rest].join(", ")}.`;
  return new FootnoteError("corpus_empty", { path, problem });
}
