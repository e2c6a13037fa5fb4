import type { Answer, Citation } from "../../contract/answer.js";
import type { Finding } from "../../contract/diagnosis.js";
import type { DocumentText, PassageInContext } from "../../contract/documents.js";
import type { ReportProgress } from "../../contract/events.js";
import type { Judgement } from "../../contract/judgement.js";
import type { Report } from "../../contract/report.js";
import type { PromptMessage, WritingSent, WrittenSentence } from "../../contract/written.js";
import type { PastTurn } from "../../core/past-turns.js";
import type { FilePlace, Remark, WriterName } from "../host.js";
import type { AskedReport } from "../input/asked-report.js";
import type { DocumentName } from "../input/completion.js";
import type { FilterWords } from "../input/filter-line.js";
import type { ActiveFilter, Outcome, Turn } from "./turn.js";

/** Work that commands, keys and the completion ask for, beside questions. */
export type SideTask =
  /** The documents' names, for completion. */
  | { readonly id: number; readonly kind: "names" }
  /** A line of a document to be read; `null`: from its beginning. */
  | { readonly id: number; readonly kind: "show"; readonly path: string; readonly line: number | null }
  | { readonly id: number; readonly kind: "doctor" }
  | { readonly id: number; readonly kind: "filter"; readonly line: string; readonly words: FilterWords }
  | { readonly id: number; readonly kind: "copy"; readonly text: string; readonly what: string }
  | { readonly id: number; readonly kind: "edit"; readonly place: FilePlace }
  | { readonly id: number; readonly kind: "judge"; readonly judgement: Judgement }
  | {
      readonly id: number;
      readonly kind: "export";
      /** `null`: a name with the date. */
      readonly path: string | null;
      readonly isForced: boolean;
      readonly turns: readonly Turn[];
      readonly title: string;
    }
  /** The conversations that are kept; `at`: the number of the one to be reopened, from 1. */
  | { readonly id: number; readonly kind: "conversations"; readonly at: number | null }
  /** A kept one is read, and its citations are checked anew. */
  | { readonly id: number; readonly kind: "reopen"; readonly conversation: string }
  | { readonly id: number; readonly kind: "rename"; readonly conversation: string; readonly title: string }
  | { readonly id: number; readonly kind: "forget"; readonly conversation: string };

/** What a question is asked with, also when its answer is written later. */
export interface Asking {
  readonly question: string;
  /** Which documents are asked; `null`: all. */
  readonly filter: ActiveFilter | null;
  readonly startedAt: number;
  /** Empty for a question that is asked as it was typed. */
  readonly history: readonly PastTurn[];
  readonly isLiteral: boolean;
}

/** Work for answers in words. */
export type WritingTask =
  /** The latest answer is being written; a question that is to be written is a task `ask` until its quotes are there. */
  | ({ readonly id: number; readonly kind: "write" } & Asking)
  /** What would be sent for the latest answer. */
  | ({ readonly id: number; readonly kind: "prompt" } & Asking)
  /** The latest report is being written; one that is to be written is a task `look` until its quotes are there. */
  | { readonly id: number; readonly kind: "write_report"; readonly asked: AskedReport; readonly startedAt: number }
  /** What would be sent for the latest report. */
  | { readonly id: number; readonly kind: "prompt_report"; readonly asked: AskedReport }
  /** Which model writes, and whether it may be sent to; first keeps that it may, where `agreed` names its host. */
  | {
      readonly id: number;
      readonly kind: "writer";
      readonly purpose: WriterPurpose;
      readonly agreed: string | null;
      readonly at: number;
    };

/** What the model is wanted for: the answers and reports that follow, or the latest one. */
export type WriterPurpose = "following" | "latest";

/** What is heard of the writing. */
export type WritingEvent =
  | {
      readonly type: "writer_read";
      readonly task: number;
      readonly writer: WriterName;
      readonly consent: string | null;
    }
  | { readonly type: "quoted"; readonly task: number; readonly answer: Answer }
  | { readonly type: "writing_sent"; readonly task: number; readonly sent: WritingSent }
  | {
      readonly type: "sentence_written";
      readonly task: number;
      readonly sentence: WrittenSentence;
      readonly citations: readonly Citation[];
    }
  | { readonly type: "written"; readonly task: number; readonly answer: Answer }
  | { readonly type: "report_heard"; readonly task: number; readonly heard: ReportProgress }
  | { readonly type: "reported"; readonly task: number; readonly report: Report }
  | { readonly type: "prompt_made"; readonly task: number; readonly messages: readonly PromptMessage[] | undefined };

/** Work that the user wanted kept: it is done to its end, also when the chat is left meanwhile. */
export const KEEPING: ReadonlySet<string> = new Set<SideTask["kind"]>(["judge", "export", "rename", "forget"]);

/** A command whose outcome is shown as an answer's is. */
export interface LookTask {
  readonly id: number;
  readonly kind: "look";
  readonly look:
    | { readonly kind: "search" | "verify"; readonly text: string }
    | { readonly kind: "why_not"; readonly document: string; readonly question: string }
    | {
        readonly kind: "report";
        readonly asked: AskedReport;
        /** Whether it is to be written as well. */
        readonly isWritten: boolean;
      };
  /** Which documents are looked through [all]. */
  readonly filter: ActiveFilter | null;
  /** As it was typed. */
  readonly question: string;
  readonly startedAt: number;
}

/** What has come of them. */
export type SideEvent =
  | { readonly type: "named"; readonly task: number; readonly names: readonly DocumentName[] }
  | { readonly type: "looked"; readonly task: number; readonly outcome: Outcome }
  | {
      readonly type: "shown";
      readonly task: number;
      readonly text: DocumentText;
      readonly passage: PassageInContext | null;
      readonly line: number | null;
    }
  | { readonly type: "remarked"; readonly task: number; readonly remark: Remark | null }
  | { readonly type: "diagnosed"; readonly task: number; readonly findings: readonly Finding[] }
  | { readonly type: "exported"; readonly task: number; readonly path: string; readonly turns: number };
