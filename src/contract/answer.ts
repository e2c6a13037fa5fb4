/**
 * The answer object: what `footnote ask --json`, `POST /v1/query` and the last event of a stream all give.
 * Field names are the wire's. Offsets are code points of the document's text, 0-based, end-exclusive;
 * lines and pages are 1-based and inclusive.
 */
import { z } from "@hono/zod-openapi";
import { AnswerExplanationSchema, ScoreExplanationSchema } from "./explanation.js";
import { MAX_ASKED_OF } from "./limits.js";
import { count, documentId, type Immutable, line, list, offset, orNull, passageId, points, time } from "./parts.js";
import { writing } from "./written.js";

/** Where a text stands in the terms of its format, where that has other ones than pages and rows. */
export const PartSchema = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("cells"),
      sheet: z.string(),
      range: z.string().describe("As a spreadsheet names it: `B7`, `A7:D7`"),
    }),
    z.object({ kind: z.literal("slide"), number: line, notes: z.boolean().describe("In the speaker's notes") }),
    z.object({
      kind: z.literal("time"),
      start: z.number().min(0).describe("Seconds from the start of the recording"),
      end: z.number().min(0),
    }),
  ])
  .openapi("Part");

export type Part = Immutable<z.infer<typeof PartSchema>>;

/** Where a text stands. */
export const location = {
  document_id: documentId,
  path: z.string().describe("Relative to the corpus, with forward slashes"),
  title: z.string(),
  section: list(z.string()).describe("Titles of the sections that hold it, outermost first"),
  start: offset,
  end: offset.describe("Exclusive"),
  line_start: line,
  line_end: line.describe("Inclusive"),
  page: line.nullable().describe("Physical page; null where the format has none"),
  page_label: z.string().nullable().describe("The page's printed label"),
  row: line.nullable().describe("Row of a table or data file"),
  column: z.string().nullable(),
  part: orNull(PartSchema).describe("Cells of a sheet, a slide, a time; null in other formats"),
  ocr: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe("How sure the recognition of the text is; null where the file itself holds it as text"),
};

export type Location = Immutable<z.infer<z.ZodObject<typeof location>>>;

const TextQuoteSelectorSchema = z
  .object({
    type: z.literal("TextQuoteSelector"),
    exact: z.string(),
    prefix: z.string(),
    suffix: z.string(),
  })
  .openapi("TextQuoteSelector", { description: "W3C Web Annotation: finds the quote again when offsets have moved" });

export type TextQuoteSelector = Immutable<z.infer<typeof TextQuoteSelectorSchema>>;

export const CitationSchema = z
  .object({
    id: z.string().describe("`c1`, `c2`, …: means something in its answer only"),
    passage_id: passageId,
    ...location,
    quote: z.string().describe("Exactly the document's text from `start` to `end`"),
    content_hash: z.string().describe("Of the file's bytes when it was indexed"),
    selector: TextQuoteSelectorSchema,
  })
  .openapi("Citation");

export type Citation = Immutable<z.infer<typeof CitationSchema>>;

export const WrittenSchema = z
  .object({
    ...writing,
    citations: list(CitationSchema).describe("`w1`, `w2`, …; each quote is exactly the document's text"),
  })
  .openapi("Written", {
    description: "What a language model wrote, each sentence proven by what it cites; where `write` asked for it",
  });

export type Written = Immutable<z.infer<typeof WrittenSchema>>;

const { page, page_label, part, ocr } = location;

const HighlightSchema = z
  .object({
    start: points.describe("Code points from the start of the passage's text"),
    end: points,
    place: z
      .object({ page, page_label, part, ocr })
      .optional()
      .describe("Where it stands, if not where the passage begins"),
  })
  .openapi("Highlight");

export type Highlight = Immutable<z.infer<typeof HighlightSchema>>;

export const RankedPassageSchema = z
  .object({
    rank: z.int().min(1).describe("1 is the best"),
    id: passageId,
    /** Fused of several rankings. */
    score: z.number().describe("0 to 1; orders the passages of one answer and means nothing across answers"),
    text: z.string().describe("Exactly the document's text from `start` to `end`"),
    highlights: list(HighlightSchema),
    ...location,
    explanation: ScoreExplanationSchema.optional().describe("Where `explain` asked for it"),
  })
  .openapi("RankedPassage");

export type RankedPassage = Immutable<z.infer<typeof RankedPassageSchema>>;

const AnswerSentenceSchema = z
  .object({
    text: z
      .string()
      .describe(
        "Verbatim: the quote of its first citation; without one, Footnote's own words or a document's title and path",
      ),
    citations: list(z.string()).describe(
      "Ids of `citations`; empty where `kind` is `documents` or `assistant`, and only there",
    ),
    /** `null` where it can be read without, or was said right before. */
    context: z
      .string()
      .nullable()
      .describe(
        "What it is read with: the sentence before it, where it starts with a word that points back, or the row that names the columns of its table; in an `outline` or a `comparison`, the headings that it stands under",
      ),
  })
  .openapi("AnswerSentence");

export type AnswerSentence = Immutable<z.infer<typeof AnswerSentenceSchema>>;

/** A document that an answer quotes or lists. */
const AnswerDocumentSchema = z
  .object({
    document_id: documentId,
    path: z.string(),
    title: z.string(),
    sentences: count.describe("How many of the answer's sentences are its; they follow those of the entry before"),
  })
  .openapi("AnswerDocument");

