/**
 * What `footnote verify --json` and `POST /v1/verify` give. Field names are the wire's; offsets are code points,
 * 0-based, end-exclusive.
 */
import { z } from "@hono/zod-openapi";
import { CitationSchema, CoverageSchema, TimingsSchema } from "./answer.js";
import { type Immutable, line, list, offset, orNull, points } from "./parts.js";

const UncoveredSchema = z
  .object({
    kind: z
      .enum(["word", "name", "number", "date", "ambiguous_date", "negation"])
      .describe('`ambiguous_date`: whether it is said hangs on which number is the month ("4/5/2024")'),
    text: z.string(),
    start: points.describe("Code points from the start of the sentence"),
    end: points,
  })
  .openapi("Uncovered", { description: "A part of a sentence that the passages don't say" });

export type Uncovered = Immutable<z.infer<typeof UncoveredSchema>>;
export type UncoveredKind = Uncovered["kind"];

const ContradictionSchema = z
  .object({
    kind: z
      .enum(["number", "date", "negation", "meaning"])
      .describe("`meaning`: by what it says as a whole, as the reader reads it"),
    stated: z.string().describe("In the sentence; empty for a negation that only the passage has, and for a `meaning`"),
    found: z.string().describe("In the passage; empty for a negation that only the sentence has"),
  })
  .openapi("Contradiction");

export type Contradiction = Immutable<z.infer<typeof ContradictionSchema>>;

export const VerifiedSentenceSchema = z
  .object({
    sentence: z.string().describe("Exactly the statement's text from `start` to `end`"),
    start: points.describe("Code points from the start of the statement"),
    end: points,
    verdict: z
      .enum(["supported", "partial", "contradicted", "unsupported"])
      .describe("Never `supported` where a number or date is missing or another one stands in its place"),
    strength: z.number().min(0).max(1).describe("How much of the sentence the passages say; no probability"),
    /** Empty where nothing comes near. */
    passages: list(CitationSchema).describe("What comes nearest, best first"),
    uncovered: list(UncoveredSchema),
    /** Where the passages say something else in the same place. */
    contradictions: list(ContradictionSchema),
  })
  .openapi("VerifiedSentence");

export type VerifiedSentence = Immutable<z.infer<typeof VerifiedSentenceSchema>>;
export type Verdict = VerifiedSentence["verdict"];

const VerifiedStatementSchema = z
  .object({ statement: z.string(), sentences: list(VerifiedSentenceSchema) })
  .openapi("VerifiedStatement");

export type VerifiedStatement = Immutable<z.infer<typeof VerifiedStatementSchema>>;

const QuotePlaceSchema = z
  .object({ path: z.string(), start: offset, end: offset, line_start: line, line_end: line })
  .openapi("QuotePlace");

export type QuotePlace = Immutable<z.infer<typeof QuotePlaceSchema>>;

const CheckedCitationSchema = z
  .object({
    id: z.string().describe("As it was given; `c1`, `c2`, … where it had none"),
    path: z.string(),
    quote: z.string(),
    state: z
      .enum(["valid", "moved", "changed", "gone"])
      .describe(
        "`changed`: the file is there and the quote is not; `gone`: the file is not, and no other holds the quote",
      ),
    /** `null` for `changed` and `gone`. */
    place: orNull(QuotePlaceSchema).describe("Where the quote stands now"),
    problem: z.string().nullable().describe("Why the file could not be looked at"),
  })
  .openapi("CheckedCitation");

export type CheckedCitation = Immutable<z.infer<typeof CheckedCitationSchema>>;
/** Statements and citations are in the order in which they were given. */
export const VerificationSchema = z
  .object({
    schema: z.literal(1),
    statements: list(VerifiedStatementSchema),
    citations: list(CheckedCitationSchema),
    coverage: CoverageSchema,
    timings_ms: TimingsSchema,
  })
  .openapi("Verification");

export type Verification = Immutable<z.infer<typeof VerificationSchema>>;
