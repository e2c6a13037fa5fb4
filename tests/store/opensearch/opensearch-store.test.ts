import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { OpenSearchStore } from "../../../src/store/opensearch/opensearch-store.js";
import { SETTINGS, writeSamples } from "../../contracts/index-samples.js";
import { describeIndexStore } from "../../contracts/index-store.case.js";
import { NODES, newAddress } from "../../helpers/test-cluster.js";
import { ask } from "./cluster.js";

describe.skipIf(NODES.length === 0)("with a cluster (FOOTNOTE_TEST_OPENSEARCH)", () => {
  describeIndexStore("OpenSearch", () => new OpenSearchStore(newAddress()));

  it("keeps a generation for a while after it was replaced, however long the next one took to write", async () => {
    const address = newAddress();
    const keptMs = 2_000;
    const store = new OpenSearchStore(address, { keptMs });
    const builds = async () => Object.keys(await ask<object>(`/${address.prefix}-*`)).length / 2;
    await writeSamples(store);
    const long = await store.begin(SETTINGS);
    await sleep(2 * keptMs);
    await long.commit([], "2026-01-01T00:00:00Z");
    await (await store.begin(SETTINGS)).abort();
    expect(await builds()).toBe(2);
    await sleep(keptMs);
    await (await store.begin(SETTINGS)).abort();
    expect(await builds()).toBe(1);
  });

  it("is read by another store of the same name", async () => {
    const address = newAddress();
    const info = await writeSamples(new OpenSearchStore(address));
    expect((await new OpenSearchStore(address).open()).info).toEqual(info);
  });
});

describe("a cluster that isn't there", () => {
  it("is named, with what to do, and never taken for an empty index", async () => {
    const store = new OpenSearchStore({ nodes: ["http://user:secret@127.0.0.1:9"], prefix: "footnote" });
    for (const call of [() => store.open(), () => store.currentGeneration(), () => store.corpus()]) {
      const failure = await call().then(
        () => null,
        (error: unknown) => error as Error & { hint: string },
      );
      expect(failure).toMatchObject({ code: "store_unreachable", httpStatus: 503, exitCode: 2 });
      expect(failure!.message).toContain("http://127.0.0.1:9");
      expect(failure!.message + failure!.hint).not.toContain("secret");
    }
  });
});
