// Measures what an index of many passages costs. Its passages are sentences of a folder's documents, shuffled with a
// fixed seed; their vectors are those of the sentences with some noise, so that 100,000 passages take a minute.
// usage: node bench/run.mjs scale <folder of documents>    [corpus/]
//        --questions <file>   JSON lines with a "question" each
//        --passages <list>    sizes [3000,10000,30000,100000]
//        --keep <folder>      where the indexes are, and stay, to be used again [a temporary one]
// Limits at 100,000: a search without the question's forward pass p50 40 ms and p99 80 ms, a first answer within 3 s,
// memory at most 600 MB beyond that of the models, recall of the vector search against an exact scan at least 0.98.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { LocalAssistant } from "../dist/assistant/local/local-assistant.js";
import { modelSettings } from "../dist/embedding/model-settings.js";
import { TransformersEmbedder } from "../dist/embedding/transformers-embedder.js";
import { defaults } from "./defaults.mjs";
import { median, timeNode } from "./measure.mjs";

const SIZES = "3000,10000,30000,100000";
const QUESTIONS = 100;
const QUESTION = "What did they say about the reform?";

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  allowPositionals: true,
  options: { questions: { type: "string" }, passages: { type: "string" }, keep: { type: "string" } },
});
const corpus = resolve(positionals[0] ?? fileURLToPath(new URL("../corpus", import.meta.url)));
const folder = resolve(values.keep ?? mkdtempSync(join(tmpdir(), "footnote-bench-")));
const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));

const base = join(folder, "base");
const assistant = new LocalAssistant({ ...defaults, index: base }, { cwd: process.cwd(), corpus });
await assistant.sync();
await assistant.close();
const questions = await embedded(values.questions ? readQuestions(values.questions) : [QUESTION]);

const rows = [];
for (const size of (values.passages ?? SIZES).split(",").map(Number)) {
  const index = join(folder, String(size));
  const written = existsSync(join(index, "manifest.json")) ? null : child("scale-write.mjs", { base, index, size });
  const searched = child("scale-search.mjs", { index, questions });
  const first = median(Array.from({ length: 3 }, () => timeNode([main, "ask", QUESTION, "--index", index])));
  rows.push({
    passages: size,
    "MB on disk": bytesOf(index) / 1e6,
    "written in s": written?.seconds,
    "MB to write": written?.megabytes,
    "open ms": searched.open,
    "MB open": searched.megabytes,
    "search p50": searched.p50,
    "search p99": searched.p99,
    "of the store p50": searched.store,
    recall: searched.recall,
    "cold ask ms": first,
  });
}
if (!values.keep) rmSync(folder, { recursive: true });

for (const name of Object.keys(rows[0])) {
  const cells = rows.map((row) => (row[name] === undefined ? "" : format(row[name])).padStart(11));
  console.log(`${name.padEnd(20)}${cells.join("")}`);
}

function format(value) {
  return value < 1 ? value.toFixed(4) : value < 100 ? value.toFixed(1) : value.toFixed(0);
}

/** Runs a part in a process of its own, whose memory is its alone. */
function child(name, input) {
  const script = fileURLToPath(new URL(name, import.meta.url));
  const output = execFileSync(process.execPath, ["--expose-gc", script], {
    input: JSON.stringify(input),
    maxBuffer: 2 ** 30,
    stdio: ["pipe", "pipe", "inherit"],
  });
  return JSON.parse(output);
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
