import { spawnSync } from "node:child_process";
import { appendFile, mkdir, readdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { SyncProgress } from "../../../src/contract/index-state.js";
import { FootnoteError } from "../../../src/core/errors/errors.js";
import { DEFAULT_SPLITTER } from "../../../src/index/split/passages.js";
import { OramaStore } from "../../../src/store/orama/orama-store.js";
import { MODEL, TEXTS } from "../../helpers/shipped.js";
import { BINARY, writeFiles } from "../../helpers/temp-folder.js";
import { NEEDS_PERMISSIONS, PERMISSIONS_COUNT } from "../../helpers/unprivileged.js";
import { contentOf, Library } from "../building.js";

const LAMP = "Care of the lamp\n\nClean the glass with a dry cloth. Never use solvents: they cloud the glass.\n";
const WARRANTY = "# Warranty\n\nThe warranty lasts 24 months. Batteries are covered for 12 months only.\n";
const TRIP = "The train to Lyon leaves at 07:14. Pack the warm coat.\n";
const FILES = { "guides/lamp.txt": LAMP, "warranty.md": WARRANTY, "trip.txt": TRIP };

describe("a build", () => {
  test("of a new index reads and embeds every document", async () => {
    const library = await Library.of(FILES);
    const result = await library.build();
    expect(result).toMatchObject({
      documents: 3,
      added: ["guides/lamp.txt", "trip.txt", "warranty.md"],
      changed: [],
      deleted: [],
      skipped: [],
    });
    expect(result.embedded).toBe(result.passages);
    expect(result.passages).toBeGreaterThanOrEqual(3);
    expect(await library.texts()).toEqual(FILES);
  });

  test("keeps the generation when nothing changed, and starts no thread", async () => {
    const library = await Library.of(FILES);
    const first = await library.build();
    const again = await library.build({ pool: { workerUrl: new URL("file:///no/such/worker.js") } });
    expect(again).toMatchObject({ generation: first.generation, embedded: 0, added: [], changed: [], deleted: [] });
    expect(again.passages).toBe(first.passages);
  });

  test("embeds nothing when a file was only touched", async () => {
    const library = await Library.of(FILES);
    await library.build();
    await utimes(join(library.corpus, "trip.txt"), new Date(), new Date(Date.now() + 60_000));
    expect(await library.build()).toMatchObject({ embedded: 0, changed: [], documents: 3 });
  });

  test("embeds what was edited or added alone, and follows what was deleted", async () => {
    const library = await Library.of(FILES);
    await library.build();
    await writeFiles(library.corpus, {
      "trip.txt": "The bus to Nice leaves at noon.\n",
      "new/notes.txt": "Call Ana.\n",
    });
    await rm(join(library.corpus, "warranty.md"));
    expect(await library.build()).toMatchObject({
      documents: 3,
      embedded: 2,
      added: ["new/notes.txt"],
      changed: ["trip.txt"],
      deleted: ["warranty.md"],
    });
    expect(await library.texts()).toEqual({
      "guides/lamp.txt": LAMP,
      "new/notes.txt": "Call Ana.\n",
      "trip.txt": "The bus to Nice leaves at noon.\n",
    });
  });

  test("of a long document embeds the passages that an edit touched, not the others", async () => {
    const [path, text] = ["article.txt", TEXTS.get("004_0bf4399a0d973e27.txt")!];
    const library = await Library.of({ [path]: text });
    const { passages } = await library.build();
    await appendFile(join(library.corpus, path), "\nOne more paragraph was added at the end.\n");
    const { embedded, changed } = await library.build();
    expect(changed).toEqual([path]);
    expect(embedded).toBeGreaterThan(0);
    expect(embedded).toBeLessThanOrEqual(2);
    expect(passages).toBeGreaterThan(5);
  });

  test("embeds nothing for a moved file, nor for a renamed one", async () => {
    const library = await Library.of(FILES);
    await library.build();
    await rename(join(library.corpus, "trip.txt"), join(library.corpus, "guides/journey.txt"));
    await rename(join(library.corpus, "warranty.md"), join(library.corpus, "terms.md"));
    const moved = await library.build({ pool: { workerUrl: new URL("file:///no/such/worker.js") } });
    expect(moved).toMatchObject({
      embedded: 0,
      added: ["guides/journey.txt", "terms.md"],
      deleted: ["trip.txt", "warranty.md"],
      documents: 3,
    });
  });

  test("gives the same bytes in steps as in one", async () => {
    const shipped = TEXTS.get("004_0bf4399a0d973e27.txt")!;
    const library = await Library.of({ "a.txt": shipped, "b.txt": LAMP, "gone.txt": TRIP });
    await library.build();
    await rm(join(library.corpus, "gone.txt"));
    await writeFiles(library.corpus, { "b.txt": `${LAMP}\n${shipped.slice(0, 2000)}`, "c.md": WARRANTY });
    await library.build();
    const indexFolder = join(library.root, "fresh");
    await library.build({ indexFolder, store: new OramaStore(indexFolder) });
    expect(await library.content()).toEqual(await contentOf(indexFolder));
  });

  test("reports progress that only grows and ends complete", async () => {
    const library = await Library.of(FILES);
    const reports: SyncProgress[] = [];
    const { passages } = await library.build({ onProgress: (progress) => reports.push(progress) });
    expect(reports[0]).toMatchObject({ phase: "discover" });
    expect(reports.at(-1)).toMatchObject({
      phase: "write",
      files_done: 3,
      files_total: 3,
      passages_done: passages,
      passages_total: passages,
    });
    for (const name of ["files_done", "passages_done"] as const) {
      const values = reports.map((report) => report[name]);
      expect(values).toEqual([...values].sort((a, b) => a - b));
    }
  });
});

test("the passages that a build expects are about those that it finds, also while a long file is embedded", async () => {
  const library = await Library.of({ "a.txt": TRIP, "b.txt": [...TEXTS.values()].join("\n\n"), "c.txt": TRIP });
  const expected: number[] = [];
  const { passages } = await library.build({
    // Short passages, as more of them have to wait than are embedded at once.
    splitter: { ...DEFAULT_SPLITTER, maxTokens: 32, overlapTokens: 0 },
    onProgress: ({ passages_total, passages_done }) => passages_done > 0 && expected.push(passages_total),
  });
  expect(passages).toBeGreaterThan(100);
  expect(Math.max(...expected)).toBeLessThan(passages * 1.5);
});

describe("a file that can't be indexed", () => {
  test("is listed with the reason, and stops no other", async () => {
    const library = await Library.of({
      "good.txt": TRIP,
      "photo.xyz": BINARY,
      "photo.png": BINARY,
      "empty.txt": "",
      "blank.md": " \n\t\n",
      "garbled.txt": Buffer.from("\xd0\xd2\xc9\xd7\xc5\xd4 \xff\x81\x8d\xfe\xc0", "latin1"),
      "program.txt": Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]),
    });
    await symlink(join(library.corpus, "good.txt"), join(library.corpus, "link.txt"));
    const result = await library.build();
    expect(result).toMatchObject({ documents: 1, added: ["good.txt"] });
    expect(Object.fromEntries(result.skipped.map(({ path, reason }) => [path, reason]))).toEqual({
      "photo.xyz": "is not text, and .xyz is no ending that Footnote knows",
      "photo.png": expect.stringMatching(/image|picture/),
      "empty.txt": "is empty",
      "blank.md": "is empty",
      "garbled.txt": expect.stringContaining("save it as UTF-8"),
      "program.txt": "is a compiled program, not text",
      "link.txt": expect.stringContaining("symbolic link"),
    });
    expect(await library.skipped()).toEqual(
      Object.fromEntries(result.skipped.map(({ path, reason }) => [path, reason])),
    );
  });

  test("is not read again while it looks the same", async () => {
    const library = await Library.of({ "good.txt": TRIP, "empty.txt": "" });
    const first = await library.build();
    const again = await library.build();
    expect(again).toMatchObject({ generation: first.generation, skipped: [{ path: "empty.txt" }] });
  });

  test("is indexed once it is mended, and dropped when it is spoilt", async () => {
    const library = await Library.of({ "good.txt": TRIP, "other.txt": "" });
    await library.build();
    await writeFiles(library.corpus, { "other.txt": LAMP, "good.txt": Buffer.from([0x41, 0, 0, 1]) });
    const result = await library.build();
    expect(result).toMatchObject({ added: ["other.txt"], deleted: ["good.txt"], skipped: [{ path: "good.txt" }] });
    expect(await library.texts()).toEqual({ "other.txt": LAMP });
  });
});

