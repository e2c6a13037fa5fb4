import type { Answer, Citation } from "../../contract/answer.js";
import { type QuotedDocument, type QuotedSentence, quotedDocuments } from "../../core/answer-walk.js";

/** What an answer quotes of one document. */
export interface DocumentRuns extends Omit<QuotedDocument, "sentences"> {
  /** Sentences that stand side by side in the document; list items, rows and what stands elsewhere begin a run. */
  readonly runs: readonly (readonly QuotedSentence[])[];
}

/** Cuts an answer where its sentences do not follow one another on a line: only the others read as one text. */
export function sentenceRuns(answer: Pick<Answer, "kind" | "answer" | "citations">): DocumentRuns[] {
  return quotedDocuments(answer).map(({ sentences, ...of }) => {
    const runs: QuotedSentence[][] = [];
    for (const sentence of sentences) {
      const run = runs.at(-1);
      const before = run?.at(-1);
      const isNext =
        before !== undefined && sentence.context === null && follows(sentence.citations[0], before.citations[0]);
      if (run !== undefined && isNext) run.push(sentence);
      else runs.push([sentence]);
    }
    return { ...of, runs };
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
