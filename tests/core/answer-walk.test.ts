import fc from "fast-check";
import { expect, test } from "vitest";
import type { Answer, Citation } from "../../src/contract/answer.js";
import { asDocumentId } from "../../src/contract/ids.js";
import { quotedDocuments, quotedSentences } from "../../src/core/answer-walk.js";

/** Answers with so many sentences a document; each sentence cites what stands at these places of the list. */
const answers = fc
  .array(fc.array(fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((documents): Pick<Answer, "kind" | "answer" | "citations"> => {
    const citations = Array.from(
      { length: 21 },
      (_, i) => ({ id: `c${i + 1}`, row: i % 2 === 0 ? i : null }) as Citation,
    );
    const sentences = documents.flat().map((places, i) => ({
      text: `Sentence ${i}.`,
      citations: places.map((place) => `c${place + 1}`),
      context: i % 3 === 0 ? "Before." : null,
    }));
    return {
      kind: "content",
      answer: {
        text: "",
        sentences,
        documents: documents.map((own, i) => ({
          document_id: asDocumentId(`d${i}`),
          path: `${i}.md`,
          title: i === 0 ? "" : `Title ${i}`,
          sentences: own.length,
        })),
      },
      citations,
    };
  });

test("a walk by document comes by each sentence once, in order, with the numbers under which its sources are listed", () => {
  fc.assert(
    fc.property(answers, (answer) => {
      const walked = quotedSentences(answer);
      expect(walked.map(({ at }) => at)).toEqual(answer.answer!.sentences.map((_, i) => i));
      for (const [i, { text, context, citations, numbers }] of walked.entries()) {
        const told = answer.answer!.sentences[i]!;
        expect([text, context, citations.map(({ id }) => id)]).toEqual([told.text, told.context, told.citations]);
        expect(numbers.map((number) => answer.citations[number - 1])).toEqual(citations);
      }
      const counts = quotedDocuments(answer).map(({ sentences }) => sentences.length);
      expect(counts).toEqual(answer.answer!.documents.map(({ sentences }) => sentences));
    }),
  );
});

test("a document is named where several speak, by its path where it has no title; names of columns stand above rows", () => {
  fc.assert(
    fc.property(answers, (answer) => {
      const documents = quotedDocuments(answer);
      const names = documents.map((_, i) => (i === 0 ? "0.md" : `Title ${i}`));
      expect(documents.map(({ name }) => name)).toEqual(documents.length > 1 ? names : [null]);
      for (const { context, citations, isUnderContext } of quotedSentences(answer))
        expect(isUnderContext).toBe(context !== null && citations[0]!.row !== null);
    }),
  );
});

test("sentences that are no document's stand before all others; a list of documents names none twice", () => {
  const told = (text: string) => ({ text, citations: [], context: null });
  const document = { document_id: asDocumentId("d"), path: "a.md", title: "A", sentences: 1 };
  const answer = { text: "", sentences: [told("There is 1 document:"), told("A (a.md)")], documents: [document] };
  const walked = quotedDocuments({ kind: "documents", answer, citations: [] });
  expect(walked.map(({ document, name, sentences }) => [document?.path, name, sentences[0]?.text])).toEqual([
    [undefined, null, "There is 1 document:"],
    ["a.md", null, "A (a.md)"],
  ]);
});

test("an outline names its only document, and its headings stand above their sentences", () => {
  const sentences = [{ text: "Cats sleep.", citations: ["c1"], context: "Sleep" }];
  const documents = [{ document_id: asDocumentId("d"), path: "a.md", title: "A", sentences: 1 }];
  const citations = [{ id: "c1", row: null } as Citation];
  const [walked] = quotedDocuments({ kind: "outline", answer: { text: "", sentences, documents }, citations });
  expect([walked?.name, walked?.sentences[0]?.isUnderContext]).toEqual(["A", true]);
});

test("a refusal has nothing to walk", () => {
  expect(quotedDocuments({ kind: "content", answer: null, citations: [] })).toEqual([]);
});
