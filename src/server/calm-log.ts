import type { ErrorCode } from "../core/errors/errors.js";
import type { RequestLog } from "./request-log.js";

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
export function calmLog(log: RequestLog, tellLeftOut: (code: ErrorCode, requests: number) => void): RequestLog {
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
