import { rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Assistant } from "../../src/assistant/assistant.js";
import type { Filters } from "../../src/contract/filters.js";
import { asDocumentId, asPassageId } from "../../src/contract/ids.js";
import type { SyncProgress } from "../../src/contract/index-state.js";
import { pastTurnOf } from "../../src/core/past-turns.js";
import { expectPassage, expectRun, expectSlices } from "../helpers/expect-slices.js";
import { BINARY, type Files, tempFolder, writeFiles } from "../helpers/temp-folder.js";

const LAMP =
  "Care of the lamp 💡\r\n\r\nClean the glass with a dry cloth. Never use solvents: they cloud the glass.\r\n";
const WARRANTY =
  "# Warranty\n\nThe warranty lasts 24 months. It covers the switch.\n\n## Batteries\n\nBatteries are covered for 12 months only.\n";
const TRIP = "The train to Lyon leaves at 07:14. Pack the warm coat.\n";
const DOCUMENTS: Files = { "guides/lamp.txt": LAMP, "guides/warranty.md": WARRANTY, "trip.txt": TRIP };
const PATHS = ["guides/lamp.txt", "guides/warranty.md", "trip.txt"];
const FILES: Files = { ...DOCUMENTS, "notes.xyz": BINARY };

const WARRANTY_QUESTION = "How long does the warranty last?";

/**
 * What every Assistant must do.
 * @param create an assistant over the documents in `corpus/` of a folder, with its index beside them; closed by who makes it
 */
