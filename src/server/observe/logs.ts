import type { Writable } from "node:stream";
import { type DestinationStream, pino } from "pino";
import type { ErrorCode } from "../../core/errors/errors.js";
import type { Settings } from "../../core/settings.js";
import { ASSETS_ROUTE } from "../http/page-files.js";
import type { ErrorLog } from "../middleware/problems.js";
import type { RequestLog } from "./request-log.js";

/** What the server and those around it write down. */
export interface Logs {
  /** Failures that nobody foresaw, and those of index jobs, with their causes. */
  readonly error: ErrorLog;
  /** Of a flood of refusals, some and their number; the files of the page at level `debug`. */
  readonly request: RequestLog;
  /** Whatever a running server should be told. */
  readonly warn: (message: string) => void;
  readonly info: (message: string) => void;
}

/** Logs as one JSON object a line: `level` in words, `time` in ISO 8601, then the fields. */
export function jsonLogs(stream: Writable, level: Settings["logLevel"]): Logs {
  const destination: DestinationStream = { write: (line) => stream.write(line.replace(UNESCAPED, escaped)) };
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  return {
    error: (error, { requestId, method, path }) =>
      logger.error(
        { request_id: requestId, method, path, code: error.code, detail: error.message, err: error.cause ?? error },
        "failure",
      ),
    request: calmLog(
      // A page takes a score of files, which tell nothing that the page itself does not.
      (request) => logger[request.route === ASSETS_ROUTE && !request.code ? "debug" : "info"](request, "request"),
      (code, requests) => logger.info({ code, requests }, "more refusals of this kind in one second"),
    ),
    warn: (message) => logger.warn(message),
    info: (message) => logger.info(message),
  };
}

/** What JSON leaves as it is and a terminal or a line reader takes for more than text: C1 controls, other line ends. */
const UNESCAPED = /[\u0080-\u009f\u2028\u2029]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** What is refused before anything is done for it: as much as anybody cares to send. */
const REFUSALS: readonly ErrorCode[] = [
  "request_forbidden",
  "token_required",
  "token_unknown",
  "rate_limited",
  "server_busy",
  "server_closing",
  "request_malformed",
  "request_headers_too_large",
  "request_too_slow",
];
/** Refusals of one kind that are listed. */
const MAX_A_SECOND = 10;
const WINDOW_MS = 1_000;

interface Window {
  listed: number;
  leftOut: number;
}

/**
 * Lets through every request, but of refusals of one kind no more than a few in a second, and then tells how many were
 * left out: writing a flood down would cost the server time that its other clients need.
 */
function calmLog(log: RequestLog, tellLeftOut: (code: ErrorCode, requests: number) => void): RequestLog {
  const windows = new Map<ErrorCode, Window>();
  const open = (code: ErrorCode): Window => {
    const window = { listed: 0, leftOut: 0 };
    windows.set(code, window);
    setTimeout(() => {
      windows.delete(code);
      if (window.leftOut > 0) tellLeftOut(code, window.leftOut);
    }, WINDOW_MS).unref();
    return window;
  };
  return (request) => {
    const { code } = request;
    if (code === undefined || !REFUSALS.includes(code)) return log(request);
    const window = windows.get(code) ?? open(code);
    if (window.listed === MAX_A_SECOND) {
      window.leftOut++;
      return;
    }
    window.listed++;
    log(request);
  };
}
