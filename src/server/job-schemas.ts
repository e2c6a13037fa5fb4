/** What the server says of the jobs that rebuild the index, and what starts one. */
import { z } from "@hono/zod-openapi";
import type { SyncProgress, SyncResult } from "../assistant/assistant.js";
import { count, list, orNull, time } from "./schema-parts.js";
import { type AllTrue, type Matches, ProblemSchema, SkippedFileSchema } from "./schemas.js";

export const IndexJobRequestSchema = z
  .strictObject(
    {
      full: z
        .boolean({ error: "must be true or false" })
        .optional()
        .describe("Whether to read and embed everything anew, not only what changed [false]")
        .openapi({ example: false }),
    },
    { error: (issue) => (issue.code === "invalid_type" ? "must be an object" : undefined) },
  )
  .openapi("IndexJobRequest", { description: "No body at all is the same as `{}`" });

const SyncProgressSchema = z
  .object({
    phase: z.enum(["discover", "embed", "write"]),
    files_done: count,
    files_total: count,
    passages_done: count,
    passages_total: count.describe("An estimate until the last file is split"),
    current: z.string().nullable().describe("Path being read; null between files"),
    passages_per_second: z.number(),
    eta_seconds: z.number().nullable().describe("Seconds left; null while it can't be told"),
  })
  .openapi("SyncProgress");

const SyncResultSchema = z
  .object({
    generation: z.string(),
    documents: count,
    passages: count,
    embedded: count.describe("Passages that went through the model; the others kept their vectors"),
    added: list(z.string()),
    changed: list(z.string()),
    deleted: list(z.string()),
    skipped: list(SkippedFileSchema),
    seconds: z.number(),
  })
  .openapi("SyncResult");

export const IndexJobSchema = z
  .object({
    id: z.string(),
    state: z
      .enum(["queued", "running", "done", "failed", "cancelled"])
      .describe("`queued` while this server itself still brings the index up to date for another reason"),
    full: z.boolean(),
    created_at: time,
    started_at: time.nullable(),
    finished_at: time.nullable(),
    progress: orNull(SyncProgressSchema).describe("The last that was heard; null before it runs"),
    result: orNull(SyncResultSchema).describe("When it is done"),
    problem: orNull(ProblemSchema).describe("When it failed"),
  })
  .openapi("IndexJob", { description: "A rebuild. Until it is done, questions are answered from the index before it" });

export type IndexJob = Readonly<z.output<typeof IndexJobSchema>>;

export const IndexJobListSchema = z
  .object({ jobs: list(IndexJobSchema).describe("The newest first") })
  .openapi("IndexJobList");

/** Does not compile when a schema says something else than the type that the assistant gives. */
export type JobSchemasMatchTypes = AllTrue<
  [Matches<typeof SyncProgressSchema, SyncProgress>, Matches<typeof SyncResultSchema, SyncResult>]
>;
