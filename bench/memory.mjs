// Measures the peak memory of a build over a corpus, and over one ten times as large. Vectors and postings are held
// until the index is written: what they take a passage is stated apart.
// usage: node bench/run.mjs memory <folder of documents>    [corpus/, repeated]
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const SMALL_BYTES = 150_000;
const corpus = resolve(process.argv[3] ?? fileURLToPath(new URL("../corpus", import.meta.url)));
const text = readdirSync(corpus, { recursive: true })
  .filter((name) => name.endsWith(".txt"))
  .map((name) => readFileSync(join(corpus, name), "utf8"))
  .join("\n\n");

const folder = mkdtempSync(join(tmpdir(), "footnote-bench-"));
const [small, large] = [1, 10].map((times) => build(times));
rmSync(folder, { recursive: true });

console.log("\nPeak memory of a build (the whole process, threads included)");
for (const { name, megabytes, passages } of [small, large]) {
  console.log(`${name.padEnd(24)}${megabytes.toFixed(0).padStart(8)} MB  ${String(passages).padStart(7)} passages`);
}
const perPassage = (384 * 4 + 5 * (384 + 4) + 90 * 8) / 1e6;
const held = (large.passages - small.passages) * perPassage;
const growth = large.megabytes - small.megabytes;
console.log(
  `vectors, sentence vectors and terms: about ${(perPassage * 1000).toFixed(1)} KB a passage, ${held.toFixed(0)} MB of the growth`,
);
console.log(`growth beside them: ${(growth - held).toFixed(0)} MB (less than 100)`);

function build(times) {
  const documents = join(folder, `documents-${times}`);
  mkdirSync(documents);
  const size = SMALL_BYTES / 5;
  for (let i = 0; i < 5 * times; i++) {
    const start = (i * size) % Math.max(1, text.length - size);
    writeFileSync(join(documents, `${i}.txt`), `Document ${i}\n\n${text.slice(start, start + size)}`);
  }
  const script = fileURLToPath(new URL("build-once.mjs", import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [script, documents, join(folder, `index-${times}`)]);
  if (stdout.length === 0) throw new Error(String(stderr));
  return { name: `${times} x ${SMALL_BYTES / 1000} KB`, ...JSON.parse(stdout) };
}
