/** What the server takes in an address. Strict: a parameter that is not here is refused, not ignored. */

import { z } from "@hono/zod-openapi";
import { EXPORT_FORMATS, MAX_CONTEXT_PASSAGES, MAX_DOCUMENTS_A_PAGE } from "./limits.js";
import { word } from "./requests.js";

/** A whole number in an address: digits alone, so that `1e2`, ` 5` and an empty value are refused. */
function numberParameter(minimum: number, maximum: number, fallback: number) {
  const problem = `must be a whole number from ${minimum} to ${maximum}`;
  return z
    .string({ error: problem })
    .regex(/^\d{1,6}$/, problem)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, problem)
    .default(fallback)
    .openapi({ type: "integer", minimum, maximum, default: fallback });
}

export const NoQuerySchema = z.strictObject({});

export const DocumentsQuerySchema = z.strictObject({
  cursor: word.optional().openapi({ description: "`next_cursor` of the page before" }),
  limit: numberParameter(1, MAX_DOCUMENTS_A_PAGE, 100).describe("Documents a page"),
});

export const PassageQuerySchema = z.strictObject({
  context: numberParameter(0, MAX_CONTEXT_PASSAGES, 0).describe("How many passages' worth of text on either side"),
});

const wholeNumber = "must be a whole number from 1";

export const PassageAtQuerySchema = PassageQuerySchema.extend({
  path: z
    .string({ error: "is required" })
    .min(1, "must not be empty")
    .describe("Of the document, relative to the corpus")
    .openapi({ example: "contracts/lease.txt" }),
  line: z
    .string({ error: wholeNumber })
    .regex(/^\d{1,9}$/, wholeNumber)
    .transform(Number)
    .refine((line) => line >= 1, wholeNumber)
    .openapi({
      type: "integer",
      minimum: 1,
      maximum: 999_999_999,
      example: 3,
      description: "1-based; the passage that holds most of it, or stands nearest",
    }),
});

export const IdParameterSchema = z.strictObject({ id: z.string() });

/** What a conversation, an answer or a report is given away as. */
export const ExportQuerySchema = z.strictObject({
  format: z
    .enum(EXPORT_FORMATS, { error: `must be one of ${EXPORT_FORMATS.join(", ")}` })
    .describe("`docx` has real footnotes; `bibtex` and `csl-json` list the documents that are cited")
    .openapi({ example: "markdown" }),
});

export const PageParameterSchema = IdParameterSchema.extend({
  number: z
    .string()
    .regex(/^\d{1,9}$/, wholeNumber)
    .transform(Number)
    .refine((number) => number >= 1, wholeNumber)
    .openapi({ type: "integer", minimum: 1, maximum: 999_999_999 }),
});
