import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STRICTNESSES } from "../../../src/core/settings.js";
import { TransformersEmbedder } from "../../../src/embedding/transformers-embedder.js";
import { TransformersReader } from "../../../src/reading/transformers-reader.js";
import { evidenceFeatures } from "../../../src/search/gate/evidence-features.js";
import { judge } from "../../../src/search/gate/evidence-gate.js";
import { GATES } from "../../../src/search/gate/gate-weights.js";
import type { Inquiry } from "../../../src/search/inquiry.js";
import { Sources } from "../../../src/search/library.js";
import { interpretQuestion } from "../../../src/search/question/question.js";
import { select } from "../../../src/search/question/selection.js";
import { type Ranking, rankPassages } from "../../../src/search/rank/rank-passages.js";
import { readWindows } from "../../../src/search/read/read-windows.js";
import { OramaStore } from "../../../src/store/orama/orama-store.js";
import { MODEL } from "../../helpers/shipped.js";
import { shippedIndex } from "../../helpers/shipped-index.js";

let inquiry: Inquiry;
/** Not read yet. */
let ranking: Ranking;
let read: Ranking;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const reader = await new OramaStore(`${await shippedIndex()}/.footnote`).open();
  const embedder = await TransformersEmbedder.load(MODEL);
  const readingModel = await TransformersReader.load();
  closing.push(
    () => embedder.close(),
    () => readingModel.close(),
    () => reader.close(),
  );
  const library = { reader, sources: new Sources(reader), embedder, readingModel };
  inquiry = { question: interpretQuestion("Who met with the North Koreans for seven hours?"), library, topK: 8 };
  ranking = await rankPassages(await select(inquiry.question, undefined, inquiry), inquiry);
  read = await readWindows(ranking, inquiry);
});

afterAll(async () => {
  for (const close of closing) await close();
});

/** The same question of a library whose vectors are of a model that no gate knows. */
function withOtherEmbedder(): Inquiry {
  const { embedder } = inquiry.library;
  const fingerprint = { ...embedder.fingerprint, weights: "0".repeat(64) };
  const other = { ...inquiry.library, embedder: Object.create(embedder, { fingerprint: { value: fingerprint } }) };
  return { ...inquiry, library: other };
}

describe("a gate is chosen by what there is to look at", () => {
  test("with both models all that it weighs has a value", () => {
    const { explanation, features } = judge(read, inquiry);
    expect(explanation!.features.length).toBeGreaterThan(8);
    for (const { name } of explanation!.features) expect(Object(features)[name], name).toEqual(expect.any(Number));
  });

  test("without the reader none of its features is weighed", () => {
    const { explanation, confidence } = judge(ranking, inquiry);
    expect(explanation!.features.filter(({ name }) => name.startsWith("reader"))).toEqual([]);
    expect(confidence.probability).toEqual(expect.any(Number));
  });

  test("with another embedding model the reader still knows, and no vector is weighed", () => {
    const { explanation, confidence } = judge(read, withOtherEmbedder());
    const names = explanation!.features.map(({ name }) => name);
    expect(names).toContain("reader_answers");
    expect(names.filter((name) => name === "sentence_cosine" || name === "sentence_gap")).toEqual([]);
    expect(confidence.label).not.toBe("uncalibrated");
  });

  test("with another embedding model and no reader nothing is known, and what is found is answered", () => {
    expect(judge(ranking, withOtherEmbedder())).toMatchObject({
      answered: true,
      confidence: { label: "uncalibrated", probability: null },
      explanation: null,
    });
  });
});

test("contributions and bias add up to the logit of the probability", () => {
  const { bias, features, logit, probability } = judge(read, inquiry).explanation!;
  expect(features.reduce((sum, { contribution }) => sum + contribution, bias)).toBeCloseTo(logit, 9);
  expect(1 / (1 + Math.exp(-logit))).toBeCloseTo(probability, 9);
});

test("the more careful, the surer an answer has to be", () => {
  for (const { answeredFrom } of GATES) {
    const [careful, balanced, eager] = STRICTNESSES.map((strictness) => answeredFrom[strictness]);
    expect(careful).toBeGreaterThan(balanced!);
    expect(balanced).toBeGreaterThan(eager!);
  }
  const from = STRICTNESSES.map((strictness) => judge(read, { ...inquiry, strictness }).explanation!.answered_from);
  expect(from).toEqual(from.toSorted((a, b) => b - a));
});

test("what the reader didn't read has no value", () => {
  const { reader_answers, sentence_cosine } = evidenceFeatures(ranking);
  expect(reader_answers).toBeNull();
  expect(sentence_cosine).toBeGreaterThan(0.7);
});
