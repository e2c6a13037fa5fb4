import { randomBytes } from "node:crypto";
import { afterAll } from "vitest";
import type { ClusterAddress } from "../../src/store/opensearch/cluster.js";
import { OpenSearchStore } from "../../src/store/opensearch/opensearch-store.js";
import { NODES } from "../store/opensearch/cluster.js";

export { NODES };

const made: ClusterAddress[] = [];

afterAll(async () => {
  for (const address of made.splice(0)) {
    const store = new OpenSearchStore(address);
    await store.remove();
    await store.close();
  }
});

/** A name in the cluster that nobody else uses; what is written under it is removed after the file's tests. */
export function newAddress(): ClusterAddress {
  const address = { nodes: NODES, prefix: `footnote-test-${randomBytes(6).toString("hex")}` };
  made.push(address);
  return address;
}

/** Settings of an index in that cluster, under a name of its own. */
export function clusterSettings() {
  return { store: "opensearch", opensearchUrl: NODES, opensearchName: newAddress().prefix } as const;
}
