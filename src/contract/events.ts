/** What the server streams: events by name, each with the data that it carries. */
import { z } from "@hono/zod-openapi";
import { AnswerSchema, CitationSchema, RankedPassageSchema, WrittenSchema } from "./answer.js";
import { IndexJobSchema } from "./index-state.js";
import { count, type Immutable, list } from "./parts.js";
import { ProblemSchema } from "./problem.js";
import { ReportSchema } from "./report.js";
import { WritingSentSchema, WrittenSentenceSchema } from "./written.js";

const StatusSchema = z
  .object({ stage: z.enum(["searching", "answering"]).describe("What happens next") })
  .openapi("AnswerStatus");

const AnswerDeltaSchema = z
  .object({
    text: z.string().describe("All of them, one after another, are `answer.text`"),
    citations: list(z.string()).describe("Ids of the citations that prove this part"),
  })
  .openapi("AnswerDelta");

export type AnswerDelta = Immutable<z.infer<typeof AnswerDeltaSchema>>;

const statusEvent = z
  .object({ event: z.literal("status"), data: StatusSchema })
  .openapi("StatusEvent", { description: "`searching` comes first of all, `answering` before the text" });
const passageEvent = z
  .object({ event: z.literal("passage"), data: RankedPassageSchema })
  .openapi("PassageEvent", { description: "One of the answer's `passages`, in their order" });
const citationEvent = z
  .object({ event: z.literal("citation"), data: CitationSchema })
  .openapi("CitationEvent", { description: "One of the answer's `citations`, in their order" });
const deltaEvent = z
  .object({ event: z.literal("answer.delta"), data: AnswerDeltaSchema })
  .openapi("AnswerDeltaEvent", { description: "The next part of the answer's text" });
const quotedEvent = z.object({ event: z.literal("answer.quoted"), data: AnswerSchema }).openapi("AnswerQuotedEvent", {
  description: "Where `write` is asked for: the whole answer in quotes, before a model is asked",
});
const writtenSentEvent = z
  .object({ event: z.literal("written.sent"), data: WritingSentSchema })
  .openapi("WrittenSentEvent", { description: "What is sent to the model, and where: before its first word" });
const writtenDeltaEvent = z
  .object({
    event: z.literal("written.delta"),
    data: z
      .object({
        text: z.string().describe("As the model writes it, with its marks"),
        checked: z.literal(false).describe("Nothing of it is proven: don't show it as an answer"),
      })
      .openapi("WrittenDelta"),
  })
  .openapi("WrittenDeltaEvent", { description: "What the model has just written, unchecked" });
const writtenSentenceEvent = z
  .object({
    event: z.literal("written.sentence"),
    data: z
      .object({ sentence: WrittenSentenceSchema, citations: list(CitationSchema).describe("Those that are new") })
      .openapi("CheckedSentence"),
  })
  .openapi("WrittenSentenceEvent", { description: "A sentence of the model, with its verdict" });
const writtenDoneEvent = z
  .object({ event: z.literal("written.done"), data: WrittenSchema })
  .openapi("WrittenDoneEvent", { description: "All that was written; `answer.done` follows" });

const WriteEventSchema = z.discriminatedUnion("event", [
  quotedEvent,
  writtenSentEvent,
  writtenDeltaEvent,
  writtenSentenceEvent,
  writtenDoneEvent,
]);

/** What is heard of the writing while it goes on, in its order. */
export type WriteEvent = Immutable<z.infer<typeof WriteEventSchema>>;

const doneEvent = z
  .object({ event: z.literal("answer.done"), data: AnswerSchema })
  .openapi("AnswerDoneEvent", { description: "The last event: the object that is given without streaming" });
const errorEvent = z
  .object({ event: z.literal("error"), data: ProblemSchema })
  .openapi("ErrorEvent", { description: "The last event where something went wrong after the stream had begun" });

const AnswerEventSchema = z.discriminatedUnion("event", [
  statusEvent,
  passageEvent,
  citationEvent,
  deltaEvent,
  ...WriteEventSchema.options,
  doneEvent,
]);

/** What a stream says of an answer, in the order in which it says it. */
export type AnswerEvent = Immutable<z.infer<typeof AnswerEventSchema>>;

export const QueryEventSchema = z
  .discriminatedUnion("event", [...AnswerEventSchema.options, errorEvent])
  .openapi("QueryEvent", { description: "`event` is the event's name, `data` its data as JSON on one line" });

const reportQuotedEvent = z
  .object({ event: z.literal("report.quoted"), data: ReportSchema })
  .openapi("ReportQuotedEvent", { description: "All of it in quotes, before a model is asked" });
const reportSectionEvent = z
  .object({
    event: z.literal("report.section"),
    data: z
      .object({ at: count.describe("Its number from 0 in `sections`, in a comparison in `rows`") })
      .openapi("ReportPlace"),
  })
  .openapi("ReportSectionEvent", { description: "The sentences that follow are written of this section" });
const reportDoneEvent = z
  .object({ event: z.literal("report.done"), data: ReportSchema })
  .openapi("ReportDoneEvent", { description: "The last event: the object that is given without streaming" });

const ReportProgressSchema = z.discriminatedUnion("event", [
  reportQuotedEvent,
  reportSectionEvent,
  writtenDeltaEvent,
  writtenSentenceEvent,
]);

/** What is heard of a report while it is made, in its order. */
export type ReportProgress = Immutable<z.infer<typeof ReportProgressSchema>>;

export const ReportEventSchema = z
  .discriminatedUnion("event", [...ReportProgressSchema.options, reportDoneEvent, errorEvent])
  .openapi("ReportEvent", { description: "`event` is the event's name, `data` its data as JSON on one line" });

const progressEvent = z
  .object({ event: z.literal("progress"), data: IndexJobSchema })
  .openapi("JobProgressEvent", { description: "The job as it is now, a few times a second while it runs" });
const endEvent = z
  .object({ event: z.literal("end"), data: IndexJobSchema })
  .openapi("JobEndEvent", { description: "The last event: the job when it is done, has failed or was cancelled" });

export const JobEventSchema = z
  .discriminatedUnion("event", [progressEvent, endEvent, errorEvent])
  .openapi("JobEvent", { description: "`event` is the event's name, `data` its data as JSON on one line" });

export type JobEvent = Immutable<z.infer<typeof JobEventSchema>>;
