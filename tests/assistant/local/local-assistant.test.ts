import { readFileSync } from "node:fs";
import { appendFile, mkdir, readdir, rename, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { asDocumentId, asPassageId } from "../../../src/contract/ids.js";
import type { Settings } from "../../../src/core/settings.js";
import { readLabelledSet } from "../../../src/eval/labelled-set.js";
import { documentIdOf } from "../../../src/index/readers/read-document.js";
import { expectPassage, expectRun, expectSlices } from "../../helpers/expect-slices.js";
import { anyText } from "../../helpers/read-text.js";
import { CORPUS, DEFAULTS, ROOT, TEXTS, WORKER_URL } from "../../helpers/shipped.js";
import { shippedIndex } from "../../helpers/shipped-index.js";
import { BINARY, type Files, tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const opened: LocalAssistant[] = [];

afterAll(async () => {
  await Promise.all(opened.map((assistant) => assistant.close()));
});

/** Over `cwd/corpus`, with its index in `cwd`. */
function assistantIn(cwd: string, settings: Partial<Settings> = {}, corpus?: string): LocalAssistant {
  const assistant = new LocalAssistant(
    { ...DEFAULTS, workers: 1, ...settings },
    { cwd, corpus, workerUrl: WORKER_URL },
  );
  opened.push(assistant);
  return assistant;
}

async function folderWith(files: Files): Promise<{ cwd: string; corpus: string }> {
  const cwd = await tempFolder();
  const corpus = join(cwd, "corpus");
  await mkdir(corpus);
  await writeFiles(corpus, files);
  return { cwd, corpus };
}

const LAMP =
  "Care of the lamp 💡\r\n\r\nClean the glass with a dry cloth. Never use solvents: they cloud the glass.\r\n";
const WARRANTY =
  "# Warranty\n\nThe warranty lasts 24 months. It covers the switch.\n\n## Batteries\n\nBatteries are covered for 12 months only.\n";
const TRIP = "The train to Lyon leaves at 07:14. Pack the warm coat.\n";
const FILES = { "guides/lamp.txt": LAMP, "guides/warranty.md": WARRANTY, "trip.txt": TRIP };

test("closing twice does no harm once the model is loaded, and neither does asking again", async () => {
  const { cwd } = await folderWith(FILES);
  const assistant = assistantIn(cwd);
  await assistant.sync();
  const question = "How long does the warranty last?";
  expect((await assistant.ask({ question })).status).toBe("answered");
  await Promise.all([assistant.close(), assistant.close()]);
  await assistant.close();
  expect((await assistant.ask({ question })).status).toBe("answered");
});

describe("every quote, highlight and passage equals its slice of the file", () => {
  test("in documents of any text: emoji, CRLF, combining marks, bullets, long lines", async () => {
    const { cwd, corpus } = await folderWith({});
    const assistant = assistantIn(cwd);
    const longLine = fc
      .array(fc.constantFrom("the talks", "😀", "e\u0301", "in Beijing.", "U.S.", "failed", "“again”", "\u00a0"), {
        minLength: 100,
        maxLength: 300,
      })
      .map((words) => words.join(" "));
    const text = fc
      .array(fc.oneof(anyText, longLine), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join("\r\n\n"));
    const path = fc.constantFrom("a.txt", "b.md", "deep/c.txt", "ü 😀.md", "z.text");
    const documents = fc.dictionary(path, text, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
    const question = fc.constantFrom(
      "Where did the talks fail?",
      "Which scope is too late?",
      "list the 😀",
      "北京 U.S.",
    );
    await fc.assert(
      fc.asyncProperty(documents, fc.boolean(), question, async (files, mark, asked) => {
        await rm(corpus, { recursive: true });
        await mkdir(corpus);
        await writeFiles(corpus, { "always.txt": TRIP });
        // A byte order mark is not part of the text, and no offset counts it.
        for (const [name, content] of Object.entries(files)) {
          await writeFiles(corpus, { [name]: `${mark ? "\ufeff" : ""}${content}` });
        }
        await assistant.sync();
        for (const topK of [1, 50]) expectSlices(corpus, await assistant.ask({ question: asked, topK }));
        const { passages } = await assistant.search({ question: asked, topK: 50 });
        for (const passage of passages) {
          expectPassage(corpus, passage);
          expectRun(corpus, await assistant.passage(passage.id, 1));
        }
      }),
      { numRuns: 10 },
    );
  });

  test("in the documents that ship with Footnote, for every labelled question", async () => {
    const assistant = assistantIn(await shippedIndex());
    const questions = await readLabelledSet(join(ROOT, "tests/evals/articles"));
    const statuses = new Set<string>();
    for (const { question } of questions) {
      const answer = await assistant.ask({ question });
      statuses.add(answer.status);
      expectSlices(CORPUS, answer);
    }
    expect(statuses).toEqual(new Set(["answered", "not_found"]));
    for (const [path, text] of TEXTS) {
      const lines = text.split("\n").length - 1;
      for (let line = 1; line <= lines; line += 3) expectRun(CORPUS, await assistant.passageAt(path, line, 1));
    }
  });
});

describe("over one index", () => {
  let cwd: string;
  let corpus: string;
  let assistant: LocalAssistant;

  beforeAll(async () => {
    ({ cwd, corpus } = await folderWith({ ...FILES, "notes.xyz": BINARY, "empty.txt": "" }));
    assistant = assistantIn(cwd);
    await assistant.sync();
    const longAgo = new Date("2020-05-01T12:00:00Z");
    await utimes(join(corpus, "trip.txt"), longAgo, longAgo);
    await assistant.sync();
  });

  describe("filters", () => {
    const question = "How long are batteries covered?";
    const found = async (filters: object) => {
      const { passages } = await assistant.search({ question, filters });
      return [...new Set(passages.map(({ path }) => path))].sort();
    };

    test("take paths, folders and globs; lists are an OR, filters together an AND", async () => {
      expect(await found({})).toEqual(["guides/lamp.txt", "guides/warranty.md", "trip.txt"]);
      expect(await found({ paths: ["trip.txt"] })).toEqual(["trip.txt"]);
      expect(await found({ paths: ["guides/"] })).toEqual(["guides/lamp.txt", "guides/warranty.md"]);
      expect(await found({ paths: ["**/*.txt"] })).toEqual(["guides/lamp.txt", "trip.txt"]);
      expect(await found({ paths: ["trip.txt", "*/*.md"] })).toEqual(["guides/warranty.md", "trip.txt"]);
      expect(await found({ paths: ["guides/"], types: ["txt"] })).toEqual(["guides/lamp.txt"]);
    });

    test("take file endings, with or without the dot, in any case", async () => {
      expect(await found({ types: ["md"] })).toEqual(["guides/warranty.md"]);
      expect(await found({ types: [".TXT"] })).toEqual(["guides/lamp.txt", "trip.txt"]);
    });

    test("take documents and dates", async () => {
      expect(await found({ documentIds: [documentIdOf("trip.txt")] })).toEqual(["trip.txt"]);
      expect(await found({ modifiedBefore: "2021-01-01" })).toEqual(["trip.txt"]);
      expect(await found({ modifiedAfter: "2021-01-01" })).toEqual(["guides/lamp.txt", "guides/warranty.md"]);
    });

    test("that let nothing through give not_found, not an error", async () => {
      const answer = await assistant.ask({ question, filters: { paths: ["nothing/"] } });
      expect(answer).toMatchObject({ status: "not_found", answer: null, citations: [], passages: [] });
      expect(answer.not_found).toMatchObject({ reason: expect.stringContaining("filters"), nearest: [] });
    });

    test("with a date that is none are refused", async () => {
      const asking = assistant.ask({ question, filters: { modifiedAfter: "yesterday" } });
      await expect(asking).rejects.toMatchObject({
        code: "request_invalid",
        message: expect.stringContaining("modified_after"),
      });
    });
  });

  describe("a question", () => {
    test("is answered with a citation, and coverage says what was searched and skipped", async () => {
      const answer = await assistant.ask({ question: "How long does the warranty last?", topK: 2 });
      expect(answer).toMatchObject({ schema: 1, status: "answered", question: "How long does the warranty last?" });
      expect(answer.answer?.text).toContain("The warranty lasts 24 months.");
      expect(answer.citations[0]).toMatchObject({
        path: "guides/warranty.md",
        section: ["Warranty"],
        line_start: 3,
        page: null,
      });
      expect(answer.passages.length).toBeLessThanOrEqual(2);
      expect(answer.coverage).toMatchObject({ documents_searched: 3, stale: [] });
      expect(answer.coverage.skipped.map(({ path }) => path)).toEqual(["empty.txt", "notes.xyz"]);
      expectSlices(corpus, answer);
    });

    test.each([
      ["", "question_empty"],
      [" \n\t ", "question_empty"],
      ["?!…", "question_empty"],
      ["why ".repeat(1001), "question_too_long"],
    ])("like %.10j is refused", async (question, code) => {
      await expect(assistant.ask({ question })).rejects.toMatchObject({ code });
      await expect(assistant.search({ question })).rejects.toMatchObject({ code });
    });

    test("whose asker has left is not answered", async () => {
      await expect(assistant.ask({ question: "Why?" }, AbortSignal.abort())).rejects.toThrow();
    });

    test("may come while others are being answered", async () => {
      const questions = ["How long does the warranty last?", "When does the train leave?", "How do I clean the glass?"];
      const asked = [...questions, ...questions].map((question) => assistant.ask({ question }));
      const together = await Promise.all(asked);
      for (const [i, answer] of together.entries()) {
        const alone = await assistant.ask({ question: questions[i % 3]! });
        expect(answer.citations).toEqual(alone.citations);
      }
    });
  });

  describe("passageAt", () => {
    test("gives the passage that holds a line, and the nearest one for a line of none", async () => {
      expect(await assistant.passageAt("guides/warranty.md", 7)).toMatchObject({
        text: expect.stringContaining("Batteries are covered"),
        before: "",
        after: "",
      });
      const blank = await assistant.passageAt("guides/lamp.txt", 2);
      expect(blank.text).toMatch(/Care of the lamp|Clean the glass/);
    });

    test("adds as much text as asked for, in one run", async () => {
      const passage = await assistant.passageAt("guides/warranty.md", 7, 20);
      expectRun(corpus, passage);
      expect(passage.before + passage.text).toContain("The warranty lasts 24 months.");
    });

    test.each([
      ["no/such.txt", 1, "no such document"],
      ["trip.txt", 2, "has 1 lines"],
      ["trip.txt", 0, "are counted from 1"],
    ])("refuses %s:%i, saying why", async (path, line, problem) => {
      await expect(assistant.passageAt(path, line)).rejects.toMatchObject({
        code: "location_unknown",
        message: expect.stringContaining(problem),
      });
    });
  });

  describe("documents", () => {
    test("have their text, whole and unchanged", async () => {
      const { text, document } = await assistant.text(documentIdOf("guides/lamp.txt"));
      expect(text).toBe(LAMP);
      expect(document).toMatchObject({ path: "guides/lamp.txt", size: Buffer.byteLength(LAMP) });
      await expect(assistant.text(asDocumentId("d0"))).rejects.toMatchObject({ code: "document_unknown" });
      await expect(assistant.passage(asPassageId("p0"))).rejects.toMatchObject({ code: "passage_unknown" });
    });
  });

  test("of another model is refused, saying what differs", async () => {
    const other = assistantIn(cwd, { queryPrefix: "Q: " });
    await expect(other.ask({ question: "Why?" })).rejects.toMatchObject({
      code: "index_model",
      message: expect.stringMatching(/queryPrefix "query: ".*queryPrefix "Q: "/),
    });
    expect(await other.status()).toMatchObject({ documents: 3 });
  });
});

/** An embedding thread that ends with its first text; the one that is started after it goes on. */
function endsOnce(marker: string): string {
  return `
    import { existsSync, writeFileSync } from "node:fs";
    import { parentPort } from "node:worker_threads";
    if (existsSync(${JSON.stringify(marker)})) await import(${JSON.stringify(WORKER_URL.href)});
    else {
      writeFileSync(${JSON.stringify(marker)}, "");
      parentPort.on("message", () => process.exit(7));
      parentPort.postMessage({ kind: "ready" });
    }`;
}

describe("a running assistant", () => {
  test("follows a rebuild that another one makes", async () => {
    const { cwd, corpus } = await folderWith(FILES);
    const running = assistantIn(cwd);
    await running.sync();
    const question = "Where is the key?";
    const before = await running.search({ question });
    await writeFiles(corpus, { "key.txt": "The key is under the mat.\n" });
    await rm(join(corpus, "trip.txt"));
    await assistantIn(cwd).sync();
    const { passages } = await running.search({ question });
    expect(before.passages.map(({ path }) => path)).not.toContain("key.txt");
    expect(passages[0]).toMatchObject({ path: "key.txt", text: "The key is under the mat." });
    expect(await running.status()).toMatchObject({ documents: 3, stale: [] });
  });

  test("answers while it rebuilds, from the old index", async () => {
    const { cwd, corpus } = await folderWith(FILES);
    const running = assistantIn(cwd);
    await running.sync();
    await writeFiles(corpus, { "key.txt": "The key is under the mat.\n".repeat(200) });
    let asking: Promise<{ passages: readonly { path: string }[] }> | undefined;
    await running.sync({
      onProgress: ({ phase }) => {
        if (phase === "embed") asking ??= running.search({ question: "Where is the key?" });
      },
    });
    expect((await asking)?.passages.length).toBeGreaterThan(0);
  });

  test("builds in the order that was asked for, and who waits can leave at once", async () => {
    const { cwd, corpus } = await folderWith(FILES);
    const running = assistantIn(cwd);
    const ended: string[] = [];
    const stop = new AbortController();
    const first = running.sync().then(() => ended.push("first"));
    const left = running.sync({ signal: stop.signal }).catch((error) => {
      ended.push("left");
      return error;
    });
    const last = running.sync().then(() => ended.push("last"));
    const early = running.sync({ signal: AbortSignal.abort("early") });
    await expect(early).rejects.toMatchObject({ code: "interrupted", cause: "early" });
    stop.abort("gone");
    expect(await left).toMatchObject({ code: "interrupted", cause: "gone" });
    await Promise.all([first, last]);
    expect(ended).toEqual(["left", "first", "last"]);
    expect(await running.status()).toMatchObject({ corpus, documents: 3 });
  });

  test("begins no build before one that was interrupted has let go of the index", async () => {
    const { cwd } = await folderWith(FILES);
    const running = assistantIn(cwd);
    const stop = new AbortController();
    const first = running.sync({ signal: stop.signal, onProgress: () => stop.abort() });
    const second = running.sync();
    await expect(first).rejects.toMatchObject({ code: "interrupted" });
    expect(await second).toMatchObject({ documents: 3 });
  });

  test("loads the model again when its thread is gone", async () => {
    const { cwd } = await folderWith(FILES);
    await assistantIn(cwd).sync();
    const marker = join(cwd, "ended-once");
    await writeFiles(cwd, { "ends-once.mjs": endsOnce(marker) });
    const paths = { cwd, workerUrl: pathToFileURL(join(cwd, "ends-once.mjs")), modelThread: true };
    const running = new LocalAssistant(DEFAULTS, paths);
    const question = "When does the train to Lyon leave?";
    await expect(running.ask({ question })).rejects.toThrow("an embedding thread ended with code 7");
    expect(await running.ask({ question })).toMatchObject({ status: "answered" });
    await running.close();
  });

  test("can be asked as soon as there is an index", async () => {
    const { cwd } = await folderWith(FILES);
    const running = assistantIn(cwd);
    await expect(running.ask({ question: "Why?" })).rejects.toMatchObject({ code: "index_missing", exitCode: 4 });
    await expect(running.status()).rejects.toMatchObject({ code: "index_missing" });
    await running.sync();
    expect(await running.ask({ question: "When does the train to Lyon leave?" })).toMatchObject({ status: "answered" });
    await rm(join(cwd, ".footnote"), { recursive: true });
    await expect(running.ask({ question: "Why?" })).rejects.toMatchObject({ code: "index_missing" });
  });
});

describe("the folder of the documents", () => {
  const elsewhere = async () => {
    const { cwd } = await folderWith({ "other.txt": "Bananas are yellow.\n" });
    const papers = join(cwd, "papers");
    await writeFiles(papers, FILES);
    await assistantIn(cwd, {}, papers).sync();
    return { cwd, papers };
  };

  test("is the one of the index, though it is damaged", async () => {
    const { cwd, papers } = await elsewhere();
    const [generation] = await readdir(join(cwd, ".footnote/generations"));
    await truncate(join(cwd, ".footnote/generations", generation as string, "info.json"), 200);
    await assistantIn(cwd).sync({ full: true });
    expect(await assistantIn(cwd).status()).toMatchObject({ corpus: papers, documents: 3 });
  });

  test("is the one that was asked last, though the index has gone", async () => {
    const { cwd, papers } = await elsewhere();
    const running = assistantIn(cwd);
    await running.status();
    await rm(join(cwd, ".footnote"), { recursive: true });
    await running.sync();
    expect(await running.status()).toMatchObject({ corpus: papers, documents: 3 });
  });
});

describe("coverage.stale", () => {
  test("lists what was added, changed and deleted since, by path", async () => {
    const { cwd, corpus } = await folderWith({
      ...FILES,
      "same.txt": "It stays.\n",
      "touched.txt": "It stays, too.\n",
    });
    await assistantIn(cwd).sync();
    await writeFiles(corpus, { "new.txt": "New.\n" });
    await appendFile(join(corpus, "trip.txt"), "The return is open.\n");
    await rm(join(corpus, "guides/lamp.txt"));
    await utimes(join(corpus, "touched.txt"), new Date(), new Date(Date.now() + 60_000));
    const { coverage } = await assistantIn(cwd).ask({ question: "When does the train leave?" });
    expect(coverage.stale).toEqual([
      { path: "guides/lamp.txt", change: "deleted" },
      { path: "new.txt", change: "added" },
      { path: "trip.txt", change: "changed" },
    ]);
    expect(Math.abs(Date.parse(coverage.checked_at ?? "") - Date.now())).toBeLessThan(10_000);
  });

  test("is empty right after a rebuild by the same assistant", async () => {
    const { cwd, corpus } = await folderWith(FILES);
    const assistant = assistantIn(cwd);
    await assistant.sync();
    expect((await assistant.status()).stale).toEqual([]);
    await writeFile(join(corpus, "trip.txt"), "Cancelled.\n");
    await assistant.sync();
    expect((await assistant.status()).stale).toEqual([]);
  });

  test("is null where the folder is not there, and answers go on", async () => {
    const { cwd, corpus } = await folderWith(FILES);
    await assistantIn(cwd).sync();
    await rename(corpus, `${corpus}-away`);
    const answer = await assistantIn(cwd).ask({ question: "When does the train to Lyon leave?" });
    expect(answer).toMatchObject({ status: "answered", coverage: { stale: null, checked_at: null } });
    expect(answer.citations[0]?.quote).toBe("The train to Lyon leaves at 07:14.");
  });

  test("says nothing of files that were skipped and still are", async () => {
    const { cwd } = await folderWith({ ...FILES, "notes.xyz": BINARY, "empty.txt": "" });
    await assistantIn(cwd).sync();
    expect((await assistantIn(cwd).status()).stale).toEqual([]);
  });
});

test("an index that became empty answers nothing and says so", async () => {
  const { cwd, corpus } = await folderWith({ "trip.txt": TRIP });
  const assistant = assistantIn(cwd);
  await assistant.sync();
  await rm(join(corpus, "trip.txt"));
  await assistant.sync();
  const answer = await assistant.ask({ question: "When does the train leave?" });
  expect(answer).toMatchObject({
    status: "not_found",
    coverage: { documents_searched: 0 },
    not_found: { nearest: [] },
  });
  expect(answer.not_found?.reason).not.toContain("filters");
});

test("what an index quotes stays what was indexed, whatever becomes of the file", async () => {
  const { cwd, corpus } = await folderWith({ "trip.txt": TRIP });
  const assistant = assistantIn(cwd);
  await assistant.sync();
  await writeFile(join(corpus, "trip.txt"), "Everything was cancelled.\n");
  const { citations, coverage } = await assistant.ask({ question: "When does the train to Lyon leave?" });
  expect(citations[0]?.quote).toBe("The train to Lyon leaves at 07:14.");
  expect(coverage.stale).toEqual([{ path: "trip.txt", change: "changed" }]);
  expect(readFileSync(join(corpus, "trip.txt"), "utf8")).not.toContain(citations[0]?.quote);
});
