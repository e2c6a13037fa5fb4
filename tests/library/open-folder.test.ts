import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type * as Library from "../../src/library/open-folder.js";
import { COMPILED_LIBRARY_URL } from "../helpers/shipped.js";
import { type Files, tempFolder, writeFiles } from "../helpers/temp-folder.js";
import { behindEachFile } from "../helpers/tidy-up.js";

// Threads and processes of the library need compiled files.
const library: typeof Library = await import(COMPILED_LIBRARY_URL.href);
const { FootnoteError, isFootnoteError, openFolder } = library;

const LEASE = { "lease.md": "# Lease\n\nThe notice period is three months. The rent is 940 euros a month.\n" };
const FERRY = { "ferry.md": "# Ferry\n\nThe ferry to Aveiro leaves at 07:14. It carries forty bicycles.\n" };

const opened: Library.Folder[] = [];
behindEachFile(async () => {
  await Promise.all(opened.splice(0).map((folder) => folder.close()));
});

async function folderWith(files: Files, options: Library.FolderOptions = {}): Promise<Library.Folder> {
  const path = await tempFolder();
  await writeFiles(path, files);
  const folder = await openFolder(path, { workers: 1, ...options });
  opened.push(folder);
  return folder;
}

async function failureOf(call: PromiseLike<unknown>): Promise<Library.FootnoteError> {
  const thrown = await Promise.resolve(call).then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(FootnoteError);
  expect(isFootnoteError(thrown)).toBe(true);
  return thrown as Library.FootnoteError;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const heard: Item[] = [];
  for await (const item of items) heard.push(item);
  return heard;
}

describe("two folders at once", async () => {
  const lease = await folderWith(LEASE);
  const ferry = await folderWith(FERRY, { background: true });

  test("are indexed each into its own .footnote, with what happens meanwhile told both ways", async () => {
    const told: Library.SyncProgress[] = [];
    const run = lease.index({ onProgress: (progress) => told.push(progress) });
    const [heard, result, other] = await Promise.all([all(run), run, ferry.index()]);
    expect(heard).toEqual(told);
    expect(heard.map(({ phase }) => phase)).toContain("embed");
    expect([result.added, other.added]).toEqual([["lease.md"], ["ferry.md"]]);
    expect(lease.indexPath).toBe(join(lease.path, ".footnote"));
    expect(await ferry.status()).toMatchObject({ corpus: ferry.path, documents: 1, stale: [] });
  });

  test("answer from their own documents alone, and tell the answer's events in order", async () => {
    const run = lease.ask("How long is the notice period?", { topK: 3 });
    const [events, answer] = await Promise.all([all(run), run]);
    expect(answer.answer?.text).toContain("three months");
    expect(events[0]).toEqual({ event: "status", data: { stage: "searching" } });
    expect(events.at(-1)).toEqual({ event: "answer.done", data: answer });
    const text = events.map((event) => (event.event === "answer.delta" ? event.data.text : ""));
    expect(text.join("")).toBe(answer.answer?.text);
    const elsewhere = await ferry.ask("When does the ferry to Aveiro leave?");
    expect(elsewhere.citations.map(({ path }) => path)).toEqual(["ferry.md"]);
  });

  test("read a question that leans on an earlier answer in its light", async () => {
    const first = await ferry.ask("When does the ferry to Aveiro leave?");
    const { interpreted_question } = await ferry.ask("And how many bicycles does it carry?", { history: [first] });
    expect(interpreted_question).toContain("ferry");
  });

  test.each(["__proto__", "constructor", "toString"])("are none where the field %s is asked for", async (field) => {
    const where: Record<string, string[]> = JSON.parse(`{"${field}":["a"]}`);
    expect((await lease.search("rent", { filters: { where } })).passages).toEqual([]);
  });

  test("are searched, and show a passage, a citation and a line", async () => {
    const { passages } = await lease.search("rent", { filters: { types: ["md"] } });
    expect(passages[0]?.text).toContain("940 euros");
    const { citations } = await lease.ask("How long is the notice period?");
    const shown = await Promise.all([
      lease.show(passages[0]!),
      lease.show(citations[0]!),
      lease.show({ path: "lease.md", line: 3 }),
      lease.show(passages[0]!.id, 0),
    ]);
    expect(new Set(shown.map(({ id }) => id))).toEqual(new Set([passages[0]!.id]));
    const [document] = await lease.documents();
    expect(await lease.document(document!.id)).toMatchObject({ path: "lease.md", title: "Lease" });
  });

  test("say what they hold of statements, and whether citations still stand", async () => {
    const { statements } = await lease.verify(["The notice period is three months.", "The rent is 1,200 euros."]);
    expect(statements.flatMap(({ sentences }) => sentences.map(({ verdict }) => verdict))).toEqual([
      "supported",
      "contradicted",
    ]);
    const { citations } = await lease.ask("How long is the notice period?");
    const states = async () => (await lease.checkCitations(citations)).citations.map(({ state }) => state);
    expect(await states()).toEqual(["valid"]);
    await writeFile(join(lease.path, "lease.md"), `A line before it.\n\n${LEASE["lease.md"]}`);
    expect(await states()).toEqual(["moved"]);
  });
});

