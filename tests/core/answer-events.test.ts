import fc from "fast-check";
import { expect, test } from "vitest";
import type { Answer } from "../../src/contract/answer.js";
import { answerEvents } from "../../src/core/answer-events.js";

function answer(text: string, sentences: readonly string[]): Answer {
  return {
    answer: {
      text,
      sentences: sentences.map((sentence, i) => ({ text: sentence, citations: [`c${i + 1}`], context: null })),
      documents: [],
    },
    citations: [],
    passages: [],
  } as unknown as Answer;
}

const deltas = (of: Answer) => answerEvents(of).flatMap(({ event, data }) => (event === "answer.delta" ? [data] : []));

test("deltas add up to the text, one a sentence, whatever stands between the sentences", () => {
  const sentences = fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(sentences, fc.constantFrom("", " ", "\n\n"), fc.string(), (parts, between, after) => {
      const text = parts.join(between) + after;
      const sent = deltas(answer(text, parts));
      expect(sent.map((delta) => delta.text).join("")).toBe(text);
      expect(sent.map(({ citations }) => citations)).toEqual(parts.map((_, i) => [`c${i + 1}`]));
    }),
  );
});

test("a delta ends where its sentence ends", () => {
  expect(deltas(answer("One. Two. One.", ["One.", "Two.", "One."])).map(({ text }) => text)).toEqual([
    "One.",
    " Two.",
    " One.",
  ]);
});

test("a sentence that the text does not hold loses nothing of the text", () => {
  expect(deltas(answer("One. Two.", ["Three.", "Two."])).map(({ text }) => text)).toEqual(["", "One. Two."]);
});
