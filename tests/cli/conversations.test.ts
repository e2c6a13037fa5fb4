import { execFileSync } from "node:child_process";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ConversationListSchema, ConversationSchema } from "../../src/contract/conversation.js";
import { run } from "../helpers/cli.js";
import { tempFolder, writeFiles } from "../helpers/temp-folder.js";

const LEASE = "Lease of 12 Mill Lane\n\nThe notice period is three months. The tenant's deposit is 1,200 euros.\n";
const CARE = "Care of the house\n\nThe chimney sweep comes in March. The boiler is serviced in October.\n";
const OFFER = "Offer for painting\n\nThe painting of the hall costs 850 euros. Work begins in February.\n";
const QUESTIONS = "How long is the notice period?\nWhen does the chimney sweep come?\nWhat does the painting cost?\n";

let cwd: string;

beforeAll(async () => {
  cwd = await tempFolder();
  await writeFiles(cwd, { "lease.txt": LEASE, "care.txt": CARE, "offer.txt": OFFER });
  await run(["index", "."], { cwd });
  await run(["chat", "--continue"], { cwd, stdin: QUESTIONS });
});

describe("`footnote conversations`", () => {
  test("lists and shows what `footnote chat --continue` has saved, which goes on with it", async () => {
    await run(["chat", "--continue"], { cwd, stdin: "And the deposit?\n" });
    const { conversations } = ConversationListSchema.parse(
      JSON.parse((await run(["conversations", "--json"], { cwd })).stdout),
    );
    expect(conversations).toMatchObject([{ title: "How long is the notice period?", turns: 4 }]);
    const { stdout } = await run(["conversations"], { cwd });
    expect(stdout).toMatch(/^[0-9a-f]{10} {2}How long is the notice period\? {2}4 turns, /);
    const read = ConversationSchema.parse(
      JSON.parse((await run(["conversations", "show", "last", "--json"], { cwd })).stdout),
    );
    expect(read.turns.map(({ question }) => question)).toEqual([...QUESTIONS.trim().split("\n"), "And the deposit?"]);
  });

  test("says at each citation whether it has moved, has changed or is gone, also in a Word file's footnotes", async () => {
    await writeFile(join(cwd, "lease.txt"), `Signed in 2024.\n\n${LEASE}`);
    await writeFile(join(cwd, "care.txt"), CARE.replace("March", "April"));
    await rm(join(cwd, "offer.txt"));
    const { stdout } = await run(["conversations", "show", "last"], { cwd });
    expect(stdout).toMatch(/\[1\] Lease .*, lease\.txt:5 \(moved since\)\n {4}“The notice period is three months\.”/);
    expect(stdout).toMatch(/care\.txt:3 \(changed since\)\n {4}“The chimney sweep comes in March\.”/);
    expect(stdout).toMatch(/offer\.txt:3 \(file gone\)/);
    await mkdir(join(cwd, "old"));
    await rename(join(cwd, "lease.txt"), join(cwd, "old/lease.txt"));
    const { code, stderr } = await run(["conversations", "export", "last", "notes.docx"], { cwd });
    expect([code, stderr]).toEqual([0, "Wrote 4 turns to notes.docx.\n"]);
    const markdown = execFileSync("pandoc", ["notes.docx", "-t", "markdown", "--wrap=none"], { cwd, encoding: "utf8" });
    expect(markdown).toMatch(/^\[\^1\]: Lease of 12 Mill Lane, old\/lease\.txt:5 \(moved since\): "The notice period/m);
    expect(markdown).toMatch(/three months\.\[\^1\]/);
  });

  test("replaces no file, renames by a part of the id, and deletes", async () => {
    await writeFile(join(cwd, "mine.md"), "mine");
    const refused = await run(["conversations", "export", "last", "mine.md"], { cwd });
    expect([refused.code, await readFile(join(cwd, "mine.md"), "utf8")]).toEqual([2, "mine"]);
    const id = (await run(["conversations"], { cwd })).stdout.slice(0, 10);
    await run(["conversations", "rename", id.slice(0, 4), "About", "notice"], { cwd });
    expect((await run(["conversations"], { cwd })).stdout).toContain(`${id}  About notice  `);
    expect((await run(["conversations", "delete", id], { cwd })).stderr).toBe("Deleted 1 conversation.\n");
    const gone = await run(["conversations", "show", id], { cwd });
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining(`There is no saved conversation ${id}.`)]);
    expect((await run(["chat", "--conversation", id], { cwd, stdin: "x\n" })).code).toBe(2);
    expect((await run(["chat", "--continue", "--no-save"], { cwd, stdin: "x\n" })).code).toBe(2);
  });
});
