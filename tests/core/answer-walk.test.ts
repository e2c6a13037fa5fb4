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
  .map((documents): Pick<Answer, "answer" | "citations"> => {
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
      for (const { context, citations, isUnderNames } of quotedSentences(answer))
        expect(isUnderNames).toBe(context !== null && citations[0]!.row !== null);
    }),
  );
});

test("a refusal has nothing to walk", () => {
  expect(quotedDocuments({ answer: null, citations: [] })).toEqual([]);
});
