import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type PQueue from "p-queue";
import type { Answer, SearchResults } from "../../contract/answer.js";
import type {
  DocumentDetails,
  DocumentPage,
  DocumentText,
  PageView,
  PassageInContext,
} from "../../contract/documents.js";
import type { DocumentId, PassageId } from "../../contract/ids.js";
import type { IndexStatus, SyncPlan, SyncResult } from "../../contract/index-state.js";
import type { Miss } from "../../contract/miss.js";
import type { Report } from "../../contract/report.js";
import type { Verification } from "../../contract/verification.js";
import { heldWords } from "../../core/contained-path.js";
import { type CorpusLimits, corpusLimits } from "../../core/corpus-limits.js";
import { type ErrorCode, FootnoteError } from "../../core/errors/errors.js";
import { isMissing } from "../../core/file-problems.js";
import type { Settings } from "../../core/settings.js";
import { type ModelSettings, modelSettings } from "../../embedding/model-settings.js";
import { type AboutInquiry, mayBeAbout } from "../../search/about/parting.js";
import type { Inquiry } from "../../search/inquiry.js";
import type { Library } from "../../search/library.js";
import { pipeline } from "../../search/pipeline.js";
import { interpretQuestion, type Question } from "../../search/question/question.js";
import { findByPath } from "../../search/question/same-path.js";
import type { CollectionInfo, IndexStore } from "../../store/index-store.js";
import { openStore } from "../../store/open-store.js";
import { type StorePlace, storePlace } from "../../store/store-place.js";
import {
  type AskRequest,
  type Assistant,
  assertLine,
  type Original,
  type ReportOptions,
  type ReportRequest,
  type SyncOptions,
  type VerifyRequest,
  type WriteOptions,
  type WriteRequest,
} from "../assistant.js";
import { FolderWatch } from "./folder-watch.js";
import type { Models } from "./models.js";
import { OpenLibrary } from "./open-library.js";

const DEFAULT_CORPUS = "corpus";
/** Says of an index that another one has to take its place: nothing is lost with it. */
export const UNUSABLE_INDEX: ReadonlySet<ErrorCode> = new Set(["index_corrupt", "index_format"]);

export interface LocalOptions {
  /** What relative folders of the settings are relative to. */
  readonly cwd: string;
  /** Folder of documents for `sync`, absolute [the one of the last time, at first `corpus` in `cwd`]. */
  readonly corpus?: string | undefined;
  /** Compiled file of the embedding threads [the one of this build]. */
  readonly workerUrl?: URL;
  /** Compute the model in a thread of its own, for a process that answers several at once [false]. */
  readonly modelThread?: boolean;
  /** Build in a process of its own, for one that does other things meanwhile [false]. */
  readonly buildProcess?: boolean;
  /** Paths that `sync` leaves out of the index, as if they were not there: for measuring. */
  readonly exclude?: ReadonlySet<string>;
  /** Milliseconds after which a build in this process publishes what it has so far [as `buildIndex`]. */
  readonly publishEveryMs?: number;
  /** What is asked [the index that the settings name]. */
  readonly store?: IndexStore;
}

/** A folder that is indexed. Absolute paths. */
export interface IndexedFolder {
  readonly corpus: string;
  readonly indexFolder: string;
  /** Its name among several that are asked as one. */
  readonly collection?: string;
}

/** The assistant over an index that this process opens itself, wherever it is kept. The model is loaded with the first question. */
export class LocalAssistant implements Assistant {
  /** Absolute path of the index's folder: of all of it, or of what builds on this machine keep beside a cluster's. */
  readonly indexFolder: string;
  readonly #place: StorePlace;
  readonly #store: IndexStore;
  readonly #library: OpenLibrary;
  readonly #model: ModelSettings;
  readonly #limits: CorpusLimits;
  readonly #watch: FolderWatch;
  /** The index has one writer: of two builds in this process the lock would refuse the second. */
  #builds: Promise<PQueue> | null = null;
  #models: Promise<Models> | null = null;
  readonly #agreed = new Set<string>();

  constructor(
    private readonly settings: Settings,
    private readonly options: LocalOptions,
  ) {
    this.indexFolder = resolve(options.cwd, settings.index);
    this.#place = storePlace(settings, options.cwd);
    this.#store = options.store ?? openStore(this.#place);
    this.#library = new OpenLibrary(this.#store);
    this.#watch = new FolderWatch(this.indexFolder, this.#store.isShared);
    this.#model = modelSettings(settings, options.cwd);
    this.#limits = corpusLimits(settings);
  }

  /** For people: where the index is kept. */
  get place(): string {
    return this.#store.place;
  }

