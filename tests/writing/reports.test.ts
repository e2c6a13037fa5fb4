import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ReportRequest } from "../../src/assistant/assistant.js";
import type { ReportProgress } from "../../src/contract/events.js";
import { type Report, ReportSchema } from "../../src/contract/report.js";
import type { Settings } from "../../src/core/settings.js";
import { type FakeRequest, idOf, json, say, saying } from "../helpers/fake-writer.js";
import { BINARY } from "../helpers/temp-folder.js";
import { writingLibrary } from "../helpers/writing-library.js";

const lease = (subject: string, notice: string, rent: number, use: string) =>
  `# Lease of the ${subject}\n\n## Term\n\nThe lease runs for twelve months.\n\n## Notice\n\nThe notice period is ${notice}.\n\n` +
  `## Rent\n\nThe rent is ${rent} pounds a month.\n\n## Use\n\n${use}\n`;
const MANY = Array.from(
  { length: 500 },
  (_, i) => `## Room ${i}\n\nThe key of room ${i} hangs on hook ${i} in the hall.\n`,
);
const FILES = {
  "mill.md": lease("mill", "three months", 900, "The tenant may keep two cats."),
  "barn.md": lease("barn", "six weeks", 450, "Hay may be stored in the loft."),
  "copy.md": lease("mill", "three months", 900, "The tenant may keep two cats."),
  "one.txt": "The key is under the mat.\n",
  "rooms.md": `# Rooms\n\n${MANY.join("\n")}`,
  "private/ring.txt": "The ring is in the safe. The safe is behind the picture.\n",
  "blob.xyz": BINARY,
  "empty.txt": "",
};

const library = writingLibrary(FILES);

type Asked = Omit<ReportRequest, "task">;

async function report(task: ReportRequest["task"], asked: Asked = {}, more: Partial<Settings> = {}) {
  const events: ReportProgress[] = [];
  const made = await library.assistantWith(more).report({ task, ...asked }, { onEvent: (event) => events.push(event) });
  ReportSchema.parse(made);
  await expectSpans(made);
  return { made, events };
}

async function expectSpans({ citations, rows, sections }: Report): Promise<void> {
  const quotes = new Map<string, string>();
  for (const { id, path, start, end, quote } of citations) {
    const text = await readFile(join(library.cwd, "corpus", path), "utf8");
    expect([...text].slice(start, end).join("")).toBe(quote);
    quotes.set(id, quote);
  }
  const all = [...sections, ...rows.flatMap(({ first, second }) => [first, second])].flatMap((one) => one ?? []);
  for (const { text, citation } of all.flatMap((section) => section.quotes)) expect(quotes.get(citation)).toBe(text);
}

const summaryOf = (document: string) => ({ task: "summary", document }) as const;
/** Writes the first sentence that it is given, as it stands there. */
const repeating = ({ messages }: FakeRequest) => {
  const [, id, text] = /^\[(\w+)\] (.+?)\.?$/mu.exec(messages.at(-1)!.content)!;
  return `${text} [${id}].`;
};

