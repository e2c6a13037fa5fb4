import type { SkippedFile } from "../contract/answer.js";
import type { DocumentName } from "../contract/documents.js";
import type { DocumentId, PassageId } from "../contract/ids.js";
import type { CorpusLimits } from "../core/corpus-limits.js";
import type { Fields, Place } from "../core/document.js";
import type { PageLayout } from "../core/page-layout.js";
import type { Span } from "../core/spans.js";
import type { ModelFingerprint } from "../embedding/embedder.js";
import type { SharedVectors } from "./shared-vectors.js";

/** A sentence of a stored passage, with where it stands: a passage may go on over pages and rows. */
export interface StoredSentence extends Span, Place {
  /** `list_item`, `heading`, …: what block of the document it belongs to. */
  readonly kind: "heading" | "paragraph" | "list_item" | "table_row" | "code";
  /** Of a table's row: the row of the document that names its columns; `null` where none does. A header names itself. */
  readonly header: Span | null;
}

/** A passage without its text and vectors: spans count in its document's text. Its place is where it starts. */
export interface StoredPassage extends Span, Place {
  readonly id: PassageId;
  readonly documentId: DocumentId;
  /** Number of the passage within its document, from 0. */
  readonly ordinal: number;
  readonly sentences: readonly StoredSentence[];
  readonly section: readonly string[];
  /** sha256 of the exact tokens that the model read; equal input means equal vectors. */
  readonly inputHash: string;
}

/** A document as it was when it was indexed. */
export interface StoredDocument {
  readonly id: DocumentId;
  /** What a file holds is named behind it: `mail.eml › offer.pdf`. */
  readonly path: string;
  /** Path of the file of the corpus that it was read from. */
  readonly file: string;
  readonly title: string;
  /** What people call it by, most telling first. */
  readonly names: readonly DocumentName[];
  /** What the file says of itself in fields of its own. */
  readonly fields: Fields;
  /** What of it was not read: `2 charts`. */
  readonly unread: readonly string[];
  /** Of the file's bytes. */
  readonly contentHash: string;
  /** Of the file, in bytes. */
  readonly size: number;
  /** Modification time of the file, milliseconds since 1970. */
  readonly modified: number;
  readonly passages: number;
  /** Name of the collection that it belongs to, where several are asked as one [none]. */
  readonly collection?: string;
}

/** A file that was set aside, as it was then: while it looks the same, it needn't be read again. */
export interface StoredSkip extends SkippedFile {
  /** Path of the file of the corpus that holds it; its own path, for one that is a file itself. */
  readonly file: string;
  /** Bytes; `null` where the file itself may be good (a folder or a file that could not be opened): it is tried again. */
  readonly size: number | null;
  readonly modified: number | null;
}

/** Documents, or what is set aside, by the file of the corpus that holds them. */
export function byFile<T extends { readonly file: string }>(entries: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const group = groups.get(entry.file);
    if (group) group.push(entry);
    else groups.set(entry.file, [entry]);
  }
  return groups;
}

/** A passage with all that the index keeps of it, on its way to the store. */
export interface PassageRecord {
  readonly passage: StoredPassage;
  /** Words that the passage is found by besides its own: the titles that it stands under; may be empty. */
  readonly titles: string;
  /** Unit length. */
  readonly vector: Float32Array;
  /** One row of `dimensions` numbers a sentence, unit length. */
  readonly sentenceVectors: Float32Array;
}

/** What a generation says of itself. */
export interface GenerationInfo {
  readonly name: string;
  /** ISO 8601. */
  readonly indexedAt: string;
  /** Absolute path of the corpus. */
  readonly corpus: string;
  readonly fingerprint: ModelFingerprint;
  readonly splitter: SplitterSettings;
  /** What was looked at and read of the corpus. */
  readonly limits: CorpusLimits;
  readonly documents: readonly StoredDocument[];
  readonly skipped: readonly StoredSkip[];
  readonly passageCount: number;
  /** Whether it was published while its build went on: files of the folder are not in it yet [not]. */
  readonly incomplete?: true;
  /** Of several indexes that are asked as one: each as it describes itself, by the names of their collections. */
  readonly collections?: readonly CollectionInfo[];
}

