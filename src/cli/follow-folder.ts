import type { LocalAssistant } from "../assistant/local-assistant.js";
import { toFootnoteError } from "../core/errors.js";
import { type CliContext, note } from "./context.js";
import { formatError } from "./format-error.js";
import { formatSyncResult } from "./format-sync.js";

/** Keeps the index up to date with its folder until the process is interrupted; says what it did, on standard error. */
export async function followFolder(context: CliContext, assistant: LocalAssistant): Promise<void> {
  const { watchCorpus } = await import("../index/watch.js");
  const corpus = await assistant.corpus();
  note(context, `Watching ${corpus}. Ctrl-C ends it.`);
  await watchCorpus({
    corpus,
    signal: context.signal,
    onChange: async () => {
      try {
        const result = await assistant.sync({ signal: context.signal });
        const { added, changed, deleted } = result;
        if (added.length + changed.length + deleted.length > 0) note(context, formatSyncResult(result));
      } catch (error) {
        // The folder may be half-way through a change, or another writer at work: the next change tries again.
        if (!context.signal.aborted) context.stderr.write(formatError(toFootnoteError(error), context));
      }
    },
  });
}
