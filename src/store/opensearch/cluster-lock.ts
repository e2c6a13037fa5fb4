import { setTimeout as sleep } from "node:timers/promises";
import { FootnoteError } from "../../core/errors/errors.js";
import { type IsGone, LOCK_TIMES, type LockHolder, type WriterLock } from "../index-store.js";
import { type Cluster, conditionsOf, type Version } from "./cluster.js";
import { LOCK_ID, lockIndex, lockIndexOf } from "./indices.js";

/** How long a lock that looks stale is watched: clocks of two machines may differ, and a living holder moves it. */
const WATCHED_MS = 2 * LOCK_TIMES.heartbeatMs;
/** What lies between two attempts that met another writer. */
const AGAIN_MS = 100;
const ATTEMPTS = 20;

/** The lock's document. */
interface LockSource extends LockHolder {
  /** Milliseconds since 1970, by the holder's clock. */
  readonly beat: number;
}

type Found = Version & { readonly _source: LockSource };

export interface LockTimes {
  readonly heartbeatMs?: number;
  readonly staleMs?: number;
  readonly watchedMs?: number;
}

/**
 * Takes the lock of an index in a cluster: one writer at a time, on whatever machine. A lock is taken over when its
 * process is gone from this host, or when its holder has been silent for a minute and stays so while it is watched.
 * @param isGone whether a holder's process was on this host and is there no more
 * @throws FootnoteError index_locked, and as `Cluster.request`
 */
export async function acquireClusterLock(
  cluster: Cluster,
  mine: LockHolder,
  isGone: IsGone,
  { heartbeatMs = LOCK_TIMES.heartbeatMs, staleMs = LOCK_TIMES.staleMs, watchedMs = WATCHED_MS }: LockTimes = {},
): Promise<WriterLock> {
  const index = lockIndexOf(cluster.prefix);
  const look = () => cluster.find<Found>((client) => client.get({ index, id: LOCK_ID }));
  /** @returns `null` where another change came first, or this one was made already and its answer lost */
  const change = (expected: Version | null): Promise<Version | null> =>
    cluster.unlessChanged<Version>((client) =>
      client.index({
        index,
        id: LOCK_ID,
        body: { ...mine, beat: Date.now() } satisfies LockSource,
        ...(expected === null ? { op_type: "create" } : conditionsOf(expected)),
      }),
    );
  const locked = ({ pid, host }: LockHolder) => new FootnoteError("index_locked", { path: cluster.place, pid, host });

  await cluster.makeIndex(index, lockIndex());
  let held = await change(null);
  for (let attempt = 1; held === null; attempt++) {
    let found = await look();
    if (found && found._source.token !== mine.token) {
      const { _source: holder } = found;
      if (!isGone(holder, holder.beat)) {
        if (Math.abs(Date.now() - holder.beat) <= staleMs) throw locked(holder);
        await sleep(watchedMs);
        const since = await look();
        if (since && since._seq_no !== found._seq_no) throw locked(since._source);
        found = since;
      }
    }
    if (attempt > ATTEMPTS && found) throw locked(found._source);
    held = await change(found);
    if (held === null) await sleep(AGAIN_MS);
  }

  /** Shows life, and proves by the same that the lock is still this one's. */
  const beat = async (): Promise<boolean> => {
    if (held === null) return false;
    const next = await change(held);
    if (next) held = next;
    else {
      const found = await look();
      held = found?._source.token === mine.token ? found : null;
    }
    return held !== null;
  };
  // One change at a time: each has to find what the one before it left.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(call: () => Promise<T>): Promise<T> => {
    const next = last.then(call);
    last = next.catch(() => {});
    return next;
  };
  const heartbeat = setInterval(() => inTurn(beat).catch(() => {}), heartbeatMs);
  heartbeat.unref();
  return {
    assertHeld: async () => {
      if (!(await inTurn(beat))) throw new FootnoteError("index_lock_lost", { path: cluster.place });
    },
    release: async () => {
      clearInterval(heartbeat);
      // A lock that can't be removed is stale in a minute; it must not hide how the build went.
      const remove = async () => {
        if (!(await beat())) return;
        await cluster.unlessChanged((client) => client.delete({ index, id: LOCK_ID, ...conditionsOf(held!) }));
      };
      await inTurn(remove).catch(() => {});
    },
  };
}
