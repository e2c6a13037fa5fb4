import type { Answer, Citation, RankedPassage, Written } from "../../contract/answer.js";
import type { Conversation, ConversationList, KeptTurn } from "../../contract/conversation.js";
import type { DocumentSummary, DocumentText, PageView, PassageInContext } from "../../contract/documents.js";
import type { ReportProgress } from "../../contract/events.js";
import type { IndexStatus, SyncProgress, SyncResult } from "../../contract/index-state.js";
import type { Report } from "../../contract/report.js";
import type { WritingSent, WrittenSentence } from "../../contract/written.js";
import type { Changes } from "../../core/conversation/recheck.js";
import type { PastTurn } from "../../core/past-turns.js";
import type { GrowingReport } from "../../core/report-walk.js";
import type { Failure } from "../effects/failure.js";
import { HOME, type ReportOf, type Route } from "./route.js";

export type Loadable<Value> =
  | { readonly kind: "loading" }
  | { readonly kind: "loaded"; readonly value: Value }
  | { readonly kind: "failed"; readonly failure: Failure };

/** What has come of an answer so far. */
export interface GrowingAnswer {
  readonly passages: readonly RankedPassage[];
  readonly citations: readonly Citation[];
  readonly text: string;
}

export type Outcome =
  | { readonly kind: "asking"; readonly growing: GrowingAnswer }
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "cancelled" };

/** What has come of an answer in words so far: sentences with their verdicts, and what these cite. */
export interface GrowingWords {
  readonly sentences: readonly WrittenSentence[];
  readonly citations: readonly Citation[];
  /** What was sent for it, and where; `null` before, and where all that is told at the end says so. */
  readonly sent: WritingSent | null;
}

/** An answer in words, below its quotes. */
export type Words =
  | ({ readonly kind: "writing" } & GrowingWords)
  | { readonly kind: "written"; readonly written: Written }
  | ({ readonly kind: "failed"; readonly failure: Failure } & GrowingWords)
  | ({ readonly kind: "stopped" } & GrowingWords);

/** A report, as far as it has come. */
export type ReportState =
  | { readonly kind: "asking" }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "cancelled" }
  | {
      readonly kind: "report";
      readonly growing: GrowingReport;
      readonly isWriting: boolean;
      /** Why the writing ended before its end; `null` where it didn't. */
      readonly end: Failure | "stopped" | null;
    };

export type Build =
  | { readonly kind: "running"; readonly jobId: string | null; readonly progress: SyncProgress | null }
  | { readonly kind: "cancelling"; readonly jobId: string | null }
  | { readonly kind: "done"; readonly result: SyncResult }
  | { readonly kind: "cancelled" }
  | { readonly kind: "failed"; readonly failure: Failure };

/** Where an answer is kept. */
export interface KeptPlace {
  /** Of its conversation. */
  readonly id: string;
  readonly turn: string;
  /** Whether what is written of it is kept as well. */
  readonly isWritten: boolean;
}

/**
 * Whether answers are kept: `unknown` until the server has said it, `off` where it keeps none; why the last one could not
 * be, until the next one comes.
 */
export type Keeping = "unknown" | "on" | "off" | Failure;

/** A kept conversation, with its citations where they stand now. */
export interface Reopened {
  readonly conversation: Conversation;
  readonly turns: readonly KeptTurn[];
  readonly changes: Changes;
  /** Why its citations could not be checked; `null` where they were. */
  readonly unchecked: string | null;
}

export interface Asked {
  /** Of the conversation that it continues. */
  readonly key: string;
  readonly question: string;
  readonly history: readonly PastTurn[];
  readonly isLiteral: boolean;
  /** The collection that is asked [all]. */
  readonly collection: string | undefined;
}

