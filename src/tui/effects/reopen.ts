import { type Assistant, checkedAnew } from "../../assistant/assistant.js";
import type { Conversations } from "../../core/conversation/conversations.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { ChatHost } from "../host.js";
import type { ReopenedConversation } from "../state/conversation-events.js";

/** @throws FootnoteError conversations_off */
export function conversationsOf({ conversations }: ChatHost): Conversations {
  if (conversations === undefined) throw new FootnoteError("conversations_off", {});
  return conversations;
}

/**
 * A kept conversation, its citations checked anew in the files as they are now.
 * @throws FootnoteError conversation_unknown, conversation_unreadable
 */
export async function reopen(
  id: string,
  assistant: Assistant,
  conversations: Conversations,
  signal?: AbortSignal,
): Promise<ReopenedConversation> {
  const { title, turns, lost } = await conversations.read(id);
  return { id, title, lost, ...(await checkedAnew(assistant, turns, signal)) };
}
