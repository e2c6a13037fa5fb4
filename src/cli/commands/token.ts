import { appendFile, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Command } from "commander";
import { FootnoteError } from "../../core/errors/errors.js";
import { isMissing, problemOf } from "../../core/file-problems.js";
import { isTokenName, newToken, parseTokens, tokenLine } from "../../server/access/tokens.js";
import { type CliContext, note, print, printJson } from "../context.js";
import { settingFlags } from "../input/options.js";
import { addHelpNotes } from "../reference/help-notes.js";

const OWNER_ONLY = 0o600;

export function tokenCommand(context: CliContext): Command {
  const command = new Command("token")
    .argument("<name>", "whose it is: the server's log names it")
    .option("--tokens <file>", "file to add it to (FOOTNOTE_TOKENS)")
    .description("make a token for a server that asks for them: it is printed once, and the file keeps a hash of it")
    .option("--json", "print the token and the line for the server's file as JSON");
  addHelpNotes(command, { examples: ["footnote token ada --tokens tokens.txt"] });
  return command.action(async (name: string, options: Readonly<Record<string, unknown>>) => {
    const { tokens } = await context.settings(settingFlags(options));
    if (!isTokenName(name)) throw new FootnoteError("token_name", { name, problem: "it has other characters" });
    const token = newToken();
    const line = tokenLine(name, token);
    if (tokens !== "") await addLine(resolve(context.cwd, tokens), name, line);
    if (options.json === true) return printJson(context, { name, token, line, tokens: tokens === "" ? null : tokens });
    print(context, token);
    note(
      context,
      tokens === ""
        ? `This is shown once. The line for the server's tokens file:\n${line}`
        : `This is shown once. ${tokens} has a hash of it; to withdraw it, delete the line of ${name}.`,
    );
  });
}

async function addLine(path: string, name: string, line: string): Promise<void> {
  try {
    const text = await readFile(path, "utf8").catch((error: unknown) => {
      if (isMissing(error)) return "";
      throw error;
    });
    if (parseTokens(text).tokens.some((token) => token.name === name)) {
      throw new FootnoteError("token_name", { name, problem: `${path} has one of this name` });
    }
    const lineBreak = text === "" || text.endsWith("\n") ? "" : "\n";
    await appendFile(path, `${lineBreak}${line}\n`, { mode: OWNER_ONLY });
  } catch (cause) {
    if (cause instanceof FootnoteError) throw cause;
    throw new FootnoteError("output_unwritable", { path, problem: problemOf(cause) }, { cause });
  }
}
