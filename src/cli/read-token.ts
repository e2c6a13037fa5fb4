import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { FootnoteError } from "../core/errors/errors.js";
import { problemOf } from "../core/file-problems.js";
import type { Settings } from "../core/settings.js";

/** The token to show to a server: of the file that is named, else of the environment. @throws setting_invalid */
export async function readToken({ token, tokenFile }: Settings, cwd: string): Promise<string> {
  if (tokenFile === "") return token;
  const invalid = (problem: string, cause?: unknown) =>
    new FootnoteError("setting_invalid", { setting: "tokenFile", source: tokenFile, problem }, { cause });
  let text: string;
  try {
    text = await readFile(resolve(cwd, tokenFile), "utf8");
  } catch (error) {
    throw invalid(problemOf(error), error);
  }
  // An empty file must not turn into a request without a token.
  if (text.trim() === "") throw invalid("the file is empty");
  return text.trim();
}
