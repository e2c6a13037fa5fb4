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
 * Calls again what fails for now, a little later each time. The client itself goes on to the next node at once; this is
 * for what no node can do yet.
 */
export async function patiently<T>(call: () => Promise<T>, { busyMs, awayMs }: Patience): Promise<T> {
  const { errors } = await import("@opensearch-project/opensearch");
  const started = Date.now();
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      return await call();
    } catch (error) {
      const allowed = isForNow(error, errors) ? busyMs : isAway(error, errors) ? awayMs : 0;
      if (Date.now() + wait - started > allowed) throw error;
      // Not all that were refused come back at once.
      await sleep(wait * (0.5 + Math.random()));
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
