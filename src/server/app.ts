import { OpenAPIHono } from "@hono/zod-openapi";
import { methodNotAllowed } from "hono/method-not-allowed";
import { requestId } from "hono/request-id";
import type { Assistant } from "../assistant/assistant.js";
import { FootnoteError } from "../core/errors.js";
import { IndexJobs } from "./index-jobs.js";
import { hostGuard } from "./middleware/host-guard.js";
import { type ErrorLog, nameThrown, problemHandler, problemReply } from "./middleware/problems.js";
import { securityHeaders } from "./middleware/security-headers.js";
import { InvalidRequest } from "./problem.js";
import { addDocumentRoute } from "./routes/document.js";
import { addDocumentTextRoute } from "./routes/document-text.js";
import { addDocumentsRoute } from "./routes/documents.js";
import { addHealthRoute } from "./routes/health.js";
import { addIndexJobEventsRoute } from "./routes/index-job-events.js";
import { addIndexJobRoutes } from "./routes/index-jobs.js";
import { addIndexStatusRoute } from "./routes/index-status.js";
import { addOpenApiRoute } from "./routes/openapi.js";
import { addPageRoutes } from "./routes/page.js";
import { addPassageRoute } from "./routes/passage.js";
import { addQueryRoute } from "./routes/query.js";
import { addVerifyRoute } from "./routes/verify.js";

export interface AppDependencies {
  readonly assistant: Assistant;
  /** Values of the Host header to serve, with the port where it is not the scheme's own: `127.0.0.1:8080`. */
  readonly allowedHosts: readonly string[];
  /** Told once of every failure that nobody foresaw [tells nobody]. */
  readonly log?: ErrorLog;
  /** The rebuilds that clients ask for [its own]; the caller's to close. */
  readonly jobs?: IndexJobs;
  /** After so long a silence a stream sends a comment [5,000]. */
  readonly heartbeatMs?: number;
}

/** The HTTP interface, apart from listening: `app.fetch` answers a Request. The assistant stays the caller's to close. */
export function createApp(dependencies: AppDependencies): OpenAPIHono {
  const { assistant, allowedHosts, log = () => {}, heartbeatMs } = dependencies;
  const { jobs = new IndexJobs(assistant, log) } = dependencies;
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw new InvalidRequest(WHOLES[result.target] ?? result.target, result.error.issues);
    },
  });
  app.onError(problemHandler(log));
  app.notFound((c) => problemReply(c, new FootnoteError("route_unknown", { path: c.req.path })));

  app.use(requestId());
  app.use(securityHeaders);
  app.use(nameThrown);
  app.use(hostGuard(allowedHosts));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        const error = new FootnoteError("method_not_allowed", { method: c.req.method, path: c.req.path });
        return problemReply(c, error, { allow: methods.join(", ") });
      },
    }),
  );

  addQueryRoute(app, assistant, { log, heartbeatMs });
  addVerifyRoute(app, assistant);
  addDocumentsRoute(app, assistant);
  addDocumentRoute(app, assistant);
  addDocumentTextRoute(app, assistant);
  addPassageRoute(app, assistant);
  addIndexStatusRoute(app, assistant);
  addIndexJobRoutes(app, jobs);
  addIndexJobEventsRoute(app, jobs, { log, heartbeatMs });
  addHealthRoute(app);
  addOpenApiRoute(app);
  addPageRoutes(app);
  return app;
}

/** What a problem calls a part of the request when all of it is wrong. */
const WHOLES: Readonly<Record<string, string>> = { json: "body", param: "path" };
