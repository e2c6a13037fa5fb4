import { execFileSync } from "node:child_process";
import { appendFile, readdir, readFile, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { conversationFiles } from "../../src/conversations/conversation-files.js";
import { keptTurn } from "../export/kept-turn.js";
import { tempFolder } from "../helpers/temp-folder.js";

async function kept(question = "How long?", id = "t1") {
  return { ...(await keptTurn(["Twelve months."], question)), id };
}

async function begun() {
  const folder = join(await tempFolder(), "conversations");
  const conversations = conversationFiles(folder);
  const id = await conversations.begin(await kept());
  return { folder, conversations, id, path: join(folder, `${id}.jsonl`) };
}

describe("saved conversations", () => {
  test("come back whole, turn by turn, under the first question until they are renamed", async () => {
    const { conversations, id } = await begun();
    await conversations.add(id, await kept("And for lamps?", "t2"));
    const read = await conversations.read(id);
    expect(read.turns).toEqual([await kept(), await kept("And for lamps?", "t2")]);
    expect(read).toMatchObject({ title: "How long?", lost: 0 });
    await conversations.rename(id, 'About "lamps"\n');
    expect((await conversations.list()).conversations).toMatchObject([{ id, title: 'About "lamps"\n', turns: 2 }]);
    await conversations.remove(id);
    expect(await conversations.list()).toEqual({ conversations: [], unreadable: [] });
    await expect(conversations.read(id)).rejects.toMatchObject({ code: "conversation_unknown" });
  });

  test.skipIf(process.platform === "win32")(
    "are no links to other files, and no pipes, which nothing waits for",
    async () => {
      const { folder, conversations, id } = await begun();
      const other = join(await tempFolder(), "other.md");
      await writeFile(other, "Mine.\n");
      await symlink(other, join(folder, "aaaaaaaaaa.jsonl"));
      execFileSync("mkfifo", [join(folder, "bbbbbbbbbb.jsonl")]);
      const { conversations: listed, unreadable } = await conversations.list();
      expect([listed.map((one) => one.id), unreadable.map((one) => one.id)]).toEqual([
        [id],
        ["aaaaaaaaaa", "bbbbbbbbbb"],
      ]);
      for (const bad of ["aaaaaaaaaa", "bbbbbbbbbb"])
        await expect(conversations.rename(bad, "x")).rejects.toMatchObject({ code: "conversation_unsaved" });
      expect(await readFile(other, "utf8")).toBe("Mine.\n");
    },
  );

  test("are for their owner alone", async () => {
    const { folder, path } = await begun();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test("put a turn that comes again, as when it is written later, in its place", async () => {
    const { conversations, id } = await begun();
    await conversations.add(id, await kept("Second", "t2"));
    await conversations.add(id, await kept("First, written", "t1"));
    const { turns } = await conversations.read(id);
    expect(turns.map(({ question }) => question)).toEqual(["First, written", "Second"]);
    expect((await conversations.list()).conversations[0]?.turns).toBe(2);
  });

  test("lose no more than the turn in flight to a program that is killed, wherever its line is cut", async () => {
    const { conversations, id, path } = await begun();
    const { size: before } = await stat(path);
    await conversations.add(id, await kept("Cut", "t2"));
    const { size } = await stat(path);
    for (const cut of [before + 1, before + 20, Math.floor((before + size) / 2), size - 2]) {
      await truncate(path, cut);
      expect(await conversations.read(id)).toMatchObject({ turns: [{ id: "t1" }], lost: 1 });
      await conversations.add(id, await kept("After", "t3"));
      expect((await conversations.read(id)).turns.map(({ question }) => question)).toEqual(["How long?", "After"]);
      await truncate(path, before);
      await conversations.add(id, await kept("Cut", "t2"));
    }
  });

  test("take the turns of two programs at once, each whole", async () => {
    const { conversations, id, folder } = await begun();
    const other = conversationFiles(folder);
    await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        await (i % 2 === 0 ? conversations : other).add(id, await kept(`Question ${i}`, `q${i}`));
      }),
    );
    const { turns, lost } = await conversations.read(id);
    expect(new Set(turns.map((turn) => turn.id)).size).toBe(21);
    expect(lost).toBe(0);
  });

  test("tell of a file that is damaged, or of a later version, beside the others", async () => {
    const { conversations, folder, id } = await begun();
    await writeFile(join(folder, "0000000001.jsonl"), "nothing");
    await writeFile(join(folder, "0000000002.jsonl"), '{"schema":2,"id":"0000000002"}\n');
    await writeFile(join(folder, "notes.txt"), "not one of them");
    const { conversations: read, unreadable } = await conversations.list();
    expect(read.map((one) => one.id)).toEqual([id]);
    expect(unreadable).toEqual([
      { id: "0000000001", problem: "it has no head" },
      { id: "0000000002", problem: "a later version of Footnote made it" },
    ]);
    await expect(conversations.read("0000000001")).rejects.toMatchObject({ code: "conversation_unreadable" });
  });

  test("say how many turns a damaged file has lost, and give the others", async () => {
    const { conversations, id, path } = await begun();
    await appendFile(path, '{"turn":{"id":"x"}}\nrubbish\n');
    await conversations.add(id, await kept("Later", "t2"));
    expect(await conversations.read(id)).toMatchObject({ turns: [{ id: "t1" }, { id: "t2" }], lost: 2 });
  });

  test.each(["../../etc/passwd", "..", "", "ABCDEF0123", "0123456789/x"])(
    "open no file of an id that is none: %j",
    async (id) => {
      const { conversations } = await begun();
      await expect(conversations.read(id)).rejects.toMatchObject({ code: "conversation_unknown" });
      await expect(conversations.remove(id)).rejects.toMatchObject({ code: "conversation_unknown" });
      await expect(conversations.add(id, await kept())).rejects.toMatchObject({ code: "conversation_unknown" });
    },
  );

  test("that were deleted elsewhere don't come back without their beginning", async () => {
    const { conversations, folder, id } = await begun();
    await conversationFiles(folder).remove(id);
    await expect(conversations.add(id, await kept())).rejects.toMatchObject({ code: "conversation_unknown" });
    expect(await readdir(folder)).toEqual([]);
  });

  test("that can't be written say why", async () => {
    const folder = join(await tempFolder(), "conversations");
    await writeFile(folder, "a file in the way");
    const conversations = conversationFiles(folder);
    await expect(conversations.begin(await kept())).rejects.toMatchObject({ code: "conversation_unsaved" });
    expect(await readFile(folder, "utf8")).toBe("a file in the way");
  });
});
