/** Conversations that are kept: what a file of one holds line by line, and what lists and opens them. */
import { z } from "@hono/zod-openapi";
import { AnswerSchema, CitationSchema, SearchResultsSchema } from "./answer.js";
import { MAX_QUESTION_CHARACTERS, MAX_TITLE_CHARACTERS } from "./limits.js";
import { MissSchema } from "./miss.js";
import { count, type Immutable, list, time } from "./parts.js";
import { ReportSchema } from "./report.js";
import { VerificationSchema } from "./verification.js";
import { WrittenSentenceSchema } from "./written.js";

const OutcomeSchema = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("answer"), answer: AnswerSchema }),
    z.object({ kind: z.literal("verified"), verification: VerificationSchema }),
    z.object({ kind: z.literal("found"), results: SearchResultsSchema }),
    z.object({ kind: z.literal("missed"), miss: MissSchema }),
    z.object({ kind: z.literal("report"), report: ReportSchema }),
  ])
  .openapi("KeptOutcome", { description: "What came of it, whole: the object that was shown, with its citations" });

export type KeptOutcome = Immutable<z.infer<typeof OutcomeSchema>>;

const FilterKeptSchema = z
  .object({
    line: z.string().describe("As it was written: `type:pdf after:2025-01-01`"),
    filters: z.record(z.string(), z.union([z.string(), list(z.string()), z.record(z.string(), list(z.string()))])),
  })
  .openapi("KeptFilter");

export const KeptTurnSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[0-9A-Za-z_-]{1,64}$/, "must be 1 to 64 letters, digits, _ or -")
      .describe("A turn that comes again with its id takes the place of the one before"),
    at: time,
    question: z.string().max(MAX_QUESTION_CHARACTERS).describe("As it was typed"),
    literal: z.boolean().describe("Whether it was asked as it was typed, which undoes how the turn before was read"),
    filter: FilterKeptSchema.optional().describe("Which documents were asked [all]"),
    outcome: OutcomeSchema,
    stopped: z
      .object({ sentences: list(WrittenSentenceSchema), citations: list(CitationSchema) })
      .optional()
      .describe("Of an answer whose writing was stopped: what was proven until then"),
  })
  .openapi("KeptTurn", { description: "A question with all that came of it" });

export type KeptTurn = Immutable<z.infer<typeof KeptTurnSchema>>;

const title = z.string().describe("The first question, shortened, until it is renamed");

/** The first line of a file; each line that follows is a turn, or a title that counts from there on. */
export const ConversationHeadSchema = z.object({ schema: z.literal(1), id: z.string(), created_at: time, title });
export const ConversationLineSchema = z.union([z.object({ turn: KeptTurnSchema }), z.object({ title: z.string() })]);

export type ConversationHead = Immutable<z.infer<typeof ConversationHeadSchema>>;
export type ConversationLine = Immutable<z.infer<typeof ConversationLineSchema>>;

export const ConversationSummarySchema = z
  .object({ id: z.string(), title, created_at: time, updated_at: time, turns: count })
  .openapi("ConversationSummary");

export type ConversationSummary = Immutable<z.infer<typeof ConversationSummarySchema>>;

export const ConversationListSchema = z
  .object({
    conversations: list(ConversationSummarySchema).describe("The latest first"),
    unreadable: list(z.object({ id: z.string(), problem: z.string() })).describe("Those that can't be opened, and why"),
  })
  .openapi("ConversationList");

export type ConversationList = Immutable<z.infer<typeof ConversationListSchema>>;

export const ConversationSchema = z
  .object({
    schema: z.literal(1),
    ...ConversationSummarySchema.shape,
    turns: list(KeptTurnSchema).describe("The oldest first; each as it was when it was kept"),
    lost: count.describe("Turns that can't be read any more: the file is damaged there"),
  })
  .openapi("Conversation");

export type Conversation = Immutable<z.infer<typeof ConversationSchema>>;

export const ConversationIdSchema = z.object({ id: z.string() }).openapi("ConversationId");

export const NewTurnSchema = z.strictObject({ turn: KeptTurnSchema }).openapi("NewTurn");

export const ConversationTitleSchema = z
  .strictObject({
    title: z
      .string({ error: "must be text" })
      .trim()
      .min(1, "must not be empty")
      .max(MAX_TITLE_CHARACTERS, `must have at most ${MAX_TITLE_CHARACTERS} characters`),
  })
  .openapi("ConversationTitle");
