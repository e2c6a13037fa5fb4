/** What the server takes in a body. Strict: a field that is not here is refused, not ignored. */
import { z } from "@hono/zod-openapi";
import { PartSchema } from "./answer.js";
import {
  MAX_CITATIONS,
  MAX_FILTER_CHARACTERS,
  MAX_FILTER_FIELDS,
  MAX_FILTER_ITEMS,
  MAX_FILTER_PATHS,
  MAX_PASSAGES_A_TURN,
  MAX_QUESTION_CHARACTERS,
  MAX_REPORT_PASSAGES,
  MAX_STATEMENTS,
  MAX_TOP_K,
  TURNS_READ,
} from "./limits.js";
import { type Immutable, list } from "./parts.js";

/** A request is an object; what else is wrong with it, each field says. */
const OBJECT: { error: z.core.$ZodErrorMap } = {
  error: (issue) => (issue.code === "invalid_type" ? "must be an object" : undefined),
};

export const word = z.string({ error: "must be text" }).min(1, "must not be empty");
/** A date, or a time with its zone. */
export const moment = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: "must be a date (2026-01-31) or a time with its zone (2026-01-31T12:00:00Z)",
  })
  .openapi({ description: "ISO 8601 date, or time with its zone" });

const name = word.max(MAX_FILTER_CHARACTERS, `must have at most ${MAX_FILTER_CHARACTERS} characters`);

function someOf<Item extends z.ZodType>(item: Item, most: number) {
  return z
    .array(item, { error: "must be a list" })
    .min(1, "must name at least one; leave it out for all")
    .max(most, `must name at most ${most}`);
}

/** Parts of what fields say, by the names of the fields. */
export function byField<Parts extends z.ZodType>(parts: Parts) {
  const fields = z
    .record(name, parts, { error: "must be an object of lists" })
    .refine((given) => Object.keys(given).length <= MAX_FILTER_FIELDS, `must name at most ${MAX_FILTER_FIELDS}`);
  // A record passes over this name, and without its filter all documents would be searched.
  return z.preprocess((given, { addIssue }) => {
    if (Object.hasOwn(Object(given), "__proto__"))
      addIssue({ code: "custom", path: ["__proto__"], message: "is no name of a field" });
    return given;
  }, fields);
}

function mailWords(description: string) {
  return someOf(name, MAX_FILTER_ITEMS).optional().describe(description);
}

const FiltersSchema = z
  .strictObject(
    {
      paths: someOf(name, MAX_FILTER_PATHS)
        .optional()
        .describe("Exact paths, folders ending in `/`, or globs with `*`")
        .openapi({ example: ["contracts/"] }),
      types: someOf(
        name.refine((type) => !type.startsWith("."), "is a file ending without its dot, such as `txt`"),
        MAX_FILTER_ITEMS,
      )
        .optional()
        .describe("File endings without the dot")
        .openapi({ example: ["txt"] }),
      document_ids: someOf(name.brand<"DocumentId">(), MAX_FILTER_ITEMS).optional(),
      collections: someOf(name, MAX_FILTER_ITEMS)
        .optional()
        .describe("Names of collections, where the server answers of several folders"),
      tags: someOf(name, MAX_FILTER_ITEMS)
        .optional()
        .describe("Tags of a document's front matter or properties; `project` lets `project/alpha` through")
        .openapi({ example: ["minutes"] }),
      where: byField(someOf(name, MAX_FILTER_PATHS))
        .optional()
        .describe("By names of fields: parts of what a document says of itself there. Each field has to hold one")
        .openapi({ example: { author: ["Smith"] } }),
      since: moment.optional().describe("Of the date that a document gives itself; a day is meant as a whole"),
      until: moment.optional().describe("The same, up to and with it"),
      modified_after: moment.optional().openapi({ example: "2026-01-31" }),
      modified_before: moment.optional(),
      from: mailWords("Parts of the name or address of who sent a mail; what is attached to it counts as the mail"),
      to: mailWords("The same of who got it, also as a copy"),
      subject: mailWords("Parts of a mail's subject"),
      sent_after: moment.optional(),
      sent_before: moment.optional(),
    },
    OBJECT,
  )
  .openapi("Filters", { description: "Each list is an OR, the lists together an AND" });

