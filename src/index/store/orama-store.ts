import { readManifest } from "./generation-files.js";
import { readCorpus, readCurrentGeneration } from "./generation-reader.js";
import { GenerationWriter } from "./generation-writer.js";
import type { GenerationSettings, IndexReader, IndexStore, IndexWriter, WriteGuard } from "./index-store.js";
import { OramaReader } from "./orama-reader.js";

/** Generations in a folder of this machine, searched in this process. */
export class OramaStore implements IndexStore {
  readonly #folder: string;

  /** @param folder of the index, absolute; made at the first `begin` */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async open(): Promise<IndexReader> {
    return new OramaReader(this.#folder, await readCurrentGeneration(this.#folder));
  }

  async currentGeneration(): Promise<string | null> {
    return (await readManifest(this.#folder))?.generation ?? null;
  }

  async corpus(): Promise<string | null> {
    return readCorpus(this.#folder);
  }

  async begin(settings: GenerationSettings, guard?: WriteGuard): Promise<IndexWriter> {
    return GenerationWriter.begin(this.#folder, settings, guard);
  }
}
