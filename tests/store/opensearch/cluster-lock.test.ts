import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { LockHolder } from "../../../src/store/index-store.js";
import { Cluster } from "../../../src/store/opensearch/cluster.js";
import { acquireClusterLock, type LockTimes } from "../../../src/store/opensearch/cluster-lock.js";
import { LOCK_ID, lockIndex, lockIndexOf } from "../../../src/store/opensearch/indices.js";
import { NODES, newAddress } from "../../helpers/test-cluster.js";

const QUICK: LockTimes = { heartbeatMs: 100, watchedMs: 1_000 };
const LONG_AGO = 120_000;

function holder(host: string): LockHolder {
  return { pid: 4711, host, token: randomBytes(8).toString("hex") };
}

describe.skipIf(NODES.length === 0)("the writer's lock in a cluster", () => {
  const here = (cluster: Cluster, { isGone = false, times = QUICK } = {}) =>
    acquireClusterLock(cluster, holder("here"), () => isGone, times);
  /** A lock as another machine left it. */
  const leave = async (cluster: Cluster, { beat }: { readonly beat: number }) => {
    const index = lockIndexOf(cluster.prefix);
    await cluster.makeIndex(index, lockIndex());
    await cluster.request((client) =>
      client.index({ index, id: LOCK_ID, body: { ...holder("elsewhere.example"), beat } }),
    );
  };
  const newCluster = () => new Cluster(newAddress());

  test("is one writer's at a time, and free when that one is done", async () => {
    const cluster = newCluster();
    const all = await Promise.allSettled(Array.from({ length: 5 }, () => here(cluster)));
    const [taken, ...others] = all.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(others).toEqual([]);
    for (const one of all) {
      if (one.status === "rejected")
        expect(one.reason).toMatchObject({
          code: "index_locked",
          exitCode: 4,
          message: expect.stringContaining("here"),
        });
    }
    await taken!.assertHeld();
    await taken!.release();
    await (await here(cluster)).release();
  });

  test("of another machine holds while it is fresh, and is taken over when it has been silent for long", async () => {
    const cluster = newCluster();
    await leave(cluster, { beat: Date.now() });
    await expect(here(cluster)).rejects.toMatchObject({
      code: "index_locked",
      message: expect.stringContaining("process 4711 on elsewhere.example"),
    });
    await leave(cluster, { beat: Date.now() - LONG_AGO });
    await (await here(cluster)).release();
  });

  test("of a process of this host that is gone is taken over at once", async () => {
    const cluster = newCluster();
    await leave(cluster, { beat: Date.now() });
    await (await here(cluster, { isGone: true })).release();
  });

  test.each([
    ["behind", -LONG_AGO],
    ["ahead", LONG_AGO],
  ])("of a holder that lives is left to it, though its clock is %s", async (_, offset) => {
    const cluster = newCluster();
    const beating = setInterval(() => leave(cluster, { beat: Date.now() + offset }).catch(() => {}), 200);
    try {
      await leave(cluster, { beat: Date.now() + offset });
      await expect(here(cluster)).rejects.toMatchObject({ code: "index_locked" });
    } finally {
      clearInterval(beating);
    }
  });

  test("is kept by a holder that is busy for longer than a heartbeat", async () => {
    const cluster = newCluster();
    const lock = await here(cluster);
    await sleep(10 * QUICK.heartbeatMs!);
    await lock.assertHeld();
    await lock.release();
  });

  test("that another writer took over is lost, and neither moved nor removed by who had it", async () => {
    const cluster = newCluster();
    const lock = await here(cluster);
    await leave(cluster, { beat: Date.now() });
    await expect(lock.assertHeld()).rejects.toMatchObject({ code: "index_lock_lost", exitCode: 4 });
    await lock.release();
    await expect(here(cluster)).rejects.toMatchObject({ code: "index_locked" });
  });
});
