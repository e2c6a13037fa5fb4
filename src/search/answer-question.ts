import type { Answer, Coverage, RankedPassage } from "../core/answer.js";
import type { PastTurn } from "../core/conversation.js";
import { type DocumentId, type Span, sliceSpan } from "../core/spans.js";
import type { Embedder } from "../embedding/embedder.js";
import type { GenerationInfo, IndexReader, PassageFilter, StoreResult } from "../index/store/index-store.js";
import { isStopTerm } from "../index/store/text-analysis.js";
import type { Without } from "./ablation.js";
import { assemble, type Shown } from "./assemble.js";
import { cite, present, shownSpan } from "./cite.js";
import { type ChosenSentence, compose, SOURCES } from "./compose.js";
import { contextOf } from "./context-sentence.js";
import { readFollowUp } from "./conversation/follow-up.js";
import { judgesOf } from "./conversation/judges.js";
import { type Judgement, judge } from "./evidence-gate.js";
import { explainScore } from "./explain.js";
import { type Filters, selectDocuments } from "./filter.js";
import { fuse, type Ranked } from "./fuse.js";
import { holdsPhrases, requirePhrases } from "./phrases.js";
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
  /** Whether to say how each score came about [false]. */
  readonly explain?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For measuring. */
  readonly without?: Without | undefined;
  /** What was asked before, oldest first: the question is read in its light. */
  readonly history?: readonly PastTurn[] | undefined;
}

/** What a look at the corpus says of the index. */
export type FolderState = Pick<Coverage, "stale" | "checked_at">;

/** Passages, best first, and all that was found out on the way to them. */
export interface Findings {
  readonly question: Question;
  /** What the filters let through; `undefined` without filters. */
  readonly selected: PassageFilter | undefined;
  /** What both the filters and the question's phrases let through. */
  readonly holding: PassageFilter | undefined;
  readonly result: StoreResult;
  /** All candidates, best first. */
  readonly ranked: readonly Ranked[];
  readonly shown: readonly Shown[];
  /** No passage holds the phrases that the question asks for: `shown` is what comes nearest without them. */
  readonly lacksPhrase: boolean;
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
  const { question, judgement, sources, embedMs } = findings;
  const sourceOf = (item: Shown) => sources.get(item.candidate.passage.documentId) as Source;
  const chosen = chooseSentences(findings);
  const passages = presentAll(findings, chosen, options);
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
    ...(options.explain && { explanation: { phrases: question.phrases, gate: judgement.explanation } }),
  };
}

/** The passages that match best, without an answer. */
export async function searchPassages(
  asked: string,
  library: Library,
  options: AskOptions,
  folder: Promise<FolderState>,
): Promise<Pick<Answer, "passages" | "coverage">> {
  const findings = await find(asked, library, options);
  return {
    passages: findings.lacksPhrase ? [] : presentAll(findings, [], options),
    coverage: coverageOf(library.reader.info, findings.searched, await folder),
  };
}

function presentAll(
  { question, shown, sources, result }: Findings,
  chosen: readonly ChosenSentence[],
  { topK, explain }: AskOptions,
): RankedPassage[] {
  return shown.slice(0, topK).map((item, i) => {
    const source = sources.get(item.candidate.passage.documentId) as Source;
    const passage = present(i + 1, source, item, highlightsOf(item, chosen, question.phrases, source.text));
    return explain ? { ...passage, explanation: explainScore(item, result.terms, source) } : passage;
  });
}

/** The sentences that answer; none where the gate refuses. */
export function chooseSentences({ question, judgement, shown, result, sources }: Findings): ChosenSentence[] {
  const textOf = (item: Shown) => (sources.get(item.candidate.passage.documentId) as Source).text;
  return judgement.answered ? compose(question, shown, result.terms, textOf) : [];
}

/** Goes as far as to the passages and the verdict: what all answers, refusals and explanations are made of. */
export async function find(asked: string, library: Library, options: AskOptions): Promise<Findings> {
  const { topK, filters, signal, history = [], without } = options;
  const selected = selectDocuments(library.reader.info.documents, filters);
  const question = interpretQuestion(await readFollowUp(asked, history, library, judgesOf(library, selected)));
  const holding = await requirePhrases(question.phrases, library.reader, selected);
  const lacksPhrase = holding?.passageIds?.size === 0;
  // Without the phrase nothing answers, but what comes nearest can still be shown.
  const { result, embedMs } = await retrieve(question, library, lacksPhrase ? selected : holding);
  signal?.throwIfAborted();
  const ranked = fuse(result, without);
  const judged = judge(lacksPhrase ? [] : ranked, result, library.embedder.fingerprint);
  const judgement = without?.has("gate") ? { ...judged, answered: ranked.length > 0 } : judged;
  const assembled = assemble(ranked, Math.max(topK, SOURCES), without);
  const ids = new Set(assembled.map(({ candidate }) => candidate.passage.documentId));
  const sources = new Map<DocumentId, Source>();
  for (const id of ids) {
    const source = await library.sources.get(id);
    if (source) sources.set(id, source);
  }
  // Of a phrase that two passages share, the better one shows it, and the other is cut down to what else it says.
  const shown =
    lacksPhrase || question.phrases.length === 0
      ? assembled
      : assembled.filter((item) => {
          const { text } = sources.get(item.candidate.passage.documentId) as Source;
          return holdsPhrases(sliceSpan(text, shownSpan(item)), question.phrases);
        });
  const searched = selected?.documentIds.size ?? library.reader.info.documents.length;
  return { question, selected, holding, result, ranked, shown, lacksPhrase, judgement, sources, searched, embedMs };
}

/** The sentences of a passage that the answer quotes; otherwise its best one, of those that hold a phrase asked for. */
function highlightsOf(
  shown: Shown,
  chosen: readonly ChosenSentence[],
  phrases: readonly string[],
  text: string,
): Span[] {
  const quoted = chosen.filter(({ from }) => from === shown).map(({ sentence }) => sentence);
  if (quoted.length > 0) return quoted.sort((a, b) => a.start - b.start);
  const holding = shown.sentences.filter(({ sentence }) =>
    phrases.some((phrase) => holdsPhrases(sliceSpan(text, sentence), [phrase])),
  );
  return [(holding.length > 0 ? holding : shown.sentences).reduce((a, b) => (b.cosine > a.cosine ? b : a)).sentence];
}

function notFound({ result, question, lacksPhrase }: Findings, nearest: readonly RankedPassage[]) {
  const missing = result.terms
    .filter(({ term, documentFrequency }) => documentFrequency === 0 && !isStopTerm(term))
    .map(({ word }) => word);
  const reason = lacksPhrase && nearest.length > 0 ? phraseReason(question.phrases) : null;
  return { reason: reason ?? reasonOf(result, missing, nearest), missing_terms: missing, nearest };
}

function reasonOf({ passageCount }: StoreResult, missing: readonly string[], nearest: readonly unknown[]): string {
  if (passageCount === 0) return "The index holds no text: no document of its folder is left.";
  if (nearest.length === 0) return "No document passed the filters.";
  if (missing.length > 0) return "The documents don't answer this; some of its words occur nowhere in them.";
  return "The documents use these words, but no passage answers the question.";
}

function phraseReason(phrases: readonly string[]): string {
  const named = phrases.map((phrase) => `“${phrase}”`).join(" and ");
  return `No passage holds the ${phrases.length > 1 ? "phrases" : "phrase"} ${named}${phrases.length > 1 ? " together" : ""}.`;
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