/** One of several indexes that are asked as one. */
export interface CollectionInfo {
  /** What the paths of its documents begin with, before a slash. */
  readonly name: string;
  readonly info: GenerationInfo;
  /** Absolute folder of its index. */
  readonly indexFolder: string;
}

/** What a generation is made of and with, known before it is written. */
export type GenerationSettings = Pick<GenerationInfo, "corpus" | "fingerprint" | "splitter" | "limits">;

export interface SplitterSettings {
  /** Of how files are read and split: an index of another version has to be built anew. */
  readonly version: number;
  readonly maxTokens: number;
  readonly overlapTokens: number;
}

/** What it names has to hold together; what it leaves out lets everything through. */
export interface PassageFilter {
  readonly documentIds?: ReadonlySet<DocumentId>;
  readonly passageIds?: ReadonlySet<PassageId>;
}

export interface StoreQuery {
  /** Unit length. */
  readonly vector: Float32Array;
  /** The question's words; the store analyses them as it analysed the passages. */
  readonly text: string;
  /** Words of it that may be written otherwise: a passage that holds all of another form's terms holds these [none]. */
  readonly forms?: readonly QueryForms[];
  /** How many of the best by vector, and how many of the best by keywords. */
  readonly limit: number;
  /** Searches these passages only; ranks and scores are those of the whole index. */
  readonly filter?: PassageFilter;
  /** What scores by keywords are reckoned from, where the index is a part of a larger one [its own]. */
  readonly statistics?: KeywordStatistics;
}

/** What scores by keywords are reckoned from, beside the passage itself. */
export interface KeywordStatistics {
  readonly passages: number;
  /** Terms of all passages that are no stop words. */
  readonly length: number;
  /** Passages that hold each of the terms that were asked for. */
  readonly documentFrequencies: ReadonlyMap<string, number>;
}

/** Terms of a query, and other terms that say the same. */
export interface QueryForms {
  readonly terms: readonly string[];
  readonly others: readonly (readonly string[])[];
}

/** A passage that the store found, with both of its scores whichever way it was found. */
export interface Candidate {
  readonly passage: StoredPassage;
  /** -1 to 1. */
  readonly cosine: number;
  readonly bm25: number;
  /** The same of the query's own words, without credit for other forms: the best by keywords are the best by this. */
  readonly ownBm25: number;
  /** The share of each of the query's terms in `bm25`, in the order of `StoreResult.terms`. */
  readonly termScores: readonly number[];
  /** Best cosine of the passage's sentences, and all of them in their order. */
  readonly sentenceCosines: readonly number[];
}

/** A distinct term of the query after analysis. */
export interface QueryTerm {
  /** As the store keeps it (stemmed, folded). */
  readonly term: string;
  /** As the question wrote it first. */
  readonly word: string;
  /** Passages of the index that hold it; 0 for a word that occurs nowhere. */
  readonly documentFrequency: number;
  /** ln(1 + (N - n + 0.5) / (n + 0.5)) over passages. */
  readonly idf: number;
}

export interface StoreResult {
  /** Union of the best by vector and the best by keywords; in no order that means anything. */
  readonly candidates: readonly Candidate[];
  readonly terms: readonly QueryTerm[];
  readonly passageCount: number;
  /** The largest BM25 score that any text could get for these terms. */
  readonly maxBm25: number;
}

/** Port: one generation of the index, opened for reading. It stays readable after a newer one has replaced it. */
export interface IndexReader {
  readonly info: GenerationInfo;
  search(query: StoreQuery): Promise<StoreResult>;
  /** How many passages hold each of some words, in the order given; 0 for one that occurs nowhere. */
  frequencies(words: readonly string[]): Promise<readonly number[]>;
  /** @param terms as the store keeps them */
  statistics(terms: readonly string[]): Promise<KeywordStatistics>;
  /**
   * Every passage that holds all terms of a text, stop words too, document by document; none for a text without terms.
   * @param limit of the first ones [all]
   */
  passagesWithAll(text: string, filter?: PassageFilter, limit?: number): Promise<StoredPassage[]>;
  /** In the order asked for; an id that the generation does not hold gives no entry. */
  passages(ids: readonly PassageId[]): Promise<StoredPassage[]>;
  /** All passages of a document in its order; empty for an unknown id. */
  passagesOf(documentId: DocumentId): Promise<StoredPassage[]>;
  /** The document's decoded text. @throws FootnoteError document_unknown */
  text(documentId: DocumentId): Promise<string>;
  /** Where the document's words stand on its pages; `null` where that isn't known. @throws FootnoteError document_unknown */
  layout(documentId: DocumentId): Promise<PageLayout | null>;
  /** Both vectors by the hash of the model's input: what lets a rebuild embed only what changed. */
  embeddings(inputHashes: readonly string[]): Promise<Map<string, { vector: Float32Array; sentences: Float32Array }>>;
  close(): Promise<void>;
}

