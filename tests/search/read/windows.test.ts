import { afterAll, beforeAll, expect, test } from "vitest";
import { TransformersEmbedder } from "../../../src/embedding/transformers-embedder.js";
import { Sources } from "../../../src/search/library.js";
import { interpretQuestion } from "../../../src/search/question/question.js";
import { select } from "../../../src/search/question/selection.js";
import { type Ranking, rankPassages } from "../../../src/search/rank/rank-passages.js";
import { windowsOf } from "../../../src/search/read/windows.js";
import type { IndexReader } from "../../../src/store/index-store.js";
import { OramaStore } from "../../../src/store/orama/orama-store.js";
import { MODEL } from "../../helpers/shipped.js";
import { shippedIndex } from "../../helpers/shipped-index.js";

let reader: IndexReader;
let embedder: TransformersEmbedder;
const rankings: Ranking[] = [];

beforeAll(async () => {
  reader = await new OramaStore(`${await shippedIndex()}/.footnote`).open();
  embedder = await TransformersEmbedder.load(MODEL);
  const library = { reader, sources: new Sources(reader), embedder, readingModel: null };
  for (const text of ["Who was expelled from Mexico?", "What is the price of a barrel of oil?", "sanctions"]) {
    const question = interpretQuestion(text);
    const inquiry = { question, library, topK: 8 };
    rankings.push(await rankPassages(await select(question, undefined, inquiry), inquiry));
  }
});

afterAll(async () => {
  await embedder.close();
  await reader.close();
});

test("windows are runs of sentences of one passage, the nearest to the question first", () => {
  for (const { ranked } of rankings) {
    const windows = windowsOf(ranked);
    expect(windows.length).toBeGreaterThan(5);
    expect(windows.map(({ nearness }) => nearness)).toEqual(
      windows.map(({ nearness }) => nearness).toSorted((a, b) => b - a),
    );
    for (const { passage, sentences, start, end } of windows) {
      const at = passage.sentences.indexOf(sentences[0]!);
      expect(passage.sentences.slice(at, at + sentences.length)).toEqual(sentences);
      expect([start, end]).toEqual([sentences[0]!.start, sentences.at(-1)!.end]);
      expect(sentences.length === 1 || end - start <= 420).toBe(true);
    }
  }
});

test("every sentence of the passages that were looked at is read in some window, but headings alone", () => {
  for (const { ranked } of rankings) {
    const held = new Set(
      windowsOf(ranked).flatMap(({ sentences, passage }) =>
        sentences.map(({ start }) => `${passage.documentId} ${start}`),
      ),
    );
    for (const { candidate, look } of ranked) {
      if (!look) continue;
      for (const { kind, start } of candidate.passage.sentences) {
        if (kind !== "heading") expect(held).toContain(`${candidate.passage.documentId} ${start}`);
      }
    }
  }
});
