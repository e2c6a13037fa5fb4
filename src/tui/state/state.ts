import type { Answer, Citation, RankedPassage, SkippedFile } from "../../contract/answer.js";
import type { ConversationList } from "../../contract/conversation.js";
import type { Finding } from "../../contract/diagnosis.js";
import type { DocumentSummary, DocumentText } from "../../contract/documents.js";
import type { DocumentId } from "../../contract/ids.js";
import type { IndexStatus, SyncProgress, SyncResult } from "../../contract/index-state.js";
import type { PromptMessage } from "../../contract/written.js";
import type { Remark, WriterName } from "../host.js";
import type { DocumentName } from "../input/completion.js";
import type { HistorySearch } from "../input/history-search.js";
import { type EditedLine, EMPTY_EDIT } from "../input/line-editor.js";
import type { DocumentView } from "../reader/document-view.js";
import type { Marks } from "../reader/mark-text.js";
import { ALL_SHOWN, type Display, FULL_DISPLAY } from "../terminal/display.js";
import type { ConversationEvent } from "./conversation-events.js";
import { type Evidence, evidenceOfLook, withChanges } from "./evidence.js";
import type { InputEvent, ShellEvent } from "./input-events.js";
import type { Asking, LookTask, SideEvent, SideTask, WriterPurpose, WritingEvent, WritingTask } from "./tasks.js";
import type { ActiveFilter, Failure, Turn } from "./turn.js";

export type { Failure, Outcome, Turn } from "./turn.js";

/** Work that ought to be running. The reducer says what; `run-effects.ts` starts it, and stops what has left the list. */
export type Task =
  | ({
      readonly id: number;
      readonly kind: "ask";
      /** Whether the answer is to be written as well. */
      readonly isWritten: boolean;
    } & Asking)
  | WritingTask
  | LookTask
  | {
      readonly id: number;
      readonly kind: "sync";
      readonly full: boolean;
      /** Nothing can be asked before it has indexed something. */
      readonly isFirst: boolean;
      /** Nobody asked for it: it is said only where it changed something [false]. */
      readonly isOwn?: boolean;
    }
  | { readonly id: number; readonly kind: "status"; readonly purpose: "welcome" | "show" }
  | { readonly id: number; readonly kind: "list" }
  | { readonly id: number; readonly kind: "read"; readonly documentId: DocumentId }
  | SideTask;

/** Printed once and kept by the terminal's own scrollback. */
export type PastItem =
  | {
      readonly id: number;
      readonly kind: "welcome";
      readonly status: IndexStatus;
      /** While the first build goes on: what is indexed by then is no count to go by. */
      readonly isBuilding?: true;
    }
  | { readonly id: number; readonly kind: "turn"; readonly turn: Turn };

/** Said above the input until the next question. */
export type Notice =
  | { readonly kind: "message"; readonly tone: "muted" | "good" | "warning"; readonly text: string }
  | { readonly kind: "failure"; readonly failure: Failure }
  | { readonly kind: "synced"; readonly result: SyncResult }
  | { readonly kind: "status"; readonly status: IndexStatus }
  | { readonly kind: "findings"; readonly findings: readonly Finding[] };

/** A row of an open document's screen: a line (0-based) and the row within it once it is wrapped. */
export interface RowPosition {
  readonly line: number;
  readonly row: number;
}

/** A search inside an open document; an empty query is none. */
interface Search {
  /** While it is being written. */
  readonly line: EditedLine | null;
  readonly query: string;
}

export interface ReaderScreen {
  readonly kind: "reader";
  /** What `]` and `[` walk through; empty for a document opened from the list. */
  readonly trail: readonly Evidence[];
  readonly at: number;
  readonly title: string;
  /** `null` while it is being fetched. */
  readonly view: DocumentView | null;
  readonly marks: Marks;
  readonly search: Search;
  readonly top: RowPosition;
  /** Said until the next key. */
  readonly remark: Remark | null;
  readonly failure: Failure | null;
  readonly cameFrom: ChatScreen | DocumentsScreen;
}

