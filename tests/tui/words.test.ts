import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FootnoteError } from "../../src/core/errors/errors.js";
import { NOTHING_WRITTEN } from "../../src/core/wording.js";
import { tempFolder } from "../helpers/temp-folder.js";
import { TuiAssistant } from "../helpers/tui-assistant.js";
import { FakeHost } from "../helpers/tui-host.js";
import { KEY } from "./fake-terminal.js";
import { openChat } from "./open-chat.js";

const BATTERIES = "How long is the warranty for batteries?";
const PROVEN = "Batteries have twelve months.";
const QUOTE = "The warranty lasts 24 months from the day of delivery.";
const WRITES = [PROVEN, null, QUOTE];

async function openWriting(assistant: TuiAssistant, host = new FakeHost()) {
  const chat = openChat({ assistant, host });
  await chat.terminal.shows("2 documents");
  await chat.terminal.ask("/write");
  return { ...chat, host };
}

describe("answers in words", () => {
  test("/write says who writes, the quotes come first, and nothing is drawn before it is proven", async () => {
    const assistant = new TuiAssistant({ writes: WRITES, heldWords: true });
    const { terminal } = await openWriting(assistant);
    await terminal.shows("Answers are written as well, by tiny at 127.0.0.1:8080.");
    await terminal.ask(BATTERIES);
    const quoted = await terminal.shows(/Passages[\s\S]*Writing in words … 0\.0 s/);
    expect(quoted).toMatch(/Batteries are covered for 12 months only[\s\S]*Sources[\s\S]*Passages/);
    expect(quoted).not.toContain("In words\n");
    assistant.release();
    const first = await terminal.shows("Writing in words … · 1 sentence · 0.0 s");
    expect(first).toMatch(/confidence[\s\S]*In words\n {2}Batteries have twelve months\.\u00a0\[w1\]\n[\s\S]*Sources/);
    assistant.release();
    await terminal.shows("2 sentences, 1 left out");
    assistant.release();
    const whole = await terminal.shows("Written by tiny");
    expect(whole).toContain(`  quoted: ${QUOTE}\u00a0[w1]\n`);
    expect(whole).toContain("  1 sentence left out: what it cites doesn't say it\n");
    expect(whole).toContain("  1 sentence replaced by a quote: what it cites doesn't say it\n");
    expect(whole).toMatch(/Sources of the words\n {2}\[w1\] Warranty terms/);
    expect(terminal.transcript()).not.toContain("Made up.");
  });

  test("switched off again, /write asks no model any more", async () => {
    const assistant = new TuiAssistant({ writes: WRITES });
    const { terminal } = await openWriting(assistant);
    await terminal.shows("In words by tiny");
    await terminal.ask("/write");
    await terminal.shows("Answers are quoted only.");
    await terminal.ask(BATTERIES);
    expect(await terminal.shows("Passages")).not.toContain("In words");
    expect(assistant.sent).toBe(0);
  });

  test("w on an answer writes that one, w1 opens its source, and y copies it", async () => {
    const assistant = new TuiAssistant({ writes: [PROVEN] });
    const { terminal } = openChat({ assistant, rows: 60 });
    await terminal.ask(BATTERIES);
    await terminal.shows("Passages");
    await terminal.press(KEY.tab, "w");
    await terminal.shows("Written by tiny");
    expect(assistant.requests.at(-1)).toMatchObject({ question: BATTERIES, history: [], literal: false });
    await terminal.press(KEY.tab, KEY.down, KEY.down);
    const selected = await terminal.shows("▸ Batteries have twelve months.");
    expect(selected).toContain("┃ [w1] Warranty terms");
    await terminal.press("y");
    await terminal.shows("sentence");
    const copied = Buffer.from(`${PROVEN} [w1]`).toString("base64");
    expect(terminal.transcript()).toContain(copied);
    await terminal.press(KEY.enter);
    await terminal.shows("citation w1 of 1");
  });

  test("where the documents don't answer, no model is asked, by question or by w", async () => {
    const assistant = new TuiAssistant({ writes: WRITES });
    const { terminal } = await openWriting(assistant);
    await terminal.shows("In words by tiny");
    await terminal.ask("What is the price of batteries?");
    await terminal.shows(NOTHING_WRITTEN);
    await terminal.press(KEY.tab, "w");
    await terminal.shows(NOTHING_WRITTEN);
    expect(assistant.sent).toBe(0);
  });

  test.each([["Esc", KEY.escape] as const, ["Ctrl-C", KEY.ctrl("c")] as const])(
    "%s stops the writing; the quotes stay, what was proven, and what was sent",
    async (_, key) => {
      const assistant = new TuiAssistant({ writes: WRITES, heldWords: true });
      const { terminal } = await openWriting(assistant);
      await terminal.ask(BATTERIES);
      await terminal.shows("Writing in words");
      assistant.release();
      await terminal.shows(PROVEN);
      await terminal.ask("And the glass?");
      await terminal.shows("still being written");
      await terminal.press(key);
      const stopped = await terminal.shows("The writing was stopped. 7 sentences sent to tiny at 127.0.0.1:8080.");
      expect(stopped).toMatch(/Batteries are covered for 12 months only[\s\S]*Batteries have twelve months/);
      expect(stopped).not.toContain("Writing in words");
      expect(stopped).toContain("❯ And the glass?");
      expect(assistant.aborted).toBe(1);
      await terminal.press(KEY.tab, "p");
      expect(await terminal.shows("Sent to tiny at 127.0.0.1:8080")).toContain(`Question: ${BATTERIES}`);
    },
  );

  test("a model that fails says in one place what to do, beneath what was proven before", async () => {
    const failing = new FootnoteError("writer_cut_off", { server: "http://127.0.0.1:8080/v1" });
    const { terminal } = await openWriting(new TuiAssistant({ writes: [PROVEN], failing }));
    await terminal.ask(BATTERIES);
    const failed = await terminal.shows("✗ http://127.0.0.1:8080/v1 broke off before the answer was complete.");
    expect(failed.replace(/\s+/g, " ")).toContain("Check that the model's server is still running");
    expect(failed).toMatch(/Batteries are covered[\s\S]*Batteries have twelve months/);
  });

  test("without a model, /write and w say which setting is missing", async () => {
    const host = new FakeHost();
    host.model = null;
    const { terminal } = await openWriting(new TuiAssistant({ writes: WRITES }), host);
    expect((await terminal.shows("No language model")).replace(/\s+/g, " ")).toContain("FOOTNOTE_LLM_URL");
    await terminal.ask(BATTERIES);
    await terminal.shows("Passages");
    await terminal.press(KEY.tab, "w");
    await terminal.shows("No language model");
  });

  test("p shows what was sent; of an answer that isn't written, what would be", async () => {
    const assistant = new TuiAssistant({ writes: [PROVEN] });
    const { terminal } = openChat({ assistant });
    await terminal.ask(BATTERIES);
    await terminal.shows("Passages");
    await terminal.press(KEY.tab, "p");
    expect(await terminal.shows("Would be sent; nothing was")).toContain(`Question: ${BATTERIES}`);
    expect(assistant.sent).toBe(0);
    await terminal.press(KEY.escape);
    await terminal.shows("Passages");
    await terminal.press("w");
    await terminal.shows("Written by tiny");
    await terminal.ask("/prompt");
    await terminal.shows("Sent to tiny at 127.0.0.1:8080");
    await terminal.press(KEY.ctrl("c"));
    await terminal.shows("Written by tiny");
  });

  test("an export and the scrollback hold what was written, with its sources", async () => {
    const cwd = await tempFolder();
    const { terminal } = await openWriting(new TuiAssistant({ writes: WRITES }), new FakeHost(cwd));
    await terminal.ask(BATTERIES);
    await terminal.shows("Written by tiny");
    await terminal.ask("/export talk.md");
    await terminal.shows("Wrote 1 turn");
    const text = await readFile(join(cwd, "talk.md"), "utf8");
    expect(text).toMatch(/### In words\n\n(.*)\[\^(\d)\]\n\nQuoted: (.*)\[\^\2\]\n/);
    expect(text).toContain(`\n${PROVEN}[^`);
    expect(text).toContain(`: “${QUOTE}”\n`);
    expect(text).toContain("1 sentence left out: what it cites doesn\\'t say it.");
    await terminal.press(KEY.ctrl("d"));
    expect(terminal.transcript().split("Batteries have twelve months").length).toBeGreaterThan(1);
  });
});

describe("before anything is sent to another host", () => {
  const strange = () => {
    const host = new FakeHost();
    host.model = { host: "llm.example", model: "big" };
    host.strangers.add("llm.example");
    return host;
  };

  test.each(["\u0019", "n", "\u0003"])("it is asked once; %j decides", async (key) => {
    const host = strange();
    const assistant = new TuiAssistant({ writes: [PROVEN] });
    const { terminal } = openChat({ assistant, host });
    await terminal.ask(BATTERIES);
    await terminal.shows("Passages");
    await terminal.press(KEY.tab, "w");
    await terminal.shows("? llm.example is not this machine. Agree? Ctrl-Y");
    await terminal.press("x", KEY.enter);
    await terminal.paste("yes");
    expect(assistant.sent).toBe(0);
    await terminal.press(key);
    await terminal.shows(key === "\u0019" ? "Written by tiny" : "Nothing is sent to llm.example.");
    expect(host.agreed).toEqual(key === "\u0019" ? ["llm.example"] : []);
    expect(assistant.sent).toBe(key === "\u0019" ? 1 : 0);
    await terminal.ask("/write");
    await terminal.shows(key === "\u0019" ? "Answers are written as well, by big at llm.example." : "? llm.example");
  });
});
