import { FootnoteError } from "../../core/errors/errors.js";
import { fingerprintDifference } from "../../embedding/fingerprint.js";
import { type Library, Sources } from "../../search/library.js";
import type { IndexReader, IndexStore } from "../../store/index-store.js";
import type { Models } from "./models.js";

interface Opened {
  readonly reader: IndexReader;
  readonly sources: Sources;
  /** Calls that read from it now. */
  users: number;
  /** A newer generation has taken its place: the last user closes it. */
  retired: boolean;
}

/**
 * The current generation of an index, opened once and shared. Each use asks which one is current, so that a running
 * server follows a rebuild; what has begun on an older one ends on it.
 */
export class OpenLibrary {
  #current: Promise<Opened> | null = null;
  #generation: string | null = null;
  #corpus: string | null = null;

  constructor(private readonly store: IndexStore) {}

  /** Folder of the generation that was opened last, whatever has become of it since; `null` before the first. */
  get corpus(): string | null {
    return this.#corpus;
  }

  /** Lends the current generation for the time of a call. @throws FootnoteError index_missing and the index's others */
  async read<T>(call: (opened: { reader: IndexReader; sources: Sources }) => Promise<T>): Promise<T> {
    let opened = await this.#open();
    // Another call may have put a newer one in its place while this one waited.
    while (opened.retired) opened = await this.#open();
    opened.users++;
    try {
      return await call(opened);
    } finally {
      opened.users--;
      await closeIfDone(opened);
    }
  }

  /**
   * As `read`, together with the models. The embedder must be the one that made the index.
   * @throws FootnoteError index_model
   */
  readWith<T>(models: Promise<Models>, call: (library: Library) => Promise<T>): Promise<T> {
    return this.read(async ({ reader, sources }) => {
      const { embedder, readingModel } = await models;
      this.#check(reader, embedder);
      return call({ reader, sources, embedder, readingModel });
    });
  }

  async close(): Promise<void> {
    const current = this.#current;
    this.#current = null;
    await retire(current);
  }

  async #open(): Promise<Opened> {
    const generation = await this.store.currentGeneration();
    if (!this.#current || generation !== this.#generation) {
      const before = this.#current;
      const next = this.store.open().then((reader) => {
        this.#corpus = reader.info.corpus;
        return { reader, sources: new Sources(reader), users: 0, retired: false };
      });
      this.#current = next;
      this.#generation = generation;
      next.catch(() => {
        if (this.#current === next) this.#current = null;
      });
      await Promise.all([next, retire(before)]);
    }
    return this.#current;
  }

  #check({ info }: IndexReader, { fingerprint }: Models["embedder"]): void {
    const difference = fingerprintDifference(info.fingerprint, fingerprint);
    if (difference) throw new FootnoteError("index_model", { path: this.store.place, ...difference });
  }
}

async function retire(opening: Promise<Opened> | null): Promise<void> {
  const opened = await opening?.catch(() => null);
  if (!opened) return;
  opened.retired = true;
  await closeIfDone(opened);
}

async function closeIfDone(opened: Opened): Promise<void> {
  if (opened.retired && opened.users === 0) await opened.reader.close();
}