export interface ChatScreen {
  readonly kind: "chat";
}

export interface HelpScreen {
  readonly kind: "help";
  readonly top: number;
  readonly cameFrom: Exclude<Screen, HelpScreen>;
}

export interface DocumentsScreen {
  readonly kind: "documents";
  readonly documents: readonly DocumentSummary[] | null;
  readonly skipped: readonly SkippedFile[];
  /** Counts through the documents, then the skipped files. */
  readonly selected: number;
  /** Path of the one that another is to be compared with [none]. */
  readonly compared?: string;
}

/** The conversations that are kept. */
export interface ConversationsScreen {
  readonly kind: "conversations";
  /** `null` while they are looked up. */
  readonly list: ConversationList | null;
  readonly selected: number;
  /** Id of the one that the next `d` deletes [none]. */
  readonly doomed: string | null;
}

/** Exactly what was sent to a model, or would be. */
export interface PromptScreen {
  readonly kind: "prompt";
  /** `null`: nothing was sent. */
  readonly sentTo: WriterName | null;
  readonly messages: readonly PromptMessage[];
  readonly top: number;
}

export type Screen = ChatScreen | ReaderScreen | HelpScreen | DocumentsScreen | ConversationsScreen | PromptScreen;

export interface State {
  readonly size: { readonly columns: number; readonly rows: number };
  /** The window is being dragged: nothing is drawn until it rests. */
  readonly isSizeChanging: boolean;
  readonly display: Display;
  readonly screen: Screen;
  readonly focus: "input" | "list";
  readonly input: EditedLine;
  /** What following questions are asked of; `null`: all documents. */
  readonly filter: ActiveFilter | null;
  /** The line of filters while it is being written. */
  readonly filterLine: EditedLine | null;
  /** Who writes the answers that follow; `null`: they are quoted only. */
  readonly writer: WriterName | null;
  /** What waits for a yes or a no before anything is sent to a host. */
  readonly consent: { readonly host: string; readonly question: string; readonly purpose: WriterPurpose } | null;
  readonly history: readonly string[];
  /** Place in the history while it is walked, and the line that was being written before. */
  readonly recalled: { readonly at: number; readonly draft: EditedLine } | null;
  /** A search through the history, while there is one. */
  readonly search: HistorySearch | null;
  /** What the menu of completions is doing; what is in it follows from the input. */
  readonly menu: { readonly isClosed: boolean; readonly selected: number | null };
  /** `null` until they are needed, and after the index has changed. */
  readonly names: readonly DocumentName[] | null;
  /** A question that is asked once the first build is done. */
  readonly waiting: string | null;
  /** What was asked under a smaller id was asked of an index that has changed since. */
  readonly indexChangedAt: number;
  /** Grows with `/new`, so that what is printed starts over. */
  readonly conversation: number;
  /** What the conversation is called where it is kept; `null` as long as nothing of it is. */
  readonly kept: { readonly id: string; readonly title: string } | null;
  readonly past: readonly PastItem[];
  readonly latest: Turn | null;
  /** Index into the items of the latest turn. */
  readonly selected: number;
  /** How many sentences of the latest answer are on show; the others follow one by one. */
  readonly shown: number;
  /** Whether the selected evidence says how its passage got its score. */
  readonly isExplained: boolean;
  /** First row shown of a latest turn that is taller than the window. */
  readonly scroll: number;
  /** Whether what is being written is kept in sight, until the user scrolls. */
  readonly followsWords: boolean;
  readonly notice: Notice | null;
  readonly tasks: readonly Task[];
  readonly progress: SyncProgress | null;
  readonly nextId: number;
  /** Ctrl-C was pressed on an empty line; the next one quits. */
  readonly isQuitArmed: boolean;
  readonly hasQuit: boolean;
  /** Ctrl-Z: the terminal belongs to the shell until the process is told to go on. */
  readonly isStopped: boolean;
  /** Grows when what is on the screen has to be drawn anew. */
  readonly redraws: number;
  /** The files that differ from the index, as they were last said: they are said once. */
  readonly staleSaid: string;
}

