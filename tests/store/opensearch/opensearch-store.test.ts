import { afterEach, describe, expect, it } from "vitest";
import { OpenSearchStore } from "../../../src/store/opensearch/opensearch-store.js";
import { writeSamples } from "../../contracts/index-samples.js";
import { describeIndexStore } from "../../contracts/index-store.case.js";
import { freshPrefix, NODES, removeIndices } from "./cluster.js";

const used: string[] = [];
afterEach(async () => {
  for (const prefix of used.splice(0)) await removeIndices(prefix);
});
function prefix(): string {
  const fresh = freshPrefix();
  used.push(fresh);
  return fresh;
}

describe.skipIf(NODES.length === 0)("with a cluster (FOOTNOTE_TEST_OPENSEARCH)", () => {
  describeIndexStore("OpenSearch", () => new OpenSearchStore({ nodes: NODES, prefix: prefix() }));

  it("is read by another store of the same name", async () => {
    const address = { nodes: NODES, prefix: prefix() };
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
