// Measures what an index of many passages costs: size on disk, time to open and first search, and `footnote ask` in a
// new process. Vectors are random, texts are words: nothing here depends on what they mean.
// Limit: a cold ask at 10,000 passages takes at most 1.2 s more than at 20.
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openModel } from "../dist/embedding/model.js";
import { modelSettings } from "../dist/embedding/model-settings.js";
import { documentIdOf } from "../dist/index/readers/read-document.js";
import { OramaStore } from "../dist/store/orama/orama-store.js";
import { buildOptions, defaults } from "./defaults.mjs";
import { inTurns, median, printTable, timeNode } from "./measure.mjs";

const SIZES = [20, 3_000, 10_000, 50_000];
const PASSAGES_A_DOCUMENT = 100;
const SENTENCES = 5;
const NOWHERE = { page: null, pageLabel: null, row: null, column: null };
const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "footnote-bench-"));
const { fingerprint } = await openModel(modelSettings(defaults, "/"));
const random = randomNumbers(7);

console.log("\nAn index of many passages");
console.log(
  ["passages", "MB on disk", "open ms", "first search ms", "next search ms"].map((head) => head.padStart(16)).join(""),
);
for (const size of SIZES) {
  const index = join(folder, String(size));
  await write(index, size);
  const { open, first, next } = await timeOpening(index);
  const cells = [String(size), (bytesOf(index) / 1e6).toFixed(1), open.toFixed(0), first.toFixed(0), next.toFixed(1)];
  console.log(cells.map((cell) => cell.padStart(16)).join(""));
}
const times = inTurns(
  Object.fromEntries(
    SIZES.map((size) => [
      `footnote ask at ${size} passages`,
      () =>
        timeNode([
          main,
          "ask",
          "What does the harbour master write about timber?",
          "--index",
          join(folder, String(size)),
        ]),
    ]),
  ),
  5,
);
rmSync(folder, { recursive: true });
printTable("Cold ask", times);
const [at20, , at10k] = Object.values(times).map(median);
console.log(`10,000 passages over 20: ${((at10k - at20) / 1000).toFixed(2)} s more (at most 1.20)`);

async function write(indexFolder, size) {
  const writer = await new OramaStore(indexFolder).begin({
    corpus: folder,
    fingerprint,
    splitter: buildOptions.splitter,
  });
  for (let done = 0; done < size; done += PASSAGES_A_DOCUMENT) {
    const count = Math.min(PASSAGES_A_DOCUMENT, size - done);
    const path = `${String(done).padStart(8, "0")}.txt`;
    const id = documentIdOf(path);
    let text = "";
    const passages = Array.from({ length: count }, (_, ordinal) => {
      const sentences = Array.from({ length: SENTENCES }, () => {
        const start = text.length;
        text += `${words(25)}. `;
        return { start, end: text.length - 1, kind: "paragraph", ...NOWHERE };
      });
      return {
        passage: {
          id: `p${done}-${ordinal}`,
          documentId: id,
          ordinal,
          start: sentences[0].start,
          end: sentences.at(-1).end,
          sentences,
          section: [],
          ...NOWHERE,
          inputHash: (done + ordinal).toString(16).padStart(64, "0"),
        },
        titles: "",
        vector: unitVectors(1),
        sentenceVectors: unitVectors(SENTENCES),
      };
    });
    const document = { id, path, title: path, contentHash: "sha256:", size: text.length, modified: 0, passages: count };
    await writer.addDocument(document, text, passages);
  }
  await writer.commit([], new Date(0).toISOString());
}

async function timeOpening(index) {
  const query = { vector: unitVectors(1), text: "what does the harbour master write about timber", limit: 200 };
  const started = performance.now();
  const reader = await new OramaStore(index).open();
  const opened = performance.now();
  await reader.search(query);
  const searched = performance.now();
  const again = [];
  for (let i = 0; i < 20; i++) {
    const begun = performance.now();
    await reader.search({ ...query, vector: unitVectors(1) });
    again.push(performance.now() - begun);
  }
  await reader.close();
  return { open: opened - started, first: searched - opened, next: median(again) };
}

function bytesOf(index) {
  return readdirSync(index, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

/** Words as in prose: few are frequent, many are rare. */
function words(count) {
  return Array.from({ length: count }, () => `word${Math.floor(20_000 * random() ** 4)}`).join(" ");
}

function unitVectors(rows) {
  const { dimensions } = fingerprint;
  const vectors = Float32Array.from({ length: rows * dimensions }, () => random() - 0.5);
  for (let row = 0; row < rows; row++) {
    const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions);
    const length = Math.hypot(...vector);
    for (let i = 0; i < dimensions; i++) vector[i] /= length;
  }
  return vectors;
}

function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
