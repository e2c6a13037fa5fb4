import { resolve } from "node:path";
import type { Assistant } from "../assistant/assistant.js";
import type { LocalAssistant } from "../assistant/local-assistant.js";
import { FootnoteError } from "../core/errors.js";
import type { CliContext } from "./context.js";
import { COMMON, settingFlags } from "./options.js";
import { readToken } from "./read-token.js";

/** Flags as commander gives them. */
export type Options = Readonly<Record<string, unknown>>;

/** The assistant of the server that the settings name, or else over the index on this machine. The caller closes it. */
export async function openAssistant(context: CliContext, options: Options): Promise<Assistant> {
  const flags = settingFlags(options);
  const settings = await context.settings(flags);
  const { server, topK } = settings;
  if (server === "") return openLocalAssistant(context, options);
  const ownIndex = COMMON.find((name) => flags[name] !== undefined);
  if (ownIndex) throw new FootnoteError("server_not_asked", { what: `The setting ${ownIndex}`, server });
  const [{ RemoteAssistant }, { REPLY_SHAPES }, token] = await Promise.all([
    import("../assistant/remote-assistant.js"),
    import("./reply-shapes.js"),
    readToken(settings, context.cwd),
  ]);
  return new RemoteAssistant({ server, token, topK, shapes: REPLY_SHAPES, signal: context.signal });
}

/** An assistant, and where it is. */
export interface ChosenAssistant {
  readonly assistant: Assistant;
  /** The same where it is over the index on this machine, else `null`. */
  readonly local: LocalAssistant | null;
  /** As `serverOf` gives it. */
  readonly server: string;
}

/** As `openAssistant`, for a command that can do more on this machine. The caller closes it. */
export async function chooseAssistant(context: CliContext, options: Options): Promise<ChosenAssistant> {
  const server = await serverOf(context, options);
  const local = server === "" ? await openLocalAssistant(context, options) : null;
  return { assistant: local ?? (await openAssistant(context, options)), local, server };
}

/** Address of the server that is asked; empty where it is the index on this machine. */
export async function serverOf(context: CliContext, options: Options): Promise<string> {
  return (await context.settings(settingFlags(options))).server;
}

interface LocalNeeds {
  /** A command that a server can't do, and that must not answer from another index than the settings name. */
  readonly command?: string;
  /** Folder of documents, relative to the working folder. */
  readonly corpus?: string | undefined;
  /** Compute the model in a thread of its own, for a command that answers several at once [false]. */
  readonly modelThread?: boolean;
}

/** The assistant over the index on this machine. The caller closes it. @throws FootnoteError server_not_asked */
export async function openLocalAssistant(
  context: CliContext,
  options: Options,
  { command, corpus, modelThread = false }: LocalNeeds = {},
): Promise<LocalAssistant> {
  const settings = await context.settings(settingFlags(options));
  const { server } = settings;
  if (command && server !== "") throw new FootnoteError("server_not_asked", { what: `\`${command}\``, server });
  const { LocalAssistant } = await import("../assistant/local-assistant.js");
  return new LocalAssistant(settings, {
    cwd: context.cwd,
    corpus: corpus && resolve(context.cwd, corpus),
    modelThread,
  });
}