  async ask(request: AskRequest, signal?: AbortSignal): Promise<Answer> {
    // What can't be asked is refused before the model is loaded for it.
    const question = interpretQuestion(request.question);
    const about = mayBeAbout({ question, literal: request.literal })
      ? await this.#aboutDocuments(question, request, signal)
      : null;
    if (about) return about;
    return this.#library.readWith(this.#loadModels(), (library) => {
      const folder = this.#watch.stale(library.reader.info);
      return pipeline.answer(this.#inquiry(question, library, request, signal), folder);
    });
  }

  /** Lets sentences be sent to a host from now on, as `llmConsent` does. */
  agreeTo(host: string): void {
    this.#agreed.add(host);
  }

  async write(request: WriteRequest, { onEvent, signal }: WriteOptions = {}): Promise<Answer> {
    const { topK = this.settings.topK, showPrompt, unsent } = request;
    const writing = await import("./write-words.js");
    const question = interpretQuestion(request.question);
    return this.#library.readWith(this.#loadModels(), async (library) => {
      const wide = { ...request, topK: Math.max(topK, writing.MAX_WRITTEN_PASSAGES) };
      const folder = this.#watch.stale(library.reader.info);
      const found = await pipeline.answer(this.#inquiry(question, library, wide, signal), folder);
      const nearest = found.not_found && { ...found.not_found, nearest: found.not_found.nearest.slice(0, topK) };
      const quoted = { ...found, not_found: nearest, passages: found.passages.slice(0, topK) };
      onEvent?.({ event: "answer.quoted", data: quoted });
      const { cwd } = this.options;
      const options = { library, settings: this.#writerSettings(), cwd, showPrompt, unsent, onEvent, signal };
      return { ...quoted, written: await writing.writeWords(found, options) };
    });
  }

  async report(request: ReportRequest, { onEvent, signal }: ReportOptions = {}): Promise<Report> {
    const { task, write, showPrompt, unsent } = request;
    const { reportIn } = await import("./write-words.js");
    return this.#library.readWith(this.#loadModels(), (library) => {
      const { cwd } = this.options;
      const folder = this.#watch.stale(library.reader.info);
      const writing = write || unsent ? { showPrompt, unsent } : null;
      return reportIn(task, { library, folder, settings: this.#writerSettings(), cwd, writing, onEvent, signal });
    });
  }

  /** What needs no model: a greeting, a list of the documents, an outline. `null` for a question of content. */
  #aboutDocuments(question: Question, request: AskRequest, signal?: AbortSignal): Promise<Answer | null> {
    return this.#library.read((library) => {
      const folder = this.#watch.stale(library.reader.info);
      return pipeline.about(this.#inquiry(question, library, request, signal), folder);
    });
  }

  async search(request: AskRequest, signal?: AbortSignal): Promise<SearchResults> {
    const question = interpretQuestion(request.question);
    return this.#library.readWith(this.#loadModels(), async (library) => {
      const folder = this.#watch.stale(library.reader.info);
      const found = await pipeline.search(this.#inquiry(question, library, request, signal), folder);
      return { question: request.question, ...found };
    });
  }

  async verify(request: VerifyRequest, signal?: AbortSignal): Promise<Verification> {
    const { statements = [], citations = [] } = request;
    if (statements.length + citations.length === 0) throw new FootnoteError("nothing_to_verify", {});
    for (const statement of statements) interpretQuestion(statement);
    const { verifyClaims } = await import("../../verify/verify-claims.js");
    const call = async (library: Pick<Library, "reader" | "sources"> & Partial<Library>) => {
      const folder = this.#watch.stale(library.reader.info);
      if (citations.length > 0 && this.#store.isShared && (await folder).stale === null) {
        throw new FootnoteError("corpus_elsewhere", { path: library.reader.info.corpus });
      }
      return verifyClaims(request, library, folder, this.indexFolder, signal);
    };
    // Citations alone need no model.
    return statements.length > 0 ? this.#library.readWith(this.#loadModels(), call) : this.#library.read(call);
  }

  documents(page: { cursor?: string; limit?: number } = {}): Promise<DocumentPage> {
    return this.#library.read(async ({ reader }) => {
      const { listDocuments } = await import("./documents.js");
      return listDocuments(reader.info.documents, page);
    });
  }

  document(id: DocumentId): Promise<DocumentDetails> {
    return this.#library.read(async ({ reader }) => {
      const { detailsOf } = await import("./documents.js");
      return detailsOf(id, reader.info.documents);
    });
  }

  text(id: DocumentId): Promise<DocumentText> {
    return this.#library.read(async ({ reader, sources }) => {
      const source = await sources.get(id);
      if (!source) throw new FootnoteError("document_unknown", { id });
      const { summarise } = await import("./documents.js");
      const pages = (await reader.layout(id))?.pages.length || null;
      return { document: summarise(source.document), text: source.text, pages };
    });
  }

  page(id: DocumentId, number: number): Promise<PageView> {
    return this.#library.read(async ({ reader, sources }) => {
      const { pageView } = await import("./pages.js");
      return pageView(id, number, reader, sources);
    });
  }

  original(id: DocumentId): Promise<Original> {
    return this.#library.read(async ({ reader, sources }) => {
      const document = sources.documents.get(id);
      if (!document) throw new FootnoteError("document_unknown", { id });
      const { originalOf } = await import("./pages.js");
      return originalOf(document, reader.info, this.#store.isShared);
    });
  }

  passage(id: PassageId, context = 0): Promise<PassageInContext> {
    return this.#library.read(async ({ reader, sources }) => {
      const [passage] = await reader.passages([id]);
      if (!passage) throw new FootnoteError("passage_unknown", { id });
      const { passageInContext } = await import("./documents.js");
      return passageInContext(passage, reader, sources, context);
    });
  }

  passageAt(path: string, line: number, context = 0): Promise<PassageInContext> {
    return this.#library.read(async ({ reader, sources }) => {
      assertLine(path, line);
      const unknown = (problem: string) =>
        new FootnoteError("location_unknown", { location: `${path}:${line}`, problem });
      const document = findByPath(reader.info.documents, [path]);
      const source = document && (await sources.get(document.id));
      if (!source) throw unknown(heldWords(path, reader.info.documents) ?? "there is no such document");
      const where = source.map.lineSpan(line);
      if (!where) throw unknown(`the document has ${source.map.lineCount} lines`);
      const { nearestPassage, passageInContext } = await import("./documents.js");
      const passage = nearestPassage(await reader.passagesOf(source.document.id), where);
      if (!passage) throw unknown("the document has no passages");
      return passageInContext(passage, reader, sources, context);
    });
  }

  status(): Promise<IndexStatus> {
    return this.#library.read(async ({ reader: { info } }) => ({
      generation: info.name,
      corpus: info.corpus,
      indexed_at: info.indexedAt,
      documents: info.documents.length,
      passages: info.passageCount,
      model: info.fingerprint.model,
      partly_read: info.documents.flatMap(({ path, unread }) => (unread.length > 0 ? [{ path, unread }] : [])),
      skipped: info.skipped.map(({ path, reason }) => ({ path, reason })),
      ...(await this.#watch.stale(info)),
      ...(info.incomplete && { incomplete: true }),
      ...(info.collections && { collections: info.collections.map(summariseCollection) }),
    }));
  }

  /** Builds run in the order in which they were asked for; who waits for another one can leave at once. */
  async sync(options: SyncOptions = {}): Promise<SyncResult> {
    const { signal } = options;
    const waiting = new AbortController();
    const leave = () => waiting.abort(new FootnoteError("interrupted", {}, { cause: signal?.reason }));
    this.#builds ??= import("p-queue").then(({ default: PQueue }) => new PQueue({ concurrency: 1 }));
    const builds = await this.#builds;
    if (signal?.aborted) leave();
    signal?.addEventListener("abort", leave, { once: true });
    const build = () => {
      // A build ends by itself: the queue would let the next one begin while this one still clears up.
      signal?.removeEventListener("abort", leave);
      return this.#build(options).catch((error: unknown) => {
        const isUnusable = error instanceof FootnoteError && UNUSABLE_INDEX.has(error.code);
        if (!options.mend || options.full || !isUnusable) throw error;
        return this.#build({ ...options, full: true });
      });
    };
    try {
      return await builds.add(build, { signal: waiting.signal });
    } finally {
      signal?.removeEventListener("abort", leave);
    }
  }

  async #build({ full = false, onProgress, signal }: SyncOptions): Promise<SyncResult> {
    const { passageTokens: maxTokens, overlapTokens, workers: threads, ocrDataPath } = this.settings;
    const { buildProcess = false, exclude, publishEveryMs, workerUrl } = this.options;
    const { SPLITTER_VERSION } = await import("../../index/split/passages.js");
    const workers = threads > 0 ? threads : undefined;
    const job = {
      corpus: await this.corpusToRead(),
      indexFolder: this.indexFolder,
      model: this.#model,
      splitter: { version: SPLITTER_VERSION, maxTokens, overlapTokens },
      limits: this.#limits,
      ...(ocrDataPath !== "" && { ocrDataPath: resolve(this.options.cwd, ocrDataPath) }),
      full,
      ...(exclude && { exclude }),
    };
    const heard = { ...(onProgress && { onProgress }), ...(signal && { signal }) };
    if (buildProcess) {
      const { buildInProcess } = await import("../../index/build/build-process.js");
      return buildInProcess({ ...job, place: this.#place, workers }, heard);
    }
    const { buildIndex } = await import("../../index/build/build-index.js");
    const pool = { ...(workers && { workers }), ...(workerUrl && { workerUrl }) };
    const published = publishEveryMs === undefined ? {} : { publishEveryMs };
    return buildIndex({ ...job, store: this.#store, pool, ...published, ...heard });
  }

  /** What `sync` would do. @throws as `sync` does for the corpus and the index */
  async plan(signal?: AbortSignal): Promise<SyncPlan> {
    const { planSync } = await import("../../index/build/plan.js");
    return planSync(await this.corpusToRead(), this.#store, this.#limits, { indexFolder: this.indexFolder, signal });
  }

  /** Why a document, named by path or id, is not in the answer to a question. @throws path_unknown, as `ask` does */
  async whyNot(document: string, request: AskRequest, signal?: AbortSignal): Promise<Miss> {
    const question = interpretQuestion(request.question);
    const { explainMiss } = await import("./explain-miss.js");
    return this.#library.readWith(this.#loadModels(), (library) => {
      const folder = this.#watch.stale(library.reader.info);
      return explainMiss(document, this.#inquiry(question, library, request, signal), folder, this.options.cwd);
    });
  }

  async close(): Promise<void> {
    const loading = this.#models;
    this.#models = null;
    const models = await loading?.catch(() => null);
    await Promise.all([models?.embedder.close(), models?.readingModel?.close(), this.#library.close()]);
    await this.#store.close();
  }

  #inquiry<Of extends AboutInquiry["library"]>(
    question: Question,
    library: Of,
    { topK = this.settings.topK, filters, explain, literal, history }: AskRequest,
    signal: AbortSignal | undefined,
  ): Omit<Inquiry, "library"> & { readonly library: Of } {
    const { strictness, followUps } = this.settings;
    const rewrite = followUps === "model" ? this.#rewriteIn(signal) : undefined;
    return { question, library, topK, filters, explain, literal, history, rewrite, strictness, signal };
  }

  /** A model that can't be reached leaves follow-ups to the rules: the question is answered all the same. */
  #rewriteIn(signal: AbortSignal | undefined): NonNullable<Inquiry["rewrite"]> {
    return async (asked, history) => {
      const { rewriteWith } = await import("./write-words.js");
      return rewriteWith(this.#writerSettings(), this.options.cwd, asked, history, signal);
    };
  }

  /** With the hosts that were agreed to since. */
  #writerSettings(): Settings {
    return { ...this.settings, llmConsent: [...this.settings.llmConsent, ...this.#agreed] };
  }

  /** Loaded with the first question, and again with the next one if it could not be loaded or is gone. */
  #loadModels(): Promise<Models> {
    if (this.#models) return this.#models;
    const forget = () => {
      if (this.#models === loading) this.#models = null;
    };
    const loading = this.#importModels(forget);
    loading.catch(forget);
    this.#models = loading;
    return loading;
  }

  /** Where there is no index this fails at once: the import keeps the thread from saying so for a while. */
  async #importModels(onEnd: () => void): Promise<Models> {
    if ((await this.#store.currentGeneration()) === null) await this.#library.read(async () => {});
    const { loadModels } = await import("./models.js");
    return loadModels(this.#model, { ...this.options, reads: this.settings.reader === "on", onEnd });
  }

  /** The folder that `sync` reads: the one of the options, else of the index, else the default. */
  async corpus(): Promise<string> {
    return (await this.#namedCorpus()) ?? resolve(this.options.cwd, DEFAULT_CORPUS);
  }

  /** The folders that `sync` reads, each with its index. */
  async folders(): Promise<readonly IndexedFolder[]> {
    return [{ corpus: await this.corpus(), indexFolder: this.indexFolder }];
  }

  /** The same, for who reads it now. @throws FootnoteError corpus_unnamed, where it is the default and not there */
  async corpusToRead(): Promise<string> {
    const corpus = await this.corpus();
    if ((await this.#namedCorpus()) === null && !(await exists(corpus))) throw new FootnoteError("corpus_unnamed", {});
    return corpus;
  }

  async #namedCorpus(): Promise<string | null> {
    return this.options.corpus ?? (await this.#store.corpus()) ?? this.#library.corpus;
  }
}

function summariseCollection({ name, info }: CollectionInfo): NonNullable<IndexStatus["collections"]>[number] {
  const { corpus, documents, indexedAt, passageCount } = info;
  return { name, corpus, documents: documents.length, passages: passageCount, indexed_at: indexedAt };
}

/** What is in its way is said by who reads it. */
async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => !isMissing(error),
  );
}
