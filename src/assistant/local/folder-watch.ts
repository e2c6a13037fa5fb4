import type { StaleFile } from "../../contract/answer.js";
import { findStale } from "../../index/build/plan.js";
import { discover } from "../../index/folder/discover.js";
import type { GenerationInfo } from "../../store/index-store.js";

/** A look at the folder is good for this long. */
const LOOK_MS = 5_000;

interface Look {
  readonly generation: string;
  readonly at: number;
  readonly stale: Promise<readonly StaleFile[] | null>;
}

/** Looks at the corpus, at most once in five seconds, for files that changed since they were indexed. */
export class FolderWatch {
  #look: Look | null = null;

  /** @param indexFolder absolute: it is passed over where it lies among the documents */
  constructor(private readonly indexFolder: string) {}

  async stale(info: GenerationInfo): Promise<{ stale: readonly StaleFile[] | null; checked_at: string | null }> {
    const look = this.#current(info);
    const stale = await look.stale;
    return { stale, checked_at: stale === null ? null : new Date(look.at).toISOString() };
  }

  #current(info: GenerationInfo): Look {
    const now = Date.now();
    if (this.#look?.generation === info.name && now - this.#look.at < LOOK_MS) return this.#look;
    this.#look = { generation: info.name, at: now, stale: look(info, this.indexFolder) };
    return this.#look;
  }
}

/** As far as the index reaches. `null` where the folder is not there: then nothing can be said of its files. */
async function look(info: GenerationInfo, indexFolder: string): Promise<readonly StaleFile[] | null> {
  try {
    return await findStale(info.corpus, await discover(info.corpus, info.limits, { indexFolder }), info);
  } catch {
    return null;
  }
}
