import { errorRows } from "./error-row.js";

/** The rows of the catalogue about conversations that are kept. */
export const CONVERSATION_ERRORS = errorRows({
  conversation_unknown: {
    status: 404,
    exit: 2,
    message: "There is no saved conversation {id}.",
    hint: "List them: footnote conversations, /conversations in the chat, or GET /v1/conversations.",
  },
  conversation_unreadable: {
    status: 500,
    exit: 2,
    message: "The saved conversation {id} can't be read: {problem}",
    outside: "The saved conversation can't be read.",
    hint: "Its file is in the folder conversations/ of the index; delete it, or mend it. The others are as they were.",
  },
  conversation_unsaved: {
    status: 507,
    exit: 2,
    message: "The conversation can't be saved: {problem}",
    outside: "The conversation can't be saved.",
    hint: "What was asked goes on; look at the folder conversations/ of the index, or switch this off with --no-save.",
  },
  conversations_full: {
    status: 409,
    exit: 2,
    message: "There are {limit} saved conversations, and no more are kept.",
    hint: "Delete some: footnote conversations delete <id>",
  },
  conversation_too_long: {
    status: 409,
    exit: 2,
    message: "The conversation has grown to {limit} bytes, and no more is kept of it.",
    hint: "Begin a new one: /new in the chat.",
  },
  conversations_off: {
    status: 404,
    exit: 2,
    message: "No conversations are saved here.",
    hint: "The setting conversations is off, or the server was started with --no-save.",
  },
});
