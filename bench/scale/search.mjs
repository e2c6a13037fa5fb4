// Opens an index and searches it, in a process of its own: a part of `scale.mjs` and `growth.mjs`.
import { readFileSync } from "node:fs";
import { openModel } from "../../dist/embedding/model.js";
import { modelSettings } from "../../dist/embedding/model-settings.js";
import { Sources } from "../../dist/search/library.js";
import { pipeline } from "../../dist/search/pipeline.js";
import { interpretQuestion } from "../../dist/search/question/question.js";
import { OramaStore } from "../../dist/store/orama/orama-store.js";
import { defaults } from "../defaults.mjs";

const NEAREST = 200;
const WARM_UP = 10;
const FOLDER_STATE = Promise.resolve({ stale: null, checked_at: null });

const { index, questions } = JSON.parse(readFileSync(0, "utf8"));
const { tokenizer } = await openModel(modelSettings(defaults, "/"));
const vectors = new Map(questions.map(({ text, vector }) => [text, Float32Array.from(vector)]));
globalThis.gc();
const before = process.memoryUsage().rss;
const opening = stopwatch();
const reader = await new OramaStore(index).open();
const open = opening();

let first = null;
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
const times = { total: [], cpu: [], store: [] };
for (const { text } of [...questions.slice(0, WARM_UP), ...questions]) {
  const searching = stopwatch();
  inStore = 0;
  await pipeline.search({ question: interpretQuestion(text), library, topK: defaults.topK }, FOLDER_STATE);
  const { ms, cpu } = searching();
  times.total.push(ms);
  times.cpu.push(cpu);
  times.store.push(inStore);
  // The first one makes what searches.
  first ??= opening();
}
globalThis.gc();
const megabytes = (process.memoryUsage().rss - before) / 2 ** 20;
const recall = await recallOf();
await reader.close();
const measured = (name) => times[name].slice(-questions.length);
console.log(
  JSON.stringify({
    passages: reader.info.passageCount,
    open: open.ms,
    first: first.ms,
    firstCpu: first.cpu,
    megabytes,
    p50: quantile(measured("total"), 0.5),
    p99: quantile(measured("total"), 0.99),
    cpu: quantile(measured("cpu"), 0.5),
    store: quantile(measured("store"), 0.5),
    recall,
  }),
);

/** Of the nearest by an exact scan, how many the store finds. */
async function recallOf() {
  const { dimensions } = reader.info.fingerprint;
  const { embeddings, passages } = reader.generation;
  const rows = passages.length;
  const all = new Float32Array(rows * dimensions);
  for (let row = 0; row < rows; row++) all.set(embeddings.at(row).vector, row * dimensions);
  let shares = 0;
  const asked = questions.slice(0, 30);
  for (const { vector } of asked) {
    const query = Float32Array.from(vector);
    const scores = Float32Array.from({ length: rows }, (_, row) => dot(query, all, row * dimensions));
    const least = scores.slice().sort().at(-NEAREST) ?? Number.NEGATIVE_INFINITY;
    const { candidates } = await reader.search({ vector: query, text: "", limit: NEAREST });
    // The same sum taken in another order may be off by a rounding.
    shares += candidates.filter(({ cosine }) => cosine > least - 1e-6).length / Math.min(NEAREST, rows);
  }
  return Math.min(1, shares / asked.length);
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

/** Gives the milliseconds since it was made: on the clock, and of processors. */
function stopwatch() {
  const started = performance.now();
  const used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return { ms: performance.now() - started, cpu: (user + system) / 1000 };
  };
}
