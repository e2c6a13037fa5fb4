import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../src/assistant/local/local-assistant.js";
import type { Answer } from "../../src/contract/answer.js";
import type { PassageId } from "../../src/contract/ids.js";
import { modelSettings } from "../../src/embedding/model-settings.js";
import { TransformersEmbedder } from "../../src/embedding/transformers-embedder.js";
import { PARTS, type Part, pipelineWithout } from "../../src/eval/without-parts.js";
import { type Library, Sources } from "../../src/search/library.js";
import { pipeline } from "../../src/search/pipeline.js";
import { interpretQuestion } from "../../src/search/question/question.js";
import type { IndexReader } from "../../src/store/index-store.js";
import { OramaStore } from "../../src/store/orama/orama-store.js";
import { DEFAULTS, WORKER_URL } from "../helpers/shipped.js";
import { tempFolder, writeFiles } from "../helpers/temp-folder.js";

const FILES = {
  "corpus/harbour.txt": `The wardens of Tern Bay counted 4,200 oysters in June. On the same day they counted 37 boats at anchor.

The harbour guild pays for the buoys. It owns two tugs. The tugs were built in Leith.

The oysters are eaten by starfish. The boats are owned by fishermen.
`,
};
const FOLDER = Promise.resolve({ stale: null, checked_at: null });

let reader: IndexReader;
let embedder: TransformersEmbedder;
/** What the store was asked for, in order. */
let searched: string[];
let library: Library;

beforeAll(async () => {
  const cwd = await tempFolder();
  await writeFiles(cwd, FILES);
  const assistant = new LocalAssistant({ ...DEFAULTS, workers: 1 }, { cwd, workerUrl: WORKER_URL });
  await assistant.sync();
  await assistant.close();
  reader = await new OramaStore(assistant.indexFolder).open();
  embedder = await TransformersEmbedder.load(modelSettings(DEFAULTS, cwd));
  const listening: IndexReader = {
    info: reader.info,
    search: (query) => {
      searched.push(query.text);
      return reader.search(query);
    },
    frequencies: (words) => reader.frequencies(words),
    statistics: (terms) => reader.statistics(terms),
    passagesWithAll: (text, filter, limit) => reader.passagesWithAll(text, filter, limit),
    passages: (ids) => reader.passages(ids),
    passagesOf: (id) => reader.passagesOf(id),
    text: (id) => reader.text(id),
    layout: (id) => reader.layout(id),
    embeddings: (hashes) => reader.embeddings(hashes),
    close: () => reader.close(),
  };
  library = { reader: listening, sources: new Sources(reader), embedder, readingModel: null };
  searched = [];
});

afterAll(async () => {
  await embedder.close();
  await reader.close();
});

function ask(text: string, by = pipeline, history: { question: string; passageIds: PassageId[] }[] = []) {
  searched = [];
  const inquiry = { question: interpretQuestion(text), library, topK: 8, explain: true, history };
  return by.answer(inquiry, FOLDER);
}

function passagesOf({ passages, not_found }: Answer) {
  return not_found?.nearest ?? passages;
}

describe("each way to read a question is searched once", () => {
  test("the one of a question by itself", async () => {
    await ask("  What does the guild   pay for? ");
    expect(searched).toEqual(["What does the guild pay for?"]);
  });

  test("each of several that a conversation gives, of which the answer is to one", async () => {
    const before = await ask("How many oysters did the wardens count?");
    const passageIds = before.citations.map(({ passage_id }) => passage_id);
    const answer = await ask("Who eats them?", pipeline, [{ question: before.question, passageIds }]);
    expect(searched.length).toBeGreaterThan(1);
    expect(new Set(searched).size).toBe(searched.length);
    expect(searched).toContain(answer.interpreted_question);
    expect(answer.question).toBe("Who eats them?");
  });
});

describe("a pipeline without a part", () => {
  test.each(PARTS)("still gives scores that its parts add up to: %s", async (part) => {
    const answer = await ask("Who owns the boats at anchor?", pipelineWithout(new Set<Part>([part])));
    const shown = passagesOf(answer);
    expect(shown.length).toBeGreaterThan(0);
    for (const { score, explanation } of shown) {
      const { passage, sentence, keywords, proximity } = explanation!;
      const parts = [passage, sentence, keywords, proximity];
      expect(parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 10);
    }
  });

  test("that ranks gives it no weight", async () => {
    const { explanation } = passagesOf(
      await ask("Who owns the boats?", pipelineWithout(new Set<Part>(["keywords"]))),
    )[0]!;
    expect(explanation!.keywords).toMatchObject({ weight: 0, contribution: 0 });
  });

  test("that judges answers whatever is found", async () => {
    const question = "Who composed the opera about the emperor of Peru?";
    expect((await ask(question)).status).toBe("not_found");
    expect((await ask(question, pipelineWithout(new Set<Part>(["gate"])))).status).toBe("answered");
  });

  test("none left out is the whole one", async () => {
    const strip = ({ timings_ms, ...answer }: Answer) => answer;
    const question = "How many boats did they count?";
    expect(strip(await ask(question, pipelineWithout(new Set())))).toEqual(strip(await ask(question)));
  });
});
