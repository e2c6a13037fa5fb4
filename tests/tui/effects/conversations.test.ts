import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { conversationFiles } from "../../../src/conversations/conversation-files.js";
import { tempFolder } from "../../helpers/temp-folder.js";
import { TuiAssistant } from "../../helpers/tui-assistant.js";
import { FakeHost } from "../../helpers/tui-host.js";
import { type FakeTerminal, KEY } from "../fake-terminal.js";
import { openChat } from "../open-chat.js";

const BATTERIES = "How long is the warranty for batteries?";

async function kept() {
  const folder = join(await tempFolder(), "conversations");
  const conversations = conversationFiles(folder);
  return { folder, conversations, host: Object.assign(new FakeHost(), { conversations }) };
}

/** Asks, and waits until it is saved. */
async function asked(parts: Awaited<ReturnType<typeof kept>>, assistant = new TuiAssistant()) {
  const chat = openChat({ host: parts.host, assistant, rows: 60 });
  await chat.terminal.ask(BATTERIES);
  await chat.terminal.shows("Sources");
  await chat.terminal.press(KEY.ctrl("d"));
  await chat.left;
  const [summary] = (await parts.conversations.list()).conversations;
  return summary!.id;
}

/** Waits for what comes after the window was cleared: the test's Ink draws it with the next key. */
async function reopened(terminal: FakeTerminal, text: string): Promise<string> {
  await vi.waitFor(
    async () => {
      await terminal.press("x", KEY.backspace);
      expect(terminal.lastFrame()).toContain(text);
    },
    { timeout: 30_000 },
  );
  return terminal.lastFrame();
}

describe("a conversation in the chat", () => {
  test("is saved with its answer, and goes on where it was left", async () => {
    const parts = await kept();
    const id = await asked(parts);
    const { turns } = await parts.conversations.read(id);
    expect(turns).toMatchObject([{ question: BATTERIES, outcome: { kind: "answer", answer: { status: "answered" } } }]);
    const { terminal, assistant, left } = openChat({ host: parts.host, rows: 60 });
    await terminal.shows("2 documents");
    await terminal.ask("/conversations");
    await terminal.shows("1 conversation");
    await terminal.press(KEY.enter);
    await reopened(terminal, `“${BATTERIES}”, 1 turn.`);
    await terminal.ask("And for lamps?");
    await terminal.shows("❯ And for lamps?");
    await terminal.shows("Sources");
    expect(assistant.requests.at(-1)?.history).toMatchObject([{ question: BATTERIES }]);
    await terminal.press(KEY.ctrl("d"));
    await left;
    expect((await parts.conversations.read(id)).turns.map(({ question }) => question)).toEqual([
      BATTERIES,
      "And for lamps?",
    ]);
  });

  test("says at a citation what has become of it, and leaves what was saved as it was", async () => {
    const parts = await kept();
    const id = await asked(parts);
    const before = await parts.conversations.read(id);
    const assistant = new TuiAssistant();
    assistant.verify = async ({ citations = [] }) => ({
      schema: 1,
      statements: [],
      citations: citations.map((one, i) => {
        const given = { id: one.id ?? "", path: one.path, quote: one.quote, problem: null };
        const place = { path: one.path, start: one.start, end: one.end, line_start: 99, line_end: 99 };
        return i === 0 ? { ...given, state: "moved", place } : { ...given, state: "changed", place: null };
      }),
      coverage: { documents_searched: 2, skipped: [], stale: [], checked_at: null, indexed_at: "" },
      timings_ms: { embed: 0, search: 0, total: 0 },
    });
    const { terminal } = openChat({ host: parts.host, assistant, rows: 60 });
    await terminal.shows("2 documents");
    await terminal.ask("/conversations 1");
    const shown = await reopened(terminal, "Since then: 1 citation has");
    expect(shown).toMatch(/\[1\] moved since · .*warranty\.txt:99/);
    expect(shown).toMatch(/\[2\] changed since · /);
    expect((await parts.conversations.read(id)).turns).toEqual(before.turns);
  });

  test("is renamed, and deleted once it has asked", async () => {
    const parts = await kept();
    const { terminal } = openChat({ host: parts.host, rows: 60 });
    await terminal.ask("/rename Lamps");
    await terminal.shows("Nothing of this conversation is saved.");
    await terminal.ask(BATTERIES);
    await terminal.shows("Sources");
    await vi.waitFor(async () => expect((await parts.conversations.list()).conversations).toHaveLength(1));
    await terminal.ask("/rename Lamps");
    await terminal.shows("is called “Lamps” now");
    await terminal.ask("/delete");
    await terminal.shows("/delete! deletes “Lamps” for good.");
    expect((await parts.conversations.list()).conversations).toMatchObject([{ title: "Lamps" }]);
    await terminal.ask("/delete!");
    await reopened(terminal, "The conversation is deleted.");
    expect(await readdir(parts.folder)).toEqual([]);
  });

  test("that can't be saved is answered all the same, and says why once", async () => {
    const parts = await kept();
    await writeFile(parts.folder, "in the way");
    const { terminal } = openChat({ host: parts.host, rows: 60 });
    await terminal.ask(BATTERIES);
    await terminal.shows("The conversation can't be saved");
    await terminal.shows("Sources");
    expect(await readFile(parts.folder, "utf8")).toBe("in the way");
  });

  test("is saved nowhere where that is switched off", async () => {
    const { terminal } = openChat();
    await terminal.ask("/conversations");
    await terminal.shows("No conversations are saved here.");
  });
});
