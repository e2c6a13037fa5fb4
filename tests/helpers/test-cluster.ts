import { randomBytes } from "node:crypto";
import { afterAll } from "vitest";
import type { ClusterAddress } from "../../src/store/opensearch/cluster.js";
import { OpenSearchStore } from "../../src/store/opensearch/opensearch-store.js";
import { AUTHORITY_FILE, NODES, PASSWORD_FILE, USER } from "../store/opensearch/cluster.js";

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
  const prefix = `footnote-test-${randomBytes(6).toString("hex")}`;
  const address = { nodes: NODES, prefix, user: USER, passwordFile: PASSWORD_FILE, authorityFile: AUTHORITY_FILE };
  made.push(address);
  return address;
}

/** Settings of an index in that cluster, under a name of its own. */
export function clusterSettings() {
  return {
    store: "opensearch",
    opensearchUrl: NODES,
    opensearchName: newAddress().prefix,
    opensearchUser: USER,
    opensearchPasswordFile: PASSWORD_FILE,
    opensearchCaFile: AUTHORITY_FILE,
  } as const;
}

/** The same for a command of its own. @param prefix of `newAddress` */
export function clusterEnvironment(prefix: string): Record<string, string> {
  return {
    FOOTNOTE_STORE: "opensearch",
    FOOTNOTE_OPENSEARCH_URL: NODES.join(","),
    FOOTNOTE_OPENSEARCH_NAME: prefix,
    FOOTNOTE_OPENSEARCH_USER: USER,
    FOOTNOTE_OPENSEARCH_PASSWORD_FILE: PASSWORD_FILE,
    FOOTNOTE_OPENSEARCH_CA_FILE: AUTHORITY_FILE,
  };
}
