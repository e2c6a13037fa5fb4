import type { Assistant } from "../../assistant/assistant.js";
import type { PassageId } from "../../contract/ids.js";
import { TURNS_READ } from "../../contract/limits.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { PastTurn } from "../../core/past-turns.js";
import type { ChatMessage } from "./chat-schemas.js";
import { READ_AS, SOURCES } from "./chat-text.js";

/** `1. contracts/lease.pdf:41 (page 7): "`, as `chat-text.ts` writes it. */
const SOURCE_LINE = /^\d+\. (.+?):(\d{1,9})(?: \(page [^)]*\))?: "/u;
/** As many turns' citations as follow-ups look at, and as many of each. */
const TURNS_LOOKED_UP = 2;
const SOURCES_LOOKED_UP = 8;

interface Turn {
  readonly question: string;
  reply: string;
}

/**
 * The conversation before a question. Clients send messages and nothing else, so what an earlier answer was read as and
 * what it cited is taken from its text; places that the index does not hold count for nothing.
 */
export async function pastTurns(earlier: readonly ChatMessage[], assistant: Assistant): Promise<PastTurn[]> {
  const turns: Turn[] = [];
  for (const message of earlier) {
    const last = turns.at(-1);
    if (message.role === "user") turns.push({ question: messageText(message), reply: "" });
    else if (message.role === "assistant" && last) last.reply = messageText(message);
  }
  const read = turns.slice(-TURNS_READ);
  return Promise.all(
    read.map(async ({ question, reply }, i) => ({
      question: reply.startsWith(READ_AS) ? reply.slice(READ_AS.length).split("\n", 1)[0]! : question,
      passageIds: i >= read.length - TURNS_LOOKED_UP ? await citedIn(reply, assistant) : [],
    })),
  );
}

/** The text of a message; its other parts are left out. */
export function messageText({ content }: ChatMessage): string {
  if (typeof content === "string") return content;
  return (content ?? []).flatMap(({ text }) => text ?? []).join("\n");
}

async function citedIn(reply: string, assistant: Assistant): Promise<PassageId[]> {
  const lines = reply.split("\n");
  const places = lines
    .slice(lines.indexOf(SOURCES) + 1 || lines.length)
    .flatMap((line) => {
      const [, path, number] = SOURCE_LINE.exec(line) ?? [];
      return path === undefined ? [] : [{ path, line: Number(number) }];
    })
    .slice(0, SOURCES_LOOKED_UP);
  const found = await Promise.all(places.map(({ path, line }) => passageAt(path, line, assistant)));
  return [...new Set(found.flatMap((id) => id ?? []))];
}

async function passageAt(path: string, line: number, assistant: Assistant): Promise<PassageId | null> {
  try {
    return (await assistant.passageAt(path, line)).id;
  } catch (error) {
    if (error instanceof FootnoteError && error.code === "location_unknown") return null;
    throw error;
  }
}
