import type { Conversation, ConversationList, KeptTurn } from "../../contract/conversation.js";
import { shorten, singleSpaced } from "../text.js";

/**
 * Port: conversations that are kept for one person. Several programs may keep theirs in one place at once.
 * All throw FootnoteError with the codes of the catalogue.
 */
export interface Conversations {
  /** What can't be read is told of, and hides no other. */
  list(): Promise<ConversationList>;
  /** @throws conversation_unknown, conversation_unreadable */
  read(id: string): Promise<Conversation>;
  /** Begins one with its first turn, and gives its id. @throws conversations_full, conversation_unsaved */
  begin(turn: KeptTurn): Promise<string>;
  /** Adds a turn, or puts one in the place of that with its id. @throws conversation_unknown, conversation_too_long, conversation_unsaved */
  add(id: string, turn: KeptTurn): Promise<void>;
  /** @throws conversation_unknown, conversation_unsaved */
  rename(id: string, title: string): Promise<void>;
  /** @throws conversation_unknown, conversation_unsaved */
  remove(id: string): Promise<void>;
}

const TITLE_CHARACTERS = 60;

/** What a conversation is called until it is renamed. */
export function titleFrom(question: string): string {
  return shorten(singleSpaced(question), TITLE_CHARACTERS);
}
