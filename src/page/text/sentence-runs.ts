import type { Answer, AnswerDocument, AnswerSentence, Citation } from "../../contract/answer.js";

/** What an answer quotes of one document. */
export interface DocumentRuns {
  readonly document: AnswerDocument;
  /** Sentences that stand side by side in the document; list items, rows and what stands elsewhere begin a run. */
  readonly runs: readonly (readonly AnswerSentence[])[];
}

/** Cuts an answer where its sentences do not follow one another on a line: only the others read as one text. */
export function sentenceRuns({ answer, citations }: Pick<Answer, "answer" | "citations">): DocumentRuns[] {
  const quotes = new Map(citations.map((citation) => [citation.id, citation]));
  const quoteOf = ({ citations: [first = ""] }: AnswerSentence) => quotes.get(first);
  let next = 0;
  return (answer?.documents ?? []).map((document) => {
    const runs: AnswerSentence[][] = [];
    for (const sentence of answer?.sentences.slice(next, next + document.sentences) ?? []) {
      const run = runs.at(-1);
      const before = run?.at(-1);
      const isNext = before !== undefined && sentence.context === null && follows(quoteOf(sentence), quoteOf(before));
      if (run !== undefined && isNext) run.push(sentence);
      else runs.push([sentence]);
    }
    next += document.sentences;
    return { document, runs };
  });
}

/** Whether nothing but spaces on one line stands between two quotes; the selector holds what stands before a quote. */
function follows(quote: Citation | undefined, before: Citation | undefined): boolean {
  if (quote === undefined || before === undefined || quote.document_id !== before.document_id) return false;
  const between = quote.start - before.end;
  const prefix = Array.from(quote.selector.prefix);
  return (
    between >= 0 && between <= prefix.length && /^[^\S\r\n]*$/.test(prefix.slice(prefix.length - between).join(""))
  );
}
