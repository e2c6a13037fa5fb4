import { PassThrough } from "node:stream";
import { describe, expect, onTestFinished, test } from "vitest";
import { FootnoteError } from "../../../src/core/errors/errors.js";
import { runLinearChat } from "../../../src/tui/linear/run-linear-chat.js";
import { TuiAssistant } from "../../helpers/tui-assistant.js";
import { FakeHost } from "../../helpers/tui-host.js";

const BATTERIES = "How long is the warranty for batteries?";

function open(assistant = new TuiAssistant(), buildIndexFirst = false, host = new FakeHost()) {
  let interrupt = () => {};
  const job = {
    holdInterruptions(onInterruption = () => {}) {
      const before = interrupt;
      interrupt = onInterruption;
      return () => {
        interrupt = before;
      };
    },
  };
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const copied: string[] = [];
  const copy = (text: string, what: string) => {
    copied.push(text);
    return { tone: "muted", text: `The ${what} was copied.` } as const;
  };
  let written = "";
  stdout.on("data", (chunk) => {
    written += chunk;
  });
  const left = runLinearChat({ assistant, host, copy, stdin, stdout, job, buildIndexFirst, now: () => 0 });
  onTestFinished(async () => {
    stdin.end();
    await left;
  });
  return {
    host,
    copied,
    left,
    says: (text: string | RegExp) => expect.poll(() => written).toMatch(text),
    type: (line: string) => stdin.write(`${line}\n`),
    end: () => stdin.end(),
    interrupt: () => interrupt(),
    written: () => written,
  };
}

