import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Assistant } from "../../assistant/assistant.js";
import type { Collection } from "../../assistant/local/joined-assistant.js";
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
  /** Those that are asked; none where the settings name the index. */
  readonly collections: readonly Collection[];
  /** The caller closes it. */
  readonly assistant: Assistant;
  /** The same where it is over the index on this machine, else `null`. */
  readonly local: LocalAssistant | null;
  /** `server` is empty where it is over the index on this machine. */
  readonly settings: Settings;
}

/** Folder of the index, of several the one whose name comes first: what people keep beside an index is there. */
export function indexFolderOf([first]: readonly Collection[], { index }: Pick<Settings, "index">, cwd: string): string {
  return first?.indexFolder ?? resolve(cwd, index);
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
    const { collections = await collectionsToAsk(context, options), ...rest } = processes;
    const local = await localAssistant(context, settings, collections, rest);
    return { assistant: local, local, settings, collections };
  }
  if (settings.offline) throw new FootnoteError("writer_offline", { server: shownAddress(server) });
  const ownIndex = [...COMMON, ...ANSWERING, ...WRITING].find((name) => flags[name] !== undefined);
  if (ownIndex)
    throw new FootnoteError("server_not_asked", { what: `The setting ${ownIndex}`, server: shownAddress(server) });
  const [{ RemoteAssistant }, token] = await Promise.all([
    import("../../assistant/remote/remote-assistant.js"),
    readToken(settings, context.cwd),
  ]);
  const collections = namesGiven(options);
  const assistant = new RemoteAssistant({ server, token, topK, collections, signal: context.signal });
  return { assistant, local: null, settings, collections: [] };
}

type Processes = Pick<LocalOptions, "buildProcess"> & {
  /** What is asked [what `--in` names]. */
  readonly collections?: readonly Collection[];
};

function namesGiven({ in: names }: GivenFlags): readonly string[] {
  return (names as readonly string[] | undefined) ?? [];
}

/**
 * The collections that `--in` names, in the order of their names; none without it. They count as used.
 * @throws FootnoteError collection_unknown, and setting_invalid beside `--index`
 */
export async function collectionsGiven(context: CliContext, options: GivenFlags): Promise<readonly Collection[]> {
  const names = namesGiven(options);
  if (names.length === 0) return [];
  if (options.index !== undefined) {
    const problem = "--in names collections, which have their own: leave one of both out";
    throw new FootnoteError("setting_invalid", { setting: "index", source: "flag", problem });
  }
  const { collectionsOf } = await import("../collections/choose.js");
  return collectionsOf(names, context);
}

/** The same, to be asked as they are: what of them can't be is said. */
export async function collectionsToAsk(context: CliContext, options: GivenFlags): Promise<readonly Collection[]> {
  const collections = await collectionsGiven(context, options);
  if (collections.length < 2) return collections;
  const { sayLeftOut } = await import("../collections/choose.js");
  await sayLeftOut(collections, context);
  return collections;
}

interface LocalNeeds {
  /** A command that a server can't do, and that must not answer from another index than the settings name. */
  readonly command?: string;
  /** Folder of documents, relative to the working folder. */
  readonly corpus?: string | undefined;
  /** What is asked [what `--in` names]. */
  readonly collections?: readonly Collection[];
}

/**
 * The collections of folders, or of names, that stand behind a command, or else those of `--in`.
 * @param reserved names of commands, which no collection may have
 */
export async function chosenOf(
  context: CliContext,
  words: readonly string[],
  options: GivenFlags,
  reserved: readonly string[],
): Promise<readonly Collection[]> {
  if (words.length === 0) return collectionsGiven(context, options);
  const { server } = await context.settings(settingFlags(options));
  if (server !== "") throw new FootnoteError("server_not_asked", { what: "A folder", server: shownAddress(server) });
  const index = options.index as string | undefined;
  if (index !== undefined && words.length > 1) {
    const problem = "it is the index of one folder: leave it out for several";
    throw new FootnoteError("setting_invalid", { setting: "index", source: "flag", problem });
  }
  const { chooseCollections } = await import("../collections/choose.js");
  return chooseCollections([...words, ...namesGiven(options)], context, { index, reserved });
}

/** The assistant over the index on this machine. The caller closes it. @throws FootnoteError server_not_asked */
export async function openLocalAssistant(
  context: CliContext,
  options: GivenFlags,
  { command, collections, ...needs }: LocalNeeds = {},
): Promise<LocalAssistant> {
  const settings = await context.settings(settingFlags(options));
  const { server } = settings;
  if (command && server !== "") {
    throw new FootnoteError("server_not_asked", { what: `\`${command}\``, server: shownAddress(server) });
  }
  return localAssistant(context, settings, collections ?? (await collectionsGiven(context, options)), needs);
}

async function localAssistant(
  { cwd }: CliContext,
  settings: Settings,
  collections: readonly Collection[],
  { corpus, ...processes }: Pick<LocalNeeds, "corpus"> & Pick<LocalOptions, "buildProcess">,
): Promise<LocalAssistant> {
  const options = { cwd, corpus: corpus && resolve(cwd, corpus), ...processes };
  if (collections.length > 0) {
    const { assistantOver } = await import("../../assistant/local/joined-assistant.js");
    return assistantOver(settings, collections, options);
  }
  const { LocalAssistant } = await import("../../assistant/local/local-assistant.js");
  return new LocalAssistant(settings, options);
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
