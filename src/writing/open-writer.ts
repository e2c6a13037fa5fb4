import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { FootnoteError } from "../core/errors/errors.js";
import { problemOf } from "../core/file-problems.js";
import type { Settings } from "../core/settings.js";
import { OpenAiWriter } from "./openai-writer.js";
import type { Writer } from "./writer.js";
import { assertAllowed, writerAddress } from "./writer-address.js";

/** Those of its group and all others may do nothing with it. */
const OTHERS = 0o077;
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
  const [setting, source] = llmKeyFile === "" ? ["llmKey", "environment"] : ["llmKeyFile", llmKeyFile];
  const invalid = (problem: string, cause?: unknown) =>
    new FootnoteError("setting_invalid", { setting, source, problem }, { cause });
  const key = llmKeyFile === "" ? llmKey.trim() : await readKeyFile(resolve(cwd, llmKeyFile), invalid);
  // No header can carry anything else, and whoever says so shows the key.
  if (!SENDABLE.test(key)) throw invalid("a key is one line of letters, digits and signs, and this one has others");
  return key;
}

async function readKeyFile(
  path: string,
  invalid: (problem: string, cause?: unknown) => FootnoteError,
): Promise<string> {
  let text: string;
  try {
    const { mode } = await stat(path);
    if ((mode & OTHERS) !== 0) throw invalid("others than its owner may read it: chmod 600 it");
    text = await readFile(path, "utf8");
  } catch (error) {
    throw error instanceof FootnoteError ? error : invalid(problemOf(error), error);
  }
  if (text.trim() === "") throw invalid("the file is empty");
  return text.trim();
}
