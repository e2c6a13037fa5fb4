/** What there is to read: the documents, and the passages in them. */
import { z } from "@hono/zod-openapi";
import { location } from "./answer.js";
import { count, documentId, type Immutable, line, list, offset, passageId, time } from "./parts.js";

const DocumentNameSchema = z
  .object({
    text: z.string(),
    source: z
      .enum(["title", "file", "date", "folder", "heading", "property", "label", "party"])
      .describe(
        "`heading` is a line of its cover, `property` one of the file's own, `label` the value of a line such as `Tenant: …`",
      ),
  })
  .openapi("DocumentName");

/** What people call a document by. */
export type DocumentName = Immutable<z.infer<typeof DocumentNameSchema>>;

export const DocumentSummarySchema = z
  .object({
    id: documentId,
    path: z.string().describe("What a file holds is named behind it: `mail.eml › offer.pdf`"),
    title: z.string(),
    content_hash: z.string(),
    size: count.describe("Bytes of the file"),
    modified_at: time,
    passages: count,
  })
  .openapi("DocumentSummary");

export type DocumentSummary = Immutable<z.infer<typeof DocumentSummarySchema>>;

export const DocumentDetailsSchema = DocumentSummarySchema.extend({
  names: list(DocumentNameSchema).describe("What questions may call it by, most telling first"),
  fields: z
    .record(z.string(), z.string())
    .describe("What the file says of itself in fields of its own: of a mail `from`, `to`, `date`, `subject`"),
  unread: list(z.string()).describe("What of it was not read: `2 charts`"),
}).openapi("DocumentDetails");

/** One document, with all that is known of it besides its text. */
export type DocumentDetails = Immutable<z.infer<typeof DocumentDetailsSchema>>;

export const DocumentPageSchema = z
  .object({
    documents: list(DocumentSummarySchema),
    next_cursor: z.string().nullable().describe("Give it back as `cursor` for what follows; null on the last page"),
  })
  .openapi("DocumentPage");

export type DocumentPage = Immutable<z.infer<typeof DocumentPageSchema>>;

export const DocumentTextSchema = z
  .object({
    document: DocumentSummarySchema,
    text: z.string(),
    pages: line.nullable().describe("How many pages it has, slides and sheets too; null where none can be shown"),
  })
  .openapi("DocumentText");

export type DocumentText = Immutable<z.infer<typeof DocumentTextSchema>>;

/** A passage with the text on either side of it: `before`, `text` and `after` are a run without gaps. */
export const PassageInContextSchema = z
  .object({
    id: passageId,
    text: z.string(),
    before: z.string().describe("Text of the document right before"),
    after: z.string().describe("Text of the document right after"),
    ...location,
  })
  .openapi("PassageInContext");

export type PassageInContext = Immutable<z.infer<typeof PassageInContextSchema>>;

const PageWordSchema = z
  .object({
    start: offset,
    end: offset.describe("Exclusive"),
    left: z.number(),
    top: z.number(),
    right: z.number(),
    bottom: z.number(),
    text: z.string().describe("Exactly the document's text from `start` to `end`"),
  })
  .openapi("PageWord", {
    description: "A word, a cell of a sheet or a paragraph of a slide, where it stands on its page",
  });

export type PageWord = Immutable<z.infer<typeof PageWordSchema>>;

export const PageViewSchema = z
  .object({
    number: line,
    label: z.string().nullable().describe("The page's printed label, or the name of the sheet"),
    count: line.describe("Pages of the document"),
    unit: z
      .enum(["points", "pixels", "cells"])
      .describe("Of `width`, `height` and the words: points of 1/72 inch, pixels of the picture, cells of the sheet"),
    width: z.number(),
    height: z.number(),
    words: list(PageWordSchema).describe("In the order of the text, from the page's top left"),
    picture: z
      .enum(["pdf", "image"])
      .nullable()
      .describe("What to draw behind the words: the page of the PDF, or the picture, that `original` gives"),
  })
  .openapi("PageView");

/** A page of a document, with all that is written on it. */
export type PageView = Immutable<z.infer<typeof PageViewSchema>>;
