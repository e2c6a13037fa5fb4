import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Assistant } from "../../assistant/assistant.js";
import { type JobEvent, JobEventSchema } from "../../contract/events.js";
import {
  type IndexJob,
  IndexJobListSchema,
  IndexJobSchema,
  type IndexStatus,
  IndexStatusSchema,
  isOver,
} from "../../contract/index-state.js";
import { IdParameterSchema, NoQuerySchema } from "../../contract/parameters.js";
import { IndexJobRequestSchema } from "../../contract/requests.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { disconnection } from "../http/disconnection.js";
import { eventStream, type StreamOptions } from "../http/events.js";
import { optionalJsonBody } from "../http/json-body.js";
import { BODY_CODES, INDEX_CODES, problemResponses } from "../http/problem.js";
import type { IndexJobs } from "../index-jobs.js";
import { requestContext } from "../middleware/problems.js";

const statusRoute = createRoute({
  method: "get",
  path: "/v1/index",
  summary: "The state of the index",
  request: { query: NoQuerySchema },
  responses: {
    200: { description: "The state", content: { "application/json": { schema: IndexStatusSchema } } },
    ...problemResponses("request_invalid", ...INDEX_CODES),
  },
});

/** What a server's settings let be done, which its state says beside that of the index. */
type Offered = Pick<IndexStatus, "writer" | "saves_conversations">;

export function addIndexStatusRoute(app: OpenAPIHono, assistant: Assistant, offered: Offered): void {
  app.openapi(statusRoute, async (c) => c.json({ ...(await assistant.status()), ...offered }, 200));
}

const path = "/v1/index/jobs";
const job = { "application/json": { schema: IndexJobSchema } };

const startRoute = createRoute({
  method: "post",
  path,
  summary: "Bring the index up to date with its folder",
  description:
    "Starts a job and answers at once. One job runs at a time: while there is one, a second gets 409, and `Location` " +
    "names the one that runs. What goes wrong later, such as `index_locked` while another process writes, is the " +
    "`problem` of the job",
  middleware: optionalJsonBody,
  request: {
    query: NoQuerySchema,
    body: { required: false, content: { "application/json": { schema: IndexJobRequestSchema } } },
  },
  responses: {
    202: { description: "The job has been started; `Location` names it", content: job },
    ...problemResponses(...BODY_CODES, "question_not_text", "index_job_running", "server_closing"),
  },
});

const listRoute = createRoute({
  method: "get",
  path,
  summary: "The job that runs and the last ones before it",
  request: { query: NoQuerySchema },
  responses: {
    200: { description: "The jobs", content: { "application/json": { schema: IndexJobListSchema } } },
    ...problemResponses("request_invalid"),
  },
});

const getRoute = createRoute({
  method: "get",
  path: `${path}/{id}`,
  summary: "A job and how far it is",
  request: { params: IdParameterSchema, query: NoQuerySchema },
  responses: {
    200: { description: "The job", content: job },
    ...problemResponses("request_invalid", "index_job_unknown"),
  },
});

const cancelRoute = createRoute({
  method: "delete",
  path: `${path}/{id}`,
  summary: "Cancel a job",
  description: "Answers when its build has stopped. The index stays as it was; a job that is over stays as it is",
  request: { params: IdParameterSchema, query: NoQuerySchema },
  responses: {
    200: { description: "The job as it ended", content: job },
    ...problemResponses("request_invalid", "index_job_unknown"),
  },
});

export function addIndexJobRoutes(app: OpenAPIHono, jobs: IndexJobs): void {
  app.openapi(startRoute, (c) => {
    const { full = false } = c.req.valid("json");
    const { started, job } = jobs.start(full, requestContext(c));
    c.header("location", `${path}/${job.id}`);
    if (!started) throw new FootnoteError("index_job_running", { id: job.id });
    return c.json(job, 202);
  });
  app.openapi(listRoute, (c) => c.json({ jobs: jobs.list() }, 200));
  app.openapi(getRoute, (c) => c.json(jobs.get(c.req.valid("param").id), 200));
  app.openapi(cancelRoute, async (c) => c.json(await jobs.cancel(c.req.valid("param").id), 200));
}

const eventsRoute = createRoute({
  method: "get",
  path: "/v1/index/jobs/{id}/events",
  summary: "Follow a job",
  description:
    "Server-sent events: the job as it is now, again as it goes on, and last the job as it ended. Whoever hangs up " +
    "does not cancel it",
  request: { params: IdParameterSchema, query: NoQuerySchema },
  responses: {
    200: { description: "The events", content: { "text/event-stream": { schema: JobEventSchema } } },
    ...problemResponses("request_invalid", "index_job_unknown", "server_busy", "server_closing"),
  },
});

export function addIndexJobEventsRoute(app: OpenAPIHono, jobs: IndexJobs, options: StreamOptions): void {
  app.openapi(eventsRoute, (c) => {
    const { id } = jobs.get(c.req.valid("param").id);
    const left = disconnection(c);
    return eventStream(c, jobEvents(jobs.follow(id, left)), left, options);
  });
}

async function* jobEvents(states: AsyncIterable<IndexJob>): AsyncGenerator<JobEvent> {
  for await (const data of states) yield { event: isOver(data) ? "end" : "progress", data };
}