export type AnswerDocument = Immutable<z.infer<typeof AnswerDocumentSchema>>;

const AnswerTextSchema = z
  .object({
    text: z.string(),
    /** Those of one document stand together, in a comparison under each heading. */
    sentences: list(AnswerSentenceSchema),
    documents: list(AnswerDocumentSchema).describe(
      "Who says what, the best document first; a comparison goes by headings and comes back to each document at the next one. Sentences that are no document's stand before all others",
    ),
  })
  .openapi("AnswerText");

export type AnswerText = Immutable<z.infer<typeof AnswerTextSchema>>;

const ConfidenceSchema = z
  .object({
    label: z
      .enum(["high", "medium", "low", "uncalibrated"])
      .describe(
        "`uncalibrated` with a model that the gate does not know, and where nothing was judged: `kind` is not `content`",
      ),
    /** `null` when uncalibrated. */
    probability: z.number().min(0).max(1).nullable().describe("That the corpus answers the question"),
  })
  .openapi("Confidence");

export type Confidence = Immutable<z.infer<typeof ConfidenceSchema>>;

const NotFoundSchema = z
  .object({
    reason: z.string(),
    missing_terms: list(z.string()).describe("Words of the question that occur nowhere in what was searched"),
    nearest: list(RankedPassageSchema),
  })
  .openapi("NotFound");

export type NotFound = Immutable<z.infer<typeof NotFoundSchema>>;

/** A file of the corpus that is not in the index; `reason` is a sentence for people: what is wrong and what to do. */
export const SkippedFileSchema = z.object({ path: z.string(), reason: z.string() }).openapi("SkippedFile");
export type SkippedFile = Immutable<z.infer<typeof SkippedFileSchema>>;

export const StaleFileSchema = z
  .object({ path: z.string(), change: z.enum(["added", "changed", "deleted"]) })
  .openapi("StaleFile");
export type StaleFile = Immutable<z.infer<typeof StaleFileSchema>>;

/** What is not in the index, and whether it is behind its folder. */
export const freshness = {
  skipped: list(SkippedFileSchema),
  stale: list(StaleFileSchema)
    .nullable()
    .describe("Files changed, added or deleted since they were indexed; null where the corpus is elsewhere"),
  /** `null` where it was not. */
  checked_at: time.nullable().describe("When the folder was looked at (ISO 8601)"),
  indexed_at: time,
  incomplete: z
    .literal(true)
    .optional()
    .describe("The build of the index has not ended: `stale` also lists the files that it has still to read"),
};

export const CoverageSchema = z.object({ documents_searched: count, ...freshness }).openapi("Coverage");
export type Coverage = Immutable<z.infer<typeof CoverageSchema>>;

export const TimingsSchema = z.object({ embed: z.number(), search: z.number(), total: z.number() }).openapi("Timings");
export type Timings = Immutable<z.infer<typeof TimingsSchema>>;

/** The documents that a question names: it was asked of these alone. */
export const AskedOfSchema = z
  .object({
    names: list(z.string()).describe("The words of the question that name them"),
    documents: list(z.object({ document_id: documentId, path: z.string(), title: z.string() })).describe(
      `The first ${MAX_ASKED_OF} of them by path; \`coverage.documents_searched\` counts all`,
    ),
    question: z.string().describe("What was looked for in them: the question without their names"),
  })
  .openapi("AskedOf");

export type AskedOf = Immutable<z.infer<typeof AskedOfSchema>>;

const askedOf = orNull(AskedOfSchema).describe("null where it was asked of all documents that the filters let through");

const KIND_DESCRIPTION = [
  "What was asked for. `content`: what the documents say.",
  "`documents`: which documents there are; the answer lists them, without citations.",
  "`outline`: what documents are about; the answer quotes the most central sentence of each section.",
  "`comparison`: how two documents differ; under each heading it quotes what either says and the other doesn't.",
  "`assistant`: a greeting or a question to Footnote itself; the answer says what Footnote does, without citations.",
  "All but `content` are always `answered`, and nothing of them was judged",
].join(" ");

export type AnswerKind = Answer["kind"];

export const AnswerSchema = z
  .object({
    schema: z.literal(1),
    kind: z.enum(["content", "documents", "outline", "comparison", "assistant"]).describe(KIND_DESCRIPTION),
    status: z.enum(["answered", "not_found"]),
    question: z.string(),
    /** After follow-up words were read in context. */
    interpreted_question: z.string().describe("The question as it was searched, without a greeting before it"),
    asked_of: askedOf,
    answer: orNull(AnswerTextSchema).describe("null when nothing was found"),
    citations: list(CitationSchema),
    passages: list(RankedPassageSchema),
    confidence: ConfidenceSchema,
    not_found: orNull(NotFoundSchema).describe("null when answered"),
    coverage: CoverageSchema,
    timings_ms: TimingsSchema,
    explanation: AnswerExplanationSchema.optional().describe("Where `explain` asked for it"),
    written: WrittenSchema.optional(),
  })
  .openapi("Answer");

export type Answer = Immutable<z.infer<typeof AnswerSchema>>;

/** Ranked passages without an answer. */
export const SearchResultsSchema = z
  .object({
    question: z.string(),
    asked_of: askedOf,
    passages: list(RankedPassageSchema),
    coverage: CoverageSchema,
  })
  .openapi("SearchResults");

export type SearchResults = Immutable<z.infer<typeof SearchResultsSchema>>;
