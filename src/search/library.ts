import { LRUCache } from "lru-cache";
import type { DocumentId } from "../contract/ids.js";
import { mailField } from "../core/mail.js";
import { TextMap } from "../core/offsets.js";
import type { Embedder } from "../embedding/embedder.js";
import type { Reader } from "../reading/reader.js";
import type { IndexReader, StoredDocument } from "../store/index-store.js";
import { NameIndex } from "./question/name-index.js";

/** What a question is asked of. */
export interface Library {
  readonly reader: IndexReader;
  readonly sources: Sources;
  readonly embedder: Embedder;
  /** Reads a question beside the best windows; `null` where settings leave it out. */
  readonly readingModel: Reader | null;
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
  readonly #kept: LRUCache<DocumentId, Promise<Source>>;

  #names: NameIndex | null = null;
  #mails: ReadonlyMap<string, DocumentId> | null = null;

  /** @param limitBytes of the files whose texts are kept [64 MB] */
  constructor(
    private readonly reader: IndexReader,
    private readonly limitBytes = KEPT_BYTES,
  ) {
    this.#documents = new Map(reader.info.documents.map((document) => [document.id, document]));
    this.#kept = new LRUCache({ maxSize: limitBytes });
  }

  get documents(): ReadonlyMap<DocumentId, StoredDocument> {
    return this.#documents;
  }

  /** What they are called. */
  get names(): NameIndex {
    this.#names ??= new NameIndex([...this.#documents.values()]);
    return this.#names;
  }

  /** The mails, by their message ids. */
  get mails(): ReadonlyMap<string, DocumentId> {
    this.#mails ??= new Map(
      [...this.#documents.values()].flatMap(({ id, fields }) => {
        const messageId = mailField(fields, "message_id");
        return messageId === undefined ? [] : [[messageId, id] as const];
      }),
    );
    return this.#mails;
  }

  /** `null` for an id that the generation does not hold. */
  async get(id: DocumentId): Promise<Source | null> {
    const document = this.#documents.get(id);
    if (!document) return null;
    const kept = this.#kept.get(id);
    if (kept) return kept;
    const source = this.#read(document);
    // One that is larger than all that may be kept is kept alone: several questions in a row are about it.
    this.#kept.set(id, source, { size: Math.min(Math.max(document.size, 1), this.limitBytes) });
    source.catch(() => {
      if (this.#kept.peek(id) === source) this.#kept.delete(id);
    });
    return source;
  }

  async #read(document: StoredDocument): Promise<Source> {
    const text = await this.reader.text(document.id);
    return { document, text, map: new TextMap(text) };
  }
}
