import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openModel, weightsFile } from "../../src/embedding/model.js";
import { dot, meanPool } from "../../src/embedding/pooling.js";
import { runtimeInUse } from "../../src/embedding/runtime.js";
import { TransformersEmbedder } from "../../src/embedding/transformers-embedder.js";
import { webAssemblyRuntime } from "../../src/embedding/webassembly-runtime.js";
import { MODEL } from "../helpers/shipped.js";
import { passagesOf } from "./passages.js";

const WASM = createRequire(import.meta.url).resolve("onnxruntime-web/ort-wasm-simd-threaded.wasm");

test("a clone computes with machine code", () => {
  expect(runtimeInUse()).toMatchObject({ kind: "native", whyNotNative: null });
});

test("WebAssembly gives the vectors that machine code gives, but for rounding", async () => {
  const [model, native] = await Promise.all([openModel(MODEL), TransformersEmbedder.load(MODEL)]);
  const { InferenceSession, Tensor, env } = webAssemblyRuntime(() => readFile(WASM), { whyNotNative: "a test" });
  expect(env).toMatchObject({ versions: { web: expect.stringMatching(/^\d/) }, whyNotNative: "a test" });
  const session = await InferenceSession.create(join(MODEL.path, MODEL.name, weightsFile(MODEL)));
  for (const input of (await passagesOf("004_0bf4399a0d973e27.txt", model)).slice(0, 4)) {
    const { ids } = model.tokenizer.passageSequence(input);
    const row = (value: (at: number) => number) =>
      new Tensor(
        "int64",
        BigInt64Array.from(ids, (_, at) => BigInt(value(at))),
        [1, ids.length],
      );
    const { last_hidden_state: hidden } = await session.run({
      input_ids: row((at) => ids[at]!),
      attention_mask: row(() => 1),
      token_type_ids: row(() => 0),
    });
    const vector = meanPool(hidden!.data as Float32Array, native.fingerprint.dimensions, 0, ids.length);
    // Rounding once the other way moves a whole step of the 8 bits that the next layer computes with: as far as graphs that are optimised more or less are from each other.
    expect(dot(vector, (await native.embedPassage(input)).vector)).toBeGreaterThan(0.997);
  }
  await Promise.all([session.release(), native.close()]);
});
