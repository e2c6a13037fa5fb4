import type { DocumentId } from "../../contract/ids.js";
import type { SyncPlan, SyncProgress, SyncResult } from "../../contract/index-state.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { Settings } from "../../core/settings.js";
import { pathIn, splitId } from "../../store/joined/collection-names.js";
import { JoinedStore } from "../../store/joined/joined-store.js";
import { OramaStore } from "../../store/orama/orama-store.js";
import type { Original, SyncOptions } from "../assistant.js";
import { type IndexedFolder, LocalAssistant, type LocalOptions } from "./local-assistant.js";

/** A folder of documents under a name, with its index. Absolute paths. */
export interface Collection {
  readonly name: string;
  readonly folder: string;
  readonly indexFolder: string;
}

/**
 * The assistant over several collections, asked as one: its paths and ids begin with a collection's name. What touches
 * the files themselves, each collection does by itself.
 */
export class JoinedAssistant extends LocalAssistant {
  readonly #each: ReadonlyMap<string, LocalAssistant>;

  constructor(settings: Settings, collections: readonly Collection[], options: LocalOptions) {
    const stored = collections.map(({ name, indexFolder }) => ({
      name,
      indexFolder,
      store: new OramaStore(indexFolder),
    }));
    super(settings, { ...options, store: new JoinedStore(stored) });
    this.#each = new Map(
      collections.map(({ name, folder, indexFolder }) => [
        name,
        new LocalAssistant({ ...settings, index: indexFolder }, { ...options, corpus: folder }),
      ]),
    );
  }

  /** The folders, for people. */
  override async corpus(): Promise<string> {
    const corpora = await Promise.all([...this.#each.values()].map((one) => one.corpus()));
    return corpora.join(", ");
  }

  /** @throws FootnoteError corpus_missing where one of them is not there */
  override async corpusToRead(): Promise<string> {
    for (const one of this.#each.values()) await one.corpusToRead();
    return this.corpus();
  }

  override async folders(): Promise<readonly IndexedFolder[]> {
    const each = [...this.#each].map(async ([collection, one]) => {
      return (await one.folders()).map((folder) => ({ ...folder, collection }));
    });
    return (await Promise.all(each)).flat();
  }

  override async original(id: DocumentId): Promise<Original> {
    const named = splitId(id);
    const one = named && this.#each.get(named.collection);
    if (!one) throw new FootnoteError("document_unknown", { id });
    const original = await one.original(named.own);
    return { ...original, path: pathIn(named.collection, original.path) };
  }

  /** One after another. One that fails keeps none of the others from theirs; the first failure is thrown at the end. */
  override async sync({ onProgress, collections, ...options }: SyncOptions = {}): Promise<SyncResult> {
    const results: SyncResult[] = [];
    const failures: unknown[] = [];
    const before = { files_done: 0, files_total: 0, passages_done: 0, passages_total: 0 };
    for (const [name, one] of this.#each) {
      if (collections?.includes(name) === false) continue;
      options.signal?.throwIfAborted();
      let last: SyncProgress | null = null;
      const heard = (progress: SyncProgress) => {
        last = progress;
        onProgress?.(progressIn(name, progress, before));
      };
      try {
        results.push(resultIn(name, await one.sync({ ...options, onProgress: heard })));
      } catch (error) {
        if (options.signal?.aborted) throw error;
        failures.push(error);
      }
      for (const counted of Object.keys(before) as (keyof typeof before)[]) before[counted] += last?.[counted] ?? 0;
    }
    if (failures.length > 0) throw failures[0];
    const total = (of: (result: SyncResult) => number) => results.reduce((sum, result) => sum + of(result), 0);
    return {
      ...changesOf(results),
      generation: results.map(({ generation }) => generation).join(" "),
      documents: total(({ documents }) => documents),
      passages: total(({ passages }) => passages),
      embedded: total(({ embedded }) => embedded),
      seconds: total(({ seconds }) => seconds),
    };
  }

  override async plan(signal?: AbortSignal): Promise<SyncPlan> {
    const plans: SyncPlan[] = [];
    for (const [name, one] of this.#each) plans.push(changesIn(name, await one.plan(signal)));
    return { ...changesOf(plans), documents: plans.reduce((sum, { documents }) => sum + documents, 0) };
  }

  override async close(): Promise<void> {
    await Promise.all([super.close(), ...[...this.#each.values()].map((one) => one.close())]);
  }
}

/**
 * The assistant over what was chosen: one collection is asked as an index alone is, none leaves it to the settings.
 * @throws FootnoteError setting_invalid for a collection in a cluster, which has one index for all
 */
export function assistantOver(
  settings: Settings,
  collections: readonly Collection[],
  options: LocalOptions,
): LocalAssistant {
  const [only, ...others] = collections;
  if (only === undefined) return new LocalAssistant(settings, options);
  if (settings.store !== "folder") {
    const problem = "a collection's index is kept in a folder: name no collection, or leave the store out";
    throw new FootnoteError("setting_invalid", { setting: "store", source: "collections", problem });
  }
  if (others.length > 0) return new JoinedAssistant(settings, collections, options);
  return new LocalAssistant({ ...settings, index: only.indexFolder }, { ...options, corpus: only.folder });
}

type Counted = "files_done" | "files_total" | "passages_done" | "passages_total";
type Changes = Pick<SyncResult, "added" | "changed" | "deleted" | "skipped">;

/** Numbers only grow: those of the collections before count on. */
function progressIn(name: string, progress: SyncProgress, before: Readonly<Record<Counted, number>>): SyncProgress {
  const { files_done, files_total, passages_done, passages_total, current } = progress;
  return {
    ...progress,
    files_done: before.files_done + files_done,
    files_total: before.files_total + files_total,
    passages_done: before.passages_done + passages_done,
    passages_total: before.passages_total + passages_total,
    current: current === null ? null : pathIn(name, current),
  };
}

function resultIn(name: string, result: SyncResult): SyncResult {
  return changesIn(name, { ...result, generation: `${name}:${result.generation}` });
}

function changesIn<Of extends Changes>(name: string, of: Of): Of {
  const inside = (paths: readonly string[]) => paths.map((path) => pathIn(name, path));
  return {
    ...of,
    added: inside(of.added),
    changed: inside(of.changed),
    deleted: inside(of.deleted),
    skipped: of.skipped.map((skip) => ({ ...skip, path: pathIn(name, skip.path) })),
  };
}

function changesOf(each: readonly Changes[]): Changes {
  return {
    added: each.flatMap(({ added }) => added),
    changed: each.flatMap(({ changed }) => changed),
    deleted: each.flatMap(({ deleted }) => deleted),
    skipped: each.flatMap(({ skipped }) => skipped),
  };
}