export type ScrollStep = "up" | "down" | "page_up" | "page_down" | "top" | "bottom";

export type Event =
  | { readonly type: "size_changing" }
  | { readonly type: "resized"; readonly columns: number; readonly rows: number }
  | InputEvent
  | ShellEvent
  | ConversationEvent
  | { readonly type: "submitted"; readonly at: number }
  | { readonly type: "asked_literally"; readonly at: number }
  | { readonly type: "interrupted" }
  | { readonly type: "quit" }
  | { readonly type: "focus_moved" }
  | { readonly type: "explanation_asked" }
  | { readonly type: "scrolled"; readonly step: ScrollStep }
  | { readonly type: "opened"; readonly number?: number }
  | { readonly type: "stepped"; readonly by: -1 | 1 }
  | { readonly type: "find_opened" }
  /** To the next match of a search; without one, to the next citation. */
  | { readonly type: "repeated"; readonly by: -1 | 1 }
  | { readonly type: "copied"; readonly isCited: boolean }
  | { readonly type: "editor_asked" }
  | { readonly type: "judged"; readonly isRight: boolean }
  | { readonly type: "filter_opened" }
  | { readonly type: "words_asked"; readonly at: number }
  | { readonly type: "prompt_asked"; readonly at: number }
  | { readonly type: "writing_stopped" }
  /** Of what is selected or open. */
  | { readonly type: "report_asked"; readonly of: "summary" | "explanation"; readonly at: number }
  /** Of the selected document, with the next one that is chosen so. */
  | { readonly type: "comparison_asked"; readonly at: number }
  | { readonly type: "consented"; readonly isGiven: boolean; readonly at: number }
  | { readonly type: "help_asked" }
  | { readonly type: "went_back" }
  | { readonly type: "sentence_shown" }
  | { readonly type: "answered"; readonly task: number; readonly answer: Answer }
  | { readonly type: "progressed"; readonly task: number; readonly progress: SyncProgress }
  | { readonly type: "synced"; readonly task: number; readonly result: SyncResult; readonly at: number }
  /** A first build has indexed something, and goes on. */
  | { readonly type: "index_published"; readonly task: number; readonly status: IndexStatus; readonly at: number }
  | { readonly type: "status_read"; readonly task: number; readonly status: IndexStatus }
  | {
      readonly type: "listed";
      readonly task: number;
      readonly documents: readonly DocumentSummary[];
      readonly skipped: readonly SkippedFile[];
    }
  | SideEvent
  | WritingEvent
  | {
      readonly type: "filter_read";
      readonly task: number;
      readonly filter: ActiveFilter;
      /** How many it lets through. */
      readonly documents: number;
    }
  | { readonly type: "document_read"; readonly task: number; readonly text: DocumentText }
  | { readonly type: "task_failed"; readonly task: number; readonly failure: Failure };

export const NO_SEARCH: Search = { line: null, query: "" };
const NOTHING_STALE = "[]";

export const CHAT: ChatScreen = { kind: "chat" };

interface Beginnings {
  /** What the terminal can show [everything]. */
  readonly display?: Display;
  /** Earlier inputs, oldest first [none]. */
  readonly history?: readonly string[];
  /** Whether answers are written from the beginning [false]. */
  readonly writes?: boolean;
  /** Id of a kept conversation to go on with [none]. */
  readonly reopen?: string;
  /** Whether the index is brought up to date from the beginning [false]. */
  readonly updates?: boolean;
}

