import type { CorpusLimits } from "../core/corpus-limits.js";
import type { IndexStore } from "../store/index-store.js";
import { type DiscoveryOptions, discover } from "./discover.js";
import { NOTHING_KNOWN, planBuild } from "./plan.js";
import type { SyncPlan } from "./sync-progress.js";

/** Compares the folder with the index, and changes nothing. @throws as `discover` and `IndexStore.open` do */
export async function planSync(
  corpus: string,
  store: IndexStore,
  limits: CorpusLimits,
  options: DiscoveryOptions = {},
): Promise<SyncPlan> {
  const discovery = await discover(corpus, limits, options);
  const reader = (await store.currentGeneration()) === null ? null : await store.open();
  try {
    const { files, deleted } = await planBuild(corpus, discovery, reader?.info ?? NOTHING_KNOWN, {
      limits,
      signal: options.signal,
    });
    const reads = files.flatMap((planned) => (planned.action === "read" ? [planned] : []));
    const setAside = files.flatMap((planned) => (planned.action === "set_aside" ? [planned.skip] : []));
    return {
      documents: files.length - setAside.length,
      added: reads.filter(({ stored }) => !stored).map(({ file }) => file.path),
      changed: reads.filter(({ stored }) => stored).map(({ file }) => file.path),
      deleted: deleted.map(({ path }) => path),
      skipped: [...discovery.skipped, ...setAside].map(({ path, reason }) => ({ path, reason })),
    };
  } finally {
    await reader?.close();
  }
}
