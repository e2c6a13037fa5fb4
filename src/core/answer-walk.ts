/** An answer as people go through it: by document, each sentence with the numbers of its sources, from 1. */
import type { Answer, AnswerDocument, AnswerSentence, Citation } from "../contract/answer.js";
import type { Verification, VerifiedSentence } from "../contract/verification.js";
import { titleOf } from "./wording.js";

/** What an answer quotes of one document. */
export interface QuotedDocument {
  /** `null` for sentences that are no document's. */
  readonly document: AnswerDocument | null;
  /** What it is called where several speak or it is outlined, as it stands there; `null` for the only one. */
  readonly name: string | null;
  readonly sentences: readonly QuotedSentence[];
}

export interface QuotedSentence extends Pick<AnswerSentence, "text" | "context"> {
  /** Place among all sentences of the answer, from 0. */
  readonly at: number;
  readonly citations: readonly Citation[];
  /** One for each of its citations. */
  readonly numbers: readonly number[];
  /** Whether its context stands above it: the names of a table's columns, or headings. */
  readonly isUnderContext: boolean;
}

type Quoting = Pick<Answer, "kind" | "answer" | "citations">;

/** The documents of an answer with what it quotes of each, in its order; none for a refusal. */
export function quotedDocuments({ kind, answer, citations }: Quoting): QuotedDocument[] {
  const { documents = [], sentences = [] } = answer ?? {};
  const places = new Map(citations.map(({ id }, place) => [id, place]));
  const isUnderHeadings = kind === "outline" || kind === "comparison";
  const isNamed = kind !== "documents" && (documents.length > 1 || kind === "outline");
  let next = 0;
  const take = (count: number) => {
    const from = next;
    next += count;
    return sentences.slice(from, next).map(({ text, context, citations: ids }, i): QuotedSentence => {
      const cited = ids.flatMap((id) => places.get(id) ?? []);
      return {
        at: from + i,
        text,
        context,
        citations: cited.map((place) => citations[place] as Citation),
        numbers: cited.map((place) => place + 1),
        isUnderContext: context !== null && (isUnderHeadings || typeof citations[cited[0] ?? -1]?.row === "number"),
      };
    });
  };
  const nobodys = take(sentences.length - documents.reduce((sum, document) => sum + document.sentences, 0));
  return [
    ...(nobodys.length > 0 ? [{ document: null, name: null, sentences: nobodys }] : []),
    ...documents.map((document) => ({
      document,
      name: isNamed ? titleOf(document) : null,
      sentences: take(document.sentences),
    })),
  ];
}

/** The sentences of an answer in a row. */
export function quotedSentences(answer: Quoting): QuotedSentence[] {
  return quotedDocuments(answer).flatMap(({ sentences }) => sentences);
}

export interface NumberedSentence {
  readonly sentence: VerifiedSentence;
  /** One for each of its passages. */
  readonly numbers: readonly number[];
}

/** The sentences of all statements in a row; their passages are counted through. */
export function numberedSentences({ statements }: Pick<Verification, "statements">): NumberedSentence[] {
  let number = 0;
  return statements
    .flatMap(({ sentences }) => sentences)
    .map((sentence) => ({ sentence, numbers: sentence.passages.map(() => ++number) }));
}
