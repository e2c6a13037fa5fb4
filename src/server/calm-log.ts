import type { ErrorCode } from "../core/errors.js";
import type { RequestLog } from "./request-log.js";

/** Requests with the same problem that are listed. */
const MAX_A_SECOND = 10;
const WINDOW_MS = 1_000;

interface Window {
  listed: number;
  leftOut: number;
}

/**
 * Lets through every request, but of those with the same problem no more than a few in a second, and then tells how
 * many were left out: writing a flood down costs the server as much as refusing it.
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
    if (request.code === undefined) return log(request);
    const window = windows.get(request.code) ?? open(request.code);
    if (window.listed === MAX_A_SECOND) {
      window.leftOut++;
      return;
    }
    window.listed++;
    log(request);
  };
}
