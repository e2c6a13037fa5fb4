import { createHash, randomBytes } from "node:crypto";
import { constants, type FileHandle, mkdir, open, readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import type {
  Conversation,
  ConversationHead,
  ConversationLine,
  ConversationSummary,
  KeptTurn,
} from "../contract/conversation.js";
import { MAX_CONVERSATION_BYTES, MAX_CONVERSATIONS } from "../contract/limits.js";
import { type Conversations, titleFrom } from "../core/conversation/conversations.js";
import { FootnoteError } from "../core/errors/errors.js";
import { isMissing, problemOf } from "../core/file-problems.js";

/** Below it, the folders of those who ask a server with tokens. */
const OWNERS_FOLDER = "of";
/** Of the index's folder, also where the index itself is in a cluster. */
const CONVERSATIONS_FOLDER = "conversations";
const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;
const ENDING = ".jsonl";
const ID = /^[0-9a-f]{10}$/;
const ID_BYTES = 5;
const NEW_LINE = 0x0a;
const TITLE_LINE = '\n{"title":';
const TURN_LINE = '\n{"turn":';
/** Files that are read at once for a list. */
const LISTED_AT_ONCE = 8;

/** Where those of one of several people are kept, who are told apart by name. */
export function ownersFolder(folder: string, name: string): string {
  return join(folder, OWNERS_FOLDER, createHash("sha256").update(name).digest("hex").slice(0, 32));
}

/** Where conversations about an index are kept, on this machine. */
export function conversationsFolder(indexFolder: string): string {
  return join(indexFolder, CONVERSATIONS_FOLDER);
}

/**
 * Conversations in a folder that its owner alone can read, one file each: a head, then a turn or a new title a line. Lines
 * are only added, each by one write at the end, so that two programs can add to one conversation and one that is killed
 * loses at most the turn that it was writing: a line that was cut short counts for nothing.
 * @param folder absolute; made when the first conversation is kept
 * @param now milliseconds since 1970
 */
export function conversationFiles(folder: string, now: () => number = Date.now): Conversations {
  const pathOf = (id: string): string => {
    // An id is anyone's: no path is made of one that this didn't make.
    if (!ID.test(id)) throw new FootnoteError("conversation_unknown", { id });
    return join(folder, `${id}${ENDING}`);
  };
  return {
    async list() {
      const ids = await idsIn(folder);
      const conversations: ConversationSummary[] = [];
      const unreadable: { id: string; problem: string }[] = [];
      const look = async (id: string): Promise<void> => {
        try {
          conversations.push(await glance(id, pathOf(id)));
        } catch (error) {
          // Another program may have deleted it meanwhile.
          if (!isMissing(error)) unreadable.push({ id, problem: problemOf(error) });
        }
      };
      for (let at = 0; at < ids.length; at += LISTED_AT_ONCE) {
        await Promise.all(ids.slice(at, at + LISTED_AT_ONCE).map(look));
      }
      conversations.sort((a, b) => b.updated_at.localeCompare(a.updated_at) || a.id.localeCompare(b.id));
      return { conversations, unreadable: unreadable.sort((a, b) => a.id.localeCompare(b.id)) };
    },
    async read(id) {
      const path = pathOf(id);
      try {
        return await readConversation(id, path);
      } catch (error) {
        if (isMissing(error)) throw new FootnoteError("conversation_unknown", { id });
        throw new FootnoteError("conversation_unreadable", { id, problem: problemOf(error) }, { cause: error });
      }
    },
    async begin(turn) {
      const id = randomBytes(ID_BYTES).toString("hex");
      const head: ConversationHead = {
        schema: 1,
        id,
        created_at: new Date(now()).toISOString(),
        title: titleFrom(turn.question),
      };
      try {
        await mkdir(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
        if ((await idsIn(folder)).length >= MAX_CONVERSATIONS)
          throw new FootnoteError("conversations_full", { limit: MAX_CONVERSATIONS });
        const file = await open(pathOf(id), "wx", OWNER_ONLY);
        await writeAndClose(file, `${JSON.stringify(head)}\n${lineOf({ turn })}`);
      } catch (error) {
        throw unsaved(error);
      }
      return id;
    },
    add: async (id, turn) => append(id, pathOf(id), { turn }),
    rename: async (id, title) => append(id, pathOf(id), { title }),
    async remove(id) {
      try {
        await unlink(pathOf(id));
      } catch (error) {
        throw isMissing(error) ? new FootnoteError("conversation_unknown", { id }) : unsaved(error);
      }
    },
  };
}

function unsaved(error: unknown): FootnoteError {
  if (error instanceof FootnoteError) return error;
  return new FootnoteError("conversation_unsaved", { problem: problemOf(error) }, { cause: error });
}

/** An id comes first, where it is found without the rest. */
function lineOf(line: ConversationLine): string {
  const ordered = "turn" in line ? { turn: { ...{ id: line.turn.id }, ...line.turn } } : line;
  return `${JSON.stringify(ordered)}\n`;
}

async function idsIn(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith(ENDING))
      .flatMap((name) => ID.exec(name.slice(0, -ENDING.length)) ?? []);
  } catch (error) {
    if (isMissing(error)) return [];
    throw unsaved(error);
  }
}

