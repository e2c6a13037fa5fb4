import type { Answer, AnswerDocument, AskedOf, Citation, RankedPassage } from "../../contract/answer.js";
import type { DocumentId } from "../../contract/ids.js";
import { lackingPhrases } from "../../core/quoted-phrases.js";
import { type Span, sliceSpan } from "../../core/spans.js";
import { isFunctionWord } from "../../language/en/lexicon.js";
import { isStopTerm } from "../../language/en/text-analysis.js";
import type { Inquiry } from "../inquiry.js";
import type { Sources } from "../library.js";
import { holdsPhrases } from "../question/phrases.js";
import type { Selection } from "../question/selection.js";
import type { Shown } from "./assemble.js";
import { cite, present } from "./cite.js";
import { type ChosenSentence, type Findings, follows } from "./compose.js";
import { contextOf } from "./context-sentence.js";
import { askedOfThese, coverageOf, type FolderState, round } from "./coverage.js";

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
    confidence: judgement.confidence,
    not_found: answered ? null : notFound(findings, inquiry, passages),
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
): Span[] {
  const quoted = chosen.filter(({ from }) => from === shown).map(({ sentence }) => sentence);
  if (quoted.length > 0) return quoted.sort((a, b) => a.start - b.start);
  const holding = shown.sentences.filter(({ sentence }) =>
    phrases.some((phrase) => holdsPhrases(sliceSpan(text, sentence), [phrase])),
  );
  return [(holding.length > 0 ? holding : shown.sentences).reduce((a, b) => (b.cosine > a.cosine ? b : a)).sentence];
}

function notFound(findings: Findings, { library }: Pick<Inquiry, "library">, nearest: readonly RankedPassage[]) {
  const { result, selection } = findings.ranking;
  const { question, lacks } = selection;
  const missing = result.terms
    .filter(({ term, documentFrequency }) => documentFrequency === 0 && !isStopTerm(term))
    .map(({ word }) => word)
    .filter((word) => !isGrammar(word, question.text));
  const lacking = lacks && nearest.length > 0 ? lackingReason(lacks, library.sources) : null;
  return { reason: lacking ?? reasonOf(findings, missing, nearest), missing_terms: missing, nearest };
}

/** That documents do without "might" or "anyone" says nothing of what they are about; "May" and "US" are names. */
function isGrammar(word: string, question: string): boolean {
  const isCapitalisedAsFirst = question.startsWith(word) && /^\p{Lu}\p{Ll}/u.test(word);
  return isFunctionWord((isCapitalisedAsFirst ? word.toLowerCase() : word).replaceAll("’", "'"));
}

/** Documents with a similar name that a refusal suggests. */
const SUGGESTED = 3;

function lackingReason(lacks: NonNullable<Selection["lacks"]>, { documents }: Sources): string {
  if ("phrases" in lacks) return lackingPhrases(lacks.phrases);
  const { name, alike } = lacks.name;
  const titles = alike.slice(0, SUGGESTED).map((id) => `“${documents.get(id)?.title}”`);
  const others = titles.length > 0 ? `; nearest to it ${titles.length > 1 ? "are" : "is"} ${titles.join(", ")}` : "";
  return `No document is called “${name}”${others}.`;
}

function reasonOf({ ranking }: Findings, missing: readonly string[], nearest: readonly unknown[]): string {
  const { naming, question } = ranking.selection;
  if (ranking.result.passageCount === 0) return "The index holds no text: no document of its folder is left.";
  if (nearest.length === 0) return "No document passed the filters.";
  if (naming?.documentIds.size === 1) return "The document that it names doesn't answer this.";
  if (naming) return `None of the ${naming.documentIds.size} documents that it names answers this.`;
  if (missing.length > 0) {
    const guesses = question.suspected?.map(({ word, like }) => ` Did you mean “${like}” by “${word}”?`) ?? [];
    return `The documents don't answer this; some of its words occur nowhere in them.${guesses.join("")}`;
  }
  return "The documents use these words, but no passage answers the question.";
}