describe("the chat in whole lines", () => {
  test("Ctrl-C stops the question first, and leaves at the prompt", async () => {
    const assistant = new TuiAssistant({ held: true });
    const chat = open(assistant);
    await chat.says("Question: ");
    chat.type(BATTERIES);
    await chat.says("Searching.");
    chat.interrupt();
    await chat.says(/Cancelled\.\nQuestion: $/);
    expect(assistant.aborted).toBe(1);
    chat.interrupt();
    await chat.left;
  });

  test("says a report part by part, and what is written of it with the name of its section before the first sentence", async () => {
    const chat = open(new TuiAssistant({ writes: ["It lasts two years.", null] }));
    await chat.says("Question: ");
    chat.type("/compare warranty.txt | guides/care.txt");
    await chat.says(
      /Reading\.\n[\s\S]*A is Warranty terms, file warranty\.txt\.\nB is [\s\S]*They differ:\nA: [^\n]* Source 1\.\nB: /,
    );
    await chat.says(/no model was asked\.\n\d sources:\nSource 1: [\s\S]*Question: $/);
    chat.type("2");
    await chat.says("End of source 2.");
    chat.type("/write last");
    await chat.says("In words of A: It lasts two years. Source 1.\n");
    await chat.says(/1 sentence left out: [\s\S]*Written by tiny [\s\S]*Question: $/);
    chat.type("/summarise warranty.txt");
    await chat.says("Section 1 Scope:\n");
    expect(chat.written()).not.toContain("Made up.");
  });

  test("says the answer, its sources and what to do in words, and waits at a prompt", async () => {
    const chat = open();
    await chat.says(/^Footnote\. 2 documents, 6 passages, folder corpus\.\nType a question.*\nQuestion: $/);
    chat.type(BATTERIES);
    await chat.says(/Source 2: .*\nQuestion: $/);
    expect(chat.written()).toContain(
      [
        "Searching.",
        "Answer, confidence high, 97 percent:",
        "The warranty lasts 24 months from the day of delivery. Source 1.",
        "Batteries are covered for 12 months only, whatever the lamp they came with. Source 2.",
        "2 sources:",
        "Source 1: Warranty terms, section 2 Limits, file warranty.txt, line 9.",
        "Source 2: Warranty terms, section 2 Limits, file warranty.txt, line 12.",
        "Question: ",
      ].join("\n"),
    );
  });

  test("reads, copies and opens a source by its number, and marks the answer", async () => {
    const chat = open();
    await chat.says("Question: ");
    chat.type(BATTERIES);
    await chat.says("Source 2: ");
    chat.type("1");
    await chat.says(
      /Quote: The warranty lasts.*\nWhole passage: .* Wear of the switch.*\nEnd of source 1\.\nQuestion: $/,
    );
    chat.type("/copy 2");
    await chat.says("The quote with its source was copied.");
    expect(chat.copied[0]).toContain("warranty.txt:12");
    chat.type("/edit 2");
    await expect.poll(() => chat.host.opened).toEqual([{ path: "warranty.txt", line: 12 }]);
    chat.type("/wrong");
    await chat.says("Marked as wrong.");
    chat.type("9");
    await chat.says(/There is no source 9\.\nQuestion: $/);
  });

  test("says what was not found, what failed, and how to try again", async () => {
    const chat = open();
    await chat.says("Question: ");
    chat.type("What is the price of batteries?");
    await chat.says(
      /Not found in these documents\. .*\nWords that occur nowhere: .*price.*\nNearest passages:\nPassage 1: /,
    );
    chat.type("Does it crash?");
    await chat.says(/Error: .*damaged.*\nEnter on an empty line tries again\.\nQuestion: $/);
  });

  test("takes the commands of the chat, and says what comes of them", async () => {
    const chat = open();
    await chat.says("Question: ");
    chat.type("/search warranty batteries");
    await chat.says(/passages:\nPassage 1: .*\n[\s\S]*Question: $/);
    chat.type("/verify Batteries are covered for 12 months by the seller.");
    await chat.says(/Batteries are covered for 12 months by the seller\. Held against source 1.*\n/);
    chat.type("/show guides/care.txt");
    await chat.says(/guides\/care\.txt:\n[\s\S]*End of guides\/care\.txt\.\nQuestion: $/);
    chat.type("/doctor");
    await chat.says("12 MB are free.");
  });

  test("asks for filters in a line of their own, and again after a mistake", async () => {
    const chat = open();
    await chat.says("Question: ");
    chat.type("/filter after:yesterday");
    await chat.says(/after:yesterday can't be used.*\nOnly in: $/);
    chat.type("type:txt");
    await chat.says(/Only asked: type:txt\.\nQuestion: $/);
    chat.type("/filter");
    await chat.says(/Only in: $/);
    chat.type("");
    await chat.says(/All documents are asked\.\nQuestion: $/);
  });

  test("goes on after an act that fails, and says why", async () => {
    class BrokenHost extends FakeHost {
      override async edit(): Promise<never> {
        throw new FootnoteError("index_corrupt", { path: ".footnote", problem: "cut short" });
      }
    }
    const chat = open(new TuiAssistant(), false, new BrokenHost());
    await chat.says("Question: ");
    chat.type(BATTERIES);
    await chat.says("Source 2: ");
    chat.type("/edit 1");
    await chat.says(/Error: .*damaged.*\n.*\nQuestion: $/);
    chat.type("/status");
    await chat.says(/6 passages[\s\S]*6 passages[\s\S]*Question: $/);
  });

  test("says everything that was asked for before the input ended", async () => {
    const assistant = new TuiAssistant({ held: true });
    const chat = open(assistant);
    chat.type(BATTERIES);
    chat.type("/right");
    chat.type("/search glass");
    chat.end();
    await chat.says("Searching.");
    assistant.release();
    await chat.left;
    expect(chat.written()).toMatch(/Source 2: [\s\S]*Marked as right\.[\s\S]*Passage 1: .*\n/);
  });

  test("marks answers alone, and says so", async () => {
    const chat = open();
    await chat.says("Question: ");
    chat.type("/search glass");
    await chat.says("Passage 1: ");
    chat.type("/right");
    await chat.says(/There is no answer to mark\.\nQuestion: $/);
    expect(chat.host.kept).toEqual([]);
  });

  test("draws nothing: no control sequence, no frame, no spinner", async () => {
    const chat = open(new TuiAssistant(), true);
    await chat.says("Question: ");
    for (const line of [BATTERIES, "/docs", "/help", "/status", "/index", "/foo"]) chat.type(line);
    await chat.says("There is no command /foo");
    await chat.says("Indexed 2 documents (2 added)");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
    expect(chat.written()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u2500-\u259f\u2800-\u28ff▸❯●○]/);
    chat.type("/quit");
    await chat.left;
  });
});
