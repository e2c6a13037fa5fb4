import type { Answer, Coverage, RankedPassage } from "../core/answer.js";
import type { DocumentId, Span } from "../core/spans.js";
import type { Embedder } from "../embedding/embedder.js";
import type { GenerationInfo, IndexReader, StoreResult } from "../index/store/index-store.js";
import { isStopTerm } from "../index/store/text-analysis.js";
import { assemble, type Shown } from "./assemble.js";
import { cite, present } from "./cite.js";
import { type ChosenSentence, compose, SOURCES } from "./compose.js";
import { contextOf } from "./context-sentence.js";
import { type Judgement, judge } from "./evidence-gate.js";
import { type Filters, selectDocuments } from "./filter.js";
import { fuse } from "./fuse.js";
import { interpretQuestion, type Question } from "./question.js";
import { retrieve } from "./retrieve.js";
import type { Source, Sources } from "./source.js";

/** What a question is asked of. */
export interface Library {
  readonly reader: IndexReader;
  readonly sources: Sources;
  readonly embedder: Embedder;
}

export interface AskOptions {
  readonly topK: number;
  readonly filters?: Filters | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a look at the corpus says of the index. */
export type FolderState = Pick<Coverage, "stale" | "checked_at">;

/** Passages, best first, and all that was found out on the way to them. */
interface Findings {
  readonly question: Question;
  readonly result: StoreResult;
  readonly shown: readonly Shown[];
  readonly judgement: Judgement;
  readonly sources: ReadonlyMap<DocumentId, Source>;
  /** Documents that the filters let through. */
  readonly searched: number;
  readonly embedMs: number;
}

/** The whole way of a question: interpret, retrieve, fuse, judge, compose, cite. */
export async function answerQuestion(
  asked: string,
  library: Library,
  options: AskOptions,
  folder: Promise<FolderState>,
): Promise<Answer> {
  const started = performance.now();
  const findings = await find(asked, library, options);
  const { question, judgement, shown, result, sources, embedMs } = findings;
  const sourceOf = (item: Shown) => sources.get(item.candidate.passage.documentId) as Source;
  const chosen = judgement.answered ? compose(question, shown, result.terms, (item) => sourceOf(item).text) : [];
  const passages = shown
    .slice(0, options.topK)
    .map((item, i) => present(i + 1, sourceOf(item), item, highlightsOf(item, chosen)));
  const citations = chosen.map(({ from, passage, sentence }, i) =>
    cite(`c${i + 1}`, sourceOf(from), passage, sentence),
  );
  const sentences = citations.map(({ id, quote }, i) => ({
    text: quote,
    citations: [id],
    context: contextOf(chosen[i]!, sourceOf(chosen[i]!.from).text),
  }));
  const answered = chosen.length > 0;
  const total = performance.now() - started;
  return {
    schema: 1,
    status: answered ? "answered" : "not_found",
    question: asked,
    interpreted_question: question.text,
    answer: answered ? { text: sentences.map(({ text }) => text).join(" "), sentences } : null,
    citations,
    passages: answered ? passages : [],
    confidence: judgement.confidence,
    not_found: answered ? null : notFound(findings, passages),
    coverage: coverageOf(library.reader.info, findings.searched, await folder),
    timings_ms: { embed: round(embedMs), search: round(total - embedMs), total: round(total) },
  };
}

/** The passages that match best, without an answer. */
export async function searchPassages(asked: string, library: Library, options: AskOptions): Promise<RankedPassage[]> {
  const { shown, sources } = await find(asked, library, options);
  return shown.slice(0, options.topK).map((item, i) => {
    const source = sources.get(item.candidate.passage.documentId) as Source;
    return present(i + 1, source, item, highlightsOf(item, []));
  });
}

async function find(asked: string, library: Library, { topK, filters, signal }: AskOptions): Promise<Findings> {
  const question = interpretQuestion(asked);
  const filter = selectDocuments(library.reader.info.documents, filters);
  const { result, embedMs } = await retrieve(question, library, filter);
  signal?.throwIfAborted();
  const ranked = fuse(result);
  const judgement = judge(ranked, result, library.embedder.fingerprint);
  const shown = assemble(ranked, Math.max(topK, SOURCES));
  const ids = new Set(shown.map(({ candidate }) => candidate.passage.documentId));
  const sources = new Map<DocumentId, Source>();
  for (const id of ids) {
    const source = await library.sources.get(id);
    if (source) sources.set(id, source);
  }
  const searched = filter?.documentIds.size ?? library.reader.info.documents.length;
  return { question, result, shown, judgement, sources, searched, embedMs };
}

/** The sentences of a passage that the answer quotes; otherwise its best one. */
function highlightsOf(shown: Shown, chosen: readonly ChosenSentence[]): Span[] {
  const quoted = chosen.filter(({ from }) => from === shown).map(({ sentence }) => sentence);
  if (quoted.length > 0) return quoted.sort((a, b) => a.start - b.start);
  return [shown.sentences.reduce((a, b) => (b.cosine > a.cosine ? b : a)).sentence];
}

function notFound({ result }: Findings, nearest: readonly RankedPassage[]) {
  const missing = result.terms
    .filter(({ term, documentFrequency }) => documentFrequency === 0 && !isStopTerm(term))
    .map(({ word }) => word);
  return { reason: reasonOf(result, missing, nearest), missing_terms: missing, nearest };
}

function reasonOf({ passageCount }: StoreResult, missing: readonly string[], nearest: readonly unknown[]): string {
  if (passageCount === 0) return "The index holds no text: no document of its folder is left.";
  if (nearest.length === 0) return "No document passed the filters.";
  if (missing.length > 0) return "The documents don't answer this; some of its words occur nowhere in them.";
  return "The documents use these words, but no passage answers the question.";
}

/** What an answer says of the documents that were searched. */
export function coverageOf(info: GenerationInfo, searched: number, folder: FolderState): Coverage {
  return {
    documents_searched: searched,
    skipped: info.skipped.map(({ path, reason }) => ({ path, reason })),
    ...folder,
    indexed_at: info.indexedAt,
  };
}

export function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
