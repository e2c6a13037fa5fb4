import { setTimeout as sleep } from "node:timers/promises";
import type { errors as ClientErrors } from "@opensearch-project/opensearch";

/** For how long a request is made again, in milliseconds. */
export interface Patience {
  /** While nodes answer that they can't now: they are busy, or a part of the index has no node for the moment. */
  readonly busyMs: number;
  /** While no node answers at all. */
  readonly awayMs: number;
}

/** Whoever asks a question would rather hear that there is no cluster. */
export const READING: Patience = { busyMs: 15_000, awayMs: 0 };
/** A build has cost hours, maybe: it outlasts the restart of a cluster. */
export const WRITING: Patience = { busyMs: 180_000, awayMs: 120_000 };

/** Attempts in a row that meet no node before none is there; each is made at another node, where there is one. */
const ATTEMPTS_AWAY = 5;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2_000;

/** Parts of the index gave no answer: the others' answer is none. */
export class PartialAnswer extends Error {
  override readonly name = "PartialAnswer";
  constructor(failed: number) {
    super(failed === 0 ? "it ran out of time" : `${failed} of its shards did not answer`);
  }
}

/** What a search, or another request to all shards of an index, says of them. */
interface OfShards {
  readonly timed_out?: boolean;
  readonly _shards?: { readonly failed?: number };
}

/** @throws PartialAnswer where some shards did not answer */
export function assertWhole(body: unknown): void {
  const { timed_out: timedOut, _shards: shards } = Object(body) as OfShards;
  const failed = shards?.failed ?? 0;
  if (timedOut || failed > 0) throw new PartialAnswer(failed);
}

/**
 * Calls again what fails for now: at once where a node is gone, as the client takes another one then, and a little later
 * each time where none can do it yet. The client's own attempts would end as the last of them did, so that one node that
 * is gone beside others that are busy looked like a cluster that is gone.
 */
export async function patiently<T>(call: () => Promise<T>, { busyMs, awayMs }: Patience): Promise<T> {
  const { errors } = await import("@opensearch-project/opensearch");
  const started = Date.now();
  let away = 0;
  for (let wait = FIRST_WAIT_MS; ; ) {
    try {
      return await call();
    } catch (error) {
      away = isAway(error, errors) ? away + 1 : 0;
      if (away > 0 && away < ATTEMPTS_AWAY) continue;
      const allowed = isForNow(error, errors) ? busyMs : away > 0 ? awayMs : 0;
      if (Date.now() + wait - started > allowed) throw error;
      away = 0;
      // Not all that were refused come back at once.
      await sleep(wait * (0.5 + Math.random()));
      wait = Math.min(2 * wait, LONGEST_WAIT_MS);
    }
  }
}

/** Also what a node says whose neighbour has just gone: 500, with the loss of the connection as its reason. */
function isForNow(error: unknown, errors: typeof ClientErrors): boolean {
  if (error instanceof PartialAnswer) return true;
  const status = error instanceof errors.ResponseError ? (error.statusCode ?? 0) : 0;
  return status === 429 || status >= 500;
}

function isAway(error: unknown, errors: typeof ClientErrors): boolean {
  return (
    error instanceof errors.ConnectionError ||
    error instanceof errors.TimeoutError ||
    error instanceof errors.NoLivingConnectionsError
  );
}
