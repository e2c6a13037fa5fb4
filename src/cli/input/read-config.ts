import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { FootnoteError } from "../../core/errors/errors.js";
import { isMissing, problemOf } from "../../core/file-problems.js";
import { fromEnvironment, mergeSettings, type SettingSource, type Settings } from "../../core/settings.js";

/**
 * The settings in force: a command's flags, the environment, the folder's configuration file, the defaults.
 * @throws FootnoteError setting_invalid
 */
export async function readSettings(
  cwd: string,
  environment: Readonly<Record<string, string | undefined>>,
  flags: Readonly<Record<string, unknown>>,
): Promise<Settings> {
  return mergeSettings([
    { name: "flag", values: flags },
    fromEnvironment(environment),
    await readConfigFile(join(cwd, "footnote.config.json")),
  ]);
}

/** The settings of a JSON file; none when there is no such file. @throws FootnoteError setting_invalid */
async function readConfigFile(path: string): Promise<SettingSource> {
  const name = "footnote.config.json";
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
    values = JSON.parse(text);
  } catch (cause) {
    throw invalid(`it is not valid JSON (${problemOf(cause)})`, cause);
  }
  if (typeof values !== "object" || values === null || Array.isArray(values)) throw invalid("it is not a JSON object");
  return { name, values: values as Record<string, unknown> };
}