const PastTurnSchema = z
  .strictObject(
    {
      question: word
        .max(MAX_QUESTION_CHARACTERS, `must have at most ${MAX_QUESTION_CHARACTERS} characters`)
        .describe("The earlier question: `interpreted_question` of its answer, or as it was asked")
        .openapi({ example: "How many North Korean workers are in Qatar?" }),
      passage_ids: z
        .array(word.brand<"PassageId">(), { error: "must be a list" })
        .max(MAX_PASSAGES_A_TURN, `must name at most ${MAX_PASSAGES_A_TURN}`)
        .describe("`passage_id` of each citation of its answer; ids that the index no longer holds are passed over"),
    },
    OBJECT,
  )
  .openapi("PastTurn");

export const QueryRequestSchema = z
  .strictObject(
    {
      question: z.string({ error: (issue) => (issue.input === undefined ? "is required" : "must be text") }).openapi({
        description: `At most ${MAX_QUESTION_CHARACTERS} characters`,
        minLength: 1,
        maxLength: MAX_QUESTION_CHARACTERS,
        example: "How long is the notice period?",
      }),
      top_k: z
        .int({ error: `must be a whole number from 1 to ${MAX_TOP_K}` })
        .min(1, `must be a whole number from 1 to ${MAX_TOP_K}`)
        .max(MAX_TOP_K, `must be a whole number from 1 to ${MAX_TOP_K}`)
        .optional()
        .openapi({ description: "Passages to show [8]", example: 5 }),
      filters: FiltersSchema.optional(),
      explain: z
        .boolean({ error: "must be true or false" })
        .optional()
        .describe("Whether to say how each score came about [false]"),
      literal: z
        .boolean({ error: "must be true or false" })
        .optional()
        .describe(
          "Whether to ask the texts of all documents what was typed, whichever the question names and whatever `kind` of " +
            "question it seems [false]; `asked_of` says which documents it names, and `interpreted_question` how its " +
            "spelling was read",
        ),
      write: z
        .boolean({ error: "must be true or false" })
        .optional()
        .describe(
          "Whether to have a language model write the answer as well [false]: `written` holds its sentences, each proven " +
            "by what it cites. The server's settings name the model; `/v1/search` passes over it",
        ),
      show_prompt: z
        .boolean({ error: "must be true or false" })
        .optional()
        .describe("With `write`: whether to say exactly what was sent to the model [false]"),
      history: z
        .array(PastTurnSchema, { error: "must be a list" })
        .max(TURNS_READ, `must have at most ${TURNS_READ} turns`)
        .optional()
        .describe(
          "The conversation so far, oldest turn first: a question that leans on it is read in its light, and " +
            "`interpreted_question` says how. Leave it out to have a question searched as it is",
        ),
    },
    OBJECT,
  )
  .openapi("QueryRequest");

export type QueryRequest = Immutable<z.infer<typeof QueryRequestSchema>>;

const offsetGiven = z
  .int({ error: "must be a whole number" })
  .min(0, "must not be negative")
  .brand<"CodePointOffset">();
const lineGiven = z.int().min(1).optional();
const textGiven = z.string({ error: "must be text" });

/** A citation as an answer gave it, or anyone. What does not help to find it again may be left out. */
export const GivenCitationSchema = z
  .strictObject({
    path: word.describe("Looked up in the corpus, and nowhere else"),
    start: offsetGiven,
    end: offsetGiven,
    quote: word,
    id: textGiven.optional(),
    content_hash: textGiven.optional(),
    selector: z
      .strictObject({ type: z.literal("TextQuoteSelector"), exact: textGiven, prefix: textGiven, suffix: textGiven })
      .optional(),
    passage_id: textGiven.optional(),
    document_id: textGiven.optional(),
    title: textGiven.optional(),
    section: list(textGiven).optional(),
    line_start: lineGiven,
    line_end: lineGiven,
    page: lineGiven.nullable(),
    page_label: textGiven.nullable().optional(),
    row: lineGiven.nullable(),
    column: textGiven.nullable().optional(),
    part: PartSchema.nullable().optional(),
    ocr: z.number().nullable().optional(),
  })
  .openapi("GivenCitation", { description: "A citation of an answer; `path`, `start`, `end` and `quote` are enough" });