/** Work that ought to be running. The reducer says what; `effects.ts` starts it, and stops what has left the list. */
export type Task =
  | ({ readonly id: number; readonly kind: "ask" } & Asked)
  /** Has the answer said in words. */
  | ({ readonly id: number; readonly kind: "write" } & Asked)
  /** Makes a report, and has it written. */
  | {
      readonly id: number;
      readonly kind: "report";
      readonly key: string;
      readonly of: ReportOf;
      readonly write: boolean;
    }
  | {
      readonly id: number;
      readonly kind: "keep";
      readonly key: string;
      /** That the answer belongs to; `null` begins one. */
      readonly conversation: string | null;
      /** What it is kept under already; `null` under nothing. */
      readonly turnId: string | null;
      readonly turn: Pick<KeptTurn, "question" | "literal" | "filter" | "outcome">;
      readonly isWritten: boolean;
    }
  | { readonly id: number; readonly kind: "conversations" }
  | { readonly id: number; readonly kind: "reopen"; readonly conversation: string }
  | { readonly id: number; readonly kind: "rename"; readonly conversation: string; readonly title: string }
  | { readonly id: number; readonly kind: "delete"; readonly conversation: string }
  | { readonly id: number; readonly kind: "status" }
  | { readonly id: number; readonly kind: "list" }
  | { readonly id: number; readonly kind: "read"; readonly documentId: string }
  | { readonly id: number; readonly kind: "page"; readonly documentId: string; readonly number: number }
  | { readonly id: number; readonly kind: "original"; readonly documentId: string }
  | { readonly id: number; readonly kind: "locate"; readonly passageId: string }
  | { readonly id: number; readonly kind: "build"; readonly full: boolean }
  /** Follows a rebuild that runs already, whoever started it. */
  | { readonly id: number; readonly kind: "find_build" }
  | { readonly id: number; readonly kind: "cancel_build"; readonly jobId: string };

/** A task before it has its number. */
export type Wanted = Task extends infer Kind ? (Kind extends Task ? Omit<Kind, "id"> : never) : never;

/** Why a token is asked for: there is none, the server does not know it, or it can't be one. */
export type TokenWanted = "missing" | "unknown" | "malformed";

export interface State {
  readonly route: Route;
  /** What stands in the question box. */
  readonly draft: string;
  /** The collection chosen for the next question; `null`: all; `undefined`: none is, it goes where the last one went. */
  readonly collection: string | null | undefined;
  /** By `conversationKey`. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
  /** By `conversationKey`. */
  readonly words: Readonly<Record<string, Words>>;
  /** By `reportKey`. */
  readonly reports: Readonly<Record<string, ReportState>>;
  /** Where answers are kept, by `conversationKey`. */
  readonly kept: Readonly<Record<string, KeptPlace>>;
  readonly keeping: Keeping;
  readonly conversations: Loadable<ConversationList> | null;
  /** What has become of citations of reopened conversations since these were kept. */
  readonly changes: Changes;
  /** What there is to say of the conversation that was reopened last; `null` of none. */
  readonly reopened: { readonly key: string; readonly said: string } | null;
  /** The document that another is to be compared with; `null`: none. */
  readonly compared: DocumentSummary | null;
  /** Whether answers are said in words without being asked to, where the server can. */
  readonly alsoInWords: boolean;
  readonly status: Loadable<IndexStatus> | null;
  readonly documents: Loadable<readonly DocumentSummary[]> | null;
  /** By document id; the latest few. */
  readonly texts: Readonly<Record<string, Loadable<DocumentText>>>;
  /** By `pageKey`; the latest few. */
  readonly pages: Readonly<Record<string, Loadable<PageView>>>;
  /** Files by document id; the latest few. */
  readonly originals: Readonly<Record<string, Loadable<Blob>>>;
  /** How large a page is drawn: 1 is as wide as there is room. */
  readonly zoom: number;
  /** By passage id: those that the address names and the answer does not hold. */
  readonly places: Readonly<Record<string, Loadable<PassageInContext>>>;
  readonly build: Build | null;
  readonly tasks: readonly Task[];
  readonly nextId: number;
  readonly isHelpOpen: boolean;
  /** Whether single keys do something; some people's speech input types them by accident. */
  readonly areKeysOn: boolean;
  readonly token: string | null;
  /** Why nothing can be had before a token is given; `null` while none is asked for. */
  readonly tokenWanted: TokenWanted | null;
  /** Read out by screen readers. */
  readonly announcement: string;
}

