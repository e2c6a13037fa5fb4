import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { untilReady } from "./store/opensearch/cluster.js";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder in which indexes are kept for other test files, by the content of their documents. */
    indexes: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const indexes = await mkdtemp(join(tmpdir(), "footnote-test-indexes-"));
  project.provide("indexes", indexes);
  // Its nodes may still be starting. Without it the tests say what is missing.
  await untilReady().catch(() => {});
  return () => rm(indexes, { recursive: true, force: true });
}