describe("without a model", () => {
  test("a summary quotes each section, and opens no connection", async () => {
    const { made, events } = await report(summaryOf("mill.md"));
    expect(made.sections.map(({ heading }) => heading)).toEqual([["Term"], ["Notice"], ["Rent"], ["Use"]]);
    expect(made.sections[1]!.quotes.map(({ text }) => text)).toEqual(["The notice period is three months."]);
    expect(made.written).toBeNull();
    expect(events).toEqual([]);
    expect(library.fake.requests).toEqual([]);
  });

  test("a comparison tells what differs, what agrees, and what only one says", async () => {
    const { made } = await report({ task: "comparison", first: "mill.md", second: "barn.md" });
    const rows = made.rows.map(({ relation, first, second }) => [
      relation,
      first?.quotes[0]?.text ?? null,
      second?.quotes[0]?.text ?? null,
    ]);
    expect(rows).toEqual([
      ["differ", "The notice period is three months.", "The notice period is six weeks."],
      ["differ", "The rent is 900 pounds a month.", "The rent is 450 pounds a month."],
      ["agree", "The lease runs for twelve months.", "The lease runs for twelve months."],
      ["only_first", "The tenant may keep two cats.", null],
      ["only_second", null, "Hay may be stored in the loft."],
    ]);
  });

  test("documents that say the same agree in all, and what a comparison is about keeps to that", async () => {
    const { made } = await report({ task: "comparison", first: "mill.md", second: "copy.md" });
    expect(new Set(made.rows.map(({ relation }) => relation))).toEqual(new Set(["agree"]));
    expect(made.rows).toHaveLength(4);
    const about = await report({ task: "comparison", first: "mill.md", second: "barn.md", about: "the notice period" });
    const texts = about.made.rows.flatMap(({ first }) => first?.quotes[0]?.text ?? []);
    expect(texts).toContain("The notice period is three months.");
    expect(texts).not.toContain("The tenant may keep two cats.");
  });

  test("a document of one sentence is that sentence, and one of 500 sections keeps to a few", async () => {
    const { made } = await report(summaryOf("one.txt"));
    expect(made.sections.flatMap(({ quotes }) => quotes.map(({ text }) => text))).toEqual([
      "The key is under the mat.",
    ]);
    const many = await report(summaryOf("rooms.md"));
    expect(many.made.sections.length).toBeGreaterThan(0);
    expect(many.made.sections.length).toBeLessThanOrEqual(12);
  });

  test("a selection is told document by document, an explanation shows the passage first", async () => {
    const assistant = library.assistantWith();
    const [mill, barn] = [await assistant.passageAt("mill.md", 9), await assistant.passageAt("barn.md", 13)];
    const { made } = await report({ task: "summary", passages: [mill.id, barn.id] });
    expect(made.documents.map(({ path }) => path)).toEqual(["mill.md", "barn.md"]);
    expect(new Set(made.citations.map(({ path }) => path))).toEqual(new Set(["mill.md", "barn.md"]));
    const explained = await report({ task: "explanation", passage: mill.id });
    expect(explained.made.citations[0]!.path).toBe("mill.md");
    expect(explained.made.sections[0]!.quotes.length).toBeGreaterThan(0);
  });

  test.each([
    ["nosuch.md", ""],
    ["mil.md", "did you mean mill.md?"],
    ["blob.xyz", "set aside"],
    ["empty.txt", "set aside"],
    ["the lease", "it may mean"],
  ])("%s is refused by name, with what may have been meant", async (document, said) => {
    const making = report(summaryOf(document));
    await expect(making).rejects.toMatchObject({ code: "document_unmatched", message: expect.stringContaining(said) });
  });

  test("a document is not compared with itself, by whichever of its names", async () => {
    const making = report({ task: "comparison", first: "mill.md", second: "corpus/mill.md" });
    await expect(making).rejects.toMatchObject({ code: "documents_same" });
  });
});

