import { manifestVersion, readManifest } from "../disk/generation-files.js";
import { readCorpus, readCurrentGeneration } from "../disk/generation-reader.js";
import type { GenerationSettings, IndexReader, IndexStore, IndexWriter, WriteGuard } from "../index-store.js";
import { OramaReader } from "./orama-reader.js";

/** Generations in a folder of this machine, searched in this process. */
export class OramaStore implements IndexStore {
  readonly isShared = false;
  readonly #folder: string;
  /** The manifest as it was last read: each question asks for it. */
  #read: { readonly version: string; readonly generation: string | null } | null = null;

  /** @param folder of the index, absolute; made at the first `begin` */
  constructor(folder: string) {
    this.#folder = folder;
  }

  get place(): string {
    return this.#folder;
  }

  async open(): Promise<IndexReader> {
    return new OramaReader(this.#folder, await readCurrentGeneration(this.#folder));
  }

  async currentGeneration(): Promise<string | null> {
    // Taken first: a manifest that is swapped in between is read again the next time.
    const version = await manifestVersion(this.#folder);
    if (version === null || version !== this.#read?.version) {
      const generation = (await readManifest(this.#folder))?.generation ?? null;
      this.#read = version === null ? null : { version, generation };
      return generation;
    }
    return this.#read.generation;
  }

  async corpus(): Promise<string | null> {
    return readCorpus(this.#folder);
  }

  async lock(): Promise<null> {
    return null;
  }

  async sharedVectors(): Promise<null> {
    return null;
  }

  async begin(settings: GenerationSettings, guard?: WriteGuard): Promise<IndexWriter> {
    const { GenerationWriter } = await import("../disk/generation-writer.js");
    return GenerationWriter.begin(this.#folder, settings, guard);
  }

  async close(): Promise<void> {}
}
