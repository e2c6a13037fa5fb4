import type { StaleFile } from "../../contract/answer.js";
import { findStale } from "../../index/build/plan.js";
import { type Discovery, discover } from "../../index/folder/discover.js";
import type { GenerationInfo } from "../../store/index-store.js";
import { pathIn } from "../../store/joined/collection-names.js";

/** A look at the folder is good for this long. */
const LOOK_MS = 5_000;

interface Look {
  readonly generation: string;
  readonly at: number;
  readonly stale: Promise<readonly StaleFile[] | null>;
}

/** Looks at the corpus, at most once in five seconds, for files that changed since they were indexed. */
export class FolderWatch {
  #last: Look | null = null;

  /**
   * @param indexFolder absolute: it is passed over where it lies among the documents
   * @param isShared whether the index may have been made on another machine
   */
  constructor(
    private readonly indexFolder: string,
    private readonly isShared: boolean,
  ) {}

  async stale(info: GenerationInfo): Promise<{ stale: readonly StaleFile[] | null; checked_at: string | null }> {
    const look = this.#now(info);
    const stale = await look.stale;
    return { stale, checked_at: stale === null ? null : new Date(look.at).toISOString() };
  }

  #now(info: GenerationInfo): Look {
    const now = Date.now();
    if (this.#last?.generation === info.name && now - this.#last.at < LOOK_MS) return this.#last;
    this.#last = { generation: info.name, at: now, stale: this.#look(info) };
    return this.#last;
  }

  /** As far as the index reaches. `null` where the folder is not there: then nothing can be said of its files. */
  async #look(info: GenerationInfo): Promise<readonly StaleFile[] | null> {
    if (!info.collections) return this.#lookAt(info, this.indexFolder);
    const looks = await Promise.all(
      info.collections.map(async ({ name, info: own, indexFolder }) => {
        const stale = await this.#lookAt(own, indexFolder);
        return stale?.map((file) => ({ ...file, path: pathIn(name, file.path) })) ?? null;
      }),
    );
    return looks.every((stale) => stale !== null) ? looks.flat() : null;
  }

  async #lookAt(info: GenerationInfo, indexFolder: string): Promise<readonly StaleFile[] | null> {
    try {
      const discovery = await discover(info.corpus, info.limits, { indexFolder });
      // On another machine, a folder of that name without the documents is not theirs: an empty mount, for one.
      if (this.isShared && isWithoutAll(info.documents, discovery)) return null;
      return await findStale(info.corpus, discovery, info);
    } catch {
      return null;
    }
  }
}

function isWithoutAll(documents: GenerationInfo["documents"], { files }: Discovery): boolean {
  const here = new Set(files.map(({ path }) => path));
  return documents.length > 0 && documents.every(({ file }) => !here.has(file));
}