/** What is kept of a document to quote from and to show. */
export interface DocumentContent {
  readonly text: string;
  readonly layout: PageLayout | null;
}

/** Port: writes one new generation. Nothing that readers see changes before `publish` or `commit`. */
export interface IndexWriter {
  /** Documents come in the order of their files' paths, each with its passages in order. */
  addDocument(document: StoredDocument, content: DocumentContent, passages: readonly PassageRecord[]): Promise<void>;
  /** Takes over a document with its passages, vectors and terms from an earlier generation; only `modified` may differ. */
  copyDocument(document: StoredDocument, from: IndexReader): Promise<void>;
  /** Swaps in what has been written so far, atomically, as an incomplete generation, and goes on with the next one. */
  publish(skipped: readonly StoredSkip[], indexedAt: string): Promise<GenerationInfo>;
  /** Swaps the generation in, atomically, and gives its description. */
  commit(skipped: readonly StoredSkip[], indexedAt: string): Promise<GenerationInfo>;
  abort(): Promise<void>;
}

/** Who writes to an index. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** Tells two locks of one process apart: 16 hexadecimal digits. */
  readonly token: string;
}

/** @param seenMs when the holder last showed that it lives, by its clock; milliseconds since 1970 */
export type IsGone = (holder: LockHolder, seenMs: number) => boolean;

/** How often the holder of a lock shows that it lives, and after how long a silent one counts as gone; milliseconds. */
export const LOCK_TIMES = { heartbeatMs: 5_000, staleMs: 60_000 } as const;

/** The right to write to an index, for one at a time. */
export interface WriterLock {
  /** @throws FootnoteError index_lock_lost when another writer took the lock over while this one was silent */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
}

/** Port: where generations live. */
export interface IndexStore {
  /** For people: the folder, or the cluster and the index's name there. */
  readonly place: string;
  /** Whether other machines read and write it too, some of them without the corpus. */
  readonly isShared: boolean;
  /**
   * Opens the current generation.
   * @throws FootnoteError index_missing, index_format, index_corrupt
   */
  open(): Promise<IndexReader>;
  /** Name of the current generation, `null` without an index. Cheap: readers ask it before each question. */
  currentGeneration(): Promise<string | null>;
  /** The folder that the index was made of, `null` without an index. Told even where the rest is damaged. */
  corpus(): Promise<string | null>;
  /**
   * Takes the lock that other machines heed, beside the one of the index folder; `null` where that one is enough.
   * @param isGone whether a holder's process was on this host and is there no more
   * @throws FootnoteError index_locked
   */
  lock(mine: LockHolder, isGone: IsGone): Promise<WriterLock | null>;
  /** Vectors that machines which build the index share; `null` where only one does. */
  sharedVectors(fingerprint: ModelFingerprint): Promise<SharedVectors | null>;
  /** Starts a generation. The caller holds the writer's lock. @throws FootnoteError index_unwritable */
  begin(settings: GenerationSettings, guard?: WriteGuard): Promise<IndexWriter>;
  /** Lets go of what it holds open beside its readers. */
  close(): Promise<void>;
}

/** What may end the writing of a generation from outside. */
export interface WriteGuard {
  /** Asked right before the swap; when it rejects, `commit` does, and nothing has changed. */
  readonly beforeSwap?: () => Promise<void>;
  /** Ends `addDocument`, which takes long for a large document; `commit` is not ended. */
  readonly signal?: AbortSignal | undefined;
}
