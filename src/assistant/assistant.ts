import type { Answer, SearchResults } from "../contract/answer.js";
import type { KeptTurn } from "../contract/conversation.js";
import type {
  DocumentDetails,
  DocumentPage,
  DocumentSummary,
  DocumentText,
  PageView,
  PassageInContext,
} from "../contract/documents.js";
import type { ReportProgress, WriteEvent } from "../contract/events.js";
import type { Filters } from "../contract/filters.js";
import type { DocumentId, PassageId } from "../contract/ids.js";
import type { IndexStatus, SyncProgress, SyncResult } from "../contract/index-state.js";
import { MAX_DOCUMENTS_A_PAGE } from "../contract/limits.js";
import type { Report } from "../contract/report.js";
import type { GivenCitation, ReportTask } from "../contract/requests.js";
import type { Verification } from "../contract/verification.js";
import { type Rechecked, recheck } from "../core/conversation/recheck.js";
import { FootnoteError, toFootnoteError } from "../core/errors/errors.js";
import type { PastTurn } from "../core/past-turns.js";

export interface AskRequest {
  /** At most `MAX_QUESTION_CHARACTERS` characters. */
  readonly question: string;
  /** Passages to show [8], 1 to 50. */
  readonly topK?: number;
  readonly filters?: Filters;
  /** Whether to say how each score came about [false]. */
  readonly explain?: boolean;
  /** Whether to ask the texts of all documents what was typed, whatever the question names or seems to be about [false]. */
  readonly literal?: boolean;
  /** The conversation so far, oldest first: a question that leans on it is read in its light [none]. */
  readonly history?: readonly PastTurn[];
}

export interface WriteRequest extends AskRequest {
  /** Whether to give back what was sent to the model [false]. */
  readonly showPrompt?: boolean;
  /** Whether to make the prompt, and send nothing [false]. */
  readonly unsent?: boolean;
}

export interface WriteOptions {
  /** Told of the quoted answer as soon as it is there, then of what is written, as it comes. */
  readonly onEvent?: (event: WriteEvent) => void;
  readonly signal?: AbortSignal;
}

export interface ReportRequest {
  /** Of what: a document is named by path, by id, or by a name that it alone has. */
  readonly task: ReportTask;
  /** Whether the language model that the settings name is to write as well [false]. */
  readonly write?: boolean;
  /** Whether to give back what was sent to it [false]. */
  readonly showPrompt?: boolean;
  /** Whether to make its prompts, and send nothing [false]. */
  readonly unsent?: boolean;
}

export interface ReportOptions {
  /** Where a model writes: told of the report in quotes, then of each section as it is written. */
  readonly onEvent?: (event: ReportProgress) => void;
  readonly signal?: AbortSignal;
}

export interface VerifyRequest {
  /** Each at most `MAX_QUESTION_CHARACTERS` characters. */
  readonly statements?: readonly string[];
  /** Their paths are looked up in the corpus, and nowhere else. */
  readonly citations?: readonly GivenCitation[];
  /** Where statements may find support. */
  readonly filters?: Filters;
}

export interface SyncOptions {
  /** Embed everything anew. */
  readonly full?: boolean;
  /** Build an index anew that turns out to be damaged, or of another version [it is refused]. */
  readonly mend?: boolean;
  /** Where several collections are asked as one, the names of those that it is about [all]. */
  readonly collections?: readonly string[];
  readonly onProgress?: (progress: SyncProgress) => void;
  readonly signal?: AbortSignal;
}