describe.skipIf(!PERMISSIONS_COUNT)(`a file that turns unreadable${NEEDS_PERMISSIONS}`, () => {
  test("keeps its old version until it can be read again", async () => {
    const library = await Library.of(FILES);
    await library.build();
    const path = join(library.corpus, "trip.txt");
    await writeFile(path, "The bus to Nice leaves at noon.\n");
    const mode = (bits: string) => spawnSync("chmod", [bits, path]);
    mode("000");
    const { result: closed } = await library.buildUnprivileged();
    expect(closed).toMatchObject({ documents: 3, embedded: 0, deleted: [] });
    expect(closed.skipped).toEqual([{ path: "trip.txt", reason: "can't be read (permission denied)" }]);
    expect(await library.texts()).toEqual(FILES);
    mode("644");
    const open = await library.build();
    expect(open).toMatchObject({ changed: ["trip.txt"], embedded: 1, skipped: [] });
  });

  test("and comes back as it was is not listed as skipped any more", async () => {
    const library = await Library.of(FILES);
    await library.build();
    const path = join(library.corpus, "trip.txt");
    const { atime, mtime } = await stat(path);
    await writeFile(path, "The bus to Nice leaves at noon.\n");
    spawnSync("chmod", ["000", path]);
    await library.buildUnprivileged();
    spawnSync("chmod", ["644", path]);
    await writeFile(path, TRIP);
    await utimes(path, atime, mtime);
    expect(await library.build()).toMatchObject({ embedded: 0, skipped: [], documents: 3 });
    expect(await library.skipped()).toEqual({});
  });

  test("with its whole folder keeps its old version", async () => {
    const library = await Library.of(FILES);
    await library.build();
    spawnSync("chmod", ["000", join(library.corpus, "guides")]);
    const { result: closed } = await library.buildUnprivileged();
    expect(closed).toMatchObject({ documents: 3, deleted: [], skipped: [{ path: "guides/" }] });
    spawnSync("chmod", ["755", join(library.corpus, "guides")]);
    expect(await library.build()).toMatchObject({ documents: 3, embedded: 0, skipped: [] });
  });
});

