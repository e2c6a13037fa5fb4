import { SETTING_RULES } from "../../core/settings.js";

/** How much the server takes on. */
export interface ServerLimits {
  /** Calls of the assistant that run at once, and that wait for their turn. */
  readonly concurrent: number;
  readonly queued: number;
  /** Streams that are held open at once. */
  readonly streams: number;
  /** Seconds that a call of the assistant may take, waiting included. */
  readonly seconds: number;
  /** Requests of one client where tokens are asked for; 0: any number. */
  readonly requestsPerMinute: number;
}

export const DEFAULT_LIMITS: ServerLimits = {
  concurrent: SETTING_RULES.maxConcurrent.fallback,
  queued: SETTING_RULES.maxQueued.fallback,
  streams: SETTING_RULES.maxStreams.fallback,
  seconds: SETTING_RULES.requestSeconds.fallback,
  requestsPerMinute: SETTING_RULES.requestsPerMinute.fallback,
};
