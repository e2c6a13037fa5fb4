import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type Assistant, checkedAnew, documentFields } from "../../assistant/assistant.js";
import { CslListSchema } from "../../contract/bibliography.js";
import {
  ConversationIdSchema,
  ConversationListSchema,
  ConversationSchema,
  ConversationTitleSchema,
  NewTurnSchema,
} from "../../contract/conversation.js";
import { EXPORT_FORMATS, type ExportFormat, MAX_TURN_BYTES } from "../../contract/limits.js";
import { ExportQuerySchema, IdParameterSchema, NoQuerySchema } from "../../contract/parameters.js";
import type { Conversations } from "../../core/conversation/conversations.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { exportAs, FORMAT_ROWS } from "../../export/formats.js";
import { citationsOf } from "../../export/references.js";
import { disconnection } from "../http/disconnection.js";
import { jsonBody, jsonBodyUpTo } from "../http/json-body.js";
import { BODY_CODES, INDEX_CODES, problemResponses } from "../http/problem.js";

/** Where the conversations of a client are kept. @param token the name of its token; `null` where none is asked for */
export type ConversationsOf = (token: string | null) => Conversations;

const path = "/v1/conversations";
const one = { params: IdParameterSchema, query: NoQuerySchema };
const KEPT_CODES = ["conversations_off", "conversation_unknown"] as const;
const SAVED_CODES = [...BODY_CODES, "question_not_text", "conversation_unsaved"] as const;
const newTurn = { required: true, content: { "application/json": { schema: NewTurnSchema } } };

const listRoute = createRoute({
  method: "get",
  path,
  summary: "List the saved conversations",
  description: "Those of whoever asks: where the server asks for tokens, of the token; else of this machine's user",
  request: { query: NoQuerySchema },
  responses: {
    200: { description: "The latest first", content: { "application/json": { schema: ConversationListSchema } } },
    ...problemResponses("request_invalid", "conversations_off", "conversation_unsaved"),
  },
});

const beginRoute = createRoute({
  method: "post",
  path,
  summary: "Save a conversation, with its first turn",
  middleware: jsonBodyUpTo(MAX_TURN_BYTES),
  request: { query: NoQuerySchema, body: newTurn },
  responses: {
    201: { description: "Its id", content: { "application/json": { schema: ConversationIdSchema } } },
    ...problemResponses(...SAVED_CODES, "conversations_off", "conversations_full"),
  },
});

const addRoute = createRoute({
  method: "post",
  path: `${path}/{id}/turns`,
  summary: "Save a turn more",
  description: "A turn whose id is there already takes its place",
  middleware: jsonBodyUpTo(MAX_TURN_BYTES),
  request: { ...one, body: newTurn },
  responses: {
    204: { description: "It is saved" },
    ...problemResponses(...SAVED_CODES, ...KEPT_CODES, "conversation_too_long"),
  },
});

const readRoute = createRoute({
  method: "get",
  path: `${path}/{id}`,
  summary: "One conversation",
  description: "As it was saved; `POST /v1/verify` says which of its citations still hold",
  request: one,
  responses: {
    200: { description: "All its turns", content: { "application/json": { schema: ConversationSchema } } },
    ...problemResponses("request_invalid", ...KEPT_CODES, "conversation_unreadable"),
  },
});

const renameRoute = createRoute({
  method: "patch",
  path: `${path}/{id}`,
  summary: "Rename a conversation",
  middleware: jsonBody,
  request: {
    ...one,
    body: { required: true, content: { "application/json": { schema: ConversationTitleSchema } } },
  },
  responses: {
    204: { description: "It is renamed" },
    ...problemResponses(...SAVED_CODES, ...KEPT_CODES, "conversation_too_long"),
  },
});

const removeRoute = createRoute({
  method: "delete",
  path: `${path}/{id}`,
  summary: "Delete a conversation",
  request: one,
  responses: {
    204: { description: "It is gone" },
    ...problemResponses("request_invalid", ...KEPT_CODES, "conversation_unsaved"),
  },
});

const text = z.string();
const EXPORT_SCHEMAS: Readonly<Record<ExportFormat, z.ZodType>> = {
  markdown: text,
  html: text,
  docx: z.string().openapi({ format: "binary" }),
  bibtex: text,
  "csl-json": CslListSchema,
};

const exportRoute = createRoute({
  method: "get",
  path: `${path}/{id}/export`,
  summary: "A conversation as a file",
  description:
    "With a footnote for each citation, or, as BibTeX and CSL-JSON, the documents that it cites. Citations are checked anew: " +
    "what has moved follows, what has changed says so",
  request: { params: IdParameterSchema, query: ExportQuerySchema },
  responses: {
    200: {
      description: "The file",
      content: Object.fromEntries(
        EXPORT_FORMATS.map((format) => [FORMAT_ROWS[format].type.split(";")[0]!, { schema: EXPORT_SCHEMAS[format] }]),
      ),
    },
    ...problemResponses("request_invalid", ...KEPT_CODES, "conversation_unreadable", ...INDEX_CODES),
  },
});

export function addConversationRoutes(
  app: OpenAPIHono,
  assistant: Assistant,
  conversationsOf: ConversationsOf | undefined,
): void {
  const of = (c: Context): Conversations => {
    if (conversationsOf === undefined) throw new FootnoteError("conversations_off", {});
    return conversationsOf(c.get("client").token);
  };
  app.openapi(listRoute, async (c) => c.json(await of(c).list(), 200));
  app.openapi(beginRoute, async (c) => c.json({ id: await of(c).begin(c.req.valid("json").turn) }, 201));
  app.openapi(addRoute, async (c) => {
    await of(c).add(c.req.valid("param").id, c.req.valid("json").turn);
    return c.body(null, 204);
  });
  app.openapi(readRoute, async (c) => c.json(await of(c).read(c.req.valid("param").id), 200));
  app.openapi(renameRoute, async (c) => {
    await of(c).rename(c.req.valid("param").id, c.req.valid("json").title);
    return c.body(null, 204);
  });
  app.openapi(removeRoute, async (c) => {
    await of(c).remove(c.req.valid("param").id);
    return c.body(null, 204);
  });
  app.openapi(exportRoute, async (c) => {
    const { id } = c.req.valid("param");
    const { format } = c.req.valid("query");
    const { title, turns } = await of(c).read(id);
    const checked = await checkedAnew(assistant, turns, disconnection(c));
    const paths = citationsOf(checked.turns).map((citation) => citation.path);
    const documents = await documentFields(assistant, format === "bibtex" || format === "csl-json" ? paths : []);
    const bytes = await exportAs(format, { title, ...checked, documents, at: new Date() });
    const { ending, type } = FORMAT_ROWS[format];
    return c.body(bytes, 200, {
      "content-type": type,
      "content-disposition": `attachment; filename="conversation-${id}.${ending}"`,
    });
  });
}
