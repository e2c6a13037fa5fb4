import { isDeepStrictEqual } from "node:util";
import type { StaleFile } from "../../contract/answer.js";
import type { SyncPlan } from "../../contract/index-state.js";
import { CORPUS_LIMITS, type CorpusLimits, maxFileBytes } from "../../core/corpus-limits.js";
import { Yielder } from "../../core/yield.js";
import { byFile, type IndexStore, type StoredDocument, type StoredSkip } from "../../store/index-store.js";
import { contentHashOf, openCorpusFile, readWhole } from "../folder/corpus-file.js";
import { byPath, type DiscoveredFile, type Discovery, type DiscoveryOptions, discover } from "../folder/discover.js";
import { mayBeScanned } from "../readers/formats.js";

/** What a build does with a file. */
export type PlannedFile =
  /** `skips` are of what the file holds. */
  | (OfFile & { readonly action: "keep"; readonly skips: readonly StoredSkip[] })
  | { readonly action: "set_aside"; readonly file: DiscoveredFile; readonly skips: readonly StoredSkip[] }
  | (OfFile & { readonly action: "read" });

interface OfFile {
  readonly file: DiscoveredFile;
  /** The documents that the index holds of it: none of a new file. */
  readonly stored: readonly StoredDocument[];
}

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
  readonly incomplete?: true;
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
  // An index may have been made before there was one of them.
  const sameLimits = isDeepStrictEqual(limits, { ...CORPUS_LIMITS, ...known.limits });
  const documents = byFile(known.documents);
  const skips = byFile(known.skipped);
  const files: PlannedFile[] = [];
  let touched = !sameLimits || known.incomplete === true;
  const yielder = new Yielder(signal);
  for (const file of discovery.files) {
    await yielder.yieldIfDue();
    const stored = documents.get(file.path) ?? [];
    const set = skips.get(file.path) ?? [];
    documents.delete(file.path);
    skips.delete(file.path);
    const own = set.find(({ path }) => path === file.path);
    const held = set.filter((skip) => skip !== own);
    const [first] = stored;
    if (readAll) files.push({ action: "read", file, stored });
    else if (!first && set[0] && sameLimits && looksSame(file, set[0])) {
      files.push({ action: "set_aside", file, skips: set });
    } else if (own && sameLimits && looksSame(file, own)) files.push({ action: "set_aside", file, skips: [own] });
    else if (
      first &&
      (held.length === 0 || sameLimits) &&
      file.size <= maxFileBytes(limits) &&
      (limits.ocr === known.limits.ocr || !mayBeScanned(file.path)) &&
      (looksSame(file, first) || (await hasSameBytes(corpus, file, first)))
    ) {
      // A file that could not be opened and now can be is no longer one that was skipped.
      touched ||= own !== undefined || !looksSame(file, first);
      const { modified } = file;
      const kept = stored.map((document) => ({ ...document, modified }));
      files.push({ action: "keep", file, stored: kept, skips: held.map((skip) => ({ ...skip, modified })) });
    } else files.push({ action: "read", file, stored });
  }
  // Below a folder that can't be opened, nothing is known to be gone.
  const closed = discovery.skipped.map(({ path }) => path).filter((path) => path.endsWith("/"));
  const deleted: StoredDocument[] = [];
  for (const [path, stored] of documents) {
    await yielder.yieldIfDue();
    const { size, modified } = stored[0]!;
    const below = closed.some((folder) => path.startsWith(folder));
    const held = (skips.get(path) ?? []).filter((skip) => skip.path !== path);
    if (below) files.push({ action: "keep", file: { path, size, modified }, stored, skips: held });
    else deleted.push(...stored);
    if (held.length > 0 && below) skips.delete(path);
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
  const gone = [...byFile(deleted).keys()].map((path): StaleFile => ({ path, change: "deleted" }));
  const fresh = files.flatMap((planned): StaleFile[] =>
    planned.action === "read"
      ? [{ path: planned.file.path, change: planned.stored.length > 0 ? "changed" : "added" }]
      : [],
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
    const setAside = files.filter(({ action }) => action === "set_aside");
    const skips = files.flatMap((planned) => (planned.action === "read" ? [] : planned.skips));
    return {
      documents: files.length - setAside.length,
      added: reads.filter(({ stored }) => stored.length === 0).map(({ file }) => file.path),
      changed: reads.filter(({ stored }) => stored.length > 0).map(({ file }) => file.path),
      deleted: [...byFile(deleted).keys()],
      skipped: [...discovery.skipped, ...skips].map(({ path, reason }) => ({ path, reason })),
    };
  } finally {
    await reader?.close();
  }
}
