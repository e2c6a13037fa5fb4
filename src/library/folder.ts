import type {
  Answer,
  AnswerDeltaEvent,
  AnswerDoneEvent,
  AnswerQuotedEvent,
  CitationEvent,
  DocumentDetails,
  DocumentSummary,
  Filters,
  FolderSettings,
  GivenCitation,
  IndexStatus,
  PassageEvent,
  PassageInContext,
  SearchResults,
  StatusEvent,
  SyncProgress,
  SyncResult,
  Verification,
  WrittenDeltaEvent,
  WrittenDoneEvent,
  WrittenSentEvent,
  WrittenSentenceEvent,
} from "./contract-types.js";
import type { FootnoteError } from "./errors.js";
import type { Run } from "./run.js";

export interface FolderOptions extends FolderSettings {
  /** Folder of the index [`.footnote` in the folder of the documents]. */
  readonly index?: string | undefined;
  /** Address of an OpenAI-compatible server whose model writes. */
  readonly llmUrl?: string | undefined;
  /**
   * Answer in a thread, and index in a process, of their own: for a program that serves others meanwhile [false].
   */
  readonly background?: boolean | undefined;
}

/** An `AbortSignal`, whoever declares its type: of Node, a browser or a worker. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

export interface Abortable {
  /** Calls it off: it throws `interrupted`. */
  readonly signal?: AbortSignalLike | undefined;
}

export interface SearchOptions extends Abortable {
  /** Passages to show, 1 to 50 [the folder's `topK`]. */
  readonly topK?: number | undefined;
  /** Which documents are asked [all]. */
  readonly filters?: Filters | undefined;
  /** Whether to say how each score came about [false]. */
  readonly explain?: boolean | undefined;
  /** Whether to ask all documents what was typed, whichever the question names [false]. */
  readonly literal?: boolean | undefined;
  /** The answers of the conversation so far, oldest first: a question that leans on them is read in their light [none]. */
  readonly history?: readonly Pick<Answer, "interpreted_question" | "citations">[] | undefined;
}

export interface AskOptions extends SearchOptions {
  /** Whether the language model of `llmUrl` is to write the answer as well, each sentence proven: `written` [false]. */
  readonly write?: boolean | undefined;
}

export interface VerifyOptions extends Abortable {
  /** Where statements may find support [in all documents]. */
  readonly filters?: Filters | undefined;
}

export interface IndexOptions extends Abortable {
  /** Embed everything anew [false: what changed]. */
  readonly full?: boolean | undefined;
  /** Told how far it is, a few times a second. */
  readonly onProgress?: ((progress: SyncProgress) => void) | undefined;
}

/** What is heard of an answer, in this order; the last one holds the whole object. */
export type AnswerEvent =
  | StatusEvent
  | PassageEvent
  | CitationEvent
  | AnswerDeltaEvent
  | AnswerQuotedEvent
  | WrittenSentEvent
  | WrittenDeltaEvent
  | WrittenSentenceEvent
  | WrittenDoneEvent
  | AnswerDoneEvent;

/** What is heard while a folder is watched. */
export type WatchEvent =
  /** The index is up to date: told once at the start, then each time that something has changed. */
  | { readonly event: "indexed"; readonly data: SyncResult }
  /** It could not be brought up to date, or not all can be watched; it is tried again. */
  | { readonly event: "problem"; readonly data: FootnoteError };

/** A place to show: a passage by its id, a citation or a passage of an answer, or a line of a document. */
export type Place =
  | string
  | { readonly passage_id: string }
  | { readonly id: string; readonly rank: number }
  | { readonly path: string; readonly line: number };

/**
 * A folder of documents with its index. Calls may overlap. Every one throws a `FootnoteError`; that nothing was found is
 * an answer.
 */
export interface Folder {
  /** Absolute path of the documents. */
  readonly path: string;
  /** Absolute path of the index. */
  readonly indexPath: string;

  /**
   * Brings the index up to date with the folder, at the cost of what changed. Called off, it keeps what it has done.
   * @throws index_locked, corpus_missing, corpus_empty and others
   */
  index(options?: IndexOptions): Run<SyncResult, SyncProgress>;

  /**
   * Answers a question with the passages that prove it.
   * @throws index_missing, question_empty, question_too_long and others
   */
  ask(question: string, options?: AskOptions): Run<Answer, AnswerEvent>;

  /** Ranked passages without an answer. @throws as `ask` */
  search(query: string, options?: SearchOptions): Promise<SearchResults>;

  /** What the documents say of statements, sentence by sentence: `statements`. At most 50 of them. @throws as `ask` */
  verify(statements: string | readonly string[], options?: VerifyOptions): Promise<Verification>;

  /** Whether the quotes of citations still stand in the files themselves: `citations`. Loads no model. */
  checkCitations(citations: readonly GivenCitation[], options?: Abortable): Promise<Verification>;

  /**
   * A passage with the text around it.
   * @param context how many passages' worth of text on either side, at most 20 [1]
   * @throws passage_unknown, location_unknown
   */
  show(place: Place, context?: number): Promise<PassageInContext>;

  /** All documents of the index, by path. */
  documents(): Promise<readonly DocumentSummary[]>;

  /** One of them by its id, with its names and fields. @throws document_unknown */
  document(id: string): Promise<DocumentDetails>;

  /** What the index holds, and what has changed in the folder since. */
  status(): Promise<IndexStatus>;

  /** Follows the folder and keeps the index up to date, until the signal is aborted, the loop left or the folder closed. */
  watch(options?: Abortable): AsyncIterable<WatchEvent>;

  /** Calls off what goes on, and gives back models, threads and files. Nothing can be asked afterwards. */
  close(): Promise<void>;

  /** The same, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}
