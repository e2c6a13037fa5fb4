import { describe, expect, test } from "vitest";
import { runChat } from "../../src/tui/run-chat.js";
import { TuiAssistant } from "../helpers/tui-assistant.js";
import { FakeHost } from "../helpers/tui-host.js";
import { FakeTerminal, KEY } from "./fake-terminal.js";
import { openChat } from "./open-chat.js";

const BATTERIES = "How long is the warranty for batteries?";

describe("a session by its keys", () => {
  test("ask, open a citation, walk to the next, come back, ask again, leave", async () => {
    const { terminal, left, assistant } = openChat();
    await terminal.ask(BATTERIES);
    await terminal.shows(/with\.²[\s\S]*Sources/);
    await terminal.press(KEY.tab, KEY.enter);
    await terminal.shows("citation 1 of 2");
    expect(terminal.lastFrame()).toContain("  9 ▌The warranty lasts 24 months");
    await terminal.press("n");
    await terminal.shows("citation 2 of 2");
    expect(terminal.lastFrame()).toContain(" 12 ▌Batteries are covered");
    await terminal.press("p");
    await terminal.shows("citation 1 of 2");
    await terminal.press(KEY.escape);
    await terminal.shows("▸ The warranty lasts");
    await terminal.press(KEY.escape);
    await terminal.ask("Where does the receipt go?");
    await terminal.shows("receipt");
    expect(assistant.asked).toEqual([BATTERIES, "Where does the receipt go?"]);
    await terminal.press(KEY.ctrl("d"));
    await left;
    expect(terminal.in.isRaw).toBe(false);
  });

  test("a passage opens in its document, and j and k move in it", async () => {
    const { terminal } = openChat({ rows: 24 });
    await terminal.ask(BATTERIES);
    await terminal.shows("Sources");
    await terminal.press(KEY.tab, "G", KEY.enter);
    await terminal.shows("passage 3 of 3");
    expect(terminal.lastFrame()).toContain("guides/care.txt");
    await terminal.press("j", "k", KEY.escape);
    await terminal.shows("▸");
  });

  test("the spinner turns while a command looks something up", async () => {
    class SearchingAssistant extends TuiAssistant {
      override search(): Promise<never> {
        return new Promise(() => {});
      }
    }
    const { terminal } = openChat({ assistant: new SearchingAssistant() });
    await terminal.ask("/search glass");
    const pictures = () => new Set(terminal.out.writes.join("").match(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g));
    await expect.poll(() => pictures().size).toBeGreaterThan(2);
  });

  test("the history comes back with the arrows and the draft is kept", async () => {
    const { terminal } = openChat();
    await terminal.ask("first glass");
    await terminal.shows("guides/care.txt:");
    await terminal.ask("second warranty");
    await terminal.shows("❯ second warranty");
    await terminal.press("draft", KEY.up, KEY.up);
    await terminal.shows(/─\n❯ first glass/);
    await terminal.press(KEY.down, KEY.down);
    await terminal.shows(/─\n❯ draft/);
  });

  test("a paste of several lines stays one text and is not sent, marked by the terminal or not", async () => {
    const { terminal, assistant } = openChat();
    await terminal.press("one\rtwo\nthree\r");
    await terminal.shows("❯ one\n  two\n  three\n");
    await terminal.paste(" four\r", "\nfi\u0007ve\r");
    await terminal.shows("❯ one\n  two\n  three four\n  five\n");
    expect(assistant.asked).toEqual([]);
    await terminal.press(KEY.enter);
    await terminal.shows("❯ one two three four five");
    expect(assistant.asked).toEqual(["one\ntwo\nthree four\nfive"]);
  });

  test("a huge paste is cut to what a question may have, and that is said", async () => {
    const { terminal, assistant } = openChat();
    await terminal.paste(...Array.from({ length: 40 }, () => "warranty ".repeat(500)));
    await terminal.shows("at most 4,000 characters; the rest was left out");
    await terminal.press(KEY.enter);
    await terminal.shows("PgUp PgDn");
    expect(assistant.asked[0]?.length).toBeLessThanOrEqual(4000);
    expect(assistant.asked[0]?.length).toBeGreaterThan(3900);
  });

  test.each([
    ["Ctrl-J", KEY.newLine],
    ["Alt-Enter", KEY.altEnter],
    ["Shift-Enter", KEY.shiftEnter],
  ])("%s starts a new line, and the arrows move between lines before they walk the history", async (_, key) => {
    const { terminal, assistant } = openChat();
    await terminal.ask("first glass");
    await terminal.shows("guides/care.txt:");
    await terminal.press("one", key, "two", KEY.up, "X");
    await terminal.shows("❯ oneX\n  two\n");
    await terminal.press(KEY.up);
    await terminal.shows(/─\n❯ first glass/);
    await terminal.press(KEY.down, KEY.down, "Y");
    await terminal.shows("❯ oneX\n  twoY\n");
    expect(assistant.asked).toEqual(["first glass"]);
  });

  test("a line that arrives in one chunk with its Enter is sent", async () => {
    const { terminal, assistant } = openChat();
    await terminal.press("Is the glass dry?\r");
    await terminal.shows("guides/care.txt");
    expect(assistant.asked).toEqual(["Is the glass dry?"]);
  });

  test("Backspace deletes before the cursor and Delete behind it", async () => {
    const { terminal } = openChat();
    await terminal.press("abcd", KEY.left, KEY.left, KEY.backspace);
    await terminal.shows("❯ acd");
    await terminal.press(KEY.delete);
    await terminal.shows("❯ ad");
  });

  test("Ctrl-C cancels the question, then clears the line, then leaves", async () => {
    const assistant = new TuiAssistant({ held: true });
    const { terminal, left } = openChat({ assistant });
    await terminal.ask("Is the glass dry?");
    await terminal.shows("Searching");
    await terminal.press(KEY.ctrl("c"));
    await terminal.shows("Cancelled.");
    expect(assistant.aborted).toBe(1);
    await terminal.press("half", KEY.ctrl("c"));
    await terminal.shows("Ask about your documents");
    await terminal.press(KEY.ctrl("c"));
    await terminal.shows("Ctrl-C again leaves");
    await terminal.press(KEY.ctrl("c"));
    await left;
  });

  test("an unknown command is answered with the nearest one", async () => {
    const { terminal } = openChat();
    await terminal.ask("/indx");
    await terminal.shows("There is no command /indx. Did you mean /index?");
  });

  test("after an error the chat goes on", async () => {
    const { terminal } = openChat();
    await terminal.ask("Does it crash?");
    await terminal.shows("Rebuild it from the documents");
    await terminal.ask("Is the glass dry?");
    await terminal.shows("guides/care.txt");
  });

  test("a question is answered while the index is rebuilt", async () => {
    const assistant = new TuiAssistant({ held: true });
    const { terminal } = openChat({ assistant });
    await terminal.ask("/index");
    await terminal.shows("Indexing");
    await terminal.ask("Is the glass dry?");
    await terminal.shows("Searching");
    assistant.release();
    await terminal.shows(/guides\/care\.txt[\s\S]*Indexing/);
    assistant.release();
    await terminal.shows("Indexed 2 documents (2 added)");
  });

  test("the chat opens when the first build is done", async () => {
    const { terminal, assistant } = openChat({ buildIndexFirst: true });
    await terminal.shows("Footnote · 2 documents");
    expect(assistant.synced).toBe(1);
  });

  test("a document that changed since the answer says so and marks the quote where it is now", async () => {
    const { terminal, assistant } = openChat();
    await terminal.ask(BATTERIES);
    await terminal.shows("Sources");
    assistant.replaceFile(
      "warranty.txt",
      "New preface.\n\nBatteries are covered for 12 months only, whatever the lamp they came with.\n",
    );
    await terminal.press(KEY.tab, "2");
    await terminal.shows("Changed since the answer: the quote has moved to here.");
    expect(terminal.lastFrame()).toContain("  3 ▌Batteries");
    await terminal.press("p");
    await terminal.shows("Changed since the answer: the quote is no longer in it.");
  });

  test("a resize lays everything out anew, also behind an open document", async () => {
    const { terminal } = openChat({ columns: 120 });
    await terminal.ask(BATTERIES);
    await terminal.shows("Sources");
    await terminal.press(KEY.tab, "1");
    await terminal.shows("citation 1 of 2");
    terminal.resize(60, 20);
    await terminal.shows("lines 1-13 of 17");
    await terminal.press(KEY.escape);
    const frame = await terminal.shows(/▸ \[1\][\s\S]*\n─{60}\n/);
    expect(Math.max(...frame.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});

test("the last answer stays in the terminal whole, also where the window was too small for it", async () => {
  const { terminal, left } = openChat({ rows: 14 });
  await terminal.ask(BATTERIES);
  expect(await terminal.shows("PgUp PgDn")).not.toContain("guides/care.txt:5");
  await terminal.press(KEY.ctrl("d"));
  await left;
  expect(terminal.lastFrame()).toContain("guides/care.txt:5");
  expect(terminal.lastFrame()).not.toContain("Ask about your documents");
});

describe("the terminal", () => {
  test("gets back its screen, its cursor and its paste mode, even when left from an open document", async () => {
    const { terminal, left, leave } = openChat();
    await terminal.ask(BATTERIES);
    await terminal.shows("Sources");
    await terminal.press(KEY.tab, "1");
    await terminal.shows("citation 1 of 2");
    leave();
    await left;
    const written = terminal.transcript();
    for (const [on, off] of [
      ["\u001b[?1049h", "\u001b[?1049l"],
      ["\u001b[?2004h", "\u001b[?2004l"],
      ["\u001b[?25l", "\u001b[?25h"],
    ] as const) {
      expect(written.lastIndexOf(off)).toBeGreaterThan(written.lastIndexOf(on));
    }
    expect(terminal.in.isRaw).toBe(false);
  });

  test("never gets a control sequence out of a document", async () => {
    const { terminal } = openChat();
    await terminal.ask("Change the batteries");
    await terminal.shows("Sources");
    await terminal.press(KEY.tab, KEY.enter);
    await terminal.shows("citation 1 of");
    expect(terminal.transcript()).not.toContain("\u001b[31mred");
    expect(terminal.transcript()).not.toContain("\u202e");
    expect(terminal.transcript()).toContain("\u241b[31mred");
  });

  test("is required", async () => {
    const terminal = new FakeTerminal();
    Object.assign(terminal.in, { isTTY: false });
    const { stdin, stdout } = terminal;
    await expect(
      runChat({ assistant: new TuiAssistant(), host: new FakeHost(), stdin, stdout, buildIndexFirst: false }),
    ).rejects.toMatchObject({
      code: "terminal_required",
    });
  });
});
