import { randomBytes } from "node:crypto";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { LocalAssistant, type LocalOptions } from "../assistant/local/local-assistant.js";
import { loadModels, type Models } from "../assistant/local/models.js";
import { MAX_WRITTEN_PASSAGES } from "../assistant/local/write-words.js";
import type { Filters } from "../contract/filters.js";
import type { SyncProgress } from "../contract/index-state.js";
import { type ErrorCode, FootnoteError } from "../core/errors/errors.js";
import type { Settings } from "../core/settings.js";
import type { Embedder } from "../embedding/embedder.js";
import { modelSettings } from "../embedding/model-settings.js";
import { Sources } from "../search/library.js";
import { interpretQuestion } from "../search/question/question.js";
import type { IndexReader } from "../store/index-store.js";
import { openStore } from "../store/open-store.js";
import type { ClusterAddress } from "../store/opensearch/cluster.js";
import { OpenSearchStore } from "../store/opensearch/opensearch-store.js";
import { type StorePlace, storePlace } from "../store/store-place.js";
import { verifyClaims } from "../verify/verify-claims.js";
import { EvidenceParagraphs } from "./evidence-paragraphs.js";
import type { EvalSubject } from "./gate-cases.js";
import { hideSpans } from "./hide-spans.js";
import type { LabelledQuestion } from "./labelled-set.js";
import { type Part, pipelineWithout } from "./without-parts.js";
import { tryWriting } from "./write-trial.js";

const REBUILT: ReadonlySet<ErrorCode> = new Set(["index_splitter", "index_model", "index_format", "index_corrupt"]);
/** The measurement doesn't look at the folder again once the index is up to date. */
const NOT_LOOKED_AT = { stale: null, checked_at: null };

interface SubjectOptions extends LocalOptions {
  /** With the index to measure, which is brought up to date first. */
  readonly settings: Settings;
  /** What a question's way has to do without [nothing]. */
  readonly without?: ReadonlySet<Part>;
  readonly onProgress?: (progress: SyncProgress) => void;
  readonly signal?: AbortSignal;
}

/** The way of a question over a corpus, to be measured. Copies without a document keep the vectors of the others. */
export async function openSubject(options: SubjectOptions): Promise<EvalSubject> {
  await bringUpToDate(options);
  const { settings, cwd } = options;
  const reads = settings.reader === "on" && !options.without?.has("reader");
  const loaded = await loadModels(modelSettings(settings, cwd), { reads, onEnd: () => {} });
  const models = { ...loaded, embedder: rememberQuestions(loaded.embedder) };
  const subject = await openIndex(options, models, storePlace(settings, cwd));
  const close = async () => {
    await subject.close();
    await Promise.all([models.embedder.close(), models.readingModel?.close()]);
  };
  return { ...subject, close };
}

async function bringUpToDate({ settings, onProgress, signal, ...options }: SubjectOptions): Promise<void> {
  const assistant = new LocalAssistant(settings, options);
  const sync = { ...(onProgress && { onProgress }), ...(signal && { signal }) };
  try {
    await assistant.sync(sync);
  } catch (error) {
    // The index is the measurement's own: what can't be built upon is made anew.
    if (!(error instanceof FootnoteError && REBUILT.has(error.code))) throw error;
    await assistant.sync({ ...sync, full: true });
  } finally {
    await assistant.close();
  }
}

