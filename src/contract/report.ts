/** What documents say, in sections or side by side: summaries, comparisons and explanations, quoted and, if asked, written. */
import { z } from "@hono/zod-openapi";
import { CitationSchema, CoverageSchema, WrittenSchema } from "./answer.js";
import { count, documentId, type Immutable, list, orNull } from "./parts.js";
import { leftOutReasons, WrittenSentenceSchema } from "./written.js";

const QuotedSentenceSchema = z
  .object({
    text: z.string().describe("Exactly the quote of its citation"),
    citation: z.string().describe("Id of one of `citations`"),
  })
  .openapi("QuotedSentence");

export type QuotedSentence = Immutable<z.infer<typeof QuotedSentenceSchema>>;

const ReportSectionSchema = z
  .object({
    document_id: documentId,
    heading: list(z.string()).describe("Headings that it stands under, outermost first, without the document's title"),
    quotes: list(QuotedSentenceSchema).describe("The document's own sentences, there whether or not a model writes"),
    written: list(WrittenSentenceSchema).describe("What a model wrote of it and may be shown: `proven` or `replaced`"),
  })
  .openapi("ReportSection", { description: "What one document says under one heading" });

export type ReportSection = Immutable<z.infer<typeof ReportSectionSchema>>;

const ComparisonRowSchema = z
  .object({
    relation: z
      .enum(["agree", "differ", "only_first", "only_second"])
      .describe(
        "`agree`: one says what the other says. `differ`: they speak of the same and don't say the same. `only_first`, " +
          "`only_second`: the other has no sentence that says it. Decided by comparing the sentences, never by what a " +
          "model writes",
      ),
    first: orNull(ReportSectionSchema).describe("null where only the second says it"),
    second: orNull(ReportSectionSchema).describe("null where only the first says it"),
  })
  .openapi("ComparisonRow");

export type ComparisonRow = Immutable<z.infer<typeof ComparisonRowSchema>>;
export type Relation = ComparisonRow["relation"];

const ReportWritingSchema = WrittenSchema.omit({ sentences: true, citations: true })
  .extend({
    left_out: count.describe("Sentences of the model of which nothing is shown"),
    left_out_reasons: leftOutReasons,
  })
  .openapi("ReportWriting", {
    description:
      "Who wrote and what was sent, of all sections together. Where it `failed`, sections that were written before " +
      "keep what was written",
  });

export type ReportWriting = Immutable<z.infer<typeof ReportWritingSchema>>;

export const ReportSchema = z
  .object({
    schema: z.literal(1),
    task: z.enum(["summary", "comparison", "explanation"]),
    about: z.string().nullable().describe("What a comparison keeps to; null where it is of all"),
    documents: list(z.object({ document_id: documentId, path: z.string(), title: z.string() })).describe(
      "Those that it is of: the first and the second of a comparison",
    ),
    sections: list(ReportSectionSchema).describe(
      "Of a summary: the document's, the largest where there are many. Of an explanation: the passage, then what bears " +
        "on it elsewhere. Empty in a comparison, and where a document holds no text",
    ),
    rows: list(ComparisonRowSchema).describe("Of a comparison: what differs most, agrees, and only one says"),
    citations: list(CitationSchema),
    written: orNull(ReportWritingSchema).describe("null where no writing was asked for"),
    coverage: CoverageSchema,
  })
  .openapi("Report");

export type Report = Immutable<z.infer<typeof ReportSchema>>;
