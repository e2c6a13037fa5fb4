import { resolve } from "node:path";
import type { Settings } from "../core/settings.js";
import { readSecret } from "../store/disk/secret-file.js";
import { OpenAiWriter } from "./openai-writer.js";
import type { Writer } from "./writer.js";
import { assertAllowed, writerAddress } from "./writer-address.js";

export type WriterSettings = Pick<
  Settings,
  "llmUrl" | "llmModel" | "llmKey" | "llmKeyFile" | "llmConsent" | "llmSeconds" | "offline"
>;

/**
 * The writer that the settings name; nothing is sent yet.
 * @param cwd what a relative path of the key's file is relative to
 * @throws FootnoteError writer_unset, writer_offline, writer_consent, writer_key_exposed, setting_invalid
 */
export async function openWriter(settings: WriterSettings, cwd: string): Promise<Writer> {
  const address = writerAddress(settings.llmUrl);
  assertAllowed(address, settings);
  const { llmKey, llmKeyFile } = settings;
  const key = llmKeyFile === "" ? llmKey : await readSecret(resolve(cwd, llmKeyFile), "llmKeyFile");
  return new OpenAiWriter({ address, key, model: settings.llmModel, limits: { totalMs: settings.llmSeconds * 1000 } });
}
