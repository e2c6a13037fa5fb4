import { once } from "node:events";
import { resolve } from "node:path";
import { Writable } from "node:stream";
import { Command } from "commander";
import type { Assistant } from "../../assistant/assistant.js";
import { conversationFiles, conversationsFolder, ownersFolder } from "../../conversations/conversation-files.js";
import { toFootnoteError } from "../../core/errors/errors.js";
import type { Settings } from "../../core/settings.js";
import type { Logs } from "../../server/observe/logs.js";
import type { ServeOptions } from "../../server/serve.js";
import { type CliContext, print } from "../context.js";
import { bringUpToDate, followFolders } from "../follow-folder.js";
import { chosenOf, indexFolderOf, openLocalAssistant } from "../input/open-assistant.js";
import { ANSWERING, settingFlags, WRITING, withCollections, withSettings } from "../input/options.js";
import { serverWriter } from "../input/server-writer.js";
import { addHelpNotes } from "../reference/help-notes.js";

const NOTES = `
Logs are JSON, one line a request, on standard error.
Beyond this machine the server needs tokens:
  footnote token ada --tokens tokens.txt
  footnote serve --host 0.0.0.0 --tokens tokens.txt --allowed-host docs.example.com`;

/** @param reserved names of commands, which no collection may have */
export function serveCommand(context: CliContext, reserved: readonly string[]): Command {
  const command = new Command("serve")
    .description("answer over HTTP, on this machine only unless tokens are asked for")
    .argument("[folder...]", "folders or collections to answer of [the index of --index]; they are indexed meanwhile")
    .option("--watch", "follow the folder, and bring the index up to date when it changes");
  addHelpNotes(command, {
    notes: NOTES,
    examples: ["footnote serve --port 3000 --watch", "footnote serve ~/papers ~/contracts"],
  });
  return withSettings(
    withCollections(command),
    "host",
    "port",
    "tokens",
    "allowedHost",
    "trustProxy",
    "topK",
    ...ANSWERING,
    ...WRITING,
    "openaiWrites",
    "conversations",
    "maxConcurrent",
    "maxQueued",
    "maxStreams",
    "requestSeconds",
    "requestsPerMinute",
    "logLevel",
    "logQuestions",
  ).action(async (words: string[], options) => {
    const collections = await chosenOf(context, words, options, reserved);
    const settings = await context.settings(settingFlags(options));
    const { jsonLogs } = await import("../../server/observe/logs.js");
    const logs = jsonLogs(context.stderr, settings.logLevel);
    const access = await accessOf(settings, logs, context.cwd);
    const { ThreadedAssistant } = await import("../../assistant/threaded/threaded-assistant.js");
    const assistant = new ThreadedAssistant({ settings, cwd: context.cwd, collections });
    const { serve } = await import("../../server/serve.js");
    try {
      // By then its thread has started: who asks first does not wait for that.
      const warning = await indexWarning(assistant);
      const writer = serverWriter(settings, logs.warn);
      const conversations = conversationsOf(indexFolderOf(collections, settings, context.cwd), settings, context);
      const server = await serve({ assistant, ...access, ...optionsOf(settings, logs), writer, conversations });
      print(context, `Footnote answers at ${server.url} (reference: ${server.url}/openapi.json). Ctrl-C ends it.`);
      if (writer)
        logs.info(`Answers can be written in words, by ${writer.model ?? "the first model"} of ${writer.host}.`);
      if (warning !== null) logs.warn(warning);
      // What watches the folder looks at it first of all.
      const logged = { ...context, stderr: asLines(logs) };
      const building = words.length > 0 && !options.watch ? bringUpToDate(logged, assistant) : null;
      if (options.watch) {
        const local = await openLocalAssistant(context, options, { collections });
        const folders = await local.folders().finally(() => local.close());
        await followFolders(logged, assistant, folders);
      } else if (!context.signal.aborted) await once(context.signal, "abort");
      await building;
      await server.close();
    } finally {
      await assistant.close();
    }
  });
}

/**
 * Without tokens whoever asks is taken for the one who started the server, and goes on with what was asked in the chat;
 * with tokens each has a folder of its own.
 */
function conversationsOf(indexFolder: string, settings: Settings, { now }: CliContext): ServeOptions["conversations"] {
  if (settings.conversations === "off") return undefined;
  const folder = conversationsFolder(indexFolder);
  return (token) => conversationFiles(token === null ? folder : ownersFolder(folder, token), now);
}

/** A server without an index starts, as one may be built later: whoever starts it should know. */
async function indexWarning(assistant: Assistant): Promise<string | null> {
  try {
    await assistant.status();
    return null;
  } catch (error) {
    const { message, hint } = toFootnoteError(error);
    return `${message} Until then questions are answered with an error. ${hint}`;
  }
}

async function accessOf({ tokens, allowedHost, trustProxy }: Settings, logs: Logs, cwd: string) {
  const { TokensFile } = await import("../../server/access/tokens-file.js");
  return {
    tokens: tokens === "" ? undefined : await TokensFile.open(resolve(cwd, tokens), { onProblem: logs.warn }),
    allowedHosts: allowedHost,
    trustProxy,
  };
}

function optionsOf(settings: Settings, logs: Logs): Omit<ServeOptions, "assistant"> {
  return {
    host: settings.host,
    port: settings.port,
    limits: {
      concurrent: settings.maxConcurrent,
      queued: settings.maxQueued,
      streams: settings.maxStreams,
      seconds: settings.requestSeconds,
      writeSeconds: settings.llmSeconds,
      requestsPerMinute: settings.requestsPerMinute,
    },
    openaiWrites: settings.openaiWrites,
    log: logs.error,
    requestLog: logs.request,
    logQuestions: settings.logQuestions,
  };
}

/** A stream whose texts become lines of the log; errors are warnings there, as the server goes on. */
function asLines(logs: Logs): Writable {
  return new Writable({
    decodeStrings: false,
    write: (text: string, _, done) => {
      const line = text.trim();
      if (line.startsWith("error:")) logs.warn(line);
      else logs.info(line);
      done();
    },
  });
}
