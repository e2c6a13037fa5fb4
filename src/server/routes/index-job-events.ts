import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { disconnection } from "../disconnection.js";
import { type JobEvent, JobEventSchema } from "../event-schemas.js";
import { eventStream, type StreamOptions } from "../event-stream.js";
import { type IndexJobs, isOver } from "../index-jobs.js";
import type { IndexJob } from "../job-schemas.js";
import { problemResponses } from "../problem.js";
import { IdParameterSchema, NoQuerySchema } from "../request-schemas.js";

const route = createRoute({
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
  app.openapi(route, (c) => {
    const { id } = jobs.get(c.req.valid("param").id);
    const left = disconnection(c);
    return eventStream(c, jobEvents(jobs.follow(id, left)), left, options);
  });
}

async function* jobEvents(states: AsyncIterable<IndexJob>): AsyncGenerator<JobEvent> {
  for await (const data of states) yield { event: isOver(data) ? "end" : "progress", data };
}
