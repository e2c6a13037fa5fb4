import { spawn, spawnSync } from "node:child_process";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { OramaStore } from "../../../src/store/orama/orama-store.js";
import { finished, plainEnvironment, run } from "../../helpers/cli.js";
import { notes } from "../../helpers/notes.js";
import { MAIN } from "../../helpers/shipped.js";
import { writeFiles } from "../../helpers/temp-folder.js";
import { NEEDS_PERMISSIONS, PERMISSIONS_COUNT } from "../../helpers/unprivileged.js";
import { Library } from "../building.js";

const FILES = { "a.md": notes("First", [1, 2]), "b.md": notes("Second", [3]) };
const MORE = Object.fromEntries(
  Array.from({ length: 6 }, (_, i) => [`more/${i}.md`, notes(`More ${i}`, [10 + 3 * i, 11 + 3 * i, 12 + 3 * i])]),
);

/** What a shell can do to what it starts; why it can't, where it can't. */
function shellCan(command: string): boolean {
  return process.platform === "linux" && spawnSync("bash", ["-c", command]).status === 0;
}

/** Runs `footnote index` from a shell that has prepared something for it. */
function indexAfter(preparation: string, library: Library) {
  const command = `${preparation} && exec "$0" "$1" index "$2" --index "$3"`;
  const args = ["-c", command, process.execPath, MAIN, library.corpus, library.indexFolder];
  const child = spawn("bash", args, { cwd: library.root, env: plainEnvironment() });
  return finished(child as ReturnType<typeof spawn> & Parameters<typeof finished>[0]);
}

describe("a build that may not write", () => {
  const limited = shellCan("ulimit -f 8");
  test.skipIf(!limited)(
    `more to a file says so, and leaves the old index${limited ? "" : " (no ulimit here)"}`,
    async () => {
      const library = await Library.of(FILES);
      await library.build();
      const before = await library.snapshot();
      await writeFiles(library.corpus, MORE);
      // Blocks of 1,024 bytes: at 8 the journal is too long, at 64 one of the index's files is.
      for (const blocks of [8, 64]) {
        const { code, stdout, stderr } = await indexAfter(`ulimit -f ${blocks}`, library);
        expect(stderr, `${blocks} blocks`).toMatch(/^error: .*larger than the system allows/);
        expect(stderr).toContain(library.indexFolder);
        expect([code, stdout]).toEqual([2, ""]);
        expect(await library.snapshot()).toEqual(before);
        expect(Object.keys(await library.texts())).toEqual(["a.md", "b.md"]);
      }
      expect(await library.build()).toMatchObject({ documents: 8 });
    },
  );

  const mountable = shellCan("command -v unshare && unshare -m true");
  test.skipIf(!mountable)(`on a full disk says so${mountable ? "" : " (no disk can be mounted here)"}`, async () => {
    const library = await Library.of({ ...FILES, ...MORE });
    const { code, stderr } = await indexAfter(
      'mkdir -p "$3" && exec unshare -m bash -c \'mount -t tmpfs -o size=64k none "$4" && exec "$1" "$2" index "$3" --index "$4"\' bash "$0" "$1" "$2" "$3"; :',
      library,
    );
    expect(stderr).toMatch(/^error: .*the disk is full/);
    expect(code).toBe(2);
  });

  test.skipIf(!PERMISSIONS_COUNT)(
    `to the index's folder says so, and leaves the old index${NEEDS_PERMISSIONS}`,
    async () => {
      const library = await Library.of(FILES);
      await library.build();
      const before = await library.snapshot();
      await writeFiles(library.corpus, MORE);
      for (const folder of [library.indexFolder, join(library.indexFolder, "generations")]) {
        spawnSync("chmod", ["555", folder]);
        const { code, stderr } = await library.buildUnprivileged();
        expect(stderr).toMatch(/^error: The index in .* can't be written: .*permission denied/);
        expect(code).toBe(2);
        spawnSync("chmod", ["755", folder]);
        expect(await library.snapshot()).toEqual(before);
        expect(await readdir(library.indexFolder)).not.toContain("lock");
      }
      expect(await library.build()).toMatchObject({ documents: 8 });
    },
  );

  test.skipIf(process.platform === "win32")("to its journal follows no link out of the index's folder", async () => {
    const library = await Library.of({ ...FILES, "../precious.txt": "Keep me." });
    spawnSync("mkdir", [library.indexFolder]);
    spawnSync("ln", ["-s", "../precious.txt", join(library.indexFolder, "journal")]);
    await expect(library.build()).rejects.toMatchObject({ code: "index_unwritable" });
    expect((await stat(join(library.root, "precious.txt"))).size).toBe(8);
  });

  test("where a file is says that it is one, and leaves it", async () => {
    const library = await Library.of({ ...FILES, "../notes": "Keep me." });
    const file = join(library.root, "notes");
    for (const [index, named] of [
      [file, file],
      [join(file, "deep", "er"), file],
    ] as const) {
      const { code, stderr } = await run(["index", library.corpus, "--index", index], { cwd: library.root });
      expect(stderr).toBe(
        `error: No index can be in ${named}: it is a file, not a folder.\n  Name another folder for the index with --index.\n`,
      );
      expect(code).toBe(2);
    }
    const asked = await run(["status", "--index", file], { cwd: library.root });
    expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining("it is a file, not a folder") });
    expect(await readFile(file, "utf8")).toBe("Keep me.");
  });

  test.runIf(process.platform === "linux")("where no folder can be made says so, and comes to an end", async () => {
    const library = await Library.of(FILES);
    const indexFolder = "/proc/footnote/index";
    await expect(library.build({ indexFolder, store: new OramaStore(indexFolder) })).rejects.toMatchObject({
      code: "index_unusable",
      message: "No index can be in /proc/footnote: no folder can be made there.",
    });
  });
});
