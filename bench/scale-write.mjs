// Writes an index of many passages from the sentences of another one: a part of `scale.mjs`, in a process of its own.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { documentIdOf } from "../dist/index/readers/read-document.js";
import { OramaStore } from "../dist/store/orama/orama-store.js";
import { buildOptions } from "./defaults.mjs";

const SENTENCES = 5;
const PASSAGES_A_DOCUMENT = 40;
/** Of each number of a vector: neighbours stay neighbours, and no two vectors are alike. */
const NOISE = 0.015;
const NOWHERE = { page: null, pageLabel: null, row: null, column: null };

const { base, index, size } = JSON.parse(readFileSync(0, "utf8"));
const random = randomNumbers(7);
const { info, sentences } = await readSentences();
const { dimensions } = info.fingerprint;
globalThis.gc();
const before = process.memoryUsage().rss;
let peak = before;
const started = performance.now();
const writer = await new OramaStore(index).begin({
  corpus: info.corpus,
  fingerprint: info.fingerprint,
  splitter: buildOptions.splitter,
});
for (let done = 0; done < size; done += PASSAGES_A_DOCUMENT) {
  await writer.addDocument(...documentOf(done, Math.min(PASSAGES_A_DOCUMENT, size - done)));
  peak = Math.max(peak, process.memoryUsage().rss);
}
await writer.commit([], new Date(0).toISOString());
peak = Math.max(peak, process.memoryUsage().rss);
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, megabytes: (peak - before) / 2 ** 20 }));

/** The sentences of all documents, with their vectors. */
async function readSentences() {
  const reader = await new OramaStore(base).open();
  const all = [];
  for (const { id } of reader.info.documents) {
    const text = await reader.text(id);
    for (const passage of await reader.passagesOf(id)) {
      const { sentences: vectors } = (await reader.embeddings([passage.inputHash])).get(passage.inputHash);
      const width = reader.info.fingerprint.dimensions;
      passage.sentences.forEach(({ start, end, kind }, i) => {
        if (kind !== "paragraph" || end - start < 20) return;
        all.push({ text: text.slice(start, end), vector: vectors.slice(i * width, (i + 1) * width) });
      });
    }
  }
  const { info: described } = reader;
  await reader.close();
  return { info: described, sentences: all };
}

function documentOf(first, count) {
  const path = `${String(first).padStart(8, "0")}.txt`;
  const id = documentIdOf(path);
  let text = "";
  const passages = Array.from({ length: count }, (_, ordinal) => {
    const chosen = Array.from({ length: SENTENCES }, () => sentences[Math.floor(random() * sentences.length)]);
    const spans = chosen.map((sentence) => {
      const start = text.length;
      text += `${sentence.text} `;
      return { start, end: text.length - 1, kind: "paragraph", header: null, ...NOWHERE };
    });
    text += "\n\n";
    const sentenceVectors = new Float32Array(SENTENCES * dimensions);
    for (const [i, { vector }] of chosen.entries()) sentenceVectors.set(noisy(vector), i * dimensions);
    return {
      passage: {
        id: `p${String(first + ordinal).padStart(11, "0")}`,
        documentId: id,
        ordinal,
        start: spans[0].start,
        end: spans.at(-1).end,
        sentences: spans,
        section: [],
        ...NOWHERE,
        inputHash: createHash("sha256")
          .update(`${first + ordinal}`)
          .digest("hex"),
      },
      titles: "",
      vector: noisy(meanOf(sentenceVectors)),
      sentenceVectors,
    };
  });
  const document = {
    id,
    path,
    file: path,
    title: path,
    names: [],
    fields: {},
    unread: [],
    contentHash: "sha256:",
    size: text.length,
    modified: 0,
    passages: count,
  };
  return [document, { text, layout: null }, passages];
}

function meanOf(vectors) {
  const mean = new Float32Array(dimensions);
  vectors.forEach((value, at) => {
    mean[at % dimensions] += value;
  });
  return mean;
}

/** Unit length. */
function noisy(vector) {
  const scale = 1 / Math.hypot(...vector);
  const moved = Float32Array.from(
    vector,
    (value) => value * scale + NOISE * (random() + random() + random() - 1.5) * 2,
  );
  const length = Math.hypot(...moved);
  return moved.map((value) => value / length);
}

function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
