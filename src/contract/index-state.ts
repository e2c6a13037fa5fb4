/** What the index holds, and the builds that bring it up to date. */
import { z } from "@hono/zod-openapi";
import { freshness, SkippedFileSchema } from "./answer.js";
import { count, type Immutable, list, orNull, time } from "./parts.js";
import { ProblemSchema } from "./problem.js";

const ServerWriterSchema = z
  .object({
    host: z.string().describe("Where sentences of the documents are sent when `write` asks for words"),
    model: z.string().nullable().describe("null: the first one that the host lists"),
  })
  .openapi("ServerWriter", { description: "The language model that the server's settings let write" });

export type ServerWriter = Immutable<z.infer<typeof ServerWriterSchema>>;

const CollectionStatusSchema = z
  .object({
    name: z.string().describe("What the paths of its documents begin with, before a slash"),
    corpus: z.string(),
    documents: count,
    passages: count,
    indexed_at: time,
  })
  .openapi("CollectionStatus", { description: "One of several folders that are asked as one" });

export type CollectionStatus = Immutable<z.infer<typeof CollectionStatusSchema>>;

export const IndexStatusSchema = z
  .object({
    generation: z.string(),
    corpus: z.string(),
    documents: count,
    passages: count,
    model: z.string(),
    partly_read: list(z.object({ path: z.string(), unread: list(z.string()) })).describe(
      "Documents of which a part was not read, such as a chart; the rest of them is in the index",
    ),
    ...freshness,
    collections: list(CollectionStatusSchema)
      .optional()
      .describe("Where several folders are asked as one: each of them; `corpus` names them all"),
    writer: ServerWriterSchema.optional().describe("Of the server; missing where nothing may be written"),
    saves_conversations: z
      .literal(true)
      .optional()
      .describe("Of the server; missing where it has no `/v1/conversations`"),
  })
  .openapi("IndexStatus");

export type IndexStatus = Immutable<z.infer<typeof IndexStatusSchema>>;

/** What a running build reports; numbers only grow. */
const SyncProgressSchema = z
  .object({
    phase: z.enum(["discover", "embed", "write"]),
    files_done: count,
    files_total: count,
    passages_done: count,
    passages_total: count.describe("An estimate until the last file is split"),
    current: z.string().nullable().describe("Path being read; null between files"),
    page: count.optional().describe("Page of that file whose text is being recognised"),
    helps: z.string().optional().describe("Machine that writes the index, where this one embeds for it"),
    passages_per_second: z.number(),
    eta_seconds: z.number().nullable().describe("Seconds left; null while it can't be told"),
  })
  .openapi("SyncProgress");

export type SyncProgress = Immutable<z.infer<typeof SyncProgressSchema>>;

const changes = { added: list(z.string()), changed: list(z.string()), deleted: list(z.string()) };

const SyncResultSchema = z
  .object({
    generation: z.string(),
    documents: count,
    passages: count,
    embedded: count.describe("Passages that went through the model; the others kept their vectors"),
    ...changes,
    skipped: list(SkippedFileSchema),
    seconds: z.number(),
  })
  .openapi("SyncResult");

export type SyncResult = Immutable<z.infer<typeof SyncResultSchema>>;

/** What a build would do. Whether a new file can be read shows only when it is read. */
export const SyncPlanSchema = z.object({
  documents: count.describe("Afterwards, if all can be read"),
  ...changes,
  skipped: list(SkippedFileSchema),
});

export type SyncPlan = Immutable<z.infer<typeof SyncPlanSchema>>;

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

export type IndexJob = Immutable<z.infer<typeof IndexJobSchema>>;

/** Whether a job has ended, however. */
export function isOver({ state }: IndexJob): boolean {
  return state !== "queued" && state !== "running";
}

export const IndexJobListSchema = z
  .object({ jobs: list(IndexJobSchema).describe("The newest first") })
  .openapi("IndexJobList");
