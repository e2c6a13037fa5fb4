import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { DEFAULTS, TEXTS, WORKER_URL } from "../../helpers/shipped.js";
import { shippedIndex } from "../../helpers/shipped-index.js";

const TOLERANCE = 1e-9;

let assistant: LocalAssistant;

beforeAll(async () => {
  const options = { cwd: await shippedIndex(), workerUrl: WORKER_URL };
  assistant = new LocalAssistant({ ...DEFAULTS, workers: 1 }, options);
});

afterAll(() => assistant.close());

const words = [...new Set([...TEXTS.values()].join(" ").match(/\p{L}+/gu))];
/** Of the documents' words, the question's own small ones and words that occur nowhere. */
const anyQuestion = fc
  .array(fc.oneof(fc.constantFrom(...words), fc.constantFrom("who", "the", "Mongolia", "zeppelin", "北京")), {
    minLength: 1,
    maxLength: 12,
  })
  .map((chosen) => chosen.join(" "));

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe("for any question, with `explain`", () => {
  test("the parts of each score add up to it, and the words' scores to BM25", async () => {
    const added = { passages: 0, words: 0 };
    await fc.assert(
      fc.asyncProperty(anyQuestion, async (question) => {
        const { passages } = await assistant.search({ question, topK: 50, explain: true });
        for (const { score, explanation } of passages) {
          const { passage, sentence, keywords, proximity, reader } = explanation!;
          const parts = [passage, sentence, keywords, proximity, reader];
          expect(Math.abs(sum(parts.map(({ contribution }) => contribution)) - score)).toBeLessThan(TOLERANCE);
          for (const { scaled, weight, contribution } of parts) {
            expect(Math.abs(scaled * weight - contribution)).toBeLessThan(TOLERANCE);
            expect(scaled).toBeGreaterThanOrEqual(0);
            expect(scaled).toBeLessThanOrEqual(1);
          }
          expect(Math.abs(sum(keywords.terms.map((term) => term.score)) - keywords.bm25)).toBeLessThan(TOLERANCE);
          added.passages++;
          added.words += keywords.terms.filter((term) => term.score > 0).length;
        }
      }),
      { numRuns: 60 },
    );
    expect(added.passages).toBeGreaterThan(500);
    expect(added.words).toBeGreaterThan(100);
  });

  test("what the gate saw adds up to the probability that the answer gives", async () => {
    const statuses = new Set<string>();
    const check = async (question: string) => {
      const { status, confidence, explanation } = await assistant.ask({ question, explain: true });
      const { bias, features, logit, probability, answered_from } = explanation!.gate!;
      const total = bias + sum(features.map(({ contribution }) => contribution));
      expect(Math.abs(total - logit)).toBeLessThan(TOLERANCE);
      expect(Math.abs(1 / (1 + Math.exp(-total)) - confidence.probability!)).toBeLessThan(TOLERANCE);
      expect(probability).toBe(confidence.probability);
      expect(status).toBe(probability >= answered_from ? "answered" : "not_found");
      statuses.add(status);
    };
    await check("Who met with the North Koreans for seven hours in Beijing?");
    await check("What is the capital of Mongolia?");
    await fc.assert(fc.asyncProperty(anyQuestion, check), { numRuns: 40 });
    expect(statuses).toEqual(new Set(["answered", "not_found"]));
  });

  test("the sentence named is a slice of its document, and no other of the passage is nearer", async () => {
    const { passages } = await assistant.search({ question: "Who expelled the ambassador?", explain: true });
    for (const { path, explanation } of passages) {
      const { start, end, text, cosine } = explanation!.sentence;
      expect(
        Array.from(TEXTS.get(path)!.replace(/^\ufeff/, ""))
          .slice(start, end)
          .join(""),
      ).toBe(text);
      expect(cosine).toBeGreaterThan(0.5);
    }
  });
});

test("without `explain` nothing is explained", async () => {
  const answer = await assistant.ask({ question: "Who expelled the ambassador?" });
  expect(answer).not.toHaveProperty("explanation");
  expect(answer.passages[0]).not.toHaveProperty("explanation");
});
