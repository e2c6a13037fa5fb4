import { FootnoteError } from "../../core/errors/errors.js";
import type { IndexReader, IndexStore, IndexWriter } from "../index-store.js";
import { JoinedReader, type OpenedCollection } from "./joined-reader.js";

/** One of several indexes. */
export interface StoredCollection {
  readonly name: string;
  readonly indexFolder: string;
  readonly store: IndexStore;
}

/**
 * Several indexes that are read as one; each is written by itself. A collection that has no index yet is left out until
 * it has one.
 */
export class JoinedStore implements IndexStore {
  readonly isShared = false;

  constructor(private readonly collections: readonly StoredCollection[]) {}

  get place(): string {
    return this.collections.map(({ store }) => store.place).join(", ");
  }

  async open(): Promise<IndexReader> {
    const opened: OpenedCollection[] = [];
    try {
      for (const { name, indexFolder, store } of this.collections) {
        if ((await store.currentGeneration()) === null) continue;
        opened.push({ name, indexFolder, reader: await store.open() });
      }
      if (opened.length === 0) throw new FootnoteError("index_missing", { path: this.place });
      return new JoinedReader(opened);
    } catch (error) {
      await Promise.all(opened.map(({ reader }) => reader.close()));
      throw error;
    }
  }

  /** As long as none of them changes, it stays the same. */
  async currentGeneration(): Promise<string | null> {
    const each = await Promise.all(this.collections.map(({ store }) => store.currentGeneration()));
    return each.every((generation) => generation === null) ? null : JSON.stringify(each);
  }

  /** There is no one folder. */
  async corpus(): Promise<null> {
    return null;
  }

  async lock(): Promise<null> {
    return null;
  }

  async sharedVectors(): Promise<null> {
    return null;
  }

  async begin(): Promise<IndexWriter> {
    throw new TypeError("Each of the joined indexes is written by itself");
  }

  async close(): Promise<void> {
    await Promise.all(this.collections.map(({ store }) => store.close()));
  }
}
