import { OpenAPIHono } from "@hono/zod-openapi";
import { compress } from "hono/compress";
import { methodNotAllowed } from "hono/method-not-allowed";
import { requestId } from "hono/request-id";
import type { Assistant } from "../assistant/assistant.js";
import type { ServerWriter } from "../contract/index-state.js";
import { FootnoteError } from "../core/errors/errors.js";
import type { Tokens } from "./access/tokens.js";
import { STALL_MS } from "./http/events.js";
import { firstByte } from "./http/first-byte.js";
import { ASSETS_ROUTE } from "./http/page-files.js";
import { InvalidRequest } from "./http/problem.js";
import { IndexJobs } from "./index-jobs.js";
import { LimitedAssistant } from "./limits/limited-assistant.js";
import { DEFAULT_LIMITS, DEFAULT_WRITE_SECONDS, type ServerLimits, WorkQueue } from "./limits/work-queue.js";
import { admission, heldOpen } from "./middleware/admission.js";
import { clientGuard } from "./middleware/client-guard.js";
import { hostGuard } from "./middleware/host-guard.js";
import { OPENAI_PATHS, openAiErrors } from "./middleware/openai-errors.js";
import { type ErrorLog, nameThrown, problemHandler, problemReply } from "./middleware/problems.js";
import { securityHeaders } from "./middleware/security-headers.js";
import { Metrics } from "./observe/metrics.js";
import { observe } from "./observe/observe.js";
import type { RequestLog } from "./observe/request-log.js";
import { Readiness } from "./readiness.js";
import { addChatCompletionsRoute, addModelsRoute } from "./routes/chat-completions.js";
import { addConversationRoutes, type ConversationsOf } from "./routes/conversations.js";
import { addDocumentRoute, addDocumentsRoute, addDocumentTextRoute } from "./routes/documents.js";
import { addIndexJobEventsRoute, addIndexJobRoutes, addIndexStatusRoute } from "./routes/index-state.js";
import { addMcpRoute } from "./routes/mcp.js";
import { addOpenApiRoute } from "./routes/openapi.js";
import { addPageRoutes } from "./routes/page.js";
import { addOriginalRoute, addPageRoute } from "./routes/pages.js";
import { addPassageAtRoute, addPassageRoute } from "./routes/passages.js";
import { addHealthRoute, addMetricsRoute, addReadyRoute } from "./routes/probes.js";
import { addQueryRoute } from "./routes/query.js";
import { addReportRoute } from "./routes/report.js";
import { addSearchRoute } from "./routes/search.js";
import { addVerifyRoute } from "./routes/verify.js";

export interface AppDependencies {
  readonly assistant: Assistant;
  /** Values of the Host header to serve, with the port where it is not the scheme's own: `127.0.0.1:8080`. */
  readonly allowedHosts: readonly string[];
  /** Who may ask [everyone]. */
  readonly tokens?: Tokens | undefined;
  /** Whether a proxy in front says where a request comes from [false]. */
  readonly trustProxy?: boolean;
  readonly limits?: ServerLimits;
  /** The model that the assistant may have write [none: nobody is offered it]. */
  readonly writer?: ServerWriter | undefined;
  /** Whether it writes what is asked in the OpenAI shape as well [false]. */
  readonly openaiWrites?: boolean;
  /** Where the conversations of each client are kept [nowhere]. */
  readonly conversations?: ConversationsOf | undefined;
  /** Told once of every failure that nobody foresaw [tells nobody]. */
  readonly log?: ErrorLog;
  /** Told of every request [tells nobody]. */
  readonly requestLog?: RequestLog;
  /** Whether `requestLog` is told what was asked [false]. */
  readonly logQuestions?: boolean;
  /** Aborted when no more requests are taken [never]. */
  readonly closing?: AbortSignal;
  /** The rebuilds that clients ask for [its own]; the caller's to close. */
  readonly jobs?: IndexJobs;
  /** What `/metrics` tells [its own]. */
  readonly metrics?: Metrics;
  /** After so long a silence a stream sends a comment [5,000]. */
  readonly heartbeatMs?: number;
  /** A client that takes nothing of its stream for so long is cut off [30,000]. */
  readonly stallMs?: number;
}

/** A model mostly writes one answer at a time. */
const WRITES_AT_ONCE = 4;
/** Routes that ask for no token: they tell nothing of the documents. */
const OPEN_ROUTES = ["/healthz", "/readyz", "/openapi.json", "/", "/docs", ASSETS_ROUTE];
/** Routes that are refused before anything is read of them while there is no room for their work. */
const WORK_ROUTES = ["/v1/query", "/v1/search", "/v1/verify", "/v1/report", "/v1/chat/completions", "/mcp"];
/**
 * Routes whose replies may be large. Those that repeat a question beside what the documents say are not among them:
 * their compressed length would tell how alike the two are (docs/security.md).
 */
