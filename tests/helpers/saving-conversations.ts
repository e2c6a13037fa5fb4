import { conversationFiles } from "../../src/conversations/conversation-files.js";
import type { ServeOptions } from "../../src/server/serve.js";
import { tempFolder } from "./temp-folder.js";

/** For a server that saves conversations, as `footnote serve` does unless it is told not to; in a folder of their own. */
export async function savingConversations(): Promise<Pick<ServeOptions, "conversations">> {
  const conversations = conversationFiles(await tempFolder());
  return { conversations: () => conversations };
}
