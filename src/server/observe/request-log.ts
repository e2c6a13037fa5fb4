import type { ErrorCode } from "../../core/errors/errors.js";

/** One line of the log: a request and how it was answered. Holds no token, and nothing of what was asked unless it has to. */
export interface LoggedRequest extends Asked {
  readonly request_id: string;
  readonly method: string;
  /** As the route was added; `null` where there is none. */
  readonly route: string | null;
  readonly status: number;
  /** From the request's headers to the last byte of the reply. */
  readonly ms: number;
  /** What was sent, headers included. */
  readonly bytes: number;
  /** Name of the token, or else the address. */
  readonly client: string;
  readonly code?: ErrorCode;
  /** What the client was not told of a failure: the path of the index, say. */
  readonly detail?: string;
}

/** What a request asked, by any route. */
export interface Asked {
  readonly question?: string;
  /** To be verified. */
  readonly statements?: readonly string[];
}

export type RequestLog = (request: LoggedRequest) => void;