/**
 * Opens a file that this can have made, and nothing else that an index from elsewhere may bring: no link, through which
 * another file would be written, and no pipe or device, which would be waited for. @throws Error for these
 */
async function openPlain(path: string, flags: number): Promise<FileHandle> {
  // Windows has neither.
  const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;
  const file = await open(path, flags | O_NOFOLLOW | O_NONBLOCK);
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new Error("it is no plain file");
}

/** One write at the end of a file that is there. */
async function append(id: string, path: string, line: ConversationLine): Promise<void> {
  try {
    // Without O_CREAT: one that was deleted elsewhere must not come back without its head.
    const file = await openPlain(path, constants.O_RDWR | constants.O_APPEND);
    const { size } = await file.stat();
    if (size > MAX_CONVERSATION_BYTES) {
      await file.close();
      throw new FootnoteError("conversation_too_long", { limit: MAX_CONVERSATION_BYTES });
    }
    const last = Buffer.alloc(1, NEW_LINE);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    // What a program that was killed has left of its last line ends here.
    await writeAndClose(file, `${last[0] === NEW_LINE ? "" : "\n"}${lineOf(line)}`);
  } catch (error) {
    throw isMissing(error) ? new FootnoteError("conversation_unknown", { id }) : unsaved(error);
  }
}

async function writeAndClose(file: FileHandle, text: string): Promise<void> {
  try {
    await file.appendFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** What a list needs of a file: turns are counted without being parsed. @throws Error for a file that is none, or of a later version */
async function glance(id: string, path: string): Promise<ConversationSummary> {
  const { text, head, updatedAt } = await readLines(path);
  const named = text.lastIndexOf(TITLE_LINE);
  const renamed = named < 0 ? undefined : parsed(text.slice(named + 1).split("\n", 1)[0] ?? "");
  const title = isTitle(renamed) ? renamed.title : head.title;
  const ids = new Set<string>();
  for (let at = text.indexOf(TURN_LINE); at >= 0; at = text.indexOf(TURN_LINE, at + 1)) {
    const ends = text.indexOf("\n", at + 1);
    // The line of a turn that is being written has no end yet; its id stands at its beginning.
    if (ends >= 0) ids.add(/^\{"turn":\{"id":"([\w-]+)"/.exec(text.slice(at + 1, at + 100))?.[1] ?? String(at));
  }
  return { id, title, created_at: head.created_at, updated_at: updatedAt, turns: ids.size };
}

interface Lines {
  readonly text: string;
  readonly head: ConversationHead;
  readonly updatedAt: string;
}

async function readLines(path: string): Promise<Lines> {
  const file = await openPlain(path, constants.O_RDONLY);
  let text: string;
  let mtime: Date;
  try {
    const stats = await file.stat();
    if (stats.size > 2 * MAX_CONVERSATION_BYTES) throw new Error("it is too large");
    mtime = stats.mtime;
    text = await file.readFile("utf8");
  } finally {
    await file.close();
  }
  const head = parsed(text.split("\n", 1)[0] ?? "");
  if (typeof head !== "object" || head === null || !("schema" in head)) throw new Error("it has no head");
  if (head.schema !== 1) throw new Error("a later version of Footnote made it");
  const { created_at, title } = head as Partial<Record<string, unknown>>;
  if (typeof created_at !== "string" || typeof title !== "string") throw new Error("its head is damaged");
  return { text, head: head as ConversationHead, updatedAt: mtime.toISOString() };
}

async function readConversation(id: string, path: string): Promise<Conversation> {
  const [{ text, head, updatedAt }, { ConversationLineSchema }] = await Promise.all([
    readLines(path),
    import("../contract/conversation.js"),
  ]);
  const turns = new Map<string, KeptTurn>();
  let { title } = head;
  let lost = 0;
  for (const line of text.split("\n").slice(1)) {
    if (line === "") continue;
    const { success, data } = ConversationLineSchema.safeParse(parsed(line));
    if (!success) lost++;
    else if ("title" in data) title = data.title;
    else turns.set(data.turn.id, data.turn);
  }
  return {
    schema: 1,
    id,
    title,
    created_at: head.created_at,
    updated_at: updatedAt,
    turns: [...turns.values()],
    lost,
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isTitle(line: unknown): line is { readonly title: string } {
  return typeof line === "object" && line !== null && "title" in line && typeof line.title === "string";
}
