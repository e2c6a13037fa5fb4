import { once } from "node:events";
import { Command } from "commander";
import { type CliContext, note, print } from "../context.js";
import { followFolder } from "../follow-folder.js";
import { openLocalAssistant } from "../open-assistant.js";
import { settingFlags, withSettings } from "../options.js";

export function serveCommand(context: CliContext): Command {
  const command = new Command("serve")
    .description("answer over HTTP, on this machine only")
    .option("--watch", "follow the folder, and bring the index up to date when it changes")
    .addHelpText("after", "\nExample: footnote serve --port 3000 --watch");
  return withSettings(command, "host", "port", "topK").action(async (options) => {
    const { host, port } = await context.settings(settingFlags(options));
    const assistant = await openLocalAssistant(context, options);
    const { serve } = await import("../../server/serve.js");
    try {
      const log = (error: Error, { requestId }: { requestId: string }) =>
        note(context, `${requestId} ${String((error.cause as Error | undefined)?.stack ?? error.stack)}`);
      const server = await serve({ assistant, host, port, log });
      print(context, `Footnote answers at ${server.url} (reference: ${server.url}/openapi.json). Ctrl-C ends it.`);
      if (options.watch) await followFolder(context, assistant);
      else if (!context.signal.aborted) await once(context.signal, "abort");
      await server.close();
    } finally {
      await assistant.close();
    }
  });
}