describe("an interrupted build", () => {
  const long = [...TEXTS.values()].join("\n\n").repeat(12);

  test("stops in the middle of a document and leaves the old index", async () => {
    const library = await Library.of(FILES);
    const first = await library.build();
    const before = await library.snapshot();
    await writeFiles(library.corpus, { "long.txt": long });
    const interruption = new AbortController();
    let passages = 0;
    const building = library.build({
      signal: interruption.signal,
      onProgress: ({ passages_done, passages_total }) => {
        passages = Math.max(passages, passages_total);
        if (passages_done >= 5) interruption.abort();
      },
    });
    await expect(building).rejects.toMatchObject({ code: "interrupted", exitCode: 130 });
    expect(passages).toBeGreaterThan(100);
    expect(await library.store.currentGeneration()).toBe(first.generation);
    expect(await library.snapshot()).toEqual(before);
    expect(await library.texts()).toEqual(FILES);
    await rm(join(library.corpus, "long.txt"));
    expect(await library.build()).toMatchObject({ generation: first.generation });
  });

  test("that never began is interrupted too", async () => {
    const library = await Library.of(FILES);
    const building = library.build({ signal: AbortSignal.abort() });
    await expect(building).rejects.toMatchObject({ code: "interrupted" });
    await expect(library.store.open()).rejects.toMatchObject({ code: "index_missing" });
  });
});

describe("an index of other settings", () => {
  test("is refused with the command that mends it, and --full mends it", async () => {
    const library = await Library.of(FILES);
    await library.build();
    const before = await library.snapshot();
    const splitter = { version: 1, maxTokens: 100, overlapTokens: 20 };
    await expect(library.build({ splitter })).rejects.toMatchObject({
      code: "index_splitter",
      hint: expect.stringContaining("footnote index --full"),
    });
    expect(await library.snapshot()).toEqual(before);
    const full = await library.build({ splitter, full: true });
    expect(full.embedded).toBe(full.passages);
    expect(await library.build({ splitter })).toMatchObject({ generation: full.generation });
  });

  test("is refused when its model is another one, naming what differs", async () => {
    const library = await Library.of(FILES);
    await library.build();
    const model = { ...MODEL, passagePrefix: "text: " };
    await expect(library.build({ model })).rejects.toMatchObject({
      code: "index_model",
      message: expect.stringMatching(/passagePrefix "passage: ".*passagePrefix "text: "/),
      hint: expect.stringContaining("footnote index --full"),
    });
    expect(await library.build({ model, full: true })).toMatchObject({ documents: 3 });
  });
});

