// Measures what an index costs as the corpus grows: to build, to build anew after a small change, to open and to ask.
// Its documents are the sentences of a folder, shuffled with a fixed seed; the program reads, splits and indexes them as
// any others. Only the vectors are drawn from those that the model gave these sentences, with some noise, so that 300,000
// passages take minutes; with --embed the model makes them all.
// usage: node bench/run.mjs scale <folder of documents>    [corpus/]
//        --questions <file>   JSON lines with a "question" each
//        --passages <list>    about so many [300,3000,30000,100000]
//        --embed              the model embeds: two hours for 100,000; what is ended goes on where it was, with --keep
//        --kill               a second build is killed at half, resumed, and compared with the first
//        --keep <folder>      where documents and indexes are, and stay, to be used again [a temporary one]
//        --rows <file>        where to keep the rows, beside those of other runs: `scale/chart.mjs` draws them
// Limits at 100,000: a search without the question's forward pass p50 40 ms and p99 80 ms, a first answer within 3 s,
// memory at most 600 MB beyond that of the models, recall of the vector search against an exact scan at least 0.98.
// Limits at 300,000: built in at most 1 GB beyond that of the model, opened in at most 2 s.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { LocalAssistant } from "../dist/assistant/local/local-assistant.js";
import { openModel } from "../dist/embedding/model.js";
import { modelSettings } from "../dist/embedding/model-settings.js";
import { TransformersEmbedder } from "../dist/embedding/transformers-embedder.js";
import { defaults } from "./defaults.mjs";
import { median, timeNode } from "./measure.mjs";
import { runPart } from "./scale/child.mjs";
import { writeDocuments } from "./scale/documents.mjs";
import { writeVectors } from "./scale/drawn-vectors.mjs";
import { killAndResume } from "./scale/kill.mjs";
import { readSentences } from "./scale/sentences.mjs";

const SIZES = "300,3000,30000,100000";
const QUESTIONS = 100;
const QUESTION = "What did they say about the reform?";

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  allowPositionals: true,
  options: {
    questions: { type: "string" },
    passages: { type: "string" },
    embed: { type: "boolean" },
    kill: { type: "boolean" },
    keep: { type: "string" },
    rows: { type: "string" },
  },
});
const corpus = resolve(positionals[0] ?? fileURLToPath(new URL("../corpus", import.meta.url)));
const folder = resolve(values.keep ?? mkdtempSync(join(tmpdir(), "footnote-bench-")));
const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const sentences = await readSentences(corpus);
const questions = await embedded(values.questions ? readQuestions(values.questions) : [QUESTION]);
const vectors = values.embed ? null : await drawnFrom();

const rows = [];
for (const size of (values.passages ?? SIZES).split(",").map(Number)) {
  const documents = join(folder, `documents-${size}`);
  if (!existsSync(documents)) await writeDocuments(documents, sentences, size);
  const index = join(folder, `${values.embed ? "embedded" : "drawn"}-${size}`);
  const built = await builtOnce({ corpus: documents, index, vectors });
  if (values.kill && built.isNew) {
    console.log(await killAndResume({ corpus: documents, index, vectors, main, question: QUESTION }));
  }
  // Sentences that are in no other document.
  const added = join(documents, `added-${Date.now()}.txt`);
  writeFileSync(added, `${Date.now()} questions. ${questions.map(({ text }) => text).join(" ")}`);
  const changed = await runPart("build.mjs", { corpus: documents, index, vectors });
  const searched = await runPart("search.mjs", { index, questions });
  rmSync(added);
  const ask = [main, "ask", QUESTION, "--index", index];
  rows.push({
    vectors: values.embed ? "embedded" : "drawn",
    size,
    passages: built.passages,
    "passages embedded": built.embedded,
    "MB on disk": bytesOf(index) / 1e6,
    "build s": built.seconds,
    "build CPU s": built.cpuSeconds,
    "build MB": built.megabytes,
    "small change s": changed.seconds,
    "small change CPU s": changed.cpuSeconds,
    "small change MB": changed.megabytes,
    "open ms": searched.open,
    "open and search ms": searched.first,
    "open and search CPU ms": searched.firstCpu,
    "MB open": searched.megabytes,
    "search p50 ms": searched.p50,
    "search p99 ms": searched.p99,
    "search CPU ms": searched.cpu,
    "of the store p50 ms": searched.store,
    recall: searched.recall,
    "cold ask ms": median(Array.from({ length: 3 }, () => timeNode(ask))),
    "others' load": loadavg()[0],
  });
  print(rows.at(-1));
  if (values.rows) keepRows(values.rows);
}
if (!values.keep) rmSync(folder, { recursive: true });

/** Beside those of other runs: one of the same size takes the place of the earlier one. */
function keepRows(path) {
  const before = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).rows : [];
  const others = before.filter(
    (one) => !rows.some(({ size, vectors }) => size === one.size && vectors === one.vectors),
  );
  const all = [...others, ...rows.map(rounded)].sort((a, b) => a.vectors.localeCompare(b.vectors) || a.size - b.size);
  writeFileSync(path, `${JSON.stringify({ machine: `${cpus().length} × ${cpus()[0].model}`, rows: all }, null, 2)}\n`);
}

/** To four figures, but for counts. */
function rounded(row) {
  const cells = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value,
  ]);
  return Object.fromEntries(cells);
}

/** What building took is kept beside an index that is kept. */
async function builtOnce(input) {
  const kept = `${input.index}.json`;
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8"));
  const built = await runPart("build.mjs", input);
  writeFileSync(kept, JSON.stringify(built));
  return { ...built, isNew: true };
}

function print(row) {
  console.log("");
  for (const [name, value] of Object.entries(row)) console.log(`${name.padEnd(22)}${format(value).padStart(10)}`);
}

function format(value) {
  if (typeof value === "string") return value;
  return Number.isInteger(value)
    ? String(value)
    : value < 1
      ? value.toFixed(4)
      : value < 100
        ? value.toFixed(1)
        : value.toFixed(0);
}

/** The file of vectors that builds draw from. */
async function drawnFrom() {
  const path = join(folder, "vectors");
  if (existsSync(path)) return path;
  const index = join(folder, "base");
  const settings = { ...defaults, index };
  const assistant = new LocalAssistant(settings, { cwd: process.cwd(), corpus });
  await assistant.sync();
  await assistant.close();
  const { tokenizer } = await openModel(modelSettings(defaults, "/"));
  await writeVectors(path, index, tokenizer);
  return path;
}

async function embedded(texts) {
  const embedder = await TransformersEmbedder.load(modelSettings(defaults, "/"));
  const all = [];
  for (const text of texts) all.push({ text, vector: [...(await embedder.embedQuery(text))] });
  await embedder.close();
  return all;
}

function readQuestions(path) {
  const lines = readFileSync(path, "utf8").split("\n");
  const all = lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line).question);
  const step = Math.max(1, all.length / QUESTIONS);
  return Array.from({ length: Math.min(all.length, QUESTIONS) }, (_, i) => all[Math.floor(i * step)]);
}

function bytesOf(path) {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