/** The bytes of a document as its author made it. */
export interface Original {
  /** Of the document. */
  readonly path: string;
  /** Of the file that holds it, now as when it was indexed. */
  readonly contentHash: string;
  /** `application/pdf`, `image/png` and so on: what browsers draw, and nothing that they would run. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Port: what the terminal, the chat and the server ask. Every call may overlap with any other.
 * All throw FootnoteError with the codes of the catalogue; "nothing found" is an answer.
 */
export interface Assistant {
  /** @throws question_empty, question_too_long, index_missing and the index's other codes */
  ask(request: AskRequest, signal?: AbortSignal): Promise<Answer>;
  /**
   * As `ask`, and then in the words of the language model that the settings name, each sentence proven: `written`. What
   * fails of the writing is told there; the quoted answer stands.
   * @throws what `ask` throws
   */
  write(request: WriteRequest, options?: WriteOptions): Promise<Answer>;
  /**
   * A summary, a comparison or an explanation, in quotes; with `write` in a model's words as well, each sentence proven.
   * What fails of the writing is told in `written`; the quotes stand.
   * @throws document_unmatched, passage_unknown, request_invalid for a document beside itself
   */
  report(request: ReportRequest, options?: ReportOptions): Promise<Report>;
  /** Ranked passages without an answer. */
  search(request: AskRequest, signal?: AbortSignal): Promise<SearchResults>;
  /**
   * What the documents say of statements, and whether citations still hold in the files themselves.
   * @throws nothing_to_verify, question_empty, question_too_long, and corpus_missing, corpus_elsewhere for citations
   */
  verify(request: VerifyRequest, signal?: AbortSignal): Promise<Verification>;
  /** Sorted by path. `limit` [100], 1 to 1000. */
  documents(page?: { cursor?: string; limit?: number }): Promise<DocumentPage>;
  /** @throws document_unknown */
  document(id: DocumentId): Promise<DocumentDetails>;
  /** @throws document_unknown */
  text(id: DocumentId): Promise<DocumentText>;
  /** A page with its words where they stand, by its number from 1. @throws document_unknown, page_unknown */
  page(id: DocumentId, number: number): Promise<PageView>;
  /**
   * The file itself of a PDF or a picture, as long as it is as it was indexed.
   * @throws document_unknown, original_unknown, original_changed, corpus_missing, corpus_elsewhere
   */
  original(id: DocumentId): Promise<Original>;
  /** `context` [0]: how many passages' worth of text on either side, at most 20. @throws passage_unknown */
  passage(id: PassageId, context?: number): Promise<PassageInContext>;
  /** The passage that holds a line of a document. @throws location_unknown */
  passageAt(path: string, line: number, context?: number): Promise<PassageInContext>;
  status(): Promise<IndexStatus>;
  /** Brings the index up to date with its folder. @throws index_locked, corpus_missing and others */
  sync(options?: SyncOptions): Promise<SyncResult>;
  close(): Promise<void>;
}

/** All documents, sorted by path; as many calls as it takes. */
export async function allDocuments(assistant: Assistant): Promise<DocumentSummary[]> {
  const all: DocumentSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: DocumentPage = await assistant.documents({
      limit: MAX_DOCUMENTS_A_PAGE,
      ...(cursor !== null && { cursor }),
    });
    all.push(...page.documents);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return all;
}

/** Kept turns with their citations checked anew; as they were kept, where these can't be: then with the reason. */
export async function checkedAnew(
  assistant: Assistant,
  turns: readonly KeptTurn[],
  signal?: AbortSignal,
): Promise<Rechecked & { readonly unchecked: string | null }> {
  try {
    const documents = new Map((await allDocuments(assistant)).map((one) => [one.path, one.id]));
    const check = async (citations: readonly GivenCitation[]) =>
      (await assistant.verify({ citations }, signal)).citations;
    return { ...(await recheck(turns, check, (path) => documents.get(path))), unchecked: null };
  } catch (error) {
    signal?.throwIfAborted();
    return { turns, changes: {}, unchecked: toFootnoteError(error).outside };
  }
}

/** What the documents of these paths say of themselves, by path; those that the index doesn't hold are left out. */
export async function documentFields(
  assistant: Assistant,
  paths: readonly string[],
): Promise<Map<string, Pick<DocumentDetails, "fields">>> {
  const wanted = new Set(paths);
  const found = new Map<string, Pick<DocumentDetails, "fields">>();
  if (wanted.size === 0) return found;
  for (const { id, path } of await allDocuments(assistant)) {
    if (wanted.has(path)) found.set(path, await assistant.document(id));
  }
  return found;
}

/** Refuses a line that no document has, without a look at any. @throws FootnoteError location_unknown */
export function assertLine(path: string, line: number): void {
  if (line >= 1) return;
  throw new FootnoteError("location_unknown", { location: `${path}:${line}`, problem: "lines are counted from 1" });
}
