import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { Socket } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EmbeddingPool } from "../../src/embedding/embedding-pool.js";
import { openModel } from "../../src/embedding/model.js";
import { modelSettings } from "../../src/embedding/model-settings.js";
import { TransformersEmbedder } from "../../src/embedding/transformers-embedder.js";
import { DEFAULTS, MODEL, WORKER_URL } from "../helpers/shipped.js";
import { tempFolder } from "../helpers/temp-folder.js";

/** The shipped model in a folder of its own, to be spoilt. */
async function copiedModel() {
  const path = await tempFolder();
  const folder = join(path, MODEL.name);
  await cp(join(MODEL.path, MODEL.name), folder, { recursive: true });
  return { settings: { ...MODEL, path }, folder };
}

async function flipByte(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  bytes[at]! ^= 1;
  await writeFile(path, bytes);
}

/** Whoever asks the network, by whichever way, finds it closed; and it is counted. */
const asked = vi.fn(() => {
  throw new Error("the network was asked");
});

beforeEach(() => {
  asked.mockClear();
  vi.stubGlobal("fetch", asked);
  vi.spyOn(Socket.prototype, "connect").mockImplementation(asked);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  expect(asked).not.toHaveBeenCalled();
});

describe("the model that ships with Footnote", () => {
  test("loads, embeds and says who it is, without the network", async () => {
    const embedder = await TransformersEmbedder.load(MODEL);
    expect(await embedder.embedQuery("Who was expelled?")).toHaveLength(embedder.fingerprint.dimensions);
    await embedder.close();
    const sums = await readFile(join(MODEL.path, MODEL.name, "SHA256SUMS"), "utf8");
    expect(embedder.fingerprint).toMatchObject({
      model: "Xenova/e5-small-v2",
      pooling: "mean",
      queryPrefix: "query: ",
      passagePrefix: "passage: ",
      dimensions: 384,
    });
    expect(sums).toMatch(new RegExp(`^${embedder.fingerprint.weights} +\\S*onnx/model_quantized\\.onnx$`, "m"));
  });

  test("may lie anywhere: a copied folder is a model by its path", async () => {
    const { folder } = await copiedModel();
    const settings = modelSettings({ ...DEFAULTS, model: folder }, "/");
    expect(settings).toMatchObject({ name: "e5-small-v2", queryPrefix: "query: " });
    const [copied, shipped] = await Promise.all([openModel(settings), openModel(MODEL)]);
    expect(copied.fingerprint).toEqual({ ...shipped.fingerprint, model: "e5-small-v2" });
  });
});

describe("a model is refused", () => {
  test("with a byte of its weights changed, naming the file", async () => {
    const { settings, folder } = await copiedModel();
    await flipByte(join(folder, "onnx/model_quantized.onnx"), 1_000_000);
    await expect(openModel(settings)).rejects.toMatchObject({
      code: "model_damaged",
      message: expect.stringContaining("onnx/model_quantized.onnx"),
      hint: expect.stringContaining("Reinstall"),
    });
  });

  test("with a byte of its tokenizer changed, even one that leaves it unreadable", async () => {
    const { settings, folder } = await copiedModel();
    await flipByte(join(folder, "tokenizer.json"), 0);
    await expect(openModel(settings)).rejects.toMatchObject({
      code: "model_damaged",
      message: expect.stringContaining("tokenizer.json"),
    });
  });

  test("when it is not there, naming where it was looked for", async () => {
    const path = await tempFolder();
    await expect(openModel({ ...MODEL, path })).rejects.toMatchObject({
      code: "model_missing",
      message: expect.stringContaining(join(path, MODEL.name)),
      hint: expect.stringContaining("FOOTNOTE_MODEL_PATH"),
    });
  });

  test("when one of its files is not there", async () => {
    const { settings, folder } = await copiedModel();
    await rm(join(folder, "tokenizer.json"));
    await expect(openModel(settings)).rejects.toMatchObject({ code: "model_missing" });
  });

  test("when the weights that the settings name are not there", async () => {
    await expect(openModel({ ...MODEL, dtype: "fp32" })).rejects.toMatchObject({ code: "model_missing" });
  });

  test("when its weights are no model, by the thread that loads them", async () => {
    const { settings, folder } = await copiedModel();
    await writeFile(join(folder, "onnx/model_quantized.onnx"), "not a model");
    await rm(join(folder, "SHA256SUMS"));
    await expect(TransformersEmbedder.load(settings)).rejects.toMatchObject({ code: "model_failed" });
    const pool = new EmbeddingPool(settings, { workers: 1, workerUrl: WORKER_URL });
    await expect(pool.ready()).rejects.toMatchObject({ code: "model_failed" });
    await pool.close();
  });
});
