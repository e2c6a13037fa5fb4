import { expect, test } from "vitest";
import type { Answer, AnswerSentence, Citation } from "../../../src/contract/answer.js";
import { asDocumentId, codePointOffset } from "../../../src/contract/ids.js";
import { sentenceRuns } from "../../../src/page/text/sentence-runs.js";

/** An answer that quotes these texts of a document, in this order. */
function quoting(text: string, quotes: readonly string[], context: string | null = null) {
  const document_id = asDocumentId("d1");
  const points = (part: string) => Array.from(part).length;
  const citations = quotes.map((quote, index) => {
    const at = text.indexOf(quote);
    const start = codePointOffset(points(text.slice(0, at)));
    const end = codePointOffset(start + points(quote));
    const selector = {
      type: "TextQuoteSelector",
      exact: quote,
      prefix: text.slice(Math.max(0, at - 32), at),
      suffix: "",
    };
    return { id: `c${index + 1}`, document_id, start, end, selector } as Citation;
  });
  const sentences = quotes.map(
    (quote, index): AnswerSentence => ({
      text: quote,
      citations: [`c${index + 1}`],
      context: index === 0 ? null : context,
    }),
  );
  const documents = [{ document_id, path: "a.md", title: "A", sentences: quotes.length }];
  const answer: Pick<Answer, "kind" | "answer" | "citations"> = {
    kind: "content",
    answer: { text: quotes.join(" "), sentences, documents },
    citations,
  };
  return sentenceRuns(answer).flatMap(({ runs }) => runs.map((run) => run.map((sentence) => sentence.text)));
}

test("sentences that stand side by side are one run, emoji before them or not", () => {
  expect(quoting("🏠🏠 One. Two.  Three.", ["One.", "Two.", "Three."])).toEqual([["One.", "Two.", "Three."]]);
});

test.each([
  ["items of a list", "To bring:\n\n- a torch\n- boots\n", ["To bring:", "a torch", "boots"]],
  ["rows of a table", "key;euros\nlost;85\n", ["key;euros", "lost;85"]],
  ["paragraphs", "One.\r\n\r\nTwo.", ["One.", "Two."]],
  ["sentences with another between them", "One. Between. Two.", ["One.", "Two."]],
  ["sentences in another order than the document's", "One. Two.", ["Two.", "One."]],
])("%s begin runs of their own", (_, text, quotes) => {
  expect(quoting(text, quotes)).toEqual(quotes.map((quote) => [quote]));
});

test("a sentence that is shown with the one before it begins a run", () => {
  expect(quoting("One. Two.", ["One.", "Two."], "Zero.")).toEqual([["One."], ["Two."]]);
});
