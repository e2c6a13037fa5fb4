import { resolve } from "node:path";
import type { LocalAssistant } from "../assistant/local-assistant.js";
import type { CliContext } from "./context.js";
import { settingFlags } from "./options.js";

/** The assistant over the index that the settings name. The caller closes it. */
export async function openAssistant(
  context: CliContext,
  options: Readonly<Record<string, unknown>>,
  corpus?: string,
): Promise<LocalAssistant> {
  const settings = await context.settings(settingFlags(options));
  const { LocalAssistant } = await import("../assistant/local-assistant.js");
  return new LocalAssistant(settings, { cwd: context.cwd, corpus: corpus && resolve(context.cwd, corpus) });
}