async function openIndex(options: SubjectOptions, models: Models, place: StorePlace): Promise<EvalSubject> {
  const { settings, cwd, signal, without = new Set() } = options;
  const pipeline = pipelineWithout(without);
  const store = openStore(place);
  const reader = await store.open();
  const sources = new Sources(reader);
  const paragraphs = new EvidenceParagraphs(reader.info.corpus);
  const inquiryOf = (question: string, topK: number, filters: Filters | undefined, of: IndexReader) => {
    const library = { reader: of, sources, ...models };
    return { question: interpretQuestion(question), library, topK, filters, strictness: settings.strictness, signal };
  };
  const judge = async (question: string, filters: Filters | undefined, of: IndexReader) => {
    return (await pipeline.find(inquiryOf(question, 1, filters, of))).judgement;
  };
  const withoutEvidence = async (labelled: LabelledQuestion): Promise<IndexReader> => {
    const document = reader.info.documents.find(({ path }) => path === labelled.document);
    const hidden = document && { documentId: document.id, spans: await paragraphs.of(labelled) };
    return hidden ? hideSpans({ reader, sources, embedder: models.embedder }, hidden) : reader;
  };
  return {
    ask: async (question, topK, filters) =>
      pipeline.answer(inquiryOf(question, topK, filters, reader), Promise.resolve(NOT_LOOKED_AT)),
    judge: (question, filters) => judge(question, filters, reader),
    judgeWithoutParagraphs: async (labelled) =>
      judge(labelled.question, labelled.filters, await withoutEvidence(labelled)),
    write: async (labelled, hidden = false) => {
      const of = hidden ? await withoutEvidence(labelled) : reader;
      const inquiry = inquiryOf(labelled.question, MAX_WRITTEN_PASSAGES, labelled.filters, of);
      const answer = await pipeline.answer(inquiry, Promise.resolve(NOT_LOOKED_AT));
      if (hidden && answer.status === "answered") return null;
      const { library } = inquiry;
      return tryWriting(answer, { library, settings, cwd, index: settings.index, folder: NOT_LOOKED_AT, signal });
    },
    verify: async (statement) => {
      const library = { reader, sources, ...models };
      const folder = Promise.resolve(NOT_LOOKED_AT);
      const { statements } = await verifyClaims({ statements: [statement] }, library, folder, settings.index, signal);
      return statements[0]!.sentences[0]!.verdict;
    },
    without: (document) =>
      place.kind === "folder"
        ? openCopy(options, models, document)
        : openCopyInCluster(options, models, { address: place.address, from: reader, document }),
    close: async () => {
      await reader.close();
      await store.close();
    },
  };
}

async function openCopy(options: SubjectOptions, models: Models, document: string): Promise<EvalSubject> {
  const folder = await mkdtemp(join(tmpdir(), "footnote-eval-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await cp(resolve(options.cwd, options.settings.index), folder, { recursive: true });
    const copy = { ...options, settings: { ...options.settings, index: folder }, exclude: new Set([document]) };
    await bringUpToDate(copy);
    const subject = await openIndex(copy, models, storePlace(copy.settings, options.cwd));
    const close = async () => {
      await subject.close();
      await remove();
    };
    return { ...subject, close };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** An index of another name beside the one that is measured, which holds all of it but one file. */
async function openCopyInCluster(
  options: SubjectOptions,
  models: Models,
  {
    address,
    from,
    document,
  }: { readonly address: ClusterAddress; readonly from: IndexReader; readonly document: string },
): Promise<EvalSubject> {
  const beside = { ...address, prefix: `${address.prefix}-without-${randomBytes(4).toString("hex")}` };
  const store = new OpenSearchStore(beside);
  const remove = async () => {
    await store.remove();
    await store.close();
  };
  try {
    const { corpus, fingerprint, splitter, limits, documents, skipped, indexedAt } = from.info;
    const writer = await store.begin({ corpus, fingerprint, splitter, limits });
    for (const one of documents) if (one.file !== document) await writer.copyDocument(one, from);
    await writer.commit(skipped, indexedAt);
    const subject = await openIndex(options, models, { kind: "opensearch", address: beside });
    const close = async () => {
      await subject.close();
      await remove();
    };
    return { ...subject, close };
  } catch (error) {
    await remove().catch(() => {});
    throw error;
  }
}

/** The same model, which embeds a question once however often it is asked: a measurement asks of many indexes. */
function rememberQuestions(embedder: Embedder): Embedder {
  const vectors = new Map<string, Promise<Float32Array>>();
  return {
    fingerprint: embedder.fingerprint,
    passageTokenLimit: embedder.passageTokenLimit,
    tokenize: (text) => embedder.tokenize(text),
    embedPassage: (passage) => embedder.embedPassage(passage),
    close: () => embedder.close(),
    embedQuery: (question) => {
      let vector = vectors.get(question);
      if (!vector) {
        vector = embedder.embedQuery(question);
        vectors.set(question, vector);
      }
      return vector;
    },
  };
}
