import type { Answer, AnswerDocument, Citation, RankedPassage } from "../../contract/answer.js";
import { lackingPhrases } from "../../core/quoted-phrases.js";
import { type Span, sliceSpan } from "../../core/spans.js";
import { isStopTerm } from "../../language/en/text-analysis.js";
import type { StoreResult } from "../../store/index-store.js";
import { explainScore } from "../explain/explain-score.js";
import { type AskOptions, type Findings, findPassages } from "../find-passages.js";
import type { Library, Source } from "../library.js";
import { holdsPhrases } from "../question/phrases.js";
import type { Shown } from "../rank/assemble.js";
import { cite, present } from "./cite.js";
import { type ChosenSentence, compose, follows } from "./compose.js";
import { contextOf } from "./context-sentence.js";
import { coverageOf, type FolderState, round } from "./coverage.js";

/** The whole way of a question: interpret, retrieve, fuse, judge, compose, cite. */
export async function answerQuestion(
  asked: string,
  library: Library,
  options: AskOptions,
  folder: Promise<FolderState>,
): Promise<Answer> {
  const started = performance.now();
  const findings = await findPassages(asked, library, options);
  const { question, judgement, sources, embedMs } = findings;
  const sourceOf = (item: Shown) => sources.get(item.candidate.passage.documentId) as Source;
  const chosen = chooseSentences(findings);
  const passages = presentAll(findings, chosen, options);
  const citations = chosen.map(({ from, passage, sentence }, i) =>
    cite(`c${i + 1}`, sourceOf(from), passage, sentence),
  );
  const contexts = chosen.map((sentence) => contextOf(sentence, sourceOf(sentence.from)));
  const sentences = citations.map(({ id, quote }, i) => ({
    text: quote,
    citations: [id],
    // What was said right before it needs no saying again.
    context: follows(chosen[i - 1], chosen[i]!) || contexts[i] === contexts[i - 1] ? null : (contexts[i] ?? null),
  }));
  const answered = chosen.length > 0;
  const total = performance.now() - started;
  return {
    schema: 1,
    status: answered ? "answered" : "not_found",
    question: asked,
    interpreted_question: question.text,
    answer: answered
      ? { text: sentences.map(({ text }) => text).join(" "), sentences, documents: documentsOf(citations) }
      : null,
    citations,
    passages: answered ? passages : [],
    confidence: judgement.confidence,
    not_found: answered ? null : notFound(findings, passages),
    coverage: coverageOf(library.reader.info, findings.searched, await folder),
    timings_ms: { embed: round(embedMs), search: round(total - embedMs), total: round(total) },
    ...(options.explain && { explanation: { phrases: question.phrases, gate: judgement.explanation } }),
  };
}

/** @param citations one a sentence, those of one document together */
function documentsOf(citations: readonly Citation[]): AnswerDocument[] {
  return [...new Set(citations.map(({ document_id }) => document_id))].map((document_id) => {
    const own = citations.filter((citation) => citation.document_id === document_id);
    const { path, title } = own[0]!;
    return { document_id, path, title, sentences: own.length };
  });
}

/** The passages that match best, without an answer. */
export async function searchPassages(
  asked: string,
  library: Library,
  options: AskOptions,
  folder: Promise<FolderState>,
): Promise<Pick<Answer, "passages" | "coverage">> {
  const findings = await findPassages(asked, library, options);
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
export function chooseSentences(findings: Findings): ChosenSentence[] {
  const { question, judgement, shown, result, sources, sentenceTerms } = findings;
  const textOf = (item: Shown) => (sources.get(item.candidate.passage.documentId) as Source).text;
  return judgement.answered ? compose(question, shown, result.terms, sentenceTerms, textOf) : [];
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
  const reason = lacksPhrase && nearest.length > 0 ? lackingPhrases(question.phrases) : null;
  return { reason: reason ?? reasonOf(result, missing, nearest), missing_terms: missing, nearest };
}

function reasonOf({ passageCount }: StoreResult, missing: readonly string[], nearest: readonly unknown[]): string {
  if (passageCount === 0) return "The index holds no text: no document of its folder is left.";
  if (nearest.length === 0) return "No document passed the filters.";
  if (missing.length > 0) return "The documents don't answer this; some of its words occur nowhere in them.";
  return "The documents use these words, but no passage answers the question.";
}
