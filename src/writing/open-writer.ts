import { resolve } from "node:path";
import { FootnoteError } from "../core/errors/errors.js";
import type { Settings } from "../core/settings.js";
import { readSecret } from "../store/disk/secret-file.js";
import { OpenAiWriter } from "./openai-writer.js";
import type { Writer } from "./writer.js";
import { assertAllowed, writerAddress } from "./writer-address.js";

const SENDABLE = /^[\x20-\x7e]*$/u;

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
  const key = await readKey(settings, cwd);
  return new OpenAiWriter({ address, key, model: settings.llmModel, limits: { totalMs: settings.llmSeconds * 1000 } });
}

async function readKey({ llmKey, llmKeyFile }: WriterSettings, cwd: string): Promise<string> {
  const isFile = llmKeyFile !== "";
  const key = isFile ? await readSecret(resolve(cwd, llmKeyFile), "llmKeyFile") : llmKey.trim();
  if (SENDABLE.test(key)) return key;
  // No header can carry anything else, and whoever says so shows the key.
  throw new FootnoteError("setting_invalid", {
    setting: isFile ? "llmKeyFile" : "llmKey",
    source: isFile ? llmKeyFile : "environment",
    problem: "a key is one line of letters, digits and signs, and this one has others",
  });
}
