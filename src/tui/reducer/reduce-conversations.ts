import type { ConversationSummary } from "../../contract/conversation.js";
import { changesSaid } from "../../core/conversation/recheck.js";
import { count } from "../../core/wording.js";
import type { ConversationEvent, ReopenedConversation } from "../state/conversation-events.js";
import { turnOf } from "../state/kept-turn.js";
import {
  CHAT,
  type ConversationsScreen,
  isBuildingFirst,
  isWriting,
  lookingUp,
  type State,
  type Task,
  withTask,
} from "../state/state.js";
import { ONE_AT_A_TIME, STILL_WRITING, say } from "./reduce-submit.js";

/** `/conversations`, `/conversations 2` */
export function openConversations(state: State, argument: string): State {
  const at = argument === "" ? null : Number(argument);
  if (at !== null && !(Number.isInteger(at) && at > 0)) return say(state, "Usage: /conversations [n].", "warning");
  const listed: State =
    at === null ? { ...state, screen: { kind: "conversations", list: null, selected: 0, doomed: null } } : state;
  return withTask(listed, { kind: "conversations", at });
}

/** `/rename <title>` */
export function rename(state: State, title: string): State {
  if (title === "") return say(state, "Usage: /rename <title>.", "warning");
  if (state.kept === null) return say(state, NOTHING_KEPT, "muted");
  return withTask(state, { kind: "rename", conversation: state.kept.id, title });
}

/** `/delete`, and `/delete!` after it has asked. */
export function forget(state: State, isForced: boolean): State {
  if (state.kept === null) return say(state, NOTHING_KEPT, "muted");
  const { id, title } = state.kept;
  if (!isForced) return say(state, `/delete! deletes “${title}” for good.`, "warning");
  return withTask(state, { kind: "forget", conversation: id });
}

const NOTHING_KEPT = "Nothing of this conversation is saved.";

/** What is heard of the kept conversations. */
export function reduceConversations(state: State, event: ConversationEvent): State {
  switch (event.type) {
    case "conversation_kept":
      return event.conversation === state.conversation
        ? { ...state, kept: { id: event.id, title: event.title } }
        : state;
    case "conversation_unkept":
      return say(state, event.problem, "warning");
    case "deletion_asked":
      return state.screen.kind === "conversations" ? deleteSelected(state, state.screen) : state;
    case "conversations_listed":
      return takeList(state, event);
    case "reopened":
      return showReopened(state, event.conversation);
    case "conversation_renamed": {
      const named = state.kept?.id === event.id ? { ...state, kept: { id: event.id, title: event.title } } : state;
      return say(named, `The conversation is called “${event.title}” now.`, "good");
    }
    case "conversation_forgotten":
      return takeForgotten(state, event.id);
  }
}

function takeList(state: State, { list, at }: Extract<ConversationEvent, { type: "conversations_listed" }>): State {
  if (at !== null) {
    const chosen = list.conversations[at - 1];
    if (chosen !== undefined) return reopenIn(state, chosen);
    return say(state, `There is no conversation ${at}; there are ${list.conversations.length}.`, "warning");
  }
  return state.screen.kind === "conversations" ? { ...state, screen: { ...state.screen, list } } : state;
}

/** Enter in the list. */
export function reopenSelected(state: State, { list, selected }: ConversationsScreen): State {
  const chosen = list?.conversations[selected];
  return chosen === undefined ? state : reopenIn(state, chosen);
}

function reopenIn(state: State, { id }: ConversationSummary): State {
  const chat: State = { ...state, screen: CHAT };
  if (lookingUp(chat) !== undefined) return say(chat, ONE_AT_A_TIME, "muted");
  if (isWriting(chat)) return say(chat, STILL_WRITING, "muted");
  if (isBuildingFirst(chat)) return say(chat, "Conversations are reopened once the index is built.", "muted");
  return withTask(say(chat, "Checking its citations …", "muted"), { kind: "reopen", conversation: id });
}

function deleteSelected(state: State, screen: ConversationsScreen): State {
  const chosen = screen.list?.conversations[screen.selected];
  if (chosen === undefined) return state;
  if (screen.doomed !== chosen.id) return { ...state, screen: { ...screen, doomed: chosen.id } };
  return withTask({ ...state, screen: { ...screen, doomed: null } }, { kind: "forget", conversation: chosen.id });
}

/** The conversation that is open starts over if it was the one. */
function takeForgotten(state: State, id: string): State {
  const { screen } = state;
  const isOpen = state.kept?.id === id;
  const left: State = isOpen
    ? { ...state, kept: null, conversation: state.conversation + 1, past: [], latest: null, selected: 0, scroll: 0 }
    : state;
  if (screen.kind !== "conversations" || screen.list === null) return say(left, "The conversation is deleted.", "good");
  const conversations = screen.list.conversations.filter((one) => one.id !== id);
  const selected = Math.max(0, Math.min(screen.selected, conversations.length - 1));
  return { ...left, screen: { ...screen, list: { ...screen.list, conversations }, selected, doomed: null } };
}

/** Work that has nothing to do with the conversation that is left, or keeps something of it. */
export const OUTLIVING: ReadonlySet<Task["kind"]> = new Set([
  "sync",
  "status",
  "export",
  "judge",
  "filter",
  "rename",
  "forget",
]);

/** The conversation goes on where it was left: its turns are there, and the filter of the last one. */
function showReopened(state: State, conversation: ReopenedConversation): State {
  const { changes, id, lost, title, turns: kept, unchecked } = conversation;
  const turns = kept.map((turn, i) => turnOf(turn, state.nextId + i, changes));
  const latest = turns.at(-1) ?? null;
  const shown: State = {
    ...state,
    screen: CHAT,
    tasks: state.tasks.filter(({ kind }) => OUTLIVING.has(kind)),
    conversation: state.conversation + 1,
    kept: { id, title },
    past: turns.slice(0, -1).map((turn) => ({ id: turn.id, kind: "turn", turn })),
    latest,
    filter: latest?.filter ?? null,
    waiting: null,
    focus: "input",
    selected: 0,
    scroll: 0,
    nextId: state.nextId + turns.length,
  };
  const changed = changesSaid(changes);
  const remarks = [
    `“${title}”, ${count(turns.length, "turn")}.`,
    ...(changed === null ? [] : [`Since then: ${changed}.`]),
    ...(lost === 0 ? [] : [`${count(lost, "turn")} could not be read.`]),
    ...(unchecked === null ? [] : [`Its citations could not be checked: ${unchecked}`]),
  ];
  const isAsItWas = changed === null && lost === 0 && unchecked === null;
  return say(shown, remarks.join(" "), isAsItWas ? "muted" : "warning");
}
