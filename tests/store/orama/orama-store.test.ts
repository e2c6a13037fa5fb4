import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FootnoteError } from "../../../src/core/errors/errors.js";
import { GENERATION_FILES, type GenerationFile } from "../../../src/store/disk/generation-files.js";
import { verifyGeneration } from "../../../src/store/disk/generation-reader.js";
import { OramaStore } from "../../../src/store/orama/orama-store.js";
import { SAMPLES, SETTINGS, unitVector, writeSamples } from "../../contracts/index-samples.js";
import { describeIndexStore } from "../../contracts/index-store.case.js";
import { FREES_OPEN_FILES, HAS_LINKS, NEEDS_FREE_FILES, NEEDS_LINKS } from "../../helpers/systems.js";

describeIndexStore("OramaStore", (folder) => new OramaStore(folder));

describe("an index on disk", () => {
  let root: string;
  let folder: string;
  let store: OramaStore;
  const generations = () => readdir(join(folder, "generations"));
  const currentFile = async (file: GenerationFile) =>
    join(folder, "generations", (await store.currentGeneration())!, file);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "footnote-store-"));
    folder = join(root, ".footnote");
    store = new OramaStore(folder);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** Opens the index and reads all of it. */
  async function readAll(): Promise<void> {
    const reader = await store.open();
    try {
      for (const { document } of SAMPLES) await Promise.all([reader.text(document.id), reader.layout(document.id)]);
      await reader.search({ vector: unitVector("x"), text: "council", limit: 5 });
    } finally {
      await reader.close();
    }
  }

  async function flip(path: string, at: number): Promise<void> {
    const bytes = await readFile(path);
    bytes[at]! ^= 0x04;
    await writeFile(path, bytes);
  }

  for (const file of GENERATION_FILES) {
    it(`says that ${file} is damaged when any byte of it is flipped`, async () => {
      await writeSamples(store);
      const path = await currentFile(file);
      const { length } = await readFile(path);
      for (const at of new Set([0, 5, Math.floor(length / 3), Math.floor(length / 2), length - 1])) {
        await flip(path, at);
        const error = await readAll().catch((caught: FootnoteError) => caught);
        expect(error).toMatchObject({ code: "index_corrupt" });
        expect((error as FootnoteError).message).toContain(file);
        expect((await verifyGeneration(folder)).filter(({ problem }) => problem)).toMatchObject([{ file }]);
        await flip(path, at);
      }
      await readAll();
    });

    it(`says that ${file} is damaged when it is cut short, emptied, too long or gone`, async () => {
      await writeSamples(store);
      const path = await currentFile(file);
      const whole = await readFile(path);
      for (const bytes of [whole.subarray(0, -1), whole.subarray(0, 0), Buffer.concat([whole, whole])]) {
        await writeFile(path, bytes);
        await expect(store.open()).rejects.toMatchObject({ code: "index_corrupt" });
      }
      await unlink(path);
      await expect(store.open()).rejects.toMatchObject({ code: "index_corrupt" });
      expect(await verifyGeneration(folder)).toContainEqual({ file, problem: "it is missing" });
    });
  }

  it("refuses a manifest with any byte flipped, cut anywhere, or of another shape", async () => {
    await writeSamples(store);
    const path = join(folder, "manifest.json");
    const whole = await readFile(path);
    for (let at = 0; at < whole.length; at++) {
      if (/\s/.test(String.fromCharCode(whole[at]!))) continue;
      await flip(path, at);
      await expect(store.open(), `byte ${at}`).rejects.toMatchObject({ code: /^index_(corrupt|format)$/ });
      await writeFile(path, whole);
    }
    for (const content of [whole.subarray(0, whole.length - 2), "", "null", "[]", "7", '"text"', "{}"]) {
      await writeFile(path, content);
      await expect(store.open()).rejects.toMatchObject({ code: "index_corrupt" });
    }
  });

  it("names the file of the vectors when a question meets a damaged one", async () => {
    await writeSamples(store);
    const path = await currentFile("embeddings.bin");
    const bytes = await readFile(path);
    bytes[7]! ^= 1;
    await writeFile(path, bytes);
    const reader = await store.open();
    const search = reader.search({ vector: unitVector("x"), text: "", limit: 100 });
    await expect(search).rejects.toMatchObject({
      code: "index_corrupt",
      message: expect.stringContaining("embeddings.bin"),
    });
    await reader.close();
  });

  it("names both formats when the index is of another one", async () => {
    await writeSamples(store);
    await writeFile(join(folder, "manifest.json"), JSON.stringify({ format: 5, anything: true }));
    await expect(store.open()).rejects.toThrow("has format 5; this program reads format 4");
    await expect(store.currentGeneration()).rejects.toMatchObject({ code: "index_format" });
  });

  it("can be written anew over a damaged index", async () => {
    await writeSamples(store);
    await truncate(join(folder, "manifest.json"), 10);
    await writeSamples(store);
    await readAll();
    expect(await generations()).toHaveLength(1);
  });

  it("holds the same bytes for the same documents, added or copied", async () => {
    const contents = async () => {
      const files = await Promise.all(
        GENERATION_FILES.map(async (file) => [file, await readFile(await currentFile(file))]),
      );
      return Object.fromEntries(files.filter(([file]) => file !== "info.json")) as Record<string, Buffer>;
    };
    await writeSamples(store, SAMPLES.slice(2));
    const first = await store.open();
    const writer = await store.begin(SETTINGS);
    for (const [at, { document, content, passages }] of SAMPLES.entries()) {
      if (at < 2) await writer.addDocument(document, content, passages);
      else await writer.copyDocument(document, first);
    }
    await writer.commit([], "2026-01-01T00:00:00Z");
    const incremental = await contents();
    await writeSamples(store);
    expect(incremental).toEqual(await contents());
    await first.close();
  });

  it.skipIf(!FREES_OPEN_FILES)(
    `keeps the current generation only, and clears what dead writers left${NEEDS_FREE_FILES}`,
    async () => {
      await writeSamples(store);
      const dead = await store.begin(SETTINGS);
      await writeFile(join(folder, "manifest.json.0a1b2c3d"), "half a mani");
      await mkdir(join(folder, "generations", "someone's own"));
      expect(await generations()).toHaveLength(3);
      const { name } = await writeSamples(store);
      expect(await generations()).toEqual([name, "someone's own"]);
      expect(await readdir(folder)).toEqual(["generations", "manifest.json"]);
      await dead.abort();
      await readAll();
    },
  );

  it.skipIf(!HAS_LINKS)(
    `leaves the old index as it was when the disk is full in the middle of a commit${NEEDS_LINKS}`,
    async () => {
      const { name } = await writeSamples(store);
      for (const file of ["terms.json", "forward.bin", "texts.utf8"] as const) {
        const writer = await store.begin(SETTINGS);
        const [own] = (await generations()).filter((generation) => generation !== name);
        if (file === "texts.utf8") {
          await rm(join(folder, "generations", own!), { recursive: true });
        } else await symlink("/dev/full", join(folder, "generations", own!, file));
        await expect(writer.commit([], "2026-01-01T00:00:00Z")).rejects.toMatchObject({ code: "index_unwritable" });
        expect(await generations()).toEqual([name]);
        await readAll();
      }
    },
  );

  it("says that an index can't be written where a file stands in its way", async () => {
    await writeFile(folder, "a file");
    await expect(store.begin(SETTINGS)).rejects.toMatchObject({ code: "index_unwritable" });
    await expect(store.open()).rejects.toMatchObject({ code: "index_unusable" });
  });

  it("opens a whole generation while a writer replaces it again and again", async () => {
    await writeSamples(store);
    let writing = true;
    const writer = (async () => {
      for (let round = 0; round < 25; round++) await writeSamples(store, SAMPLES.slice(round % 3));
      writing = false;
    })();
    while (writing) {
      const reader = await store.open();
      for (const { id } of reader.info.documents) {
        expect(await reader.text(id)).toBe(SAMPLES.find(({ document }) => document.id === id)!.text);
      }
      await reader.close();
    }
    await writer;
  });

  it("can be moved to another folder", async () => {
    const info = await writeSamples(store);
    await cp(folder, join(root, "elsewhere"), { recursive: true });
    const reader = await new OramaStore(join(root, "elsewhere")).open();
    expect(reader.info).toEqual(info);
    await reader.close();
  });

  it("refuses a passage whose parts don't fit together", async () => {
    const writer = await store.begin(SETTINGS);
    const { document, text, passages } = SAMPLES[0]!;
    await expect(writer.addDocument(document, { text: text.slice(0, 20), layout: null }, passages)).rejects.toThrow(
      RangeError,
    );
    const short = { ...passages[0]!, sentenceVectors: new Float32Array(3) };
    await expect(writer.addDocument(document, { text, layout: null }, [short])).rejects.toThrow(RangeError);
    await writer.abort();
  });
});
