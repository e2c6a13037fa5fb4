import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { run } from "../helpers/cli.js";
import { indexOf } from "../helpers/shipped-index.js";
import { BINARY } from "../helpers/temp-folder.js";

let cwd: string;

beforeAll(async () => {
  cwd = await indexOf({
    "lamp.txt": "The red lamp is lit at seven.\n",
    "roof.txt": "The roof leaks.\n",
    "a.txt": BINARY,
    "b.txt": "",
    "c.txt": BINARY,
    "d.txt": BINARY,
  });
  await writeFile(join(cwd, "corpus/roof.txt"), "The roof was mended.\n");
  await writeFile(join(cwd, "corpus/new.txt"), "A new note.\n");
});

const UNREAD = "4 files could not be read; footnote status says why.";
const STALE = "2 files differ from the index: new.txt added, roof.txt changed. Update it: footnote index";

describe("what was searched and what has changed since", () => {
  test.each([
    ["an answer, without a word about files that were skipped", "When is the red lamp lit?", 3],
    ["a refusal, with the number of files that were skipped", "What is the capital of Mongolia?", 5],
  ])("is said with %s", async (_, question, exitCode) => {
    const { code, stdout, stderr } = await run(["ask", question], { cwd });
    expect(stdout.endsWith(exitCode === 3 ? "Searched 2 documents.\n" : `Searched 2 documents.\n${UNREAD}\n`)).toBe(
      true,
    );
    expect(stdout).not.toContain("Skipped");
    expect(stderr).toBe(`${STALE}\n`);
    expect(code).toBe(exitCode);
    const { coverage } = JSON.parse((await run(["ask", "--json", question], { cwd })).stdout);
    expect(coverage.documents_searched).toBe(2);
    expect(coverage.skipped.map(({ path }: { path: string }) => path)).toEqual(["a.txt", "b.txt", "c.txt", "d.txt"]);
    expect(coverage.stale).toEqual([
      { path: "new.txt", change: "added" },
      { path: "roof.txt", change: "changed" },
    ]);
  });

  test("is said beside the hits of a search, and in its JSON", async () => {
    const { stdout, stderr, code } = await run(["search", "--path", "lamp.txt", "lamp"], { cwd });
    expect(stdout).toBe("lamp.txt:1: The red lamp is lit at seven.\n");
    expect(stderr).toBe(`Searched 1 document.\n${STALE}\n`);
    expect(code).toBe(3);
    const { coverage } = JSON.parse((await run(["search", "--json", "lamp"], { cwd })).stdout);
    expect(coverage).toMatchObject({ documents_searched: 2, stale: [{ path: "new.txt" }, { path: "roof.txt" }] });
    expect(coverage.skipped).toHaveLength(4);
    const without = await run(["search", '"zebra stripes"'], { cwd });
    expect(without.stderr).toContain(`\nSearched 2 documents.\n${UNREAD}\n`);
  });

  test("is not guessed where the folder is gone", async () => {
    await rename(join(cwd, "corpus"), join(cwd, "elsewhere"));
    const { stdout, stderr, code } = await run(["ask", "When is the red lamp lit?"], { cwd });
    expect(stdout).toMatch(/^Its folder is not here, so nothing is known of changes since \d{4}-/m);
    expect([code, stderr]).toEqual([0, ""]);
  });
});
