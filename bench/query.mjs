// Measures a question to an index that is open and warm: the embedder's forward pass over the question, the reader's
// over the best windows, and everything besides (search, fuse, judge, compose, cite). Limits at p50: 120 ms in all, and
// besides both models 8 ms.
// usage: node bench/run.mjs query <folder of documents>    [corpus/]
//        --questions <file>  JSON lines with a "question" each [sentences of the documents, asked as questions]
//        --index <folder>    where the index is, and stays, to be used again [a temporary one]
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { LocalAssistant } from "../dist/assistant/local/local-assistant.js";
import { modelSettings } from "../dist/embedding/model-settings.js";
import { TransformersEmbedder } from "../dist/embedding/transformers-embedder.js";
import { TransformersReader } from "../dist/reading/transformers-reader.js";
import { Sources } from "../dist/search/library.js";
import { pipeline } from "../dist/search/pipeline.js";
import { interpretQuestion } from "../dist/search/question/question.js";
import { OramaStore } from "../dist/store/orama/orama-store.js";
import { defaults } from "./defaults.mjs";

const LIMIT_MS = 120;
const LIMIT_BESIDES_MS = 8;
const MAX_QUESTIONS = 300;
const WARM_UP = 20;
const QUESTION_CHARACTERS = 80;
const FOLDER_STATE = Promise.resolve({ stale: null, checked_at: null });

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  allowPositionals: true,
  options: { questions: { type: "string" }, index: { type: "string" } },
});
const cwd = process.cwd();
const corpus = resolve(positionals[0] ?? fileURLToPath(new URL("../corpus", import.meta.url)));
const index = resolve(values.index ?? mkdtempSync(join(tmpdir(), "footnote-bench-")));
const assistant = new LocalAssistant({ ...defaults, index }, { cwd, corpus });
await assistant.sync();
await assistant.close();

const reader = await new OramaStore(index).open();
const embedder = await TransformersEmbedder.load(modelSettings(defaults, cwd));
const readingModel = await TransformersReader.load();
const spent = { embed: 0, read: 0, search: 0 };
let windows = 0;
const library = {
  sources: new Sources(reader),
  embedder: {
    fingerprint: embedder.fingerprint,
    tokenize: (text) => embedder.tokenize(text),
    embedQuery: (text) => timed("embed", () => embedder.embedQuery(text)),
  },
  readingModel: {
    weights: readingModel.weights,
    read: (...window) => {
      windows++;
      return timed("read", () => readingModel.read(...window));
    },
  },
  reader: {
    info: reader.info,
    passagesWithAll: (...search) => reader.passagesWithAll(...search),
    frequencies: (words) => reader.frequencies(words),
    text: (id) => reader.text(id),
    search: (query) => timed("search", () => reader.search(query)),
  },
};

const questions = values.questions ? readQuestions(values.questions) : await sentencesAsQuestions();
for (const question of questions.slice(0, WARM_UP)) await ask(question);
const times = { total: [], embed: [], read: [], besides: [], search: [], rest: [], windows: [] };
for (const question of questions) {
  const total = await ask(question);
  const besides = total - spent.embed - spent.read;
  times.total.push(total);
  times.embed.push(spent.embed);
  times.read.push(spent.read);
  times.besides.push(besides);
  times.search.push(spent.search);
  times.rest.push(besides - spent.search);
  times.windows.push(windows);
}
await Promise.all([embedder.close(), readingModel.close(), reader.close()]);
if (!values.index) rmSync(index, { recursive: true });

const { passageCount } = reader.info;
console.log(`\nA question to ${passageCount} passages, warm: ${questions.length} questions`);
console.log(`${"".padEnd(44)}${["p50 ms", "p95", "max"].map((head) => head.padStart(11)).join("")}`);
row(`in all (p50 at most ${LIMIT_MS})`, times.total);
row("the question's forward pass", times.embed);
row("reading", times.read);
row("  windows read", times.windows);
row(`everything besides (p50 at most ${LIMIT_BESIDES_MS})`, times.besides);
row("  the store's search", times.search);
row("  fuse, judge, compose, cite", times.rest);

async function ask(question) {
  Object.assign(spent, { embed: 0, read: 0, search: 0 });
  windows = 0;
  const started = performance.now();
  const inquiry = { question: interpretQuestion(question), library, topK: defaults.topK };
  await pipeline.answer(inquiry, FOLDER_STATE);
  return performance.now() - started;
}

async function timed(part, work) {
  const started = performance.now();
  const result = await work();
  spent[part] += performance.now() - started;
  return result;
}

function readQuestions(path) {
  const lines = readFileSync(path, "utf8").split("\n");
  return evenly(lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line).question));
}

async function sentencesAsQuestions() {
  const questions = [];
  for (const { id } of reader.info.documents) {
    const { text } = await library.sources.get(id);
    for (const { sentences } of await reader.passagesOf(id)) {
      const { start, end } = sentences[0];
      const words = text.slice(start, Math.min(end, start + QUESTION_CHARACTERS)).replace(/\s+/gu, " ");
      if (/\p{L}/u.test(words)) questions.push(`What about ${words}?`);
    }
  }
  return evenly(questions);
}

/** At most so many, from everywhere. */
function evenly(all) {
  const step = Math.max(1, all.length / MAX_QUESTIONS);
  return Array.from({ length: Math.min(all.length, MAX_QUESTIONS) }, (_, i) => all[Math.floor(i * step)]);
}

function row(name, ms) {
  const cells = [quantile(ms, 0.5), quantile(ms, 0.95), Math.max(...ms)].map((value) => value.toFixed(1).padStart(11));
  console.log(`${name.padEnd(44)}${cells.join("")}`);
}

function quantile(ms, share) {
  return [...ms].sort((a, b) => a - b)[Math.min(ms.length - 1, Math.floor(share * ms.length))];
}