describe("a damaged index", () => {
  test.each(["codes.i8", "info.json", "passages.bin"])(
    "with a byte of %s changed is refused, left as it is, and mended by --full",
    async (file) => {
      const library = await Library.of(FILES);
      const { generation } = await library.build();
      const path = join(library.indexFolder, "generations", generation, file);
      const bytes = await readFile(path);
      bytes[20]! ^= 1;
      await writeFile(path, bytes);
      const before = await library.snapshot();
      await writeFiles(library.corpus, { "new.txt": "Call Ana.\n" });
      await expect(library.build()).rejects.toMatchObject({
        code: "index_corrupt",
        message: expect.stringContaining(file),
        hint: expect.stringContaining("footnote index --full"),
      });
      expect(await library.snapshot()).toEqual(before);
      expect(await library.store.corpus()).toBe(library.corpus);
      expect(await library.build({ full: true })).toMatchObject({ documents: 4 });
      expect(Object.keys(await library.texts())).toHaveLength(4);
    },
  );

  test("with a broken manifest still tells which folder it was made of, and is mended by --full", async () => {
    const library = await Library.of(FILES);
    await library.build();
    await writeFile(join(library.indexFolder, "manifest.json"), "{");
    await expect(library.build()).rejects.toMatchObject({ code: "index_corrupt" });
    expect(await library.store.corpus()).toBe(library.corpus);
    expect(await library.build({ full: true })).toMatchObject({ documents: 3 });
    expect(await readdir(join(library.indexFolder, "generations"))).toHaveLength(1);
  });
});

describe("a folder", () => {
  test("that is missing leaves the index as it was", async () => {
    const library = await Library.of(FILES);
    await library.build();
    const before = await library.snapshot();
    await rename(library.corpus, `${library.corpus}-away`);
    await expect(library.build()).rejects.toMatchObject({
      code: "corpus_missing",
      message: expect.stringContaining(library.corpus),
    });
    await expect(library.build({ full: true })).rejects.toBeInstanceOf(FootnoteError);
    expect(await library.snapshot()).toEqual(before);
  });

  test("that is a file is refused", async () => {
    const library = await Library.of(FILES);
    const corpus = join(library.corpus, "trip.txt");
    await expect(library.build({ corpus })).rejects.toMatchObject({ code: "corpus_not_folder" });
  });

  test("without a document makes no index, and says what was skipped", async () => {
    const library = await Library.of({ "a.xyz": BINARY, "b.txt": "" });
    await expect(library.build()).rejects.toMatchObject({
      code: "corpus_empty",
      exitCode: 2,
      message: expect.stringMatching(/2 files skipped: a\.xyz \(is not text, .*\), b\.txt \(is empty\)/),
    });
    await expect(library.store.open()).rejects.toMatchObject({ code: "index_missing" });
  });

  test("without any file makes no index", async () => {
    const library = await Library.of({});
    await mkdir(library.corpus);
    await expect(library.build()).rejects.toMatchObject({
      code: "corpus_empty",
      message: expect.stringContaining("holds no files"),
    });
  });

  test("whose documents are all gone empties its index", async () => {
    const library = await Library.of(FILES);
    await library.build();
    await rm(library.corpus, { recursive: true });
    await mkdir(library.corpus);
    expect(await library.build()).toMatchObject({ documents: 0, passages: 0, deleted: Object.keys(FILES).sort() });
    expect(await library.texts()).toEqual({});
    expect(await library.build({ full: true })).toMatchObject({ documents: 0 });
    await writeFiles(library.corpus, { "trip.txt": TRIP });
    expect(await library.build()).toMatchObject({ documents: 1, added: ["trip.txt"] });
  });

  test("named by mistake, without a document, does not take the place of the one that is indexed", async () => {
    const library = await Library.of(FILES);
    await library.build();
    const before = await library.snapshot();
    const corpus = join(library.root, "empty");
    await mkdir(corpus);
    await expect(library.build({ corpus })).rejects.toMatchObject({ code: "corpus_empty" });
    expect(await library.snapshot()).toEqual(before);
  });
});
