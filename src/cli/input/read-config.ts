import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { FootnoteError } from "../../core/errors/errors.js";
import { isMissing, problemOf } from "../../core/file-problems.js";
import { CONFIG_FILE } from "../../core/own-files.js";
import {
  environmentName,
  fromEnvironment,
  mergeSettings,
  type SettingName,
  type SettingSource,
  type Settings,
  STORE_SETTINGS,
} from "../../core/settings.js";
import { storePlace } from "../../store/store-place.js";

/**
 * The settings in force: a command's flags, the environment, the folder's configuration file, the defaults.
 * @throws FootnoteError setting_invalid
 */
export async function readSettings(
  cwd: string,
  environment: Readonly<Record<string, string | undefined>>,
  flags: Readonly<Record<string, unknown>>,
): Promise<Settings> {
  const settings = mergeSettings([
    { name: "flag", values: flags },
    fromEnvironment(environment),
    await readConfigFile(join(cwd, CONFIG_FILE)),
  ]);
  assertStore(settings, cwd, flags);
  return settings.llmUrl === FROM_ENVIRONMENT ? { ...settings, ...writerOf(environment, settings) } : settings;
}

/** The environment's address chooses no store by itself; a flag that would do nothing is a slip. @throws setting_invalid */
function assertStore(settings: Settings, cwd: string, { opensearchUrl }: Readonly<Record<string, unknown>>): void {
  storePlace(settings, cwd);
  if (settings.store === "opensearch" || opensearchUrl === undefined) return;
  const problem = "it needs --store opensearch beside it";
  throw new FootnoteError("setting_invalid", { setting: "opensearchUrl", source: "flag", problem });
}

/** What `llmUrl` says for the address that other programs of the environment use. */
const FROM_ENVIRONMENT = "env";
const OLLAMA_PORT = "11434";

/** The model's server that other programs are told of; the key belongs to its own address alone. @throws setting_invalid */
function writerOf(
  { OPENAI_BASE_URL = "", OPENAI_API_KEY = "", OLLAMA_HOST = "" }: Readonly<Record<string, string | undefined>>,
  { llmKey }: Settings,
): Pick<Settings, "llmUrl" | "llmKey"> {
  if (OPENAI_BASE_URL !== "") return { llmUrl: OPENAI_BASE_URL, llmKey: llmKey || OPENAI_API_KEY };
  if (OLLAMA_HOST !== "") return { llmUrl: ollamaUrl(OLLAMA_HOST), llmKey };
  const problem = "it is env, and neither OPENAI_BASE_URL nor OLLAMA_HOST is set";
  throw new FootnoteError("setting_invalid", { setting: "llmUrl", source: "environment", problem });
}

/** OLLAMA_HOST may be an address to listen on, without a scheme or port. */
function ollamaUrl(host: string): string {
  const text = /^https?:\/\//u.test(host) ? host : `http://${host}`;
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  if (url.hostname === "0.0.0.0" || url.hostname === "[::]") url.hostname = "127.0.0.1";
  if (url.port === "" && url.protocol === "http:") url.port = OLLAMA_PORT;
  return url.href;
}

/**
 * A folder that others have filled may name a model's server, and never whom to trust or where the key is; nor where
 * else the text of its documents goes, or whose index they take the place of.
 */
const OWN_SETTINGS = [
  "llmKey",
  "llmKeyFile",
  "llmConsent",
  ...STORE_SETTINGS,
] as const satisfies readonly SettingName[];

/** The settings of a JSON file; none when there is no such file. @throws FootnoteError setting_invalid */
async function readConfigFile(path: string): Promise<SettingSource> {
  const name = CONFIG_FILE;
  const invalid = (problem: string, cause?: unknown) =>
    new FootnoteError("setting_invalid", { setting: "(file)", source: name, problem }, { cause });
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (isMissing(cause)) return { name, values: {} };
    throw invalid(problemOf(cause), cause);
  }
  let values: unknown;
  try {
    // Editors on Windows mark the start of UTF-8, which `trim` takes for space.
    values = JSON.parse(text.trim());
  } catch (cause) {
    // Node quotes what it could not read, which may be a key.
    throw invalid(`it is not valid JSON (${problemOf(cause).replace(/, (?:\.{3})?"[\s\S]*$/u, "")})`);
  }
  if (typeof values !== "object" || values === null || Array.isArray(values)) throw invalid("it is not a JSON object");
  const own = OWN_SETTINGS.find((setting) => Object.hasOwn(values, setting));
  if (own) {
    const problem = `it is not read from a folder's file, which others may have written: set ${environmentName(own)}`;
    throw new FootnoteError("setting_invalid", { setting: own, source: name, problem });
  }
  return { name, values: values as Record<string, unknown> };
}