export function describeAssistant(name: string, create: (cwd: string) => Promise<Assistant>): void {
  async function assistantOver(files: Files) {
    const cwd = await tempFolder();
    const corpus = join(cwd, "corpus");
    await writeFiles(corpus, files);
    return { assistant: await create(cwd), corpus, cwd };
  }

  describe(`${name} as an Assistant`, () => {
    let assistant: Assistant;
    let corpus: string;

    beforeAll(async () => {
      ({ assistant, corpus } = await assistantOver(FILES));
      const longAgo = new Date("2020-05-01T12:00:00Z");
      await utimes(join(corpus, "trip.txt"), longAgo, longAgo);
      await assistant.sync();
    });

    describe("ask", () => {
      it("answers with citations that are slices of the files, and says what was searched", async () => {
        const answer = await assistant.ask({ question: WARRANTY_QUESTION });
        expect(answer).toMatchObject({ schema: 1, status: "answered", question: WARRANTY_QUESTION, not_found: null });
        expect(answer.answer?.text).toContain("The warranty lasts 24 months.");
        expect(answer.citations[0]).toMatchObject({ path: "guides/warranty.md", section: ["Warranty"], line_start: 3 });
        expect(answer.coverage).toMatchObject({ documents_searched: 3, stale: [] });
        expect(answer.coverage.skipped.map(({ path }) => path)).toEqual(["notes.xyz"]);
        expectSlices(corpus, answer);
      });

      it("refuses what the documents do not answer, and shows what comes nearest", async () => {
        const answer = await assistant.ask({ question: "Who painted Guernica?" });
        expect(answer).toMatchObject({ status: "not_found", answer: null, citations: [] });
        expect(answer.not_found?.missing_terms).toEqual(["painted", "Guernica"]);
        expect(answer.not_found?.nearest.length).toBeGreaterThan(0);
        expectSlices(corpus, answer);
      });

      it("shows as many passages as are wanted", async () => {
        const { passages } = await assistant.ask({ question: WARRANTY_QUESTION, topK: 1 });
        expect(passages).toHaveLength(1);
        expect((await assistant.ask({ question: WARRANTY_QUESTION })).passages.length).toBeGreaterThan(1);
      });

      it("explains when it is asked to, and only then", async () => {
        const explained = await assistant.ask({ question: WARRANTY_QUESTION, explain: true });
        expect(explained.explanation?.gate?.features.length).toBeGreaterThan(0);
        const { passage, sentence, keywords, proximity, reader } = explained.passages[0]!.explanation!;
        const parts = [passage, sentence, keywords, proximity, reader].map(({ contribution }) => contribution);
        expect(parts.reduce((sum, part) => sum + part)).toBeCloseTo(explained.passages[0]!.score, 6);
        const plain = await assistant.ask({ question: WARRANTY_QUESTION });
        expect(plain.explanation).toBeUndefined();
        expect(plain.passages[0]?.explanation).toBeUndefined();
      });

      it("reads a follow-up in the light of the conversation, however long it has been", async () => {
        const first = await assistant.ask({ question: "When does the train to Lyon leave?" });
        const history = Array.from({ length: 30 }, () => pastTurnOf(first));
        const followUp = await assistant.ask({ question: "and the warm coat?", history });
        const alone = await assistant.ask({ question: "and the warm coat?" });
        expect(followUp.interpreted_question).not.toBe(alone.interpreted_question);
      });

      it("answers several at once, each as if it were alone", async () => {
        const questions = [WARRANTY_QUESTION, "When does the train leave?", "How do I clean the glass?"];
        const together = await Promise.all(questions.map((question) => assistant.ask({ question })));
        for (const { question, citations } of together) {
          expect(citations).toEqual((await assistant.ask({ question })).citations);
        }
      });

      it.each([
        ["", "question_empty", "The question is empty."],
        ["?!…", "question_empty", "The question is empty."],
        ["why ".repeat(1001), "question_too_long", "The question has 4003 characters; at most 4000 are read."],
      ])("refuses a question like %.10j", async (question, code, message) => {
        await expect(assistant.ask({ question })).rejects.toMatchObject({ code, message, exitCode: 2 });
        await expect(assistant.search({ question })).rejects.toMatchObject({ code, message });
        await expect(assistant.verify({ statements: [question || "?"] })).rejects.toMatchObject({ code });
      });

      it("gives whoever has left the reason that was left with", async () => {
        const reason = new Error("I have to go.");
        await expect(assistant.ask({ question: "Why?" }, AbortSignal.abort(reason))).rejects.toBe(reason);
        await expect(assistant.search({ question: "Why?" }, AbortSignal.abort(reason))).rejects.toBe(reason);
        await expect(assistant.verify({ statements: ["Why?"] }, AbortSignal.abort(reason))).rejects.toBe(reason);
      });
    });

    describe("report", () => {
      it("quotes a document by its sections, with citations that are slices of the files", async () => {
        const report = await assistant.report({ task: { task: "summary", document: "guides/warranty.md" } });
        expect(report).toMatchObject({ task: "summary", written: null, coverage: { stale: [] } });
        expect(report.sections.map(({ heading }) => heading)).toEqual([[], ["Batteries"]]);
        for (const { path, start, end, quote } of report.citations) {
          expect([...(DOCUMENTS[path] as string)].slice(start, end).join("")).toBe(quote);
        }
      });

      it("keeps the quotes where no model is set up, and tells why nothing is written", async () => {
        const heard: string[] = [];
        const task = { task: "comparison", first: "guides/warranty.md", second: "trip.txt" } as const;
        const onEvent = ({ event }: { readonly event: string }) => heard.push(event);
        const report = await assistant.report({ task, write: true }, { onEvent });
        expect(report.citations.length).toBeGreaterThan(0);
        expect(report.rows.length).toBeGreaterThan(0);
        expect(heard).toEqual(["report.quoted"]);
      });

      it("refuses a document that there is not", async () => {
        const making = assistant.report({ task: { task: "summary", document: "gone.txt" } });
        await expect(making).rejects.toMatchObject({ code: "document_unmatched" });
      });
    });

    describe("search", () => {
      const found = async (filters: Filters) => {
        const { passages } = await assistant.search({ question: "How long are batteries covered?", filters });
        return [...new Set(passages.map(({ path }) => path))].sort();
      };

      it("ranks passages, best first, also for what has no answer", async () => {
        const results = await assistant.search({ question: "batteries", topK: 2, explain: true });
        expect(results).toMatchObject({ question: "batteries", coverage: { documents_searched: 3, stale: [] } });
        expect(results.passages.map(({ rank }) => rank)).toEqual([1, 2]);
        expect(results.passages[0]).toMatchObject({ path: "guides/warranty.md" });
        expect(results.passages[0]?.explanation?.keywords.terms.map(({ word }) => word)).toEqual(["batteries"]);
        for (const passage of results.passages) expectPassage(corpus, passage);
        expect((await assistant.search({ question: "Who painted Guernica?" })).passages.length).toBeGreaterThan(0);
      });

      it("keeps to paths, folders, globs and endings, with or without their dot", async () => {
        expect(await found({})).toEqual(PATHS);
        expect(await found({ paths: ["trip.txt", "*/*.md"] })).toEqual(["guides/warranty.md", "trip.txt"]);
        expect(await found({ paths: ["guides/"], types: [".txt"] })).toEqual(["guides/lamp.txt"]);
        expect(await found({ types: ["md"] })).toEqual(["guides/warranty.md"]);
        expect(await found({ paths: ["nothing/"] })).toEqual([]);
      });

      it("keeps to documents and dates, in any form of a date", async () => {
        const { documents } = await assistant.documents();
        expect(await found({ documentIds: [documents[2]!.id] })).toEqual(["trip.txt"]);
        expect(await found({ modifiedBefore: "2021-01-01" })).toEqual(["trip.txt"]);
        expect(await found({ modifiedAfter: "2021-01-01T10:00:00Z" })).toEqual(PATHS.slice(0, 2));
        const search = assistant.search({ question: "Why?", filters: { modifiedAfter: "yesterday" } });
        await expect(search).rejects.toMatchObject({
          code: "request_invalid",
          message: expect.stringMatching(/modified_after/),
        });
      });
    });

    describe("verify", () => {
      it("holds statements against the passages", async () => {
        const statements = ["The warranty lasts 24 months.", "The warranty lasts 36 months."];
        const { statements: verified, citations } = await assistant.verify({ statements });
        expect(citations).toEqual([]);
        expect(verified.map(({ statement }) => statement)).toEqual(statements);
        expect(verified.map(({ sentences }) => sentences[0]?.verdict)).toEqual(["supported", "contradicted"]);
        expect(verified[0]?.sentences[0]?.passages[0]?.quote).toBe("The warranty lasts 24 months.");
        const filters = { paths: ["trip.txt"] };
        const elsewhere = await assistant.verify({ statements: statements.slice(0, 1), filters });
        expect(elsewhere.statements[0]?.sentences[0]?.verdict).not.toBe("supported");
        expect(elsewhere.coverage.documents_searched).toBe(1);
      });

      it("refuses to verify nothing, and takes an empty list beside what there is", async () => {
        for (const nothing of [{}, { statements: [] }, { statements: [], citations: [] }]) {
          await expect(assistant.verify(nothing)).rejects.toMatchObject({ code: "nothing_to_verify", exitCode: 2 });
        }
        const statements = ["The warranty lasts 24 months."];
        expect((await assistant.verify({ statements, citations: [] })).statements).toHaveLength(1);
      });

      it("holds citations against the files", async () => {
        const { citations } = await assistant.ask({ question: WARRANTY_QUESTION });
        const [citation] = citations;
        const invented = { ...citation!, id: "c9", quote: "The warranty lasts for ever.", selector: undefined };
        const elsewhere = { ...invented, id: "c10", path: "nowhere.txt" };
        const checked = await assistant.verify({ citations: [citation!, invented, elsewhere] });
        expect(checked.statements).toEqual([]);
        expect(checked.citations.map(({ id, state }) => [id, state])).toEqual([
          [citation!.id, "valid"],
          ["c9", "changed"],
          ["c10", "gone"],
        ]);
        expect(checked.citations[0]?.place).toMatchObject({ path: "guides/warranty.md", start: citation!.start });
      });
    });

    describe("reading", () => {
      it("lists the documents by path, a page at a time", async () => {
        const paths: string[] = [];
        let cursor: string | null = null;
        do {
          const page = await assistant.documents({ limit: 2, ...(cursor !== null && { cursor }) });
          expect(page.documents.length).toBeLessThanOrEqual(2);
          paths.push(...page.documents.map(({ path }) => path));
          cursor = page.next_cursor;
        } while (cursor !== null);
        expect(paths).toEqual(PATHS);
        // A page that is just full is the last one.
        expect(await assistant.documents({ limit: PATHS.length })).toMatchObject({ next_cursor: null });
        await expect(assistant.documents({ cursor: "!" })).rejects.toMatchObject({ code: "request_invalid" });
      });

      it("gives one document by its id, as the list does, with what it is called", async () => {
        const { documents } = await assistant.documents();
        for (const document of documents) {
          const { names, fields, unread, ...summary } = await assistant.document(document.id);
          expect(summary).toEqual(document);
          expect(names.length).toBeGreaterThan(0);
          expect({ fields, unread }).toEqual({ fields: {}, unread: [] });
        }
      });

      it("gives a document's text, whole and unchanged", async () => {
        const { documents } = await assistant.documents();
        const { text, document } = await assistant.text(documents[0]!.id);
        expect(text).toBe(LAMP);
        expect(document).toEqual(documents[0]);
        expect(document).toMatchObject({ path: "guides/lamp.txt", size: Buffer.byteLength(LAMP) });
      });

      it("gives a passage with the text around it, in one run", async () => {
        const { passages } = await assistant.search({ question: "batteries" });
        const bare = await assistant.passage(passages[0]!.id);
        expect(bare).toMatchObject({ id: passages[0]!.id, before: "", after: "" });
        const wide = await assistant.passage(passages[0]!.id, 20);
        expect(wide.before.length + wide.after.length).toBeGreaterThan(0);
        for (const passage of [bare, wide]) expectRun(corpus, passage);
      });

      it("gives the passage at a line, or the one that stands nearest", async () => {
        const batteries = await assistant.passageAt("guides/warranty.md", 7, 20);
        expect(batteries.text).toContain("Batteries are covered");
        expect(batteries.before).toContain("The warranty lasts 24 months.");
        expectRun(corpus, batteries);
        expect((await assistant.passageAt("guides/lamp.txt", 2)).text).toMatch(/Care of the lamp|Clean the glass/);
      });

      it.each([
        ["no/such.txt", 1, "no/such.txt:1 is not in the index: there is no such document"],
        ["trip.txt", 2, "trip.txt:2 is not in the index: the document has 1 lines"],
        ["trip.txt", 0, "trip.txt:0 is not in the index: lines are counted from 1"],
        ["ä b?c&d=#.txt", 1, "ä b?c&d=#.txt:1 is not in the index: there is no such document"],
      ])("refuses %s:%i, saying why", async (path, line, message) => {
        await expect(assistant.passageAt(path, line)).rejects.toMatchObject({
          code: "location_unknown",
          message: `${message}.`,
        });
      });

      it.each(["d0", "", ".", "..", "a/b", "%2e%2e", "../index", "ü?#"])("knows nothing of the id %j", async (id) => {
        const document = { code: "document_unknown", message: `No document '${id}' in the index.` };
        await expect(assistant.document(asDocumentId(id))).rejects.toMatchObject(document);
        await expect(assistant.text(asDocumentId(id))).rejects.toMatchObject(document);
        const passage = { code: "passage_unknown", message: `No passage '${id}' in the index.` };
        await expect(assistant.passage(asPassageId(id), 1)).rejects.toMatchObject(passage);
      });

      it("says what the index holds and what was skipped", async () => {
        const status = await assistant.status();
        expect(status).toMatchObject({ corpus, documents: 3, stale: [] });
        expect(status.skipped).toEqual([{ path: "notes.xyz", reason: expect.stringMatching(/./) }]);
        const { documents } = await assistant.documents();
        expect(status.passages).toBe(documents.reduce((sum, { passages }) => sum + passages, 0));
      });
    });

    describe("pages and files", () => {
      it("gives the file of a PDF while it is as it was indexed, and no page of what has none", async () => {
        // Its format is known by its bytes, wherever the mark of a PDF stands in its beginning.
        const pdf = Buffer.from("Such files begin with %PDF-1.4 and a line end.\n");
        const { assistant, corpus } = await assistantOver({ "paper.txt": pdf, "trip.txt": TRIP });
        await assistant.sync();
        const { documents } = await assistant.documents();
        const [paper, trip] = documents.map(({ id }) => id);
        const original = await assistant.original(paper!);
        expect(original).toMatchObject({ path: "paper.txt", type: "application/pdf" });
        expect(original.contentHash).toBe(documents[0]!.content_hash);
        expect(pdf.equals(original.bytes)).toBe(true);
        await expect(assistant.original(trip!)).rejects.toMatchObject({ code: "original_unknown", exitCode: 2 });
        expect((await assistant.text(trip!)).pages).toBeNull();
        await expect(assistant.page(trip!, 1)).rejects.toMatchObject({ code: "page_unknown" });
        for (const id of ["nope", "..", ""]) {
          await expect(assistant.page(asDocumentId(id), 1)).rejects.toMatchObject({ code: "document_unknown" });
          await expect(assistant.original(asDocumentId(id))).rejects.toMatchObject({ code: "document_unknown" });
        }
        await writeFiles(corpus, { "paper.txt": "Another text.\n" });
        const changed = { code: "original_changed", message: /paper\.txt.*changed since it was indexed/ };
        await expect(assistant.original(paper!)).rejects.toMatchObject({
          code: changed.code,
          message: expect.stringMatching(changed.message),
        });
      });
    });

    describe("sync", () => {
      it("builds an index where there was none, and says how far it is", async () => {
        const { assistant } = await assistantOver(FILES);
        const missing = { code: "index_missing", exitCode: 4 };
        await expect(assistant.ask({ question: WARRANTY_QUESTION })).rejects.toMatchObject(missing);
        await expect(assistant.status()).rejects.toMatchObject(missing);
        await expect(assistant.documents()).rejects.toMatchObject(missing);
        await expect(assistant.document(asDocumentId("d0"))).rejects.toMatchObject(missing);
        const seen: SyncProgress[] = [];
        const result = await assistant.sync({ onProgress: (progress) => seen.push(progress) });
        expect(result).toMatchObject({ documents: 3, added: PATHS, changed: [], deleted: [] });
        expect(result.skipped.map(({ path }) => path)).toEqual(["notes.xyz"]);
        expect(result.embedded).toBe(result.passages);
        expect(seen.at(-1)).toMatchObject({ phase: "write", files_done: seen.at(-1)!.files_total });
        expect(await assistant.status()).toMatchObject({ generation: result.generation, passages: result.passages });
        expect(await assistant.ask({ question: WARRANTY_QUESTION })).toMatchObject({ status: "answered" });
      });

      it("follows the folder, and embeds everything anew only when it is told to", async () => {
        const { assistant, corpus } = await assistantOver(DOCUMENTS);
        const { passages } = await assistant.sync();
        await writeFiles(corpus, { "key.txt": "The key is under the mat.\n", "trip.txt": "It was cancelled.\n" });
        await rm(join(corpus, "guides/lamp.txt"));
        const changes = { added: ["key.txt"], changed: ["trip.txt"], deleted: ["guides/lamp.txt"] };
        expect(await assistant.sync()).toMatchObject({ ...changes, embedded: 2 });
        expect((await assistant.search({ question: "Where is the key?" })).passages[0]).toMatchObject({
          path: "key.txt",
        });
        expect((await assistant.status()).stale).toEqual([]);
        expect(await assistant.sync()).toMatchObject({ embedded: 0 });
        const full = await assistant.sync({ full: true });
        expect(full.embedded).toBe(full.passages);
        expect(full.passages).toBeLessThanOrEqual(passages + 1);
      });

      it("stops when it is called off: the index stays as it was, and the next one goes ahead", async () => {
        const { assistant, corpus } = await assistantOver(DOCUMENTS);
        const { generation } = await assistant.sync();
        await writeFiles(corpus, { "key.txt": "The key is under the mat.\n\n".repeat(3000) });
        const calledOff = new AbortController();
        const building = assistant.sync({
          signal: calledOff.signal,
          onProgress: ({ passages_done }) => passages_done > 0 && calledOff.abort(),
        });
        await expect(building).rejects.toMatchObject({ code: "interrupted", exitCode: 130 });
        expect(await assistant.status()).toMatchObject({ generation, documents: 3 });
        await writeFiles(corpus, { "key.txt": "The key is under the mat.\n" });
        expect(await assistant.sync()).toMatchObject({ added: ["key.txt"] });
        const late = assistant.sync({ signal: AbortSignal.abort() });
        await expect(late).rejects.toMatchObject({ code: "interrupted" });
      });

      it("waits for one that runs already", async () => {
        const { assistant } = await assistantOver(DOCUMENTS);
        const [first, second] = await Promise.all([assistant.sync(), assistant.sync()]);
        expect([first.embedded, second.embedded].sort()).toEqual([0, first.passages]);
      });

      it("fails as the build does: a folder that is gone", async () => {
        const { assistant, corpus } = await assistantOver(DOCUMENTS);
        await assistant.sync();
        await rm(corpus, { recursive: true, force: true });
        await expect(assistant.sync()).rejects.toMatchObject({ code: "corpus_missing", exitCode: 2 });
      });
    });
  });
}
