/** What the server answers with: one schema for the types, for OpenAPI and for the tests. */
import { z } from "@hono/zod-openapi";
import type {
  DocumentPage,
  DocumentSummary,
  DocumentText,
  IndexStatus,
  PassageInContext,
  SearchResults,
} from "../assistant/assistant.js";
import type { Answer, Citation, RankedPassage } from "../contract/answer.js";
import type { CodePointOffset, DocumentId, PassageId } from "../core/spans.js";
import { AnswerExplanationSchema, ScoreExplanationSchema } from "./explanation-schemas.js";
import { count, line, list, offset, orNull, time } from "./schema-parts.js";

const location = {
  document_id: z.string(),
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
};

const TextQuoteSelectorSchema = z
  .object({
    type: z.literal("TextQuoteSelector"),
    exact: z.string(),
    prefix: z.string(),
    suffix: z.string(),
  })
  .openapi("TextQuoteSelector", { description: "W3C Web Annotation: finds the quote again when offsets have moved" });

export const CitationSchema = z
  .object({
    id: z.string().describe("`c1`, `c2`, …: means something in its answer only"),
    passage_id: z.string(),
    ...location,
    quote: z.string().describe("Exactly the document's text from `start` to `end`"),
    content_hash: z.string().describe("Of the file's bytes when it was indexed"),
    selector: TextQuoteSelectorSchema,
  })
  .openapi("Citation");

const HighlightSchema = z
  .object({ start: count.describe("Code points from the start of the passage's text"), end: count })
  .openapi("Highlight");

export const RankedPassageSchema = z
  .object({
    rank: z.int().min(1).describe("1 is the best"),
    id: z.string(),
    score: z.number().describe("0 to 1; orders the passages of one answer and means nothing across answers"),
    text: z.string().describe("Exactly the document's text from `start` to `end`"),
    highlights: list(HighlightSchema),
    ...location,
    explanation: ScoreExplanationSchema.optional().describe("Where `explain` asked for it"),
  })
  .openapi("RankedPassage");

const AnswerSentenceSchema = z
  .object({
    text: z.string().describe("Verbatim: the quote of its first citation"),
    citations: list(z.string()).describe("Ids of `citations`"),
    context: z
      .string()
      .nullable()
      .describe(
        "What it is read with: the sentence before it, where it starts with a word that points back, or the row that names the columns of its table",
      ),
  })
  .openapi("AnswerSentence");

const AnswerDocumentSchema = z
  .object({
    document_id: z.string(),
    path: z.string(),
    title: z.string(),
    sentences: count.describe("How many of the answer's sentences are its; they follow those of the document before"),
  })
  .openapi("AnswerDocument");

const AnswerTextSchema = z
  .object({
    text: z.string(),
    sentences: list(AnswerSentenceSchema),
    documents: list(AnswerDocumentSchema).describe("Who says what, the best document first"),
  })
  .openapi("AnswerText");

const ConfidenceSchema = z
  .object({
    label: z.enum(["high", "medium", "low", "uncalibrated"]),
    probability: z.number().min(0).max(1).nullable().describe("That the corpus answers the question"),
  })
  .openapi("Confidence");

const NotFoundSchema = z
  .object({
    reason: z.string(),
    missing_terms: list(z.string()).describe("Words of the question that occur nowhere in what was searched"),
    nearest: list(RankedPassageSchema),
  })
  .openapi("NotFound");

export const SkippedFileSchema = z.object({ path: z.string(), reason: z.string() }).openapi("SkippedFile");
const StaleFileSchema = z
  .object({ path: z.string(), change: z.enum(["added", "changed", "deleted"]) })
  .openapi("StaleFile");

const freshness = {
  skipped: list(SkippedFileSchema),
  stale: list(StaleFileSchema)
    .nullable()
    .describe("Files changed, added or deleted since they were indexed; null where the corpus is elsewhere"),
  checked_at: time.nullable().describe("When the folder was looked at (ISO 8601)"),
  indexed_at: time,
};

export const CoverageSchema = z.object({ documents_searched: count, ...freshness }).openapi("Coverage");
export const TimingsSchema = z.object({ embed: z.number(), search: z.number(), total: z.number() }).openapi("Timings");

