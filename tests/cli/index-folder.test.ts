import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SyncPlanSchema } from "../../src/contract/index-state.js";
import { run } from "../helpers/cli.js";
import { folderOf, indexOf } from "../helpers/shipped-index.js";
import { BINARY, tempFolder, writeFiles } from "../helpers/temp-folder.js";

const TRIP = "The train to Lyon leaves at 07:14. Pack the warm coat.\n";
const LAMP = "Clean the glass with a dry cloth.\n";

describe("`footnote index`", () => {
  test("builds the index of corpus/ at first, says so on standard output, and nothing else anywhere", async () => {
    const cwd = await folderOf({ "trip.txt": TRIP, "lamp.md": LAMP });
    const { code, stdout, stderr } = await run(["index"], { cwd });
    expect(stdout).toMatch(/^Indexed 2 documents \(2 added\): 2 passages, 2 embedded, in \d+(\.\d s| ms)\.\n$/);
    expect([code, stderr]).toEqual([0, ""]);
    const again = await run(["sync"], { cwd });
    expect(again.stdout).toMatch(/^Indexed 2 documents \(nothing changed\): 2 passages, 0 embedded, /);
  });

  test("remembers the folder that it was given, from wherever it is called next", async () => {
    const cwd = await tempFolder();
    await writeFiles(cwd, { "papers/trip.txt": TRIP });
    const built = await run(["index", "papers"], { cwd });
    expect(built).toMatchObject({ code: 0, stdout: expect.stringContaining("1 added") });
    const again = await run(["index", "--index", join(cwd, ".footnote")], { cwd: await tempFolder() });
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("1 document (nothing changed)") });
  });

  test("says what was added, changed, moved and deleted", async () => {
    const cwd = await indexOf({ "trip.txt": TRIP, "lamp.md": LAMP, "old.txt": "An old note.\n" });
    await mkdir(join(cwd, "corpus/journeys"));
    await rename(join(cwd, "corpus/trip.txt"), join(cwd, "corpus/journeys/trip.txt"));
    await writeFile(join(cwd, "corpus/lamp.md"), "Never use solvents.\n");
    await rm(join(cwd, "corpus/old.txt"));
    const { stdout } = await run(["index"], { cwd });
    expect(stdout).toMatch(/^Indexed 2 documents \(1 added, 1 changed, 2 deleted\): 2 passages, 1 embedded, /);
  });

  test("says what it would do, and does nothing, with --dry-run", async () => {
    const cwd = await indexOf({ "trip.txt": TRIP });
    await writeFiles(join(cwd, "corpus"), { "lamp.md": LAMP });
    const { code, stdout } = await run(["index", "--dry-run"], { cwd });
    expect(stdout).toBe("Would index 2 documents (1 added).\n  added lamp.md\n");
    expect(code).toBe(0);
    const { event, ...plan } = JSON.parse((await run(["index", "--dry-run", "--json"], { cwd })).stdout);
    expect([event, SyncPlanSchema.parse(plan)]).toEqual(["plan", plan]);
    expect(await run(["status"], { cwd })).toMatchObject({ code: 3 });
  });

  test("with --full embeds everything anew", async () => {
    const cwd = await indexOf({ "trip.txt": TRIP, "lamp.md": LAMP });
    const { stdout } = await run(["index", "--full"], { cwd });
    expect(stdout).toMatch(/2 passages, 2 embedded/);
  });

  test("prints events with --json, one a line, the result last", async () => {
    const cwd = await folderOf({ "trip.txt": TRIP, "notes.xyz": BINARY });
    const { code, stdout, stderr } = await run(["index", "--json"], { cwd });
    const events = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events.at(-1)).toMatchObject({
      event: "done",
      documents: 1,
      passages: 1,
      embedded: 1,
      added: ["trip.txt"],
      changed: [],
      deleted: [],
      skipped: [{ path: "notes.xyz", reason: "is not text, and .xyz is no ending that Footnote knows" }],
    });
    for (const event of events.slice(0, -1))
      expect(event).toMatchObject({ event: "progress", files_total: expect.any(Number) });
    expect([code, stderr]).toEqual([0, ""]);
  });
});
