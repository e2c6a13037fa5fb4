import type { ServerWriter } from "../../contract/index-state.js";
import { toFootnoteError } from "../../core/errors/errors.js";
import type { Settings } from "../../core/settings.js";
import { assertAllowed, writerAddress } from "../../writing/writer-address.js";

/**
 * The model that a server may have write: the one that the settings name, where they agree to its host. Nobody sits there
 * to be asked.
 * @param warn told why there is none where one is named
 */
export function serverWriter(settings: Settings, warn: (problem: string) => void): ServerWriter | undefined {
  const { llmModel, llmUrl } = settings;
  if (llmUrl === "") return undefined;
  try {
    const address = writerAddress(llmUrl);
    assertAllowed(address, settings);
    return { host: address.host, model: llmModel === "" ? null : llmModel };
  } catch (error) {
    const { message, hint } = toFootnoteError(error);
    warn(`No answer is written in words: ${message} ${hint}`);
    return undefined;
  }
}
