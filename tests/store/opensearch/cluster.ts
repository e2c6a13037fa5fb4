import { execFile } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
// @ts-expect-error a script without types
import { askNode } from "../../../scripts/opensearch/security.mjs";

/** Addresses of a cluster that tests may write to; `scripts/opensearch/nodes.mjs start` prints them. */
export const NODES = (process.env.FOOTNOTE_TEST_OPENSEARCH ?? "").split(",").filter((node) => node !== "");
/** The folder of these nodes: their authority's certificate, the password of their users, and what kills them. */
export const NODES_FOLDER = process.env.FOOTNOTE_TEST_OPENSEARCH_FOLDER ?? "";
/** Whoever asks has the role of the documentation, and no more. */
export const USER = "footnote";
export const PASSWORD_FILE = join(NODES_FOLDER, "password");
export const AUTHORITY_FILE = join(NODES_FOLDER, "ca.pem");
/** Three nodes start in 20 s where nothing else runs. */
const READY_MS = 180_000;

const script = fileURLToPath(new URL("../../../scripts/opensearch/nodes.mjs", import.meta.url));

/** Waits until all nodes have found each other and every shard has its copies. */
export async function untilReady(ms = READY_MS): Promise<void> {
  const health = `/_cluster/health?wait_for_nodes=${NODES.length}&wait_for_status=green&wait_for_no_relocating_shards=true&timeout=5s`;
  const end = Date.now() + ms;
  let problem: unknown;
  while (NODES.length > 0 && Date.now() < end) {
    try {
      await ask(health);
      return;
    } catch (error) {
      problem = error;
      await sleep(250);
    }
  }
  if (problem) throw problem;
}

/** Node number `k`, from 1. */
export async function killNode(k: number): Promise<void> {
  await promisify(execFile)(process.execPath, [script, "kill", NODES_FOLDER, String(k)]);
}

/** Starts it again, where it doesn't run. */
export async function startNode(k: number): Promise<void> {
  await promisify(execFile)(process.execPath, [script, "node", NODES_FOLDER, String(k)]);
}

/** Number of the node that leads the cluster. */
export async function clusterManager(): Promise<number> {
  const [{ node = "" } = {}] = await ask<{ node?: string }[]>("/_cat/cluster_manager?format=json");
  return Number(node.slice(1));
}

/** Asks the first node that answers, as whoever runs the cluster. */
export async function ask<T>(path: string): Promise<T> {
  let problem: unknown;
  for (const node of NODES) {
    try {
      return (await askNode(NODES_FOLDER, `${node}${path}`)) as T;
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}