describe("with a model", () => {
  test("each section is asked for by itself, and what is proven of it stands beside its quotes", async () => {
    library.fake.behave(saying(repeating));
    const { made, events } = await report(summaryOf("mill.md"), { write: true, showPrompt: true });
    expect(made.written).toMatchObject({ status: "written", left_out: 0, sentences_sent: 4 });
    expect(made.written!.prompt).toEqual(library.fake.requests.flatMap(({ messages }) => messages));
    expect(library.fake.requests).toHaveLength(4);
    expect(made.sections.map(({ written }) => written.map(({ verdict }) => verdict))).toEqual(
      Array.from({ length: 4 }, () => ["proven"]),
    );
    const names = events.map(({ event }) => event).filter((event) => event !== "written.delta");
    expect(names.slice(0, 3)).toEqual(["report.quoted", "report.section", "written.sentence"]);
  });

  test("what it gets wrong is never shown", async () => {
    library.fake.behave(saying((request) => `The rent is 800 pounds a month [${idOf(request, "pounds")}].`));
    const { made } = await report(summaryOf("mill.md"), { write: true });
    const written = made.sections.flatMap((section) => section.written);
    expect(written.map(({ verdict, text }) => [verdict, text])).toEqual([
      ["replaced", "The rent is 900 pounds a month."],
    ]);
    expect(made.written!.left_out).toBe(3);
    expect(made.written!.left_out_reasons).toHaveLength(3);
  });

  test("what it says of two documents goes to the one that proves it, and never decides their relation", async () => {
    library.fake.behave(
      saying((request) => {
        const [months, weeks] = [idOf(request, "three months"), idOf(request, "six weeks")];
        return months && weeks
          ? `They agree [${months}]. The notice period is six weeks [${weeks}]. The notice period is three months [${months}].`
          : "";
      }),
    );
    const { made } = await report({ task: "comparison", first: "mill.md", second: "barn.md" }, { write: true });
    const [row] = made.rows;
    expect(row).toMatchObject({
      relation: "differ",
      second: { written: [{ verdict: "proven", text: "The notice period is six weeks." }] },
    });
    expect(row!.first!.written.at(-1)!.text).toBe("The notice period is three months.");
  });

  test("where it fails in the third section, those before stand, the rest is quoted, and it is told once", async () => {
    let calls = 0;
    library.fake.behave((request, response) => {
      calls += 1;
      if (calls >= 3) return json(response, 429, { error: { message: "slow down" } });
      return saying(repeating)(request, response);
    });
    const { made } = await report(summaryOf("mill.md"), { write: true });
    expect(made.written).toMatchObject({ status: "failed", problem: { code: "writer_busy" } });
    expect(made.sections.map(({ written }) => written.length)).toEqual([1, 1, 0, 0]);
    expect(made.sections.every(({ quotes }) => quotes.length > 0)).toBe(true);
    expect(calls).toBe(3);
  });

  test("its time is that of all sections together", async () => {
    library.fake.behave((_, response) => say(response, "The"));
    const { made } = await report(summaryOf("mill.md"), { write: true }, { llmSeconds: 1 });
    expect(made.written).toMatchObject({ status: "failed", problem: { code: "writer_timeout" } });
    expect(library.fake.requests).toHaveLength(1);
  });

  test("a model that is not set up leaves the quotes", async () => {
    const { made } = await report(summaryOf("mill.md"), { write: true }, { llmUrl: "" });
    expect(made.written).toMatchObject({ status: "failed", problem: { code: "writer_unset" }, sentences_sent: 0 });
    expect(made.sections[0]!.quotes).toHaveLength(1);
  });

  test("nothing of an excluded document is sent, and nothing at all where the prompts alone are asked for", async () => {
    const excluded = await report(summaryOf("private/ring.txt"), { write: true }, { llmExclude: ["private/"] });
    expect(excluded.made.written).toMatchObject({ status: "refused", sentences_sent: 0 });
    expect(excluded.made.sections[0]!.quotes.length).toBeGreaterThan(0);
    const unsent = await report(summaryOf("mill.md"), { unsent: true });
    expect(unsent.made.written).toMatchObject({ status: "unsent" });
    expect(unsent.made.written!.prompt).toHaveLength(16);
    expect(library.fake.requests).toEqual([]);
  });

  test("of a long section some sentences are sent, never all", async () => {
    library.fake.behave(saying(repeating));
    const { made } = await report(summaryOf("rooms.md"), { write: true });
    expect(made.written!.sentences_sent).toBeLessThanOrEqual(96);
  });

  test("whoever leaves ends it", async () => {
    const leaving = new AbortController();
    library.fake.behave((_, response) => say(response, "The"));
    const making = library.assistantWith().report(
      { task: summaryOf("mill.md"), write: true },
      {
        signal: leaving.signal,
        onEvent: ({ event }) => event === "written.delta" && leaving.abort(new Error("left")),
      },
    );
    await expect(making).rejects.toThrow("left");
  });
});
