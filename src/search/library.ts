import type { DocumentId } from "../contract/ids.js";
import { TextMap } from "../core/offsets.js";
import type { Embedder } from "../embedding/embedder.js";
import type { IndexReader, StoredDocument } from "../store/index-store.js";

/** What a question is asked of. */
export interface Library {
  readonly reader: IndexReader;
  readonly sources: Sources;
  readonly embedder: Embedder;
}

/** A document with its text, ready to be quoted. */
export interface Source {
  readonly document: StoredDocument;
  readonly text: string;
  readonly map: TextMap;
}

/** Texts are kept while their files have no more bytes than this together. */
const KEPT_BYTES = 64 * 2 ** 20;

/** The documents of one generation; the texts that were used last are kept, with their maps. */
export class Sources {
  readonly #documents: ReadonlyMap<DocumentId, StoredDocument>;
  /** The one used last at the end. */
  readonly #kept = new Map<DocumentId, Promise<Source>>();
  #keptBytes = 0;

  /** @param limitBytes of the files whose texts are kept [64 MB] */
  constructor(
    private readonly reader: IndexReader,
    private readonly limitBytes = KEPT_BYTES,
  ) {
    this.#documents = new Map(reader.info.documents.map((document) => [document.id, document]));
  }

  get documents(): ReadonlyMap<DocumentId, StoredDocument> {
    return this.#documents;
  }

  /** `null` for an id that the generation does not hold. */
  async get(id: DocumentId): Promise<Source | null> {
    const document = this.#documents.get(id);
    if (!document) return null;
    const kept = this.#kept.get(id);
    const source = kept ?? this.#read(document);
    this.#kept.delete(id);
    this.#kept.set(id, source);
    if (!kept) {
      this.#keptBytes += document.size;
      source.catch(() => this.#forget(id, source));
      this.#makeRoom();
    }
    return source;
  }

  async #read(document: StoredDocument): Promise<Source> {
    const text = await this.reader.text(document.id);
    return { document, text, map: new TextMap(text) };
  }

  #makeRoom(): void {
    for (const [id, source] of this.#kept) {
      if (this.#keptBytes <= this.limitBytes || this.#kept.size === 1) return;
      this.#forget(id, source);
    }
  }

  #forget(id: DocumentId, source: Promise<Source>): void {
    if (this.#kept.get(id) !== source) return;
    this.#kept.delete(id);
    this.#keptBytes -= this.#documents.get(id)!.size;
  }
}
