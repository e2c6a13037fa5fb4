import { cp } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalAssistant } from "../../src/assistant/local/local-assistant.js";
import { loadModels, type Models } from "../../src/assistant/local/models.js";
import {
  checkWritten,
  measureWritten,
  readWrittenSentences,
  type WrittenMetrics,
} from "../../src/eval/written-sentences.js";
import { Sources } from "../../src/search/library.js";
import { OramaStore } from "../../src/store/orama/orama-store.js";
import { DEFAULTS, MODEL, ROOT, WORKER_URL } from "../helpers/shipped.js";
import { shippedIndex } from "../helpers/shipped-index.js";

/** What each set's folder holds beside that of the one before, the first beside the shipped documents. */
const ADDED = {
  sentences: join(ROOT, "tests/evals/reading/corpus"),
  second: join(ROOT, "tests/evals/wording/corpus"),
};

let models: Models;
let first: WrittenMetrics;
let second: WrittenMetrics;

beforeAll(async () => {
  models = await loadModels(MODEL, { reads: true, onEnd: () => {} });
  const cwd = await shippedIndex();
  first = await measure("sentences", cwd);
  second = await measure("second", cwd);
});
afterAll(() => Promise.all([models.embedder.close(), models.readingModel?.close()]));

async function measure(set: keyof typeof ADDED, cwd: string): Promise<WrittenMetrics> {
  const corpus = join(cwd, "corpus");
  await cp(ADDED[set], corpus, { recursive: true });
  const assistant = new LocalAssistant({ ...DEFAULTS, workers: 1 }, { cwd, corpus, workerUrl: WORKER_URL });
  await assistant.sync();
  await assistant.close();
  const reader = await new OramaStore(join(cwd, DEFAULTS.index)).open();
  const written = await readWrittenSentences(join(ROOT, `tests/evals/written/${set}.jsonl`));
  const objections = await checkWritten(written, { reader, sources: new Sources(reader), ...models });
  await reader.close();
  return measureWritten(written, objections);
}

function expectNone({ kinds }: WrittenMetrics, ...changed: string[]): void {
  const some = kinds.filter(({ kind }) => changed.includes(kind));
  expect(some.map(({ kind, proven }) => [kind, proven])).toEqual(some.map(({ kind }) => [kind, 0]));
}

test("no sentence with a changed number, date, name or negation is shown as proven", () => {
  expectNone(first, "number", "date", "name", "negation");
});

test("at most 5 % of the wrong ones are shown, and at least 85 % of the right ones", () => {
  expect(first.wrong_proven).toBeLessThanOrEqual(0.05);
  expect(first.right_proven).toBeGreaterThanOrEqual(0.85);
});

test("of the second set, none with a changed number, date, unit, negation, duty, quantity or scope is shown", () => {
  expectNone(second, "number", "date", "unit", "negation", "modality", "quantifier", "scope");
});

test("of the second set, at most 5 % of the wrong ones are shown, and at least two thirds of the right ones", () => {
  expect(second.wrong_proven).toBeLessThanOrEqual(0.05);
  expect(second.right_proven).toBeGreaterThanOrEqual(2 / 3);
});
