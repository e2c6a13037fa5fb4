import type { ConversationList, KeptTurn } from "../../contract/conversation.js";
import type { Changes } from "../../core/conversation/recheck.js";

/** A kept conversation as it is shown again. */
export interface ReopenedConversation {
  readonly id: string;
  readonly title: string;
  /** With the citations that have moved where they stand now. */
  readonly turns: readonly KeptTurn[];
  /** Turns that can't be read any more. */
  readonly lost: number;
  readonly changes: Changes;
  /** Why its citations could not be checked; `null` where they were. */
  readonly unchecked: string | null;
}

/** What is heard of the conversations that are kept. */
export type ConversationEvent =
  /** The conversation of that number is kept under an id from now on. */
  | { readonly type: "conversation_kept"; readonly conversation: number; readonly id: string; readonly title: string }
  | { readonly type: "conversation_unkept"; readonly problem: string }
  /** `d` in their list: twice on the same one deletes it. */
  | { readonly type: "deletion_asked" }
  | {
      readonly type: "conversations_listed";
      readonly task: number;
      readonly list: ConversationList;
      readonly at: number | null;
    }
  | { readonly type: "reopened"; readonly task: number; readonly conversation: ReopenedConversation }
  | { readonly type: "conversation_renamed"; readonly task: number; readonly id: string; readonly title: string }
  | { readonly type: "conversation_forgotten"; readonly task: number; readonly id: string };
