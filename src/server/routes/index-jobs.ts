import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { FootnoteError } from "../../core/errors/errors.js";
import type { IndexJobs } from "../index-jobs.js";
import { IndexJobListSchema, IndexJobRequestSchema, IndexJobSchema } from "../job-schemas.js";
import { optionalJsonBody } from "../middleware/json-body.js";
import { requestContext } from "../middleware/problems.js";
import { BODY_CODES, problemResponses } from "../problem.js";
import { IdParameterSchema, NoQuerySchema } from "../request-schemas.js";

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
