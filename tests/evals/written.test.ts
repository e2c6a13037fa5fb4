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
import { CORPUS, DEFAULTS, MODEL, ROOT, WORKER_URL } from "../helpers/shipped.js";
import { tempFolder } from "../helpers/temp-folder.js";

let models: Models;
let metrics: WrittenMetrics;

beforeAll(async () => {
  const cwd = await tempFolder();
  const corpus = join(cwd, "corpus");
  for (const from of [CORPUS, join(ROOT, "tests/evals/reading/corpus")]) await cp(from, corpus, { recursive: true });
  const assistant = new LocalAssistant({ ...DEFAULTS, workers: 1 }, { cwd, corpus, workerUrl: WORKER_URL });
  await assistant.sync();
  await assistant.close();
  models = await loadModels(MODEL, { reads: true, onEnd: () => {} });
  const reader = await new OramaStore(join(cwd, DEFAULTS.index)).open();
  const written = await readWrittenSentences(join(ROOT, "tests/evals/written/sentences.jsonl"));
  const objections = await checkWritten(written, { reader, sources: new Sources(reader), ...models });
  metrics = measureWritten(written, objections);
  await reader.close();
});
afterAll(() => Promise.all([models.embedder.close(), models.readingModel?.close()]));

test("no sentence with a changed number, date, name or negation is shown as proven", () => {
  const changed = metrics.kinds.filter(({ kind }) => ["number", "date", "name", "negation"].includes(kind));
  expect(changed.map(({ kind, proven }) => [kind, proven])).toEqual(changed.map(({ kind }) => [kind, 0]));
});

test("at most 5 % of the wrong ones are shown, and at least 85 % of the right ones", () => {
  expect(metrics.wrong_proven).toBeLessThanOrEqual(0.05);
  expect(metrics.right_proven).toBeGreaterThanOrEqual(0.85);
});
