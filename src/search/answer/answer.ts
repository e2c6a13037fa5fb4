import type { Answer, AnswerDocument, AskedOf, Citation, RankedPassage } from "../../contract/answer.js";
import type { DocumentId } from "../../contract/ids.js";
import { sliceSpan } from "../../core/spans.js";
import type { StoredSentence } from "../../store/index-store.js";
import { asFarAsLegible } from "../gate/evidence-gate.js";
import type { Inquiry } from "../inquiry.js";
import { holdsPhrases } from "../question/phrases.js";
import type { Selection } from "../question/selection.js";
import type { Shown } from "./assemble.js";
import { cite, present } from "./cite.js";
import { type ChosenSentence, type Findings, follows } from "./compose.js";
import { contextOf } from "./context-sentence.js";
import { askedOfThese, coverageOf, type FolderState, round } from "./coverage.js";
import { notFound } from "./not-found.js";

/**
 * Says what was found, with a citation for each sentence.
 * @param chosen the sentences that answer; none for a refusal
 * @param started when the question came, as `performance.now` counts
 */
export async function answerOf(
  findings: Findings,
  chosen: readonly ChosenSentence[],
  inquiry: Inquiry,
  folder: Promise<FolderState>,
  started: number,
): Promise<Answer> {
  const { ranking, judgement } = findings;
  const { selection, texts, embedMs } = ranking;
  const passages = await presentAll(findings, chosen, inquiry);
  const citations = chosen.map(({ passage, sentence }, i) =>
    cite(`c${i + 1}`, texts.sourceOf(passage), passage, sentence),
  );
  const contexts = chosen.map((sentence) => contextOf(sentence, texts.sourceOf(sentence.passage)));
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
    kind: "content",
    status: answered ? "answered" : "not_found",
    question: inquiry.question.asked,
    interpreted_question: selection.question.text,
    asked_of: askedOf(selection, inquiry),
    answer: answered
      ? { text: sentences.map(({ text }) => text).join(" "), sentences, documents: documentsOf(citations) }
      : null,
    citations,
    passages: answered ? passages : [],
    confidence: asFarAsLegible(
      judgement.confidence,
      citations.map(({ ocr }) => ocr),
    ),
    not_found: answered ? null : await notFound(findings, inquiry, passages),
    coverage: coverageOf(inquiry.library.reader.info, searchedOf(selection), await folder),
    timings_ms: { embed: round(embedMs), search: round(total - embedMs), total: round(total) },
    ...(inquiry.explain && { explanation: { phrases: selection.question.phrases, gate: judgement.explanation } }),
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

function searchedOf({ naming, filtered }: Selection): ReadonlySet<DocumentId> | undefined {
  return naming?.documentIds ?? filtered?.documentIds;
}

/** The documents that the question names. */
function askedOf({ naming }: Selection, { library }: Pick<Inquiry, "library">): AskedOf | null {
  if (!naming) return null;
  const { documentIds, names, rest } = naming;
  const documents = library.reader.info.documents.filter(({ id }) => documentIds.has(id));
  return askedOfThese(names, documents, rest);
}

/** The passages that match best; none where a phrase is asked for that none holds. */
export async function resultsOf(
  findings: Findings,
  inquiry: Inquiry,
  folder: Promise<FolderState>,
): Promise<Pick<Answer, "asked_of" | "passages" | "coverage">> {
  const { selection } = findings.ranking;
  const { lacks } = selection;
  return {
    asked_of: askedOf(selection, inquiry),
    passages: lacks && "phrases" in lacks ? [] : await presentAll(findings, [], inquiry),
    coverage: coverageOf(inquiry.library.reader.info, searchedOf(selection), await folder),
  };
}

async function presentAll(
  { ranking, shown }: Findings,
  chosen: readonly ChosenSentence[],
  { topK, explain }: Inquiry,
): Promise<RankedPassage[]> {
  const { selection, texts } = ranking;
  const visible = shown.slice(0, topK);
  const passages = visible.map((item, i) => {
    const source = texts.sourceOf(item.candidate.passage);
    return present(i + 1, source, item, highlightsOf(item, chosen, selection.question.phrases, source.text));
  });
  if (!explain) return passages;
  const { explainScore } = await import("../explain/explain-score.js");
  return passages.map((passage, i) => {
    const item = visible[i]!;
    return { ...passage, explanation: explainScore(item, ranking, texts.sourceOf(item.candidate.passage)) };
  });
}

/** The sentences of a passage that the answer quotes; otherwise its best one, of those that hold a phrase asked for. */
function highlightsOf(
  shown: Shown,
  chosen: readonly ChosenSentence[],
  phrases: readonly string[],
  text: string,
): StoredSentence[] {
  const quoted = chosen.filter(({ from }) => from === shown).map(({ sentence }) => sentence);
  if (quoted.length > 0) return quoted.sort((a, b) => a.start - b.start);
  const holding = shown.sentences.filter(({ sentence }) =>
    phrases.some((phrase) => holdsPhrases(sliceSpan(text, sentence), [phrase])),
  );
  return [(holding.length > 0 ? holding : shown.sentences).reduce((a, b) => (b.cosine > a.cosine ? b : a)).sentence];
}
