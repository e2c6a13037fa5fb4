import type { MiddlewareHandler } from "hono";
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { FootnoteError } from "../../core/errors/errors.js";
import { addressOf } from "../access/client.js";
import type { Tokens } from "../access/tokens.js";
import { routeOf } from "../http/route-of.js";
import { TryLater } from "../limits/work-queue.js";

export interface ClientGuardOptions {
  /** Who may ask; without it, everyone may, as often as they like. */
  readonly tokens: Tokens | undefined;
  /** Routes that ask for no token, as they were added: `/healthz`. */
  readonly openRoutes: readonly string[];
  readonly trustProxy: boolean;
  /** 0: any number. */
  readonly requestsPerMinute: number;
}

const BEARER = /^bearer +([\w.~+/-]+=*) *$/i;
const MINUTE_S = 60;

/**
 * Finds out who asks, and lets in who has a known token. A client counts by its token, and without a known one by its
 * address, so that guessing is slow. @throws token_required, token_unknown, rate_limited
 */
export function clientGuard({
  tokens,
  openRoutes,
  trustProxy,
  requestsPerMinute,
}: ClientGuardOptions): MiddlewareHandler {
  const open = new Set(openRoutes);
  const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: MINUTE_S });
  return async (c, next) => {
    const address = addressOf(c, trustProxy);
    const header = c.req.header("authorization");
    const given = BEARER.exec(header ?? "")?.[1];
    const token = given === undefined || !tokens ? null : await tokens.nameOf(given);
    c.set("client", { address, token });
    const isOpen = open.has(routeOf(c) ?? "");
    if (tokens && !isOpen) {
      if (requestsPerMinute > 0) await consume(limiter, token === null ? `address ${address}` : `token ${token}`);
      if (token === null) throw new FootnoteError(header === undefined ? "token_required" : "token_unknown", {});
    }
    await next();
  };
}

async function consume(limiter: RateLimiterMemory, client: string): Promise<void> {
  try {
    await limiter.consume(client);
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal;
    throw new TryLater("rate_limited", (refusal as RateLimiterRes).msBeforeNext / 1000);
  }
}
