import { type Assistant, allDocuments } from "../../assistant/assistant.js";
import type { Conversations } from "../../core/conversation/conversations.js";
import { recheck } from "../../core/conversation/recheck.js";
import { FootnoteError, toFootnoteError } from "../../core/errors/errors.js";
import type { ChatHost } from "../host.js";
import type { ReopenedConversation } from "../state/conversation-events.js";

/** @throws FootnoteError conversations_off */
export function conversationsOf({ conversations }: ChatHost): Conversations {
  if (conversations === undefined) throw new FootnoteError("conversations_off", {});
  return conversations;
}

/**
 * A kept conversation, its citations checked anew in the files as they are now. Where they can't be, it is given as it
 * was kept. @throws FootnoteError conversation_unknown, conversation_unreadable
 */
export async function reopen(
  id: string,
  assistant: Assistant,
  conversations: Conversations,
  signal?: AbortSignal,
): Promise<ReopenedConversation> {
  const { title, turns, lost } = await conversations.read(id);
  try {
    const documents = new Map((await allDocuments(assistant)).map((one) => [one.path, one.id]));
    const check = async (citations: Parameters<Parameters<typeof recheck>[1]>[0]) =>
      (await assistant.verify({ citations }, signal)).citations;
    const checked = await recheck(turns, check, (path) => documents.get(path));
    return { id, title, lost, ...checked, unchecked: null };
  } catch (error) {
    signal?.throwIfAborted();
    return { id, title, lost, turns, changes: {}, unchecked: toFootnoteError(error).message };
  }
}
