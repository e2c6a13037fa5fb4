import { Command } from "commander";
import { type CliContext, note, print } from "../context.js";
import { openAssistant } from "../open-assistant.js";
import { settingFlags, withSettings } from "../options.js";

export function serveCommand(context: CliContext): Command {
  const command = new Command("serve")
    .description("answer over HTTP, on this machine only")
    .addHelpText("after", "\nExample: footnote serve --port 3000");
  return withSettings(command, "host", "port", "topK").action(async (options) => {
    const { host, port } = await context.settings(settingFlags(options));
    const assistant = await openAssistant(context, options);
    const { serve } = await import("../../server/serve.js");
    try {
      const log = (error: Error, { requestId }: { requestId: string }) =>
        note(context, `${requestId} ${String((error.cause as Error | undefined)?.stack ?? error.stack)}`);
      const server = await serve({ assistant, host, port, log });
      print(context, `Footnote answers at ${server.url} (reference: ${server.url}/openapi.json). Ctrl-C ends it.`);
      await new Promise<void>((resolve) => {
        if (context.signal.aborted) resolve();
        context.signal.addEventListener("abort", () => resolve(), { once: true });
      });
      await server.close();
    } finally {
      await assistant.close();
    }
  });
}
