import type { Assistant } from "../assistant/assistant.js";
import type { IndexedFolder } from "../assistant/local/local-assistant.js";
import { type FootnoteError, toFootnoteError } from "../core/errors/errors.js";
import { printableLine } from "../core/text.js";
import { type CliContext, note } from "./context.js";
import { formatError } from "./format/error.js";
import { formatSyncResult } from "./format/sync.js";

/** Indexes what has changed beside other work; says what it did, on standard error. */
export async function bringUpToDate(context: CliContext, assistant: Pick<Assistant, "sync">): Promise<void> {
  try {
    note(context, formatSyncResult(await assistant.sync({ mend: true, signal: context.signal })));
  } catch (error) {
    if (!context.signal.aborted) context.stderr.write(formatError(toFootnoteError(error), context));
  }
}

/**
 * Keeps indexes up to date with their folders, each by itself, until the process is interrupted; says what it did, on
 * standard error.
 */
export async function followFolders(
  context: CliContext,
  assistant: Pick<Assistant, "sync">,
  folders: readonly IndexedFolder[],
): Promise<void> {
  await Promise.all(folders.map((folder) => followFolder(context, assistant, folder)));
}

async function followFolder(
  context: CliContext,
  assistant: Pick<Assistant, "sync">,
  { corpus, indexFolder, collection }: IndexedFolder,
): Promise<void> {
  const { watchCorpus } = await import("../index/folder/watch.js");
  note(context, `Watching ${printableLine(corpus)}. Ctrl-C ends it.`);
  /** What was said last of a failure that has not been mended since. */
  let failure = "";
  const onChange = async () => {
    try {
      const result = await assistant.sync({ signal: context.signal, ...(collection && { collections: [collection] }) });
      const { added, changed, deleted } = result;
      if (failure !== "" || added.length + changed.length + deleted.length > 0) note(context, formatSyncResult(result));
      failure = "";
      return true;
    } catch (error) {
      // The folder may be half-way through a change, or another writer at work: it is tried again, and said once.
      const said = formatError(toFootnoteError(error), context);
      if (!context.signal.aborted && said !== failure) {
        context.stderr.write(`${said}  It is tried again in a while, and when something changes.\n`);
      }
      failure = said;
      return false;
    }
  };
  const onProblem = (problem: FootnoteError) => context.stderr.write(formatError(problem, context));
  await watchCorpus({ corpus, indexFolder, signal: context.signal, onChange, onProblem });
}
