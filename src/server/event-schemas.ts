/** What the server streams: events by name, each with the data that it carries. */
import { z } from "@hono/zod-openapi";
import type { AnswerEvent } from "../core/answer-events.js";
import { IndexJobSchema } from "./job-schemas.js";
import { list } from "./schema-parts.js";
import {
  type AllTrue,
  AnswerSchema,
  CitationSchema,
  type Matches,
  ProblemSchema,
  RankedPassageSchema,
} from "./schemas.js";

const StatusSchema = z
  .object({ stage: z.enum(["searching", "answering"]).describe("What happens next") })
  .openapi("AnswerStatus");

const AnswerDeltaSchema = z
  .object({
    text: z.string().describe("All of them, one after another, are `answer.text`"),
    citations: list(z.string()).describe("Ids of the citations that prove this part"),
  })
  .openapi("AnswerDelta");

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
  doneEvent,
]);

export const QueryEventSchema = z
  .discriminatedUnion("event", [...AnswerEventSchema.options, errorEvent])
  .openapi("QueryEvent", { description: "`event` is the event's name, `data` its data as JSON on one line" });

const progressEvent = z
  .object({ event: z.literal("progress"), data: IndexJobSchema })
  .openapi("JobProgressEvent", { description: "The job as it is now, a few times a second while it runs" });
const endEvent = z
  .object({ event: z.literal("end"), data: IndexJobSchema })
  .openapi("JobEndEvent", { description: "The last event: the job when it is done, has failed or was cancelled" });

export const JobEventSchema = z
  .discriminatedUnion("event", [progressEvent, endEvent, errorEvent])
  .openapi("JobEvent", { description: "`event` is the event's name, `data` its data as JSON on one line" });

export type JobEvent = z.output<typeof JobEventSchema>;

/** Does not compile when a schema says something else than the type. */
export type EventSchemasMatchTypes = AllTrue<[Matches<typeof AnswerEventSchema, AnswerEvent>]>;
