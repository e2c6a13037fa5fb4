import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EmbeddingPool } from "../../src/embedding/embedding-pool.js";
import { InlineEmbedder } from "../../src/embedding/inline-embedder.js";
import { type Model, openModel } from "../../src/embedding/model.js";
import { TransformersEmbedder } from "../../src/embedding/transformers-embedder.js";
import { MODEL, WORKER_URL } from "../helpers/shipped.js";
import { bytesOf, passagesOf } from "./passages.js";

const DIALOGUE = "004_0bf4399a0d973e27.txt";

let model: Model;
let session: TransformersEmbedder;
let pool: EmbeddingPool;

beforeAll(async () => {
  [model, session, pool] = await Promise.all([
    openModel(MODEL),
    TransformersEmbedder.load(MODEL),
    new EmbeddingPool(MODEL, { workers: 2, workerUrl: WORKER_URL }),
  ]);
});

afterAll(async () => {
  await Promise.all([session.close(), pool.close()]);
});

const length = (vector: Float32Array) => Math.hypot(...vector);
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const passage = (...sentences: string[]) => ({
  context: [],
  sentences: sentences.map((sentence) => model.tokenizer.tokenize(sentence)),
});

test("a session that computes on two cores gives the same bytes", async () => {
  const wide = new InlineEmbedder(MODEL, 2);
  for (const input of await passagesOf(DIALOGUE, model)) {
    const sequence = model.tokenizer.passageSequence(input);
    expect(bytesOf(await wide.embed(sequence))).toBe(bytesOf(await session.embedPassage(input)));
  }
  await wide.close();
});

describe("a passage's vectors", () => {
  test("have unit length: one of the passage, one a sentence", async () => {
    const { vector, sentences } = await session.embedPassage(passage("The pact was signed.", "It was brief."));
    const { dimensions } = session.fingerprint;
    expect(vector).toHaveLength(dimensions);
    expect(sentences).toHaveLength(2 * dimensions);
    for (const one of [vector, sentences.subarray(0, dimensions), sentences.subarray(dimensions)]) {
      expect(length(one)).toBeCloseTo(1, 5);
    }
  });

  test("do not depend on what is embedded before, after or at the same time", async () => {
    const [first, ...others] = await passagesOf(DIALOGUE, model);
    const alone = bytesOf(await session.embedPassage(first!));
    const [together] = await Promise.all([first!, ...others].map((input) => session.embedPassage(input)));
    expect(bytesOf(together!)).toBe(alone);
    expect(bytesOf(await session.embedPassage(first!))).toBe(alone);
  });

  test("are the same bytes from the pool's threads and from a session of this thread", async () => {
    const passages = await passagesOf(DIALOGUE, model);
    expect(passages.length).toBeGreaterThan(pool.capacity);
    const pooled = await Promise.all(passages.map((input) => pool.embed(model.tokenizer.passageSequence(input))));
    for (const [i, input] of passages.entries()) {
      expect(bytesOf(pooled[i]!), `passage ${i}`).toBe(bytesOf(await session.embedPassage(input)));
    }
  });
});

describe("a question's vector", () => {
  test("is the same bytes from a thread of its own, which says when it has ended", async () => {
    let ends = 0;
    const thread = await TransformersEmbedder.loadInThread(MODEL, () => ends++, WORKER_URL);
    const question = "How long does the battery last?";
    expect(await thread.embedQuery(question)).toEqual(await session.embedQuery(question));
    expect(thread.fingerprint).toEqual(session.fingerprint);
    expect(ends).toBe(0);
    await thread.close();
    await thread.close();
    expect(ends).toBe(1);
    await expect(thread.embedQuery(question)).rejects.toMatchObject({ code: "interrupted" });
  });

  test("is nearer to what answers it than to anything else", async () => {
    const question = await session.embedQuery("How long does the battery last?");
    const [right, wrong] = await Promise.all([
      session.embedPassage(passage("A full charge lasts for nine hours.")),
      session.embedPassage(passage("The ambassador was expelled in September.")),
    ]);
    expect(length(question)).toBeCloseTo(1, 5);
    expect(dot(question, right.vector)).toBeGreaterThan(dot(question, wrong.vector));
  });

  test("is not that of the same words as a passage: the prefixes differ", async () => {
    const text = "Talks in Beijing";
    const question = await session.embedQuery(text);
    const { vector } = await session.embedPassage(passage(text));
    expect(dot(question, vector)).toBeLessThan(0.999);
  });

  test("exists for a question longer than the model reads", async () => {
    const question = await session.embedQuery("Who was expelled? ".repeat(400));
    expect(length(question)).toBeCloseTo(1, 5);
  });
});

describe("the longest passage allowed", () => {
  const filled = (tokens: number) => {
    const [token] = model.tokenizer.tokenize("talks");
    return { context: [], sentences: [Array.from({ length: tokens }, () => token!)] };
  };

  test("is what the model reads, less prefix and special tokens", () => {
    const { passageTokenLimit } = model.tokenizer;
    const { ids, sentences } = model.tokenizer.passageSequence(filled(passageTokenLimit));
    const prefix = model.tokenizer.tokenize(MODEL.passagePrefix);
    expect(ids).toHaveLength(512);
    expect(ids.slice(1, 1 + prefix.length)).toEqual(prefix);
    expect(sentences).toEqual([{ from: 1 + prefix.length, to: 511 }]);
    expect(session.passageTokenLimit).toBe(passageTokenLimit);
  });

  test("is embedded whole, and one more token is an error: nothing is cut off in silence", async () => {
    const { vector } = await session.embedPassage(filled(model.tokenizer.passageTokenLimit));
    expect(length(vector)).toBeCloseTo(1, 5);
    await expect(session.embedPassage(filled(model.tokenizer.passageTokenLimit + 1))).rejects.toThrow(RangeError);
  });

  test("counts the tokens put before its sentences", async () => {
    const { sentences } = filled(model.tokenizer.passageTokenLimit);
    await expect(session.embedPassage({ context: [1012], sentences })).rejects.toThrow(RangeError);
  });
});

test.each([
  ["pool", () => new EmbeddingPool(MODEL, { workers: 1, workerUrl: WORKER_URL })],
  ["inline embedder", () => new InlineEmbedder(MODEL, 1)],
])("a closed %s rejects what it holds and what comes", async (_, open) => {
  const closing = open();
  const waiting = Promise.allSettled(
    Array.from({ length: 20 }, () => closing.embed(model.tokenizer.passageSequence(passage("Talks.")))),
  );
  await Promise.all([closing.close(), closing.close()]);
  for (const result of await waiting) expect(result).toMatchObject({ reason: { code: "interrupted" } });
  await expect(closing.embed(model.tokenizer.passageSequence(passage("Talks.")))).rejects.toMatchObject({
    code: "interrupted",
  });
});
