import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FootnoteError } from "../../src/core/errors/errors.js";
import { askedReport } from "../../src/tui/input/asked-report.js";
import { completionsOf } from "../../src/tui/input/completion.js";
import { tempFolder } from "../helpers/temp-folder.js";
import { TuiAssistant } from "../helpers/tui-assistant.js";
import { FakeHost } from "../helpers/tui-host.js";
import { KEY } from "./fake-terminal.js";
import { openChat } from "./open-chat.js";

const PROVEN = "It lasts two years.";
const COMPARED = "/compare warranty.txt | guides/care.txt";

describe("reports in the chat", () => {
  test("/summarise quotes by sections, says that no model was asked, and its numbers open their quotes", async () => {
    const { terminal, assistant } = openChat({ rows: 60 });
    await terminal.ask("/summarise warranty.txt");
    const shown = await terminal.shows("In the documents' own words");
    expect(shown).toMatch(/❯ \/summarise warranty\.txt[\s\S]*Warranty terms · warranty\.txt/);
    expect(shown).toMatch(/Sources\n {2}\[1\] /);
    expect(assistant.sent).toBe(0);
    await terminal.press(KEY.tab, KEY.down);
    expect(await terminal.shows(/▸ [^[]/)).toContain("┃ [2]");
    await terminal.press(KEY.enter);
    await terminal.shows("citation 2 of");
  });

  test("/compare sets two documents side by side, each row with the sources of both", async () => {
    const { terminal } = openChat({ rows: 60 });
    await terminal.ask(COMPARED);
    const shown = await terminal.shows("They differ");
    expect(shown).toMatch(/A {2}Warranty terms · warranty\.txt\n {2}B {2}/);
    expect(shown).toMatch(/They differ \(\d\)\n {2}A {2}[^\n]*¹\n {2}B {2}/);
  });

  test("x explains the selected passage, /explain without a place too, and s the document that is open", async () => {
    const { terminal } = openChat({ rows: 60 });
    await terminal.ask("How long is the warranty for batteries?");
    await terminal.shows("Passages");
    await terminal.ask("/explain");
    const explained = await terminal.shows(/❯ \/explain warranty\.txt:\d+\n/);
    expect(explained).toContain("Sources");
    await terminal.press(KEY.tab, "x");
    await terminal.shows(/\/explain[\s\S]*\/explain/);
    await terminal.press(KEY.tab, KEY.enter);
    await terminal.shows("citation 1 of 1");
    await terminal.press("s");
    await terminal.shows("❯ /summarise warranty.txt");
  });

  test("c in the list of documents chooses two to compare", async () => {
    const { terminal } = openChat({ rows: 40 });
    await terminal.ask("/docs");
    await terminal.shows("c compare");
    await terminal.press("c", KEY.down);
    await terminal.shows("A guides/care.txt");
    await terminal.press("c");
    await terminal.shows("❯ /compare guides/care.txt | warranty.txt");
  });

  test("w has it written beneath what says how far that is, in the quotes' place as it is proven; an export holds it", async () => {
    const cwd = await tempFolder();
    const assistant = new TuiAssistant({ writes: [PROVEN, null], heldWords: true });
    const { terminal } = openChat({ assistant, rows: 60, host: new FakeHost(cwd) });
    await terminal.ask("/summarise warranty.txt");
    await terminal.shows("In the documents' own words");
    await terminal.press(KEY.tab, "w");
    await terminal.shows(/Writing in words … · section 1 of \d · 0\.0 s/);
    assistant.release();
    await terminal.shows(`${PROVEN}¹`);
    assistant.release();
    const whole = await terminal.shows("Written by tiny");
    expect(whole).toContain("  1 sentence left out: what it cites doesn't say it\n");
    expect(terminal.transcript()).not.toContain("Made up.");
    await terminal.ask("/prompt");
    await terminal.shows("Sent to tiny at 127.0.0.1:8080");
    await terminal.press(KEY.escape);
    await terminal.ask("/export talk.md");
    await terminal.shows("Wrote 1 turn");
    const text = await readFile(join(cwd, "talk.md"), "utf8");
    expect(text).toContain(`- ${PROVEN}[^1]\n`);
    expect(text).toMatch(/\n\[\^1\]: Warranty terms.*warranty\.txt/);
  });

  test("with /write on, a comparison is written as it comes; Esc stops that, and what was proven stays", async () => {
    const assistant = new TuiAssistant({ writes: [PROVEN, "More."], heldWords: true });
    const { terminal } = openChat({ assistant, rows: 60 });
    await terminal.ask("/write");
    await terminal.shows("Answers are written");
    await terminal.ask(COMPARED);
    await terminal.shows("row 1 of");
    assistant.release();
    await terminal.shows(PROVEN);
    await terminal.press(KEY.escape);
    const stopped = await terminal.shows("The writing was stopped.");
    expect(stopped).toMatch(new RegExp(`A {2}${PROVEN}`));
    expect(assistant.aborted).toBe(1);
  });

  test("a model that fails says what to do beneath the quotes, and an unknown document is an error like others", async () => {
    const failing = new FootnoteError("writer_cut_off", { server: "http://127.0.0.1:8080/v1" });
    const { terminal } = openChat({ assistant: new TuiAssistant({ failing }), rows: 60 });
    await terminal.ask("/summarise warranty.txt");
    await terminal.shows("In the documents' own words");
    await terminal.ask("/write last");
    const failed = await terminal.shows("broke off before the answer was complete");
    expect(failed).toMatch(/Warranty terms[\s\S]*✗ /);
    await terminal.ask("/compare warranty.txt | nowhere.txt");
    expect(await terminal.shows("✗")).toContain("nowhere.txt");
    await terminal.ask("/compare warranty.txt");
    await terminal.shows("Usage: /compare <a> | <b>.");
  });
});

test("what stands behind a command says which report is meant, or nothing", () => {
  const place = (path: string, line: number | null = null) => ({ path, line });
  expect(askedReport("summarise", "my lease.txt")).toEqual({ kind: "summary", of: [place("my lease.txt")] });
  const selection = { kind: "summary", of: [place("a.txt", 1), place("b.txt", 20)] };
  expect(askedReport("summarise", "a.txt:1 | b.txt:20")).toEqual(selection);
  expect(askedReport("summarise", "a.txt | b.txt")).toBeNull();
  const compared = { kind: "comparison", first: "a.txt", second: "b.txt", about: null };
  expect(askedReport("compare", "a.txt b.txt")).toEqual(compared);
  expect(askedReport("compare", "a.txt|b.txt | notice periods")).toEqual({ ...compared, about: "notice periods" });
  expect(askedReport("compare", "the old lease | ")).toBeNull();
  expect(askedReport("explain", "a.txt:3")).toEqual({ kind: "explanation", of: place("a.txt", 3) });
  expect(askedReport("explain", "a.txt")).toBeNull();
});

test("both names of a comparison are completed, what it is about is not", () => {
  const names = [{ path: "lease.txt", title: "Lease" }];
  const offered = (text: string) => completionsOf({ text, cursor: text.length }, names).map(({ text: whole }) => whole);
  expect(offered("/compare le")).toEqual(["lease.txt | "]);
  expect(offered("/compare deed.txt | le")).toEqual(["lease.txt"]);
  expect(offered("/compare deed.txt | lease.txt | le")).toEqual([]);
  expect(offered("/summarise a.txt:1 | le")).toEqual(["lease.txt"]);
});
