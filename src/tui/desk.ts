import type { AskRequest } from "../assistant/assistant.js";
import type { Location, StaleFile } from "../core/answer.js";
import type { ScoreExplanation } from "../core/explanation.js";
import type { PassageId } from "../core/spans.js";

/** One thing that was looked at. */
export interface Finding {
  readonly check: string;
  readonly status: "ok" | "warning" | "failed";
  readonly detail: string;
}

/** Why a document is not in the answer to a question: the part that the chat shows. */
export interface Miss {
  readonly question: string;
  readonly path: string;
  /** In a sentence. */
  readonly reason: string;
  /** What to do about it. */
  readonly hint: string | null;
  /** How its file has changed since it was indexed. */
  readonly stale: StaleFile["change"] | null;
  /** Of a document that was searched and has text. */
  readonly evidence: {
    readonly best: Location & { readonly passage_id: PassageId; readonly text: string };
    readonly fused: { readonly score: number; readonly explanation: ScoreExplanation } | null;
    readonly words: readonly { readonly word: string; readonly forms: readonly string[] }[];
  } | null;
}

/** What the chat can do beside what every assistant can. */
export interface Desk {
  /** @throws FootnoteError server_not_asked, where the documents are a server's */
  whyNot(document: string, request: AskRequest, signal: AbortSignal): Promise<Miss>;
  /** @throws FootnoteError server_not_asked, likewise */
  diagnose(): Promise<readonly Finding[]>;
  /** Folder that file names are relative to. */
  readonly cwd: string;
}
