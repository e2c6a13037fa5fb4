import { readFile, stat } from "node:fs/promises";
import { platform } from "node:os";
import { FootnoteError } from "../../core/errors/errors.js";
import { problemOf } from "../../core/file-problems.js";
import type { SettingName } from "../../core/settings.js";

/** Those of its group and all others may do nothing with it. */
const OTHERS = 0o077;

/**
 * What a file holds that is for its owner alone, without the space around it.
 * @param path absolute
 * @param setting that names the file, for messages
 * @param hasModes whether a file's mode says who may read it [not on Windows, where it never does]
 * @throws FootnoteError setting_invalid, also where others may read it
 */
export async function readSecret(
  path: string,
  setting: SettingName,
  hasModes = platform() !== "win32",
): Promise<string> {
  const invalid = (problem: string, cause?: unknown) =>
    new FootnoteError("setting_invalid", { setting, source: path, problem }, { cause });
  let text: string;
  try {
    const { mode } = await stat(path);
    if (hasModes && (mode & OTHERS) !== 0) throw invalid("others than its owner may read it: chmod 600 it");
    text = await readFile(path, "utf8");
  } catch (error) {
    throw error instanceof FootnoteError ? error : invalid(problemOf(error), error);
  }
  if (text.trim() === "") throw invalid("the file is empty");
  return text.trim();
}
