/** What the tools take and give. What they give are parts of the objects that the HTTP interface gives. */

import { z } from "@hono/zod-openapi";
import {
  AnswerSchema,
  CitationSchema,
  CoverageSchema,
  RankedPassageSchema,
  WrittenSchema,
} from "../../contract/answer.js";
import { DocumentPageSchema, PassageInContextSchema } from "../../contract/documents.js";
import type { ServerWriter } from "../../contract/index-state.js";
import { MAX_FILTER_CHARACTERS, MAX_QUESTION_CHARACTERS, MAX_STATEMENTS } from "../../contract/limits.js";
import { orNull } from "../../contract/parts.js";
import { byField, moment } from "../../contract/requests.js";
import { VerifiedSentenceSchema } from "../../contract/verification.js";
import { oneLine, shorten } from "../../core/text.js";

const MAX_PASSAGES_A_CALL = 20;
const MAX_CONTEXT_A_CALL = 5;
const MAX_DOCUMENTS_A_CALL = 200;
const MAX_NAMES = 50;

const text = z.string().min(1).max(MAX_QUESTION_CHARACTERS);
const names = z.array(z.string().min(1).max(MAX_FILTER_CHARACTERS)).min(1).max(MAX_NAMES).optional();
/** Described as text: the patterns of dates would only fill a model's window. */
const when = z
  .string()
  .refine((value) => moment.safeParse(value).success, "must be a date (2026-01-31) or a time with its zone")
  .optional();

const literal = z
  .boolean()
  .optional()
  .describe("Search all documents, whichever the question names [false]; the result says which it was asked of.");

const filters = {
  paths: names.describe('Search only here: exact paths, folders ending in "/", or globs with *. Leave out for all.'),
  types: names.describe('Search only files with these endings, without the dot: ["pdf"]. Leave out for all.'),
  modified_after: when.describe("Search only files changed after this ISO 8601 date or time."),
  modified_before: when.describe("Search only files changed before this ISO 8601 date or time."),
  collections: names.describe("Search only these collections, where the index has several. Leave out for all."),
  tags: names.describe("Search only documents with one of these tags of their front matter or properties."),
  where: byField(names.unwrap())
    .optional()
    .describe('Search only documents that say this of themselves, by field: {"author": ["Smith"]}.'),
  since: when.describe("Search only documents that date themselves on or after this ISO 8601 date."),
  until: when.describe("Search only documents that date themselves on or before this ISO 8601 date."),
  from: names.describe("Search only mails of these senders: parts of names or addresses."),
  to: names.describe("Search only mails to these people, copies too: parts of names or addresses."),
  subject: names.describe("Search only mails with one of these in the subject."),
  sent_after: when.describe("Search only mails sent after this ISO 8601 date or time."),
  sent_before: when.describe("Search only mails sent before this ISO 8601 date or time."),
};

const SHOWN_NAME_CHARACTERS = 80;

/** The arguments of a tool. What is not known is named, but not all of it: the names are the client's, and any number. */
function toolInput<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== "unrecognized_keys") return undefined;
      const names = issue.keys as string[];
      const first = shorten(oneLine(names[0] ?? ""), SHOWN_NAME_CHARACTERS);
      return names.length === 1 ? `"${first}" is not known here` : `${names.length} are not known here, as "${first}"`;
    },
  });
}

export const AskInput = toolInput({
  question: text.describe(
    "One complete question in plain language. Earlier questions are not known here: write names instead of pronouns.",
  ),
  literal,
  ...filters,
});

/** The arguments of `ask` where a model may write. */
export function askInputWith({ host, model }: ServerWriter) {
  return AskInput.extend({
    write: z
      .boolean()
      .optional()
      .describe(
        `Also say the answer in words [false]: ${model ?? "a language model"} at ${host} writes them from sentences of ` +
          "the documents, and only those that the documents prove are given. Slow.",
      ),
  });
}

export const SearchInput = toolInput({
  query: text.describe('A question or key words. Words in "double quotes" have to occur in that order.'),
  top_k: z.int().min(1).max(MAX_PASSAGES_A_CALL).default(8).describe("How many passages"),
  literal,
  ...filters,
});

export const ReadPassageInput = toolInput({
  passage_id: z.string().min(1).max(200).describe("As `ask`, `search` or `verify` gave it"),
  context: z
    .int()
    .min(0)
    .max(MAX_CONTEXT_A_CALL)
    .default(1)
    .describe("How many passages' worth of text to read before and after it"),
});

export const ListDocumentsInput = toolInput({
  cursor: z.string().min(1).optional().describe("`next_cursor` of the page before"),
  limit: z.int().min(1).max(MAX_DOCUMENTS_A_CALL).default(50).describe("Documents a page"),
});

export const VerifyInput = toolInput({
  statements: z
    .array(text)
    .min(1)
    .max(MAX_STATEMENTS)
    .describe("What to check: complete sentences that name who and what they are about"),
  ...filters,
});

const CitedSchema = CitationSchema.omit({ selector: true, content_hash: true });
const FoundSchema = RankedPassageSchema.omit({ explanation: true, highlights: true });
const FreshnessSchema = CoverageSchema.pick({ documents_searched: true, skipped: true, stale: true, incomplete: true });

export const AskOutput = z.object({
  ...AnswerSchema.pick({ kind: true, status: true, question: true, answer: true, confidence: true }).shape,
  citations: z.array(CitedSchema),
  not_found: orNull(
    z.object({ reason: z.string(), missing_terms: z.array(z.string()), nearest: z.array(FoundSchema) }),
  ).describe("null when answered"),
  coverage: FreshnessSchema,
});

export const AskOutputWithWords = AskOutput.extend({
  written: WrittenSchema.omit({ prompt: true })
    .extend({ citations: z.array(CitedSchema) })
    .optional()
    .describe("What the model wrote, where `write` asked for it"),
});

export const SearchOutput = z.object({ passages: z.array(FoundSchema), coverage: FreshnessSchema });
export const ReadPassageOutput = z.object(PassageInContextSchema.shape);
export const ListDocumentsOutput = z.object(DocumentPageSchema.shape);

export const VerifyOutput = z.object({
  statements: z.array(
    z.object({
      statement: z.string(),
      sentences: z.array(VerifiedSentenceSchema.extend({ passages: z.array(CitedSchema) })),
    }),
  ),
  coverage: FreshnessSchema,
});
