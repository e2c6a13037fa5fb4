/** What the server answers of claims that were checked. */
import { z } from "@hono/zod-openapi";
import type { Verification } from "../contract/verification.js";
import { count, line, list, offset, orNull } from "./schema-parts.js";
import { type AllTrue, CitationSchema, CoverageSchema, type Matches, TimingsSchema } from "./schemas.js";

const UncoveredSchema = z
  .object({
    kind: z.enum(["word", "name", "number", "date", "negation"]),
    text: z.string(),
    start: count.describe("Code points from the start of the sentence"),
    end: count,
  })
  .openapi("Uncovered", { description: "A part of a sentence that the passages don't say" });

const ContradictionSchema = z
  .object({
    kind: z.enum(["number", "date", "negation"]),
    stated: z.string().describe("In the sentence; empty for a negation that only the passage has"),
    found: z.string().describe("In the passage; empty for a negation that only the sentence has"),
  })
  .openapi("Contradiction");

export const VerifiedSentenceSchema = z
  .object({
    sentence: z.string().describe("Exactly the statement's text from `start` to `end`"),
    start: count.describe("Code points from the start of the statement"),
    end: count,
    verdict: z
      .enum(["supported", "partial", "contradicted", "unsupported"])
      .describe("Never `supported` where a number or date is missing or another one stands in its place"),
    strength: z.number().min(0).max(1).describe("How much of the sentence the passages say; no probability"),
    passages: list(CitationSchema).describe("What comes nearest, best first"),
    uncovered: list(UncoveredSchema),
    contradictions: list(ContradictionSchema),
  })
  .openapi("VerifiedSentence");

const VerifiedStatementSchema = z
  .object({ statement: z.string(), sentences: list(VerifiedSentenceSchema) })
  .openapi("VerifiedStatement");

const QuotePlaceSchema = z
  .object({ path: z.string(), start: offset, end: offset, line_start: line, line_end: line })
  .openapi("QuotePlace");

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
    place: orNull(QuotePlaceSchema).describe("Where the quote stands now"),
    problem: z.string().nullable().describe("Why the file could not be looked at"),
  })
  .openapi("CheckedCitation");

export const VerificationSchema = z
  .object({
    schema: z.literal(1),
    statements: list(VerifiedStatementSchema),
    citations: list(CheckedCitationSchema),
    coverage: CoverageSchema,
    timings_ms: TimingsSchema,
  })
  .openapi("Verification");

/** Does not compile when the schema says something else than the type that the assistant gives. */
export type VerificationMatches = AllTrue<[Matches<typeof VerificationSchema, Verification>]>;