export const AnswerSchema = z
  .object({
    schema: z.literal(1),
    status: z.enum(["answered", "not_found"]),
    question: z.string(),
    interpreted_question: z.string().describe("The question as it was searched"),
    answer: orNull(AnswerTextSchema).describe("null when nothing was found"),
    citations: list(CitationSchema),
    passages: list(RankedPassageSchema),
    confidence: ConfidenceSchema,
    not_found: orNull(NotFoundSchema).describe("null when answered"),
    coverage: CoverageSchema,
    timings_ms: TimingsSchema,
    explanation: AnswerExplanationSchema.optional().describe("Where `explain` asked for it"),
  })
  .openapi("Answer");

export const SearchResultsSchema = z
  .object({ question: z.string(), passages: list(RankedPassageSchema), coverage: CoverageSchema })
  .openapi("SearchResults");

export const DocumentSummarySchema = z
  .object({
    id: z.string(),
    path: z.string(),
    title: z.string(),
    content_hash: z.string(),
    size: count.describe("Bytes of the file"),
    modified_at: time,
    passages: count,
  })
  .openapi("DocumentSummary");

export const DocumentPageSchema = z
  .object({
    documents: list(DocumentSummarySchema),
    next_cursor: z.string().nullable().describe("Give it back as `cursor` for what follows; null on the last page"),
  })
  .openapi("DocumentPage");

export const DocumentTextSchema = z
  .object({ document: DocumentSummarySchema, text: z.string() })
  .openapi("DocumentText");

export const PassageInContextSchema = z
  .object({
    id: z.string(),
    text: z.string(),
    before: z.string().describe("Text of the document right before"),
    after: z.string().describe("Text of the document right after"),
    ...location,
  })
  .openapi("PassageInContext");

export const IndexStatusSchema = z
  .object({
    generation: z.string(),
    corpus: z.string(),
    documents: count,
    passages: count,
    model: z.string(),
    ...freshness,
  })
  .openapi("IndexStatus");

export const HealthSchema = z.object({ status: z.literal("ok") }).openapi("Health");

export const ReadySchema = z.object({ status: z.literal("ready") }).openapi("Ready");

const FieldErrorSchema = z
  .object({ field: z.string().describe("`filters.paths[0]`"), problem: z.string() })
  .openapi("FieldError");

export const ProblemSchema = z
  .object({
    type: z.string().describe("Names the kind of problem: `urn:footnote:problem:` and the code"),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe("What happened, to what"),
    code: z.string().describe("Stable; made for programs"),
    hint: z.string().describe("What to do now"),
    errors: list(FieldErrorSchema).optional().describe("Every field that is wrong, for `request_invalid`"),
  })
  .openapi("Problem", { description: "RFC 9457" });

/** A type as JSON has it: without brands and `readonly`. */
type Plain<T> = T extends CodePointOffset
  ? number
  : T extends DocumentId | PassageId
    ? string
    : T extends readonly (infer Item)[]
      ? Plain<Item>[]
      : T extends object
        ? { -readonly [Key in keyof T]: Plain<T[Key]> }
        : T;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
export type Matches<Schema extends z.ZodType, Type> = Same<Plain<z.output<Schema>>, Plain<Type>>;
export type AllTrue<Checks extends true[]> = Checks;

/** Does not compile when a schema says something else than the type that the assistant gives. */
export type SchemasMatchTypes = AllTrue<
  [
    Matches<typeof AnswerSchema, Answer>,
    Matches<typeof CitationSchema, Citation>,
    Matches<typeof RankedPassageSchema, RankedPassage>,
    Matches<typeof SearchResultsSchema, SearchResults>,
    Matches<typeof DocumentSummarySchema, DocumentSummary>,
    Matches<typeof DocumentPageSchema, DocumentPage>,
    Matches<typeof DocumentTextSchema, DocumentText>,
    Matches<typeof PassageInContextSchema, PassageInContext>,
    Matches<typeof IndexStatusSchema, IndexStatus>,
  ]
>;