export type GivenCitation = Immutable<z.infer<typeof GivenCitationSchema>>;

export const VerifyRequestSchema = z
  .strictObject(
    {
      statements: z
        .array(word, { error: "must be a list" })
        .max(MAX_STATEMENTS, `must be at most ${MAX_STATEMENTS}`)
        .optional()
        .describe(`At most ${MAX_STATEMENTS}, each of at most ${MAX_QUESTION_CHARACTERS} characters`)
        .openapi({ example: ["The notice period is three months."] }),
      citations: z
        .array(GivenCitationSchema, { error: "must be a list" })
        .max(MAX_CITATIONS, `must be at most ${MAX_CITATIONS}`)
        .optional()
        .describe(`At most ${MAX_CITATIONS}`),
      filters: FiltersSchema.optional(),
    },
    OBJECT,
  )
  .openapi("VerifyRequest");

export type VerifyBody = Immutable<z.infer<typeof VerifyRequestSchema>>;

const documentGiven = name.describe("Path or id of the document, or a name that it alone has");
const passageGiven = word.brand<"PassageId">();
const aboutGiven = word
  .max(MAX_QUESTION_CHARACTERS, `must have at most ${MAX_QUESTION_CHARACTERS} characters`)
  .optional()
  .describe("What to keep to [all that they say]");

const tasks = {
  summaryOfDocument: { task: z.literal("summary"), document: documentGiven },
  summaryOfPassages: {
    task: z.literal("summary"),
    passages: someOf(passageGiven, MAX_REPORT_PASSAGES).describe(
      "Ids of passages: a selection, of one document or several",
    ),
  },
  comparison: { task: z.literal("comparison"), first: documentGiven, second: documentGiven, about: aboutGiven },
  explanation: { task: z.literal("explanation"), passage: passageGiven },
};

const writingAsked = {
  write: z
    .boolean({ error: "must be true or false" })
    .optional()
    .describe("Whether to have a language model write each section as well [false]"),
  show_prompt: z
    .boolean({ error: "must be true or false" })
    .optional()
    .describe("With `write`: whether to say exactly what was sent to the model [false]"),
};

const REPORT_SHAPES =
  `must be { "task": "summary", "document" }, { "task": "summary", "passages" } (1 to ${MAX_REPORT_PASSAGES}), ` +
  '{ "task": "comparison", "first", "second" } with "about" at most, or { "task": "explanation", "passage" }; and beside ' +
  'these "write" and "show_prompt" at most';

export const ReportRequestSchema = z
  .union(
    [
      z.strictObject({ ...tasks.summaryOfDocument, ...writingAsked }, OBJECT),
      z.strictObject({ ...tasks.summaryOfPassages, ...writingAsked }, OBJECT),
      z.strictObject({ ...tasks.comparison, ...writingAsked }, OBJECT),
      z.strictObject({ ...tasks.explanation, ...writingAsked }, OBJECT),
    ],
    { error: REPORT_SHAPES },
  )
  .openapi("ReportRequest", {
    description: "A summary of a document or of passages, a comparison, or an explanation",
    example: { task: "summary", document: "lease.pdf" },
  });

type Tasks = typeof tasks;

/** What a report is to be of. */
export type ReportTask = { [Of in keyof Tasks]: Immutable<z.infer<z.ZodObject<Tasks[Of]>>> }[keyof Tasks];

export type ReportBody = Immutable<z.infer<typeof ReportRequestSchema>>;

export const IndexJobRequestSchema = z
  .strictObject(
    {
      full: z
        .boolean({ error: "must be true or false" })
        .optional()
        .describe("Whether to read and embed everything anew, not only what changed [false]")
        .openapi({ example: false }),
    },
    OBJECT,
  )
  .openapi("IndexJobRequest", { description: "No body at all is the same as `{}`" });
