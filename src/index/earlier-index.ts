import { isDeepStrictEqual } from "node:util";
import { FootnoteError } from "../core/errors.js";
import type { ModelFingerprint } from "../embedding/embedder.js";
import { fingerprintDifference } from "../embedding/fingerprint.js";
import { type Known, NOTHING_KNOWN } from "./plan.js";
import type { IndexReader, IndexStore, SplitterSettings } from "./store/index-store.js";

/** The index that a build takes the place of. */
export interface EarlierIndex {
  readonly known: Known;
  /** Documents can be copied from it as they are; `null` where there is none that fits. */
  readonly reader: IndexReader | null;
}

export interface EarlierIndexOptions {
  readonly store: IndexStore;
  readonly indexFolder: string;
  readonly fingerprint: ModelFingerprint;
  readonly splitter: SplitterSettings;
}

const NONE: EarlierIndex = { known: NOTHING_KNOWN, reader: null };

/** The index as it is, to be built upon. @throws FootnoteError index_splitter, index_model, index_corrupt, index_format */
export async function openEarlier(options: EarlierIndexOptions): Promise<EarlierIndex> {
  const { store, indexFolder } = options;
  if ((await store.currentGeneration()) === null) return NONE;
  const reader = await store.open();
  if (fits(reader, options)) return { known: reader.info, reader };
  await reader.close();
  const difference = fingerprintDifference(reader.info.fingerprint, options.fingerprint);
  if (difference === null) throw new FootnoteError("index_splitter", { path: indexFolder });
  throw new FootnoteError("index_model", { path: indexFolder, ...difference });
}

/** What a full build takes the place of: not built upon, so that it may be damaged or made with other settings. */
export async function openReplaced(options: EarlierIndexOptions): Promise<EarlierIndex> {
  const reader = await options.store.open().catch(() => null);
  if (!reader) return NONE;
  if (fits(reader, options)) return { known: reader.info, reader };
  await reader.close();
  return { known: reader.info, reader: null };
}

function fits({ info }: IndexReader, { fingerprint, splitter }: EarlierIndexOptions): boolean {
  return fingerprintDifference(info.fingerprint, fingerprint) === null && isDeepStrictEqual(info.splitter, splitter);
}
