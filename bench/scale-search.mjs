// Opens an index and searches it: a part of `scale.mjs`, in a process of its own.
import { readFileSync } from "node:fs";
import { openModel } from "../dist/embedding/model.js";
import { modelSettings } from "../dist/embedding/model-settings.js";
import { Sources } from "../dist/search/library.js";
import { pipeline } from "../dist/search/pipeline.js";
import { interpretQuestion } from "../dist/search/question/question.js";
import { OramaStore } from "../dist/store/orama/orama-store.js";
import { defaults } from "./defaults.mjs";

const NEAREST = 200;
const FOLDER_STATE = Promise.resolve({ stale: null, checked_at: null });

const { index, questions } = JSON.parse(readFileSync(0, "utf8"));
const { tokenizer } = await openModel(modelSettings(defaults, "/"));
const vectors = new Map(questions.map(({ text, vector }) => [text, Float32Array.from(vector)]));
globalThis.gc();
const before = process.memoryUsage().rss;
const started = performance.now();
const reader = await new OramaStore(index).open();
const open = performance.now() - started;

let inStore = 0;
const timedReader = new Proxy(reader, {
  get(target, name) {
    const value = target[name];
    if (name !== "search") return typeof value === "function" ? value.bind(target) : value;
    return async (query) => {
      const begun = performance.now();
      const result = await target.search(query);
      inStore += performance.now() - begun;
      return result;
    };
  },
});
const library = {
  reader: timedReader,
  sources: new Sources(timedReader),
  embedder: {
    fingerprint: reader.info.fingerprint,
    tokenize: (text) => tokenizer.tokenize(text),
    embedQuery: async (text) => vectors.get(text) ?? vectors.values().next().value,
  },
  readingModel: null,
};
const times = { total: [], store: [] };
for (const { text } of [...questions.slice(0, 10), ...questions]) {
  const begun = performance.now();
  inStore = 0;
  await pipeline.search({ question: interpretQuestion(text), library, topK: defaults.topK }, FOLDER_STATE);
  times.total.push(performance.now() - begun);
  times.store.push(inStore);
}
globalThis.gc();
const megabytes = (process.memoryUsage().rss - before) / 2 ** 20;
const recall = await recallOf();
await reader.close();
const total = times.total.slice(10);
console.log(
  JSON.stringify({
    open,
    megabytes,
    p50: quantile(total, 0.5),
    p99: quantile(total, 0.99),
    store: quantile(times.store.slice(10), 0.5),
    recall,
  }),
);

/** Of the nearest by an exact scan, how many the store finds. */
async function recallOf() {
  const { dimensions } = reader.info.fingerprint;
  const all = await exactVectors();
  const shares = questions.slice(0, 30).map(async ({ vector }) => {
    const query = Float32Array.from(vector);
    const scores = all.map(({ id, at, values }) => ({ id, score: dot(query, values, at * dimensions) }));
    scores.sort((a, b) => b.score - a.score);
    const wanted = scores.slice(0, NEAREST);
    const { candidates } = await reader.search({ vector: query, text: "", limit: NEAREST });
    const found = new Set(candidates.map(({ passage }) => passage.id));
    return wanted.filter(({ id }) => found.has(id)).length / wanted.length;
  });
  const found = await Promise.all(shares);
  return found.reduce((sum, share) => sum + share, 0) / found.length;
}

async function exactVectors() {
  const all = [];
  for (const { id } of reader.info.documents) {
    const passages = await reader.passagesOf(id);
    const embeddings = await reader.embeddings(passages.map(({ inputHash }) => inputHash));
    for (const { id: passage, inputHash } of passages) {
      all.push({ id: passage, at: 0, values: embeddings.get(inputHash).vector });
    }
  }
  return all;
}

function dot(query, values, start) {
  let sum = 0;
  for (let i = 0; i < query.length; i++) sum += query[i] * values[start + i];
  return sum;
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
