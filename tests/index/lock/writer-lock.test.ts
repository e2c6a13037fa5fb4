import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { mkdir, readdir, readFile, symlink, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { acquireWriterLock } from "../../../src/index/lock/writer-lock.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";
import { Library } from "../building.js";

const FILES = { "lamp.txt": "Clean the glass with a dry cloth.\n", "trip.txt": "The train leaves at 07:14.\n" };
const OTHER = JSON.stringify({ pid: 1, host: "elsewhere.example", token: "0123456789abcdef" });

async function makeOld(...paths: string[]): Promise<void> {
  const longAgo = new Date(Date.now() - 120_000);
  for (const path of paths) await utimes(path, longAgo, longAgo);
}

describe("the writer's lock", () => {
  test("refuses a second build while one runs, and is gone after it", async () => {
    const library = await Library.of(FILES);
    let second: Promise<unknown> | undefined;
    await library.build({
      onProgress: () => {
        second ??= library.build().catch((error: unknown) => error);
      },
    });
    expect(await second).toMatchObject({
      code: "index_locked",
      exitCode: 4,
      message: expect.stringContaining(`process ${process.pid}`),
    });
    expect(await readdir(library.indexFolder)).not.toContain("lock");
    await library.build();
  });

  test("of a process that is gone is taken over", async () => {
    const library = await Library.of(FILES);
    const { pid } = spawnSync(process.execPath, ["--version"]);
    await mkdir(library.indexFolder);
    const holder = { pid, host: hostname(), token: "0123456789abcdef" };
    await writeFile(join(library.indexFolder, "lock"), JSON.stringify(holder));
    expect(await library.build()).toMatchObject({ documents: 2 });
    expect((await readdir(library.indexFolder)).sort()).toEqual(["generations", "manifest.json"]);
  });

  test("of a process before this one that had its number is taken over, as of a container that starts again", async () => {
    const library = await Library.of(FILES);
    const lock = join(library.indexFolder, "lock");
    await mkdir(library.indexFolder);
    await writeFile(lock, JSON.stringify({ pid: process.pid, host: hostname(), token: "0123456789abcdef" }));
    const seen = (secondsAgo: number) => {
      const at = new Date(Date.now() - 1000 * secondsAgo);
      return utimes(lock, at, at);
    };
    // It may live in another container of the same name.
    await seen(5);
    await expect(library.build()).rejects.toMatchObject({ code: "index_locked" });
    await seen(Math.max(11, process.uptime() + 1));
    expect(await library.build()).toMatchObject({ documents: 2 });
  });

  test.each(["EPERM", "ENOTSUP", "EISDIR"])("holds also where files can't have two names (%s)", async (code) => {
    const folder = await tempFolder();
    const withoutLinks = async () => {
      throw Object.assign(new Error(code), { code });
    };
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const gone = { pid, host: hostname(), token: "0123456789abcdef" };
    await writeFile(join(folder, "lock"), JSON.stringify(gone));
    const lock = await acquireWriterLock(folder, withoutLinks);
    await lock.assertHeld();
    await expect(acquireWriterLock(folder, withoutLinks)).rejects.toMatchObject({ code: "index_locked" });
    expect(await readdir(folder)).toEqual(["lock"]);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  test("of another machine holds while it is fresh, and is taken over when it has been silent for long", async () => {
    const library = await Library.of(FILES);
    const lock = join(library.indexFolder, "lock");
    await mkdir(library.indexFolder);
    await writeFile(lock, JSON.stringify({ pid: 1, host: "elsewhere.example", token: "0123456789abcdef" }));
    await expect(library.build()).rejects.toMatchObject({
      code: "index_locked",
      message: expect.stringContaining("elsewhere.example"),
    });
    const longAgo = new Date(Date.now() - 120_000);
    await utimes(lock, longAgo, longAgo);
    expect(await library.build()).toMatchObject({ documents: 2 });
  });

  test("that was cut off while it was written is taken over in the end", async () => {
    const library = await Library.of(FILES);
    const lock = join(library.indexFolder, "lock");
    await mkdir(library.indexFolder);
    await writeFile(lock, "");
    await expect(library.build()).rejects.toMatchObject({ code: "index_locked" });
    const longAgo = new Date(Date.now() - 120_000);
    await utimes(lock, longAgo, longAgo);
    expect(await library.build()).toMatchObject({ documents: 2 });
  });

  test("is taken over wherever it was torn, and whatever its host is called", async () => {
    const whole = JSON.stringify({ pid: 4711, host: 'a "b" \\ ü\n', token: "0123456789abcdef" });
    for (let length = 0; length <= whole.length; length++) {
      const folder = await tempFolder();
      await writeFile(join(folder, "lock"), whole.slice(0, length));
      await makeOld(join(folder, "lock"));
      await (await acquireWriterLock(folder)).release();
      expect(await readdir(folder), whole.slice(0, length)).toEqual([]);
    }
  });

  test.each([
    ["a text", "Combination: 12-34-56\n"],
    ["other JSON", '{"pid":1,"host":"h"}'],
    ["a number", "4711"],
    ["a lock with more behind it", `${OTHER}\n`],
    ["a large file", "{".repeat(100_000)],
  ])("is not the file of that name that holds %s: it is left alone", async (_, content) => {
    const folder = await tempFolder();
    const path = join(folder, "lock");
    await writeFile(path, content);
    await makeOld(path);
    await expect(acquireWriterLock(folder)).rejects.toMatchObject({
      code: "index_unusable",
      message: expect.stringContaining(path),
      hint: expect.stringContaining("--index"),
    });
    expect(await readFile(path, "utf8")).toBe(content);
    expect(await readdir(folder)).toEqual(["lock"]);
  });

  test.skipIf(process.platform === "win32").each([
    ["folder", (path: string) => mkdir(path)],
    ["link", (path: string) => symlink("elsewhere", path)],
    ["pipe", async (path: string) => void spawnSync("mkfifo", [path])],
  ])("is not a %s of that name: it is left alone", async (_, make) => {
    const folder = await tempFolder();
    await make(join(folder, "lock"));
    await expect(acquireWriterLock(folder)).rejects.toMatchObject({ code: "index_unusable" });
    expect(await readdir(folder)).toEqual(["lock"]);
  });

  test("sweeps away what killed writers left beside it, and nothing else", async () => {
    const folder = await tempFolder();
    const ours = ["lock.0123456789abcdef", "lock.0123456789abcdef.stale", "lock..stale"];
    const kept = ["lock.txt", "lock.0123456789abcde", "lock.0123456789abcdef.stale.bak", "my.lock..stale"];
    await writeFiles(folder, Object.fromEntries([...ours, ...kept].map((name) => [name, ""])));
    await makeOld(...[...ours, ...kept].map((name) => join(folder, name)));
    const fresh = "lock.fedcba9876543210";
    await writeFile(join(folder, fresh), "");
    const lock = await acquireWriterLock(folder);
    expect((await readdir(folder)).sort()).toEqual(["lock", fresh, ...kept].sort());
    await lock.release();
  });

  test("that another writer took over while this one slept ends the build before the swap; both indexes stay whole", async () => {
    const library = await Library.of(FILES);
    await library.build();
    const before = await library.snapshot();
    await writeFiles(library.corpus, { "new.txt": "Call Ana.\n" });
    const lock = join(library.indexFolder, "lock");
    const taken = library.build({ onProgress: ({ phase }) => phase === "write" && writeFileSync(lock, OTHER) });
    await expect(taken).rejects.toMatchObject({ code: "index_lock_lost", exitCode: 4 });
    expect(await library.snapshot()).toEqual({ ...before, lock: expect.any(String) });
    expect(await readFile(lock, "utf8")).toBe(OTHER);
  });

  test("that another writer took over is said, also where that one has swept this build's files away", async () => {
    const library = await Library.of(FILES);
    const taken = library.build({
      onProgress: ({ phase }) => {
        if (phase !== "write") return;
        writeFileSync(join(library.indexFolder, "lock"), OTHER);
        rmSync(join(library.indexFolder, "generations"), { recursive: true });
      },
    });
    await expect(taken).rejects.toMatchObject({ code: "index_lock_lost" });
  });
});
