import { randomUUID } from "node:crypto";
import { type IncomingMessage, maxHeaderSize, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { RequestError } from "@hono/node-server";
import { FootnoteError } from "../../core/errors/errors.js";
import type { ErrorLog } from "../middleware/problems.js";
import { SECURITY_HEADERS } from "../middleware/security-headers.js";
import type { Metrics } from "../observe/metrics.js";
import type { RequestLog } from "../observe/request-log.js";
import { PROBLEM_TYPE, toProblem } from "./problem.js";

export interface EarlyFailureOptions {
  readonly metrics: Pick<Metrics, "refused">;
  readonly requestLog: RequestLog;
  /** Told of what nobody foresaw. */
  readonly log: ErrorLog;
}

/** Closing a connection while its client still sends would take the reply from it: so long the rest is read. */
const LINGER_MS = 500;

interface EarlyReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers, logs and counts requests that the app never sees, as it does those that it sees. */
export class EarlyFailures {
  constructor(private readonly options: EarlyFailureOptions) {}

  /** For a request that is no `Request`: its address or its Host header is none. */
  reply(error: unknown, { method = "", socket }: IncomingMessage): Response {
    const failure =
      error instanceof RequestError
        ? new FootnoteError("request_malformed", { problem: error.message }, { cause: error })
        : new FootnoteError("internal", {}, { cause: error });
    const { body, ...init } = this.#answer(failure, method, socket);
    return new Response(body, init);
  }

  /**
   * For bytes that are no request, and for one that does not arrive: says why, and hangs up.
   * @param error of the server's event `clientError`
   * @param hasReply whether a reply has begun on this connection, into which nothing else may be written
   */
  hangUp(error: NodeJS.ErrnoException, socket: Socket, hasReply: boolean): void {
    // Told again of what comes in after the reply.
    if (socket.writableEnded) return;
    const failure = nameClientError(error);
    // Browsers open connections ahead of need: one on which nothing was asked is no failure.
    if (!failure || hasReply || !socket.writable || socket.bytesRead === 0) {
      socket.destroy();
      return;
    }
    const { status, headers, body } = this.#answer(failure, "", socket);
    const fields = { ...headers, "content-length": String(Buffer.byteLength(body)), connection: "close" };
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
    socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, "", body].join("\r\n"));
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  }

  #answer(failure: FootnoteError, method: string, socket: Socket): EarlyReply {
    const { metrics, requestLog, log } = this.options;
    const requestId = randomUUID();
    const status = failure.httpStatus;
    const body = JSON.stringify(toProblem(failure));
    if (failure.code === "internal") log(failure, { method, path: "", requestId });
    metrics.refused(failure.code);
    requestLog({
      request_id: requestId,
      method,
      route: null,
      status,
      ms: 0,
      bytes: Buffer.byteLength(body),
      client: socket.remoteAddress ?? "",
      code: failure.code,
    });
    return { status, headers: { ...SECURITY_HEADERS, "content-type": PROBLEM_TYPE, "x-request-id": requestId }, body };
  }
}

/** `null` for a connection that broke off. */
function nameClientError(error: NodeJS.ErrnoException & { readonly reason?: string }): FootnoteError | null {
  const { code = "", message, reason = message } = error;
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new FootnoteError("request_too_slow", {}, { cause: error });
  if (code === "HPE_HEADER_OVERFLOW") {
    return new FootnoteError("request_headers_too_large", { limit: maxHeaderSize }, { cause: error });
  }
  return code.startsWith("HPE_") ? new FootnoteError("request_malformed", { problem: reason }, { cause: error }) : null;
}