export type Event =
  | { readonly type: "navigated"; readonly route: Route }
  | { readonly type: "typed"; readonly text: string }
  | { readonly type: "collection_chosen"; readonly name: string | null }
  | { readonly type: "submitted" }
  | { readonly type: "asked_literally" }
  | { readonly type: "ask_cancelled" }
  | { readonly type: "words_asked" }
  | { readonly type: "words_stopped" }
  | { readonly type: "words_switched" }
  | { readonly type: "report_asked"; readonly of: ReportOf }
  /** The first of two documents to be compared, or none any more. */
  | { readonly type: "comparison_begun"; readonly document: DocumentSummary | null }
  | { readonly type: "evidence_stepped"; readonly by: -1 | 1 }
  | { readonly type: "citation_opened"; readonly number: number }
  | { readonly type: "page_asked"; readonly number: number }
  | { readonly type: "page_stepped"; readonly by: -1 | 1 }
  /** From the page to the text, or back. */
  | { readonly type: "look_switched" }
  /** One step smaller or larger; 0 back to as wide as there is room. */
  | { readonly type: "zoomed"; readonly by: -1 | 0 | 1 }
  | { readonly type: "document_closed" }
  | { readonly type: "documents_asked" }
  | { readonly type: "conversation_asked"; readonly id: string }
  | { readonly type: "conversation_renamed"; readonly id: string; readonly title: string }
  | { readonly type: "conversation_deleted"; readonly id: string }
  | { readonly type: "help_switched"; readonly isOpen: boolean }
  | { readonly type: "keys_switched" }
  | { readonly type: "token_given"; readonly token: string }
  | { readonly type: "token_refused" }
  | { readonly type: "token_forgotten" }
  | { readonly type: "retried" }
  | { readonly type: "announced"; readonly text: string }
  | { readonly type: "build_asked"; readonly full: boolean }
  | { readonly type: "build_cancelled" }
  | TaskEvent;

/** What a task reports. */
export type TaskEvent =
  | { readonly type: "answer_grew"; readonly task: number; readonly growing: GrowingAnswer }
  | { readonly type: "answered"; readonly task: number; readonly answer: Answer }
  | { readonly type: "words_grew"; readonly task: number; readonly growing: GrowingWords }
  | { readonly type: "words_written"; readonly task: number; readonly written: Written }
  | { readonly type: "report_heard"; readonly task: number; readonly heard: ReportProgress }
  | { readonly type: "reported"; readonly task: number; readonly report: Report }
  | { readonly type: "kept"; readonly task: number; readonly id: string; readonly turn: string }
  | { readonly type: "conversations_listed"; readonly task: number; readonly list: ConversationList }
  | { readonly type: "reopened"; readonly task: number; readonly reopened: Reopened }
  | { readonly type: "renamed"; readonly task: number }
  | { readonly type: "deleted"; readonly task: number }
  | { readonly type: "status_read"; readonly task: number; readonly status: IndexStatus }
  | { readonly type: "listed"; readonly task: number; readonly documents: readonly DocumentSummary[] }
  | { readonly type: "document_read"; readonly task: number; readonly text: DocumentText }
  | { readonly type: "page_read"; readonly task: number; readonly page: PageView }
  | { readonly type: "original_read"; readonly task: number; readonly file: Blob }
  | { readonly type: "located"; readonly task: number; readonly place: PassageInContext }
  | { readonly type: "build_started"; readonly task: number; readonly jobId: string }
  | { readonly type: "build_progressed"; readonly task: number; readonly progress: SyncProgress }
  | { readonly type: "built"; readonly task: number; readonly result: SyncResult }
  | { readonly type: "build_stopped"; readonly task: number }
  | { readonly type: "finished"; readonly task: number }
  | { readonly type: "task_failed"; readonly task: number; readonly failure: Failure };

export const NOTHING_YET: GrowingAnswer = { passages: [], citations: [], text: "" };

export const NO_WORDS_YET: GrowingWords = { sentences: [], citations: [], sent: null };

/** What outlasts the page, or what it forgets with the token. */
type Kept = Pick<State, "token" | "areKeysOn"> & Partial<Pick<State, "alsoInWords" | "kept">>;

export function initialState(kept: Kept): State {
  return {
    route: HOME,
    draft: "",
    collection: undefined,
    outcomes: {},
    words: {},
    reports: {},
    kept: {},
    keeping: "unknown",
    conversations: null,
    changes: {},
    reopened: null,
    compared: null,
    alsoInWords: false,
    status: null,
    documents: null,
    texts: {},
    pages: {},
    originals: {},
    zoom: 1,
    places: {},
    build: null,
    tasks: [],
    nextId: 1,
    isHelpOpen: false,
    tokenWanted: null,
    announcement: "",
    ...kept,
  };
}

/** Adds work that ought to be running. */
export function withTask(state: State, task: Wanted): State {
  return { ...state, tasks: [...state.tasks, { ...task, id: state.nextId } as Task], nextId: state.nextId + 1 };
}
