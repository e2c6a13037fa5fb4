import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Assistant } from "../../assistant/assistant.js";
import type { LocalAssistant, LocalOptions } from "../../assistant/local/local-assistant.js";
import { shownAddress } from "../../assistant/remote/server-address.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { problemOf } from "../../core/file-problems.js";
import type { Settings } from "../../core/settings.js";
import type { CliContext } from "../context.js";
import { ANSWERING, COMMON, settingFlags, WRITING } from "./options.js";

/** Flags as commander gives them. */
export type GivenFlags = Readonly<Record<string, unknown>>;

/** An assistant, and what it was chosen by. */
export interface OpenedAssistant {
  /** The caller closes it. */
  readonly assistant: Assistant;
  /** The same where it is over the index on this machine, else `null`. */
  readonly local: LocalAssistant | null;
  /** `server` is empty where it is over the index on this machine. */
  readonly settings: Settings;
}

/**
 * The assistant of the server that the settings name, or else over the index on this machine.
 * @param threads what is done apart from this thread, where it is done on this machine [nothing]
 */
export async function openAssistant(
  context: CliContext,
  options: GivenFlags,
  processes: Processes = {},
): Promise<OpenedAssistant> {
  const flags = settingFlags(options);
  const settings = await context.settings(flags);
  const { server, topK } = settings;
  if (server === "") {
    const local = await localAssistant(context, settings, processes);
    return { assistant: local, local, settings };
  }
  if (settings.offline) throw new FootnoteError("writer_offline", { server: shownAddress(server) });
  const ownIndex = [...COMMON, ...ANSWERING, ...WRITING].find((name) => flags[name] !== undefined);
  if (ownIndex)
    throw new FootnoteError("server_not_asked", { what: `The setting ${ownIndex}`, server: shownAddress(server) });
  const [{ RemoteAssistant }, token] = await Promise.all([
    import("../../assistant/remote/remote-assistant.js"),
    readToken(settings, context.cwd),
  ]);
  const assistant = new RemoteAssistant({ server, token, topK, signal: context.signal });
  return { assistant, local: null, settings };
}

type Processes = Pick<LocalOptions, "buildProcess">;

interface LocalNeeds {
  /** A command that a server can't do, and that must not answer from another index than the settings name. */
  readonly command?: string;
  /** Folder of documents, relative to the working folder. */
  readonly corpus?: string | undefined;
}

/** The assistant over the index on this machine. The caller closes it. @throws FootnoteError server_not_asked */
export async function openLocalAssistant(
  context: CliContext,
  options: GivenFlags,
  { command, ...needs }: LocalNeeds = {},
): Promise<LocalAssistant> {
  const settings = await context.settings(settingFlags(options));
  const { server } = settings;
  if (command && server !== "") {
    throw new FootnoteError("server_not_asked", { what: `\`${command}\``, server: shownAddress(server) });
  }
  return localAssistant(context, settings, needs);
}

async function localAssistant(
  { cwd }: CliContext,
  settings: Settings,
  { corpus, ...processes }: Omit<LocalNeeds, "command"> & Processes = {},
): Promise<LocalAssistant> {
  const { LocalAssistant } = await import("../../assistant/local/local-assistant.js");
  return new LocalAssistant(settings, { cwd, corpus: corpus && resolve(cwd, corpus), ...processes });
}

/** The token to show to a server: of the file that is named, else of the environment. @throws setting_invalid */
async function readToken({ token, tokenFile }: Settings, cwd: string): Promise<string> {
  if (tokenFile === "") return token;
  const invalid = (problem: string, cause?: unknown) =>
    new FootnoteError("setting_invalid", { setting: "tokenFile", source: tokenFile, problem }, { cause });
  let text: string;
  try {
    text = await readFile(resolve(cwd, tokenFile), "utf8");
  } catch (error) {
    throw invalid(problemOf(error), error);
  }
  // An empty file must not turn into a request without a token.
  if (text.trim() === "") throw invalid("the file is empty");
  return text.trim();
}
