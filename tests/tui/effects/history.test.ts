import { chmod, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { historyFile } from "../../../src/tui/effects/history-file.js";
import { lineWith } from "../../../src/tui/input/line-editor.js";
import { reduce } from "../../../src/tui/reducer/reducer.js";
import { type Event, initialState, type State } from "../../../src/tui/state/state.js";
import { FREES_OPEN_FILES, HAS_MODES, NEEDS_FREE_FILES } from "../../helpers/systems.js";
import { tempFolder } from "../../helpers/temp-folder.js";
import { KEY } from "../fake-terminal.js";
import { openChat } from "../open-chat.js";

/** Where there are modes. */
async function expectMode(path: string, mode: number): Promise<void> {
  if (HAS_MODES) expect((await stat(path)).mode & 0o777).toBe(mode);
}

const place = async () => join(await tempFolder(), "state/footnote/history");
const entriesIn = async (path: string) => (await historyFile(path).read()).entries;

describe("the history's file", () => {
  test("keeps what was asked, also over several lines, for its owner alone", async () => {
    const path = await place();
    const history = historyFile(path);
    expect(await history.read()).toEqual({ entries: [], problem: null });
    await history.add("Is it dry?");
    await history.add("one\ntwo");
    expect(await entriesIn(path)).toEqual(["Is it dry?", "one\ntwo"]);
    await expectMode(path, 0o600);
    await expectMode(join(path, ".."), 0o700);
  });

  test("is closed to others again when someone has opened it", async () => {
    const path = await place();
    await historyFile(path).add("one");
    await chmod(path, 0o644);
    await historyFile(path).add("two");
    await expectMode(path, 0o600);
  });

  test("two chats at once lose nothing", async () => {
    const path = await place();
    const [one, two] = [historyFile(path), historyFile(path)];
    const adding = Array.from({ length: 200 }, (_, index) => (index % 2 ? one : two).add(`question ${index}`));
    await Promise.all(adding);
    expect(new Set(await entriesIn(path)).size).toBe(200);
  });

  test("gives the latest thousand, each once in a row, and is cut back when it has grown", async () => {
    const path = await place();
    await historyFile(path).add("first");
    const lines = Array.from({ length: 5000 }, (_, index) => JSON.stringify(`q${Math.floor(index / 2)}`));
    await writeFile(path, `${lines.join("\n")}\nnot JSON\n{"a":1}\n`);
    const entries = await entriesIn(path);
    expect([entries.length, entries[0], entries.at(-1)]).toEqual([1000, "q1500", "q2499"]);
    expect((await readFile(path, "utf8")).split("\n")).toHaveLength(1001);
    await expectMode(path, 0o600);
  });

  test("is given also where it can't be cut back", async () => {
    // The name is too long for one to be written beside it.
    const path = join(await tempFolder(), "h".repeat(250));
    const lines = Array.from({ length: 3000 }, (_, index) => `${JSON.stringify(`q${index}`)}\n`).join("");
    await writeFile(path, lines);
    const { entries, problem } = await historyFile(path).read();
    expect([entries.length, entries.at(-1), problem]).toEqual([1000, "q2999", null]);
    expect(await readFile(path, "utf8")).toBe(lines);
  });

  test.skipIf(!FREES_OPEN_FILES)(
    `what one chat adds while another cuts it back is kept${NEEDS_FREE_FILES}`,
    async () => {
      const path = await place();
      await historyFile(path).add("first");
      for (let round = 0; round < 5; round++) {
        const lines = Array.from({ length: 3000 }, (_, index) => `${JSON.stringify(`q${index}`)}\n`);
        await writeFile(path, lines.join(""));
        const asked = Array.from({ length: 100 }, (_, index) => `asked ${round} ${index}`);
        const adding = (async () => {
          for (const entry of asked) await historyFile(path).add(entry);
        })();
        await Promise.all([historyFile(path).read(), adding]);
        expect(await entriesIn(path)).toEqual(expect.arrayContaining(asked));
      }
    },
  );

  test("what stands in its way is told, and is no failure", async () => {
    const path = await place();
    await mkdir(path, { recursive: true });
    expect(await historyFile(path).read()).toEqual({ entries: [], problem: "it is a folder" });
    await expect(historyFile(path).add("one")).rejects.toMatchObject({ code: "EISDIR" });
  });
});

describe("a chat with a history", () => {
  test("gives back what was asked in the one before", async () => {
    const history = historyFile(await place());
    const first = openChat({ history });
    await first.terminal.shows("2 documents");
    await first.terminal.ask("Is the glass dry?");
    await first.terminal.shows("guides/care.txt");
    first.leave();
    await first.left;
    const { terminal } = openChat({ history });
    await terminal.shows("2 documents");
    await terminal.press(KEY.up);
    await terminal.shows(/─\n❯ Is the glass dry\?/);
  });

  test("that can't be kept goes on, and says so once", async () => {
    const path = await place();
    await mkdir(path, { recursive: true });
    const { terminal } = openChat({ history: historyFile(path) });
    await terminal.shows("What is asked is not kept for the next time: it is a folder.");
    await terminal.ask("Is the glass dry?");
    await terminal.shows("guides/care.txt");
  });
});

describe("searching the history", () => {
  const start = initialState({ columns: 80, rows: 24 }, false, {
    history: ["Is glass dry?", "How long?", "Does glass break?"],
  });
  const following = (state: State, ...events: Event[]): State => events.reduce(reduce, state);
  const typed = (text: string): Event => ({ type: "typed", text });
  const CTRL_R: Event = { type: "history_searched" };
  const searching = following(start, typed("draft"), CTRL_R, typed("GLASS"));

  test("shows the latest that holds the letters, and with Ctrl-R an earlier one", () => {
    expect(searching.input.text).toBe("Does glass break?");
    expect(following(searching, CTRL_R).input.text).toBe("Is glass dry?");
    expect(following(searching, CTRL_R, CTRL_R)).toMatchObject({
      input: { text: "Is glass dry?" },
      search: { hasFailed: true },
    });
  });

  test("Enter takes it into the line without asking; Esc and Ctrl-C give the draft back", () => {
    const taken = following(searching, { type: "search_ended", isTaken: true });
    expect(taken).toMatchObject({ input: { text: "Does glass break?" }, search: null, tasks: start.tasks });
    expect(following(searching, { type: "search_ended", isTaken: false }).input).toEqual(lineWith("draft"));
    expect(following(searching, { type: "interrupted" })).toMatchObject({ input: lineWith("draft"), search: null });
  });

  test("Backspace widens the search again", () => {
    const narrow = following(searching, typed(" dry"));
    expect(narrow.input.text).toBe("Is glass dry?");
    const back = Array.from({ length: 4 }, (): Event => ({ type: "edited", action: "delete_back" }));
    expect(following(narrow, ...back).input.text).toBe("Does glass break?");
  });
});
