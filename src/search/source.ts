import { TextMap } from "../core/offsets.js";
import type { DocumentId } from "../core/spans.js";
import type { IndexReader, StoredDocument } from "../index/store/index-store.js";

/** A document with its text, ready to be quoted. */
export interface Source {
  readonly document: StoredDocument;
  readonly text: string;
  readonly map: TextMap;
}

/** The documents of one generation; each text is read and mapped once. */
export class Sources {
  readonly #documents: ReadonlyMap<DocumentId, StoredDocument>;
  readonly #sources = new Map<DocumentId, Promise<Source | null>>();

  constructor(private readonly reader: IndexReader) {
    this.#documents = new Map(reader.info.documents.map((document) => [document.id, document]));
  }

  get documents(): ReadonlyMap<DocumentId, StoredDocument> {
    return this.#documents;
  }

  /** `null` for an id that the generation does not hold. */
  get(id: DocumentId): Promise<Source | null> {
    let source = this.#sources.get(id);
    if (!source) {
      source = this.#read(id);
      this.#sources.set(id, source);
    }
    return source;
  }

  async #read(id: DocumentId): Promise<Source | null> {
    const document = this.#documents.get(id);
    if (!document) return null;
    const text = await this.reader.text(id);
    return { document, text, map: new TextMap(text) };
  }
}
