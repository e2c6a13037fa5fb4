import { isDeepStrictEqual } from "node:util";
import { FootnoteError } from "../../core/errors/errors.js";
import type { ModelFingerprint } from "../../embedding/embedder.js";
import { fingerprintDifference } from "../../embedding/fingerprint.js";
import type { IndexReader, IndexStore, SplitterSettings } from "../../store/index-store.js";

/** How a build makes its index: an earlier one made in another way can't be built upon. */
export interface Making {
  readonly fingerprint: ModelFingerprint;
  readonly splitter: SplitterSettings;
}

/**
 * The index that a build is to bring up to date or, for a full one, to take the place of; `null` for a first build.
 * What is to be replaced may be damaged.
 * @throws FootnoteError index_corrupt, index_format, where the index is to be built upon
 */
export async function openEarlier(store: IndexStore, full: boolean): Promise<IndexReader | null> {
  if (full) return store.open().catch(() => null);
  return (await store.currentGeneration()) === null ? null : store.open();
}

/** Whether documents of an index can be taken over as they are. */
export function isMadeAlike({ info }: IndexReader, { fingerprint, splitter }: Making): boolean {
  return fingerprintDifference(info.fingerprint, fingerprint) === null && isDeepStrictEqual(info.splitter, splitter);
}

/** @throws FootnoteError index_splitter, index_model where an index was made in another way */
export function assertMadeAlike({ info }: IndexReader, place: string, { fingerprint, splitter }: Making): void {
  const difference = fingerprintDifference(info.fingerprint, fingerprint);
  if (difference !== null) throw new FootnoteError("index_model", { path: place, ...difference });
  if (!isDeepStrictEqual(info.splitter, splitter)) throw new FootnoteError("index_splitter", { path: place });
}
