import { describe, expect, test } from "vitest";
import { TuiAssistant } from "../../helpers/tui-assistant.js";
import { KEY } from "../fake-terminal.js";
import { openChat } from "../open-chat.js";

const SKIPPED = [{ path: "scan.pdf", reason: "The file holds no text; run text recognition on it first." }];
const STALE = [
  { path: "new.txt", change: "added" },
  { path: "warranty.txt", change: "changed" },
] as const;

describe.each([60, 80, 200])("at %i columns the frame is as drawn in frames/", (columns) => {
  const matches = (frame: string, name: string) =>
    expect(`${frame}\n`).toMatchFileSnapshot(`frames/${name}-${columns}.txt`);

  test("an empty chat", async () => {
    const { terminal } = openChat({ columns, assistant: new TuiAssistant({ skipped: SKIPPED, stale: STALE }) });
    await matches(await terminal.shows("2 documents"), "empty");
  });

  test("an answer with citations and passages", async () => {
    const { terminal } = openChat({ columns });
    await terminal.ask("How long is the warranty for batteries?");
    await matches(await terminal.shows("Passages"), "answer");
  });

  test("a running question", async () => {
    const { terminal } = openChat({ columns, assistant: new TuiAssistant({ held: true }) });
    await terminal.shows("2 documents");
    await terminal.ask("How long is the warranty for batteries?");
    await matches(await terminal.shows("Searching"), "searching");
  });

  test("nothing found, with an index out of date", async () => {
    const { terminal } = openChat({ columns, assistant: new TuiAssistant({ skipped: SKIPPED, stale: STALE }) });
    await terminal.ask("What is the price of batteries?");
    await matches(await terminal.shows("Nearest"), "not-found");
  });

  test("an error", async () => {
    const { terminal } = openChat({ columns });
    await terminal.ask("Does it crash?");
    await matches(await terminal.shows("damaged"), "error");
  });

  test("a selected citation", async () => {
    const { terminal } = openChat({ columns });
    await terminal.ask("How long is the warranty for batteries?");
    await terminal.shows("Sources");
    await terminal.press(KEY.tab, KEY.down, KEY.down, KEY.down);
    await matches(await terminal.shows("▸ [2]"), "selected");
  });

  test("a selected sentence, with its source", async () => {
    const { terminal } = openChat({ columns });
    await terminal.ask("How long is the warranty for batteries?");
    await terminal.shows("Sources");
    await terminal.press(KEY.tab, KEY.down);
    await matches(await terminal.shows("▸ Batteries"), "sentence");
  });

  test("why a passage matched", async () => {
    const { terminal } = openChat({ columns, rows: 40 });
    await terminal.ask("How long is the warranty for batteries?");
    await terminal.shows("Sources");
    await terminal.press(KEY.tab, KEY.down, KEY.down, KEY.down, "e");
    await matches(await terminal.shows("BM25"), "explained");
  });

  test("a citation open in its document", async () => {
    const { terminal } = openChat({ columns, rows: 16 });
    await terminal.ask("solvents cloud the glass");
    await terminal.shows("Tab to the answer");
    await terminal.press(KEY.tab, "1");
    await matches(await terminal.shows("Never use"), "reader");
  });

  test("a search in a document", async () => {
    const { terminal } = openChat({ columns, rows: 24 });
    await terminal.ask("How long is the warranty for batteries?");
    await terminal.shows("Sources");
    await terminal.press(KEY.tab, "1");
    await terminal.shows("citation 1 of 2");
    await terminal.press("/", "lamp", KEY.enter, "n");
    await matches(await terminal.shows(/match 2/), "search");
  });

  test("the help", async () => {
    const { terminal } = openChat({ columns, rows: 180 });
    await terminal.ask("/help");
    await matches(await terminal.shows("Everywhere"), "help");
  });

  test("the list of documents", async () => {
    const { terminal } = openChat({ columns, rows: 12, assistant: new TuiAssistant({ skipped: SKIPPED }) });
    await terminal.ask("/docs");
    await matches(await terminal.shows("scan.pdf"), "documents");
  });

  test("the first build of the index", async () => {
    const assistant = new TuiAssistant({ held: true });
    const { terminal } = openChat({ columns, assistant, buildIndexFirst: true });
    await terminal.shows("Looking");
    assistant.release();
    await matches(await terminal.shows("3/8 passages"), "first-build");
  });

  test("the status, with a rebuild running", async () => {
    const { terminal } = openChat({ columns, assistant: new TuiAssistant({ held: true, stale: STALE }) });
    await terminal.shows("2 documents");
    await terminal.ask("/status");
    await terminal.shows("generation");
    await terminal.ask("/index");
    await terminal.press("/status", KEY.enter);
    await terminal.shows("Indexing");
    await matches(await terminal.shows("generation"), "status");
  });

  test("a text of several lines, with wide characters", async () => {
    const { terminal } = openChat({ columns, rows: 16 });
    await terminal.shows("2 documents");
    const long = `Is the glass ${"日本語のガラス ".repeat(6)}dry?`;
    await terminal.press("First line 👩‍👩‍👧", KEY.altEnter, KEY.altEnter, long, KEY.up);
    await matches(await terminal.shows("First line"), "several-lines");
  });

  test("the menu of commands", async () => {
    const { terminal } = openChat({ columns, rows: 24 });
    await terminal.shows("2 documents");
    await terminal.press("/", KEY.tab, KEY.down);
    await matches(await terminal.shows("▸ /verify"), "menu");
  });

  test("the menu of documents", async () => {
    const { terminal } = openChat({ columns, rows: 24 });
    await terminal.shows("2 documents");
    await terminal.press("/show ");
    await matches(await terminal.shows("guides/care.txt"), "menu-documents");
  });

  test("a search through the history", async () => {
    const history = {
      read: async () => ({ entries: ["Is the glass dry?", "two"], problem: null }),
      add: async () => {},
    };
    const { terminal } = openChat({ columns, rows: 24, history });
    await terminal.shows("2 documents");
    await terminal.press(KEY.ctrl("r"), "gla");
    await matches(await terminal.shows("Is the glass dry?"), "history");
  });

  test("a statement held against the documents", async () => {
    const { terminal } = openChat({ columns, rows: 24 });
    await terminal.ask("/verify Batteries are covered for 12 months by the seller.");
    await matches(await terminal.shows("Held against"), "verified");
  });

  test("passages that were searched for", async () => {
    const { terminal } = openChat({ columns, rows: 24 });
    await terminal.ask("/search warranty batteries");
    await matches(await terminal.shows("Passages"), "found");
  });

  test("why a document is not in the answer", async () => {
    const { terminal } = openChat({ columns, rows: 40 });
    await terminal.ask("How long is the warranty for batteries?");
    await terminal.shows("Sources");
    await terminal.ask("/why-not guides/care.txt");
    await matches(await terminal.shows("ranks 3"), "why-not");
  });

  test("what the doctor found", async () => {
    const { terminal } = openChat({ columns, rows: 24 });
    await terminal.ask("/doctor");
    await matches(await terminal.shows("12 MB"), "doctor");
  });

  test("a question that waits for the first build", async () => {
    const assistant = new TuiAssistant({ held: true });
    const { terminal } = openChat({ columns, assistant, buildIndexFirst: true });
    await terminal.shows("Looking");
    await terminal.ask("Is the glass dry?");
    await terminal.press("and the lamp");
    await matches(await terminal.shows("and the lamp"), "waiting");
  });
});
