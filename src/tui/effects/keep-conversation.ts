import type { KeptTurn } from "../../contract/conversation.js";
import { type Conversations, titleFrom } from "../../core/conversation/conversations.js";
import { toFootnoteError } from "../../core/errors/errors.js";
import type { Store } from "../reducer/store.js";
import { keptTurnOf } from "../state/kept-turn.js";
import type { Turn } from "../state/turn.js";
import { turnsOf } from "../state/turns.js";

interface Waiting {
  readonly conversation: number;
  readonly turn: KeptTurn;
}

/**
 * Keeps each turn as soon as something has come of it, and once more when what is written of it is whole. What can't be
 * kept is said once, and tried again with the next turn: the chat goes on. Gives the function that ends it, when all is
 * kept that can be.
 * @param now milliseconds since 1970
 */
export function keepConversation(store: Store, conversations: Conversations, now: () => number): () => Promise<void> {
  /** How far each turn had come when it was kept last, by its id. */
  const stages = new Map<number, string>();
  const keptIds = new Map<number, string>();
  const files = new Map<number, string>();
  const waiting: Waiting[] = [];
  let seen = store.getState();
  let said = "";
  let last: Promise<void> = Promise.resolve();

  const keep = async ({ conversation, turn }: Waiting): Promise<void> => {
    const known = files.get(conversation);
    try {
      if (known !== undefined) return await conversations.add(known, turn);
    } catch (error) {
      // It was deleted elsewhere: what follows is kept in another one.
      if (toFootnoteError(error).code !== "conversation_unknown") throw error;
    }
    const id = await conversations.begin(turn);
    files.set(conversation, id);
    store.dispatch({ type: "conversation_kept", conversation, id, title: titleFrom(turn.question) });
  };
  const keepWaiting = async (): Promise<void> => {
    try {
      for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
        await keep(next);
        waiting.shift();
      }
      said = "";
    } catch (error) {
      const { message: problem } = toFootnoteError(error);
      if (problem !== said) store.dispatch({ type: "conversation_unkept", problem });
      said = problem;
    }
  };
  const look = (): void => {
    const state = store.getState();
    const { conversation, kept, latest, past } = state;
    const isAnother = conversation !== seen.conversation;
    if (!isAnother && latest === seen.latest && past === seen.past) return;
    if (isAnother && kept !== null) files.set(conversation, kept.id);
    seen = state;
    let hasMore = false;
    for (const turn of turnsOf(state)) {
      const stage = stageOf(turn);
      if (stages.get(turn.id) === stage) continue;
      const isReopened = turn.keptId !== undefined && !stages.has(turn.id);
      stages.set(turn.id, stage);
      if (isReopened) continue;
      const keptId = turn.keptId ?? keptIds.get(turn.id) ?? newId();
      keptIds.set(turn.id, keptId);
      const written = keptTurnOf(turn, keptId, now());
      if (written === null) continue;
      waiting.push({ conversation, turn: written });
      hasMore = true;
    }
    if (hasMore) last = last.then(keepWaiting);
  };
  const unsubscribe = store.subscribe(look);
  look();
  return () => {
    unsubscribe();
    return last;
  };
}

function stageOf({ outcome, words }: Turn): string {
  return `${outcome.kind} ${words?.stage ?? (outcome.kind === "report" ? outcome.stage : "")}`;
}

/** Two chats may add to one conversation. */
function newId(): string {
  return crypto.randomUUID().slice(0, 13);
}
