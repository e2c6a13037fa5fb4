// Stands in for the thread that embeds: draws a sentence's vector from those that the model gave its like before, with some
// noise, so that a build of 300,000 passages takes an hour at most. The same tokens always get the same vector.
// FOOTNOTE_BENCH_VECTORS names the file that `writeVectors` made.
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { parentPort } from "node:worker_threads";
import { ColumnFile, encodeColumns } from "../../dist/store/disk/columns.js";
import { OramaStore } from "../../dist/store/orama/orama-store.js";
import { noisy, sumOf } from "./noise.mjs";

/** @param base folder of the index whose vectors are drawn from @param tokenizer the model's */
export async function writeVectors(path, base, tokenizer) {
  const reader = await new OramaStore(base).open();
  const { dimensions } = reader.info.fingerprint;
  const all = new Map();
  for (const { id } of reader.info.documents) {
    const text = await reader.text(id);
    for (const { inputHash, sentences } of await reader.passagesOf(id)) {
      const vectors = (await reader.embeddings([inputHash])).get(inputHash).sentences;
      sentences.forEach(({ start, end }, i) => {
        const key = keyOf(tokenizer.tokenize(text.slice(start, end).replace(/\s+/g, " ")));
        all.set(key, vectors.subarray(i * dimensions, (i + 1) * dimensions));
      });
    }
  }
  await reader.close();
  const vectors = new Float32Array(all.size * dimensions);
  for (const [i, vector] of [...all.values()].entries()) vectors.set(vector, i * dimensions);
  await writeFile(path, encodeColumns({ keys: Uint32Array.from(all.keys()), vectors }));
}

/** FNV-1a (Fowler, Noll and Vo) over the tokens. */
function keyOf(ids) {
  return ids.reduce((hash, id) => Math.imul(hash ^ id, 16_777_619) >>> 0, 2_166_136_261);
}

function drawFor(port, path) {
  const file = new ColumnFile(new Uint8Array(readFileSync(path)).buffer);
  const keys = file.column("keys", "u32");
  const vectors = file.column("vectors", "f32");
  const dimensions = vectors.length / keys.length;
  const rows = new Map([...keys].map((key, row) => [key, row]));
  port.on("message", ({ id, sequence: { ids, sentences } }) => {
    const drawn = new Float32Array(sentences.length * dimensions);
    for (const [i, { from, to }] of sentences.entries()) {
      const key = keyOf(ids.slice(from, to));
      const row = rows.get(key) ?? key % keys.length;
      const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions);
      drawn.set(noisy(vector, keyOf(ids) + i), i * dimensions);
    }
    const vector = noisy(sumOf(drawn, dimensions), keyOf(ids));
    port.postMessage({ kind: "done", id, vector, sentences: drawn }, [vector.buffer, drawn.buffer]);
  });
  port.postMessage({ kind: "ready" });
}

const path = process.env.FOOTNOTE_BENCH_VECTORS;
if (parentPort && path) drawFor(parentPort, path);
