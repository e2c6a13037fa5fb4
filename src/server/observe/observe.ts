import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import { replyOver } from "../http/disconnection.js";
import { routeOf } from "../http/route-of.js";
import type { Metrics } from "./metrics.js";
import type { LoggedRequest, RequestLog } from "./request-log.js";

export interface ObserveOptions {
  readonly metrics: Metrics;
  readonly log: RequestLog;
  /** Whether the log gets what was asked as well. */
  readonly questions: boolean;
}

/** Counts, times and logs every request, when its reply is out or its client gone. */
export function observe({ metrics, log, questions }: ObserveOptions): MiddlewareHandler {
  return async (c: Context<{ Bindings: Partial<HttpBindings> }>, next) => {
    const started = performance.now();
    const { outgoing } = c.env ?? {};
    const socket = outgoing?.socket;
    const sentBefore = socket?.bytesWritten ?? 0;
    const isOver = replyOver(c);
    await next();
    void isOver.then(() => {
      const seconds = (performance.now() - started) / 1000;
      const { status } = c.res;
      const { method } = c.req;
      const route = routeOf(c);
      const { address = "", token = null } = c.get("client") ?? {};
      const problem = c.get("problem");
      metrics.served({ method, route, status, seconds });
      if (problem) metrics.refused(problem.code);
      log({
        request_id: c.get("requestId"),
        method,
        route,
        status,
        ms: Math.round(seconds * 1e5) / 100,
        bytes: (socket?.bytesWritten ?? 0) - sentBefore,
        client: token ?? address,
        ...(problem && { code: problem.code }),
        ...(problem && problem.message !== problem.outside && { detail: problem.message }),
        ...(questions && c.get("asked")),
      } satisfies LoggedRequest);
    });
  };
}
