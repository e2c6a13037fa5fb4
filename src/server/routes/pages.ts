import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { etag } from "hono/etag";
import type { Assistant } from "../../assistant/assistant.js";
import { PageViewSchema } from "../../contract/documents.js";
import { asDocumentId } from "../../contract/ids.js";
import { IdParameterSchema, NoQuerySchema, PageParameterSchema } from "../../contract/parameters.js";
import { INDEX_CODES, problemResponses } from "../http/problem.js";

const pageRoute = createRoute({
  method: "get",
  path: "/v1/documents/{id}/pages/{number}",
  summary: "A page of a document",
  description:
    "With every word where it stands on the page, as it was found when the document was read; slides and sheets are " +
    "pages too. A quote covers the words that its `start` and `end` meet.",
  request: { params: PageParameterSchema, query: NoQuerySchema },
  responses: {
    200: { description: "The page", content: { "application/json": { schema: PageViewSchema } } },
    ...problemResponses("request_invalid", "document_unknown", "page_unknown", ...INDEX_CODES),
  },
});

export function addPageRoute(app: OpenAPIHono, assistant: Assistant): void {
  app.openapi(pageRoute, async (c) => {
    const { id, number } = c.req.valid("param");
    return c.json(await assistant.page(asDocumentId(id), number), 200);
  });
}

const file = { schema: z.string().openapi({ format: "binary" }) };

const originalRoute = createRoute({
  method: "get",
  path: "/v1/documents/{id}/original",
  summary: "The file of a document",
  description:
    "Of PDF files and pictures alone, and only while the file is as it was indexed. What a mail or an archive holds is " +
    "read out of it.",
  request: { params: IdParameterSchema, query: NoQuerySchema },
  responses: {
    200: {
      description: "Its bytes, with the hash of its file as `ETag`",
      content: {
        "application/pdf": file,
        "image/png": file,
        "image/jpeg": file,
        "image/gif": file,
        "image/webp": file,
        "image/avif": file,
        "image/bmp": file,
      },
    },
    ...problemResponses(
      "request_invalid",
      "document_unknown",
      "original_unknown",
      "original_changed",
      "corpus_missing",
      "corpus_elsewhere",
      ...INDEX_CODES,
    ),
  },
});

export function addOriginalRoute(app: OpenAPIHono, assistant: Assistant): void {
  app.use("/v1/documents/:id/original", etag());
  app.openapi(originalRoute, async (c) => {
    const { bytes, type, path, contentHash } = await assistant.original(asDocumentId(c.req.valid("param").id));
    return c.body(bytes, 200, {
      "content-type": type,
      "content-disposition": disposition(path),
      etag: `"${contentHash}"`,
    });
  });
}

/** Shown, and saved under the last name of its path (RFC 6266). */
function disposition(path: string): string {
  const name = (path.split(/ › |\//).at(-1) ?? "").replace(/\p{Surrogate}/gu, "_");
  const plain = name.replace(/[^\w.-]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `inline; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