export function initialState(
  size: State["size"],
  buildIndexFirst: boolean,
  { display = FULL_DISPLAY, history = [], writes = false, updates = false, reopen }: Beginnings = {},
): State {
  return {
    size,
    isSizeChanging: false,
    display,
    screen: CHAT,
    focus: "input",
    input: EMPTY_EDIT,
    filter: null,
    filterLine: null,
    writer: null,
    consent: null,
    history,
    recalled: null,
    search: null,
    menu: { isClosed: false, selected: null },
    names: null,
    waiting: null,
    indexChangedAt: 0,
    conversation: 0,
    kept: null,
    past: [],
    latest: null,
    selected: 0,
    shown: ALL_SHOWN,
    isExplained: false,
    scroll: 0,
    followsWords: false,
    notice: null,
    tasks: [
      buildIndexFirst
        ? { id: 1, kind: "sync", full: false, isFirst: true }
        : { id: 1, kind: "status", purpose: "welcome" },
      ...(writes ? [{ id: 2, kind: "writer", purpose: "following", agreed: null, at: 0 } as const] : []),
      ...(updates && !buildIndexFirst
        ? [{ id: 3, kind: "sync", full: false, isFirst: false, isOwn: true } as const]
        : []),
      ...(reopen === undefined ? [] : [{ id: 4, kind: "reopen", conversation: reopen } as const]),
    ],
    progress: null,
    nextId: 5,
    isQuitArmed: false,
    hasQuit: false,
    isStopped: false,
    redraws: 0,
    staleSaid: NOTHING_STALE,
  };
}

export function taskOf<Kind extends Task["kind"]>(state: State, kind: Kind): Extract<Task, { kind: Kind }> | undefined {
  return state.tasks.find((task): task is Extract<Task, { kind: Kind }> => task.kind === kind);
}

/** What is being looked up, with the question or the command that asked for it. */
export function lookingUp(state: State): Extract<Task, { kind: "ask" | "look" }> | undefined {
  return taskOf(state, "ask") ?? taskOf(state, "look");
}

/** The latest answer or report is being written. */
export function isWriting(state: State): boolean {
  const { outcome, words } = state.latest ?? {};
  return words?.stage === "writing" || (outcome?.kind === "report" && outcome.stage === "writing");
}

/** The chat waits behind the first build of its index. */
export function isBuildingFirst(state: State): boolean {
  return taskOf(state, "sync")?.isFirst === true;
}

/** What can be opened from a turn: its citations, those of its words, then its passages, or the nearest ones when nothing was found. */
export function evidenceOf(turn: Turn | null): readonly Evidence[] {
  return turn === null ? [] : withChanges(allEvidenceOf(turn), turn.changes);
}

function allEvidenceOf(turn: Turn): readonly Evidence[] {
  if (turn.outcome.kind !== "answer") return evidenceOfLook(turn.outcome);
  const { citations, passages, not_found } = turn.outcome.answer;
  const passageOf = (source: Citation) => {
    // A passage that is shown together with its neighbours has the id of the best of them.
    const holds = (shown: RankedPassage) =>
      shown.document_id === source.document_id && shown.start <= source.start && source.end <= shown.end;
    return passages.find(holds);
  };
  const cited = (of: readonly Citation[], ofWords: { isOfWords?: true } = {}) =>
    of.map(
      (source, i): Evidence => ({ kind: "citation", number: i + 1, source, passage: passageOf(source), ...ofWords }),
    );
  return [
    ...cited(citations),
    ...cited(turn.words?.citations ?? [], { isOfWords: true }),
    ...(not_found?.nearest ?? passages).map((source): Evidence => ({ kind: "passage", number: source.rank, source })),
  ];
}

type NewTask = Task extends infer Kind ? (Kind extends Task ? Omit<Kind, "id"> : never) : never;

/** A task more. */
export function withTask(state: State, task: NewTask): State {
  const added = { ...task, id: state.nextId } as Task;
  return { ...state, tasks: [...state.tasks, added], nextId: state.nextId + 1 };
}
