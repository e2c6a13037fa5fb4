import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Assistant, ReportRequest } from "../../assistant/assistant.js";
import { ReportEventSchema, type ReportProgress } from "../../contract/events.js";
import { NoQuerySchema } from "../../contract/parameters.js";
import { type Report, ReportSchema } from "../../contract/report.js";
import { type ReportBody, ReportRequestSchema } from "../../contract/requests.js";
import { type Heard, heardEvents } from "../../core/heard-events.js";
import { assertText } from "../http/ask-request.js";
import { disconnection } from "../http/disconnection.js";
import { eventStream, prefersEvents } from "../http/events.js";
import type { Begun } from "../http/first-byte.js";
import { jsonBody } from "../http/json-body.js";
import { BODY_CODES, INDEX_CODES, MODEL_CODES, problemResponses } from "../http/problem.js";
import { type WritingStreamOptions, waitForWriting } from "../http/writing.js";

const route = createRoute({
  method: "post",
  path: "/v1/report",
  summary: "Summarise, compare or explain",
  description:
    "In the documents' own sentences; with `write` in a language model's words as well, each sentence proven. What fails " +
    "of the writing is told in `written.problem`: the status stays 200, as the quotes are there. Where `Accept` prefers " +
    "`text/event-stream`, it comes as server-sent events, the quotes before a model is asked",
  middleware: jsonBody,
  request: {
    query: NoQuerySchema,
    body: { required: true, content: { "application/json": { schema: ReportRequestSchema } } },
  },
  responses: {
    200: {
      description: "The report",
      content: { "application/json": { schema: ReportSchema }, "text/event-stream": { schema: ReportEventSchema } },
    },
    ...problemResponses(
      ...BODY_CODES,
      "question_not_text",
      "document_unmatched",
      "documents_same",
      "passage_unknown",
      ...INDEX_CODES,
      ...MODEL_CODES,
    ),
  },
});

export function addReportRoute(app: OpenAPIHono, assistant: Assistant, options: WritingStreamOptions & Begun): void {
  app.openapi(route, async (c) => {
    const request = toReportRequest(c.req.valid("json"));
    c.header("vary", "Accept");
    const signal = disconnection(c);
    if (!prefersEvents(c)) {
      if (request.write) waitForWriting(c, options.writeMs);
      return c.json(await assistant.report(request, { signal }), 200);
    }
    const heard = heardEvents((onEvent: (event: ReportProgress) => void) =>
      assistant.report(request, { onEvent, signal }),
    );
    await options.firstByte(heard.result);
    return eventStream(c, eventsOf(heard), signal, options);
  });
}

async function* eventsOf({ events, result }: Heard<ReportProgress, Report>) {
  yield* events;
  yield { event: "report.done", data: await result };
}

/** @throws FootnoteError question_not_text */
function toReportRequest({ write, show_prompt: showPrompt, ...task }: ReportBody): ReportRequest {
  assertText(Object.values(task).flat());
  return { task, ...(write && { write }), ...(showPrompt && { showPrompt }) };
}