test("a watched folder is told of when it is up to date, then when a file was added, and ends with its signal", async () => {
  const folder = await folderWith(LEASE);
  const ending = new AbortController();
  const added: (readonly string[])[] = [];
  for await (const { event, data } of folder.watch({ signal: ending.signal })) {
    if (event !== "indexed") throw data;
    added.push(data.added);
    if (added.length === 1) await writeFiles(folder.path, FERRY);
    else ending.abort();
  }
  expect(added).toEqual([["lease.md"], ["ferry.md"]]);
  expect((await folder.documents()).map(({ path }) => path)).toEqual(["ferry.md", "lease.md"]);
});

describe("what is called off", () => {
  test.each([false, true])(
    "throws interrupted, with the signal's reason as its cause (in the background: %s)",
    async (background) => {
      const folder = await folderWith(LEASE, { background });
      const reason = new Error("the user left");
      const signal = AbortSignal.abort(reason);
      const calls = [folder.index({ signal }), folder.ask("Why?", { signal }), folder.search("rent", { signal })];
      const failures = await Promise.all(calls.map(failureOf));
      expect(failures.map(({ code, cause }) => [code, cause])).toEqual(calls.map(() => ["interrupted", reason]));
    },
  );

  test("ends where its loop is left", async () => {
    const folder = await folderWith(LEASE);
    const run = folder.index();
    for await (const _ of run) break;
    expect((await failureOf(run)).code).toBe("interrupted");
    expect((await failureOf(folder.ask("Why?"))).code).toBe("index_missing");
  });

  test("ends with its folder, of which nothing can be asked then", async () => {
    const folder = await folderWith(LEASE);
    const run = folder.index();
    const ended = failureOf(run);
    await folder.close();
    expect((await ended).code).toBe("interrupted");
    expect((await failureOf(folder.search("rent"))).code).toBe("folder_closed");
    await folder[Symbol.asyncDispose]();
  });
});

describe("a slip", () => {
  test("in the folder or in an option is told when it is opened", async () => {
    const path = await tempFolder();
    const file = join(path, "a.md");
    await writeFile(file, "Words.");
    const codes = await Promise.all(
      [openFolder(join(path, "none")), openFolder(file), openFolder(path, { topK: 99 })].map(failureOf),
    );
    expect(codes.map(({ code }) => code)).toEqual(["corpus_missing", "corpus_not_folder", "setting_invalid"]);
    // @ts-expect-error no such option
    expect((await failureOf(openFolder(path, { strictnes: "careful" }))).message).toContain("strictness");
    // @ts-expect-error a server's
    expect((await failureOf(openFolder(path, { port: 3000 }))).code).toBe("setting_invalid");
    await rm(path, { recursive: true });
  });

  test("in a call is refused as TypeScript would have refused it", async () => {
    const folder = await folderWith(LEASE);
    const calls = [
      folder.ask(undefined as unknown as string),
      folder.ask("Why?", { topK: 0 }),
      // @ts-expect-error no such filter
      folder.search("rent", { filters: { type: ["md"] } }),
      folder.search("rent", { filters: { where: { __proto__: ["x"] } } }),
      folder.verify(Array.from({ length: 51 }, () => "The rent is 940 euros.")),
    ];
    const failures = await Promise.all(calls.map(failureOf));
    expect(failures.map(({ code }) => code)).toEqual(calls.map(() => "request_invalid"));
    expect((await failureOf(folder.ask("How long?"))).code).toBe("index_missing");
  });
});
