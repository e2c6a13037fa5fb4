import { describe, expect, test } from "vitest";
import {
  DocumentPageSchema,
  type DocumentSummary,
  DocumentTextSchema,
  PageViewSchema,
} from "../../../src/contract/documents.js";
import type { RunningServer } from "../../../src/server/serve.js";
import { fixture } from "../../helpers/fixtures.js";
import { DUCK_WORDS, PAGED, PagedAssistant } from "../../helpers/paged-assistant.js";
import { call, expectObject, expectProblem, start } from "../harness.js";

async function documentOf(server: RunningServer, path: string): Promise<DocumentSummary> {
  const { documents } = expectObject(await call(server, "/v1/documents"), DocumentPageSchema);
  return documents.find((document) => document.path === path)!;
}

describe("a page of a document", () => {
  test("has its words where they stand, each the slice of the text that it says", async () => {
    const server = await start(new PagedAssistant());
    const { id, path } = await documentOf(server, "gazette.pdf");
    const page = expectObject(await call(server, `/v1/documents/${id}/pages/1`), PageViewSchema);
    expect(page).toMatchObject({ number: 1, count: 2, label: null, unit: "points", width: 420, picture: "pdf" });
    const points = [...PAGED[path]!.text];
    for (const { start, end, text } of page.words) expect(points.slice(start, end).join("")).toBe(text);
    expect(page.words.slice(0, DUCK_WORDS.length).map((word) => [word.text, word.left, word.top])).toEqual(
      DUCK_WORDS.map(([text, left, top]) => [text, left, top]),
    );
  });

  test("is counted in the document's text, so that nobody asks for one that isn't there", async () => {
    const server = await start(new PagedAssistant());
    for (const [path, pages] of [
      ["gazette.pdf", 2],
      ["plain.txt", null],
    ] as const) {
      const { id } = await documentOf(server, path);
      const reply = await call(server, `/v1/documents/${id}/text`, { headers: { accept: "application/json" } });
      expect(expectObject(reply, DocumentTextSchema).pages).toBe(pages);
    }
  });

  test("that there isn't is 404, one that can't be is 422", async () => {
    const server = await start(new PagedAssistant());
    const { id } = await documentOf(server, "gazette.pdf");
    const problem = expectProblem(await call(server, `/v1/documents/${id}/pages/3`), 404, "page_unknown");
    expect(problem.detail).toBe("gazette.pdf has no page 3 that can be shown: it has 2.");
    const plain = await documentOf(server, "plain.txt");
    expectProblem(await call(server, `/v1/documents/${plain.id}/pages/1`), 404, "page_unknown");
    expectProblem(await call(server, "/v1/documents/nope/pages/1"), 404, "document_unknown");
    for (const number of ["0", "-1", "1e1", "x", "1234567890"]) {
      expectProblem(await call(server, `/v1/documents/${id}/pages/${number}`), 422, "request_invalid");
    }
    expectProblem(await call(server, `/v1/documents/${id}/pages/1?x=1`), 422, "request_invalid");
  });
});

describe("the file of a document", () => {
  test("comes byte for byte, as what it is and nothing else", async () => {
    const server = await start(new PagedAssistant());
    const { id, content_hash } = await documentOf(server, "gazette.pdf");
    const { status, headers, body } = await call(server, `/v1/documents/${id}/original`);
    expect(status).toBe(200);
    expect(body.equals(fixture("two-columns.pdf"))).toBe(true);
    expect(headers).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": "inline; filename=\"gazette.pdf\"; filename*=UTF-8''gazette.pdf",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      etag: `"${content_hash}"`,
    });
    const again = await call(server, `/v1/documents/${id}/original`, { headers: { "if-none-match": headers.etag! } });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  test("has a name that breaks no header, whatever its own", async () => {
    const name = 'offers/"price" list;\u2028 — 2026 (1)\u{1F3E0}.pdf';
    const server = await start(new PagedAssistant({ [name]: PAGED["gazette.pdf"]! }));
    const { id } = await documentOf(server, name);
    const { status, headers } = await call(server, `/v1/documents/${id}/original`);
    expect(status).toBe(200);
    const [, plain, encoded] = /^inline; filename="([\w.-]+)"; filename\*=UTF-8''([\w%.~!-]+)$/.exec(
      String(headers["content-disposition"]),
    )!;
    expect(plain).toMatch(/^_price__list.*\.pdf$/);
    expect(decodeURIComponent(encoded!)).toBe(name.replace("offers/", ""));
  });

  test("is refused once it has changed, also to who holds it already", async () => {
    const assistant = new PagedAssistant();
    const server = await start(assistant);
    const { id, content_hash } = await documentOf(server, "gazette.pdf");
    assistant.changed.add("gazette.pdf");
    for (const headers of [{}, { "if-none-match": `"${content_hash}"` }]) {
      const reply = await call(server, `/v1/documents/${id}/original`, { headers });
      const { detail, hint } = expectProblem(reply, 409, "original_changed");
      expect(detail).toBe("gazette.pdf is no longer as it was indexed: it has changed since it was indexed.");
      expect(hint).toContain("footnote index");
    }
  });

  test("of a text is 404, and so is a path that a client makes up", async () => {
    const server = await start(new PagedAssistant());
    const { id } = await documentOf(server, "plain.txt");
    expectProblem(await call(server, `/v1/documents/${id}/original`), 404, "original_unknown");
    for (const made of ["..%2f..%2fetc%2fpasswd", "gazette.pdf", "%2fetc%2fpasswd"]) {
      expectProblem(await call(server, `/v1/documents/${made}/original`), 404, "document_unknown");
    }
  });
});
