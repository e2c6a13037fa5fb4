import { isDeepStrictEqual } from "node:util";
import type { StaleFile } from "../../contract/answer.js";
import type { SyncPlan } from "../../contract/index-state.js";
import { CORPUS_LIMITS, type CorpusLimits, maxFileBytes } from "../../core/corpus-limits.js";
import { Yielder } from "../../core/yield.js";
import type { IndexStore, StoredDocument, StoredSkip } from "../../store/index-store.js";
import { contentHashOf, openCorpusFile, readWhole } from "../folder/corpus-file.js";
import { byPath, type DiscoveredFile, type Discovery, type DiscoveryOptions, discover } from "../folder/discover.js";

/** What a build does with a file. */
export type PlannedFile =
  | { readonly action: "keep"; readonly file: DiscoveredFile; readonly stored: StoredDocument }
  | { readonly action: "set_aside"; readonly file: DiscoveredFile; readonly skip: StoredSkip }
  | { readonly action: "read"; readonly file: DiscoveredFile; readonly stored: StoredDocument | null };

export interface Plan {
  /** In the order of paths. */
  readonly files: readonly PlannedFile[];
  /** Documents of the index whose files are gone. */
  readonly deleted: readonly StoredDocument[];
  /** Whether the index says of every file what the folder says. */
  readonly upToDate: boolean;
}

/** What the index holds; nothing, for a first build. */
interface Known {
  readonly documents: readonly StoredDocument[];
  readonly skipped: readonly StoredSkip[];
  readonly limits: CorpusLimits;
}

export const NOTHING_KNOWN: Known = { documents: [], skipped: [], limits: CORPUS_LIMITS };

interface PlanOptions {
  /** What is to be read [what was read the last time]. */
  readonly limits?: CorpusLimits;
  /** Whether to read every file, changed or not [false]. */
  readonly readAll?: boolean;
  /** Ends the comparison. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Compares the folder with what the index holds: a file counts as unchanged with its size and time, or its bytes.
 * With other limits than the last time, what was set aside may be read now, and a large file no more.
 * @throws the signal's reason when it is aborted
 */
export async function planBuild(
  corpus: string,
  discovery: Discovery,
  known: Known,
  { limits = known.limits, readAll = false, signal }: PlanOptions = {},
): Promise<Plan> {
  const sameLimits = isDeepStrictEqual(limits, known.limits);
  const documents = new Map(known.documents.map((document) => [document.path, document]));
  const skips = new Map(known.skipped.map((skip) => [skip.path, skip]));
  const files: PlannedFile[] = [];
  let touched = !sameLimits;
  const yielder = new Yielder(signal);
  for (const file of discovery.files) {
    await yielder.yieldIfDue();
    const stored = documents.get(file.path);
    const skip = skips.get(file.path);
    documents.delete(file.path);
    skips.delete(file.path);
    if (readAll) files.push({ action: "read", file, stored: stored ?? null });
    else if (skip && sameLimits && looksSame(file, skip)) files.push({ action: "set_aside", file, skip });
    else if (
      stored &&
      file.size <= maxFileBytes(limits) &&
      (looksSame(file, stored) || (await hasSameBytes(corpus, file, stored)))
    ) {
      // A file that could not be opened and now can be is no longer one that was skipped.
      touched ||= skip !== undefined || !looksSame(file, stored);
      files.push({ action: "keep", file, stored: { ...stored, modified: file.modified } });
    } else files.push({ action: "read", file, stored: stored ?? null });
  }
  // Below a folder that can't be opened, nothing is known to be gone.
  const closed = discovery.skipped.map(({ path }) => path).filter((path) => path.endsWith("/"));
  const deleted: StoredDocument[] = [];
  for (const stored of documents.values()) {
    await yielder.yieldIfDue();
    if (closed.some((folder) => stored.path.startsWith(folder))) files.push({ action: "keep", file: stored, stored });
    else deleted.push(stored);
  }
  const sameSkips = skips.size === discovery.skipped.length && discovery.skipped.every(({ path }) => skips.has(path));
  const reads = files.some(({ action }) => action === "read");
  return {
    files: files.sort((a, b) => byPath(a.file, b.file)),
    deleted,
    upToDate: !reads && !touched && sameSkips && deleted.length === 0,
  };
}

/** What has changed in the folder since the index was built. */
export async function findStale(corpus: string, discovery: Discovery, known: Known): Promise<StaleFile[]> {
  const { files, deleted } = await planBuild(corpus, discovery, known);
  const gone = deleted.map(({ path }): StaleFile => ({ path, change: "deleted" }));
  const fresh = files.flatMap((planned): StaleFile[] =>
    planned.action === "read" ? [{ path: planned.file.path, change: planned.stored ? "changed" : "added" }] : [],
  );
  return [...fresh, ...gone].sort(byPath);
}

function looksSame(
  file: DiscoveredFile,
  before: { readonly size: number | null; readonly modified: number | null },
): boolean {
  return file.size === before.size && file.modified === before.modified;
}

async function hasSameBytes(corpus: string, file: DiscoveredFile, before: StoredDocument): Promise<boolean> {
  if (file.size !== before.size) return false;
  try {
    await using handle = await openCorpusFile(corpus, file.path);
    return contentHashOf(await readWhole(handle, before.size)) === before.contentHash;
  } catch {
    // What is wrong with it is said when it is read.
    return false;
  }
}

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
