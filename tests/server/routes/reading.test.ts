import { describe, expect, test } from "vitest";
import { AnswerSchema } from "../../../src/contract/answer.js";
import {
  DocumentDetailsSchema,
  DocumentPageSchema,
  DocumentTextSchema,
  PassageInContextSchema,
} from "../../../src/contract/documents.js";
import { IndexStatusSchema } from "../../../src/contract/index-state.js";
import { HealthSchema } from "../../../src/contract/probes.js";
import type { RunningServer } from "../../../src/server/serve.js";
import { MemoryAssistant, TEXTS } from "../../helpers/memory-assistant.js";
import { call, expectObject, expectProblem, query, start } from "../harness.js";

async function firstDocument(server: RunningServer) {
  return expectObject(await call(server, "/v1/documents?limit=1"), DocumentPageSchema).documents[0]!;
}

describe("documents", () => {
  test("are listed sorted by path", async () => {
    const { documents, next_cursor } = expectObject(await call(await start(), "/v1/documents"), DocumentPageSchema);
    expect(documents.map(({ path }) => path)).toEqual(Object.keys(TEXTS).sort());
    expect(next_cursor).toBeNull();
  });

  test("come page by page, each once", async () => {
    const server = await start();
    const paths: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const at: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = expectObject(await call(server, `/v1/documents?limit=2${at}`), DocumentPageSchema);
      paths.push(...page.documents.map(({ path }) => path));
      cursor = page.next_cursor;
    }
    expect(paths).toEqual(Object.keys(TEXTS).sort());
  });

  test.each(["0", "1001", "1e2", "", "-1", "ten", "1&limit=2"])("limit=%s is refused", async (limit) => {
    const reply = await call(await start(), `/v1/documents?limit=${limit}`);
    const { errors } = expectProblem(reply, 422, "request_invalid");
    expect(errors).toEqual([{ field: "limit", problem: "must be a whole number from 1 to 1000" }]);
  });

  test("a cursor that the server did not give is refused", async () => {
    expectProblem(await call(await start(), "/v1/documents?cursor=nonsense"), 422, "request_invalid");
  });

  test("one is read by its id, without its text", async () => {
    class NoTexts extends MemoryAssistant {
      override text(): Promise<never> {
        throw new Error("the text was asked for");
      }
    }
    const server = await start(new NoTexts());
    const document = await firstDocument(server);
    expect(expectObject(await call(server, `/v1/documents/${document.id}`), DocumentDetailsSchema)).toEqual({
      ...document,
      names: [{ source: "file", text: document.path }],
      fields: {},
      unread: [],
    });
  });

  test("an unknown one is 404, however its id is written", async () => {
    const server = await start();
    const problem = expectProblem(await call(server, "/v1/documents/a%2Fb"), 404, "document_unknown");
    expect(problem.detail).toContain("'a/b'");
    expectProblem(await call(server, "/v1/documents/%ff"), 404, "document_unknown");
    expectProblem(await call(server, "/v1/documents/nope/text"), 404, "document_unknown");
  });
});

describe("the text of a document", () => {
  test("is plain UTF-8 text, byte for byte", async () => {
    const server = await start();
    const { id, path } = await firstDocument(server);
    for (const accept of [undefined, "*/*", "text/plain", "text/html", "application/json;q=0.1, text/*"]) {
      const reply = await call(server, `/v1/documents/${id}/text`, { headers: accept === undefined ? {} : { accept } });
      expect(reply.headers["content-type"]?.toLowerCase()).toBe("text/plain; charset=utf-8");
      expect(reply.body).toEqual(Buffer.from(TEXTS[path]!));
    }
  });

  test("is JSON where the client asks for it", async () => {
    const server = await start();
    const document = await firstDocument(server);
    const headers = { accept: "application/json, text/plain;q=0.5" };
    const reply = await call(server, `/v1/documents/${document.id}/text`, { headers });
    expect(expectObject(reply, DocumentTextSchema)).toEqual({ document, text: TEXTS[document.path], pages: null });
  });
});

