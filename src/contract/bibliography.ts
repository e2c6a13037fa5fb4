/** What programs that keep bibliographies take. Field names are those of CSL-JSON 1.0.2, which Zotero and pandoc read. */
import { z } from "@hono/zod-openapi";
import { count, type Immutable, list } from "./parts.js";

const CslNameSchema = z.union([
  z.strictObject({ family: z.string(), given: z.string() }),
  z.strictObject({ literal: z.string() }),
]);

export const CslItemSchema = z
  .strictObject({
    custom: z
      .strictObject({ made_by: z.string() })
      .optional()
      .describe("Of the first item: that Footnote made the list, and so does not read it as a document"),
    id: z.string().describe("The same for the same document, and no other's in the list"),
    type: z.enum(["personal_communication", "webpage", "speech", "dataset", "document"]),
    title: z.string(),
    author: list(CslNameSchema).optional().describe("As the document names them"),
    issued: z
      .strictObject({ "date-parts": list(list(count)) })
      .optional()
      .describe("One list of the year, or of year and month, or of all three"),
    page: z.string().optional().describe("Pages that are cited: `3, 7`"),
    archive_location: z.string().describe("Path of the file, relative to the corpus"),
  })
  .openapi("CslItem", { description: "A document that is cited, as CSL-JSON" });

export type CslItem = Immutable<z.infer<typeof CslItemSchema>>;

export const CslListSchema = list(CslItemSchema);
