import { AutoTokenizer, type PreTrainedTokenizer } from "@xenova/transformers";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Model, openModel } from "../../src/embedding/model.js";
import { sentencesOf } from "../../src/index/split/sentences.js";
import { readCorpus } from "../helpers/read-text.js";
import { MODEL, TEXTS } from "../helpers/shipped.js";

let model: Model;
/** The library's own tokenizer, which knows no cache. */
let plain: PreTrainedTokenizer;

beforeAll(async () => {
  model = await openModel(MODEL);
  plain = await AutoTokenizer.from_pretrained(MODEL.name);
});

const encode = (text: string) => plain.encode(text, { add_special_tokens: false });

describe.each([...TEXTS])("the tokens of %s", (path, text) => {
  test("are those of the library, word by word or whole", () => {
    expect(model.tokenizer.tokenize(text)).toEqual(encode(text));
  });

  test("are those of its sentences, one after another", async () => {
    const { blocks } = await readCorpus(path);
    for (const block of blocks.filter(({ kind }) => kind !== "rule")) {
      const whole = text.slice(block.start, block.end);
      const sentences = [...sentencesOf(text, block)].map(({ start, end }) => text.slice(start, end));
      expect(sentences.flatMap((sentence) => model.tokenizer.tokenize(sentence))).toEqual(encode(whole));
    }
  });

  test("are the same when it is cut at any white space", () => {
    const spaces = [...text.matchAll(/\s/gu)].map(({ index }) => index);
    const whole = model.tokenizer.tokenize(text);
    fc.assert(
      fc.property(fc.constantFrom(...spaces), (at) => {
        const pieces = [text.slice(0, at), text.slice(at)].flatMap((piece) => model.tokenizer.tokenize(piece));
        expect(pieces).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });
});

test("words with marks, of other scripts and with emoji have the library's tokens too", () => {
  const text = "Naïve cafe\u0301 — 東京に住む, Привет! 😀👍🏽 don't U.S.-led\u00a0$5.2bn\n\n(x_y)";
  expect(model.tokenizer.tokenize(text)).toEqual(encode(text));
});
