import type { CliContext } from "../context.js";
import type { GivenFlags } from "./open-assistant.js";
import { settingFlags } from "./options.js";

/** The flags of a command that has a model write, with the hosts that may be sent to: a new one is asked for. */
export async function withConsent(context: CliContext, options: GivenFlags): Promise<GivenFlags> {
  const settings = await context.settings(settingFlags(options));
  if (settings.server !== "") return options;
  const { consentedHosts } = await import("./writer-consent.js");
  const llmConsent = await consentedHosts(context, settings);
  return llmConsent.length > 0 ? { ...options, llmConsent } : options;
}