describe("a passage", () => {
  test("comes with as much context as asked for, a run without gaps", async () => {
    const server = await start();
    const answer = expectObject(await query(server, { question: "When does the train to Lyon leave?" }), AnswerSchema);
    const { id, path } = answer.passages[0]!;
    const alone = expectObject(await call(server, `/v1/passages/${id}`), PassageInContextSchema);
    expect(alone).toMatchObject({ id, path, before: "", after: "", text: answer.passages[0]!.text });
    const wide = expectObject(await call(server, `/v1/passages/${id}?context=20`), PassageInContextSchema);
    expect(wide.before + wide.text + wide.after).toBe(TEXTS[path]);
  });

  test("is 404 where unknown, 422 where its context is out of range", async () => {
    const server = await start();
    expectProblem(await call(server, "/v1/passages/nope"), 404, "passage_unknown");
    expectProblem(await call(server, "/v1/passages/nope?context=21"), 422, "request_invalid");
    expectProblem(await call(server, "/v1/passages/nope?context=-1"), 422, "request_invalid");
  });
});

describe("the server's state", () => {
  test("the index", async () => {
    const status = expectObject(await call(await start(), "/v1/index"), IndexStatusSchema);
    expect(status.documents).toBe(3);
    expect(status.stale).toEqual([{ path: "notes/new.txt", change: "added" }]);
  });

  test("its health, whatever a probe appends, also to HEAD", async () => {
    const server = await start();
    expectObject(await call(server, "/healthz?probe=1"), HealthSchema);
    const head = await call(server, "/healthz", { method: "HEAD" });
    expect([head.status, head.body.length]).toEqual([200, 0]);
  });

  test("an unknown query parameter is refused", async () => {
    const { errors } = expectProblem(await call(await start(), "/v1/index?verbose=1"), 422, "request_invalid");
    expect(errors).toEqual([{ field: "verbose", problem: "is not known here" }]);
  });

  test.each(["/healthz", "/readyz", "/metrics", "/openapi.json", "/", "/v1/models"])(
    "%s passes over the parameters that probes, scrapers and proxies add",
    async (path) => {
      expect((await call(await start(), `${path}?from=probe`)).status).toBe(200);
    },
  );
});

describe("the passage at a line", () => {
  test("is found by the document's path, however it has to be written in an address", async () => {
    const server = await start();
    for (const path of ["contracts/lease.txt", "notes/würzburg.txt"]) {
      const query = new URLSearchParams({ path, line: "1", context: "1" });
      const passage = expectObject(await call(server, `/v1/passages?${query}`), PassageInContextSchema);
      expect(passage).toMatchObject({ path, line_start: 1 });
      expect(TEXTS[path]).toContain(passage.before + passage.text + passage.after);
      const same = expectObject(await call(server, `/v1/passages/${passage.id}?context=1`), PassageInContextSchema);
      expect(passage).toEqual(same);
    }
  });

  test("is 404 where the index has no such place, and reads no file beside the corpus", async () => {
    const server = await start();
    for (const at of ["path=contracts/lease.txt&line=99", "path=../../etc/passwd&line=1", "path=/etc/passwd&line=1"]) {
      expectProblem(await call(server, `/v1/passages?${at}`), 404, "location_unknown");
    }
  });

  test.each([
    ["", "path"],
    ["path=a.txt", "line"],
    ["path=&line=1", "path"],
    ["path=a.txt&line=one", "line"],
    ["path=a.txt&line=-1", "line"],
    ["path=contracts/lease.txt&line=0", "line"],
    ["path=contracts/lease.txt&line=000", "line"],
    ["path=a.txt&line=NaN", "line"],
    ["path=a.txt&line=1&line=2", "line"],
    ["path=a.txt&line=9999999999", "line"],
    ["path=a.txt&line=1&context=21", "context"],
    ["path=a.txt&line=1&depth=1", "depth"],
  ])("with ?%s is refused, naming %s", async (at, field) => {
    const { errors } = expectProblem(await call(await start(), `/v1/passages?${at}`), 422, "request_invalid");
    expect(errors?.map((error) => error.field)).toContain(field);
  });
});