const COMPRESSED_ROUTES = [
  "/v1/documents",
  "/v1/documents/:id/text",
  "/v1/documents/:id/pages/:number",
  "/openapi.json",
];
/** Routes whose replies stay open. */
const STREAM_ROUTES = ["/v1/index/jobs/:id/events"];

/** The HTTP interface, apart from listening: `app.fetch` answers a Request. The assistant stays the caller's to close. */
export function createApp(dependencies: AppDependencies): OpenAPIHono {
  const { allowedHosts, tokens, trustProxy = false, limits = DEFAULT_LIMITS, log = () => {} } = dependencies;
  const { requestLog = () => {}, logQuestions = false, closing = new AbortController().signal } = dependencies;
  const { heartbeatMs, stallMs, jobs = new IndexJobs(dependencies.assistant, log) } = dependencies;
  const { writer, openaiWrites = false, conversations } = dependencies;
  const { metrics = new Metrics(dependencies.assistant) } = dependencies;
  const work = new WorkQueue(limits);
  metrics.watch(work);
  // To wait for a turn, to find the quotes, and to write.
  const writeSeconds = 2 * limits.seconds + (limits.writeSeconds ?? DEFAULT_WRITE_SECONDS);
  const writes = new WorkQueue({ ...limits, concurrent: WRITES_AT_ONCE, seconds: writeSeconds });
  const writeMs = writeSeconds * 1000 + (stallMs ?? STALL_MS);
  const waitMs = limits.seconds * 1000;
  const assistant = new LimitedAssistant(dependencies.assistant, work, writes, waitMs, (timings) =>
    metrics.worked(timings),
  );

  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw new InvalidRequest(WHOLES[result.target] ?? result.target, result.error.issues);
    },
  });
  app.onError(problemHandler(log));
  app.notFound((c) => problemReply(c, new FootnoteError("route_unknown", { path: c.req.path })));

  app.use(requestId());
  app.use(securityHeaders);
  app.use(observe({ metrics, log: requestLog, questions: logQuestions }));
  // Before whatever may refuse a request, so that these clients understand every refusal.
  for (const path of OPENAI_PATHS) app.use(path, openAiErrors);
  app.use(nameThrown);
  app.use(hostGuard(allowedHosts));
  const { requestsPerMinute } = limits;
  app.use(clientGuard({ tokens, openRoutes: OPEN_ROUTES, trustProxy, requestsPerMinute }));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        const error = new FootnoteError("method_not_allowed", { method: c.req.method, path: c.req.path });
        return problemReply(c, error, { allow: methods.join(", ") });
      },
    }),
  );
  for (const path of COMPRESSED_ROUTES) app.get(path, compress());
  const admit = admission(work);
  for (const path of WORK_ROUTES) app.post(path, admit);
  const holdOpen = heldOpen(limits.streams, closing);
  for (const path of STREAM_ROUTES) app.get(path, holdOpen);

  // What is looked at first is no work that has to wait for its turn.
  const streams = { log, heartbeatMs, stallMs, writeMs, firstByte: firstByte(dependencies.assistant) };
  addQueryRoute(app, assistant, streams);
  addSearchRoute(app, assistant);
  addVerifyRoute(app, assistant);
  addReportRoute(app, assistant, streams);
  addDocumentsRoute(app, assistant);
  addDocumentRoute(app, assistant);
  addDocumentTextRoute(app, assistant);
  addPageRoute(app, assistant);
  addOriginalRoute(app, assistant);
  addPassageRoute(app, assistant);
  addPassageAtRoute(app, assistant);
  addConversationRoutes(app, assistant, conversations);
  addIndexStatusRoute(app, assistant, {
    ...(writer && { writer }),
    ...(conversations && { saves_conversations: true }),
  });
  addIndexJobRoutes(app, jobs);
  addIndexJobEventsRoute(app, jobs, { log, heartbeatMs, stallMs });
  addMcpRoute(app, assistant, { log, writer, writeMs });
  const writesChats = openaiWrites && writer !== undefined;
  addChatCompletionsRoute(app, assistant, { log, heartbeatMs, stallMs, writeMs, writes: writesChats });
  addModelsRoute(app);
  addHealthRoute(app);
  addReadyRoute(app, new Readiness(dependencies.assistant), closing);
  addMetricsRoute(app, metrics);
  addOpenApiRoute(app);
  addPageRoutes(app);
  return app;
}

/** What a problem calls a part of the request when all of it is wrong. */
const WHOLES: Readonly<Record<string, string>> = { json: "body", param: "path" };
