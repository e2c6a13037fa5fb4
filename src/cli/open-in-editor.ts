import { spawn } from "node:child_process";
import { once } from "node:events";
import { access } from "node:fs/promises";
import { join } from "node:path";
import type { Assistant } from "../assistant/assistant.js";
import { toFootnoteError } from "../core/errors/errors.js";
import { problemOf } from "../core/file-problems.js";
import { printableLine } from "../core/text.js";
import { hasOwnText, isTextFile } from "../index/readers/formats.js";
import type { FilePlace, Remark, WithTerminal } from "../tui/host.js";
import { type EditorCommand, editorCommand } from "./editor.js";

type Environment = Readonly<Record<string, string | undefined>>;

interface Surroundings {
  readonly assistant: Assistant;
  readonly environment: Environment;
  /** Whose documents they are; empty for those of this machine. */
  readonly server: string;
}

/** Opens a document in the user's editor; what is in the way is said. */
export async function openInEditor(
  { path, line }: FilePlace,
  { assistant, environment, server }: Surroundings,
  withTerminal: WithTerminal,
): Promise<Remark | null> {
  if (server !== "") return warning(`The documents are those of ${server}, not of this machine.`);
  let file: string;
  try {
    file = join((await assistant.status()).corpus, path);
  } catch (error) {
    const { message, hint } = toFootnoteError(error);
    return warning(`${message} ${hint}`);
  }
  if (!isTextFile(path))
    return warning(`${printableLine(file)} is no text file: open it with the program for its kind.`);
  const editor = editorCommand(environment, file, hasOwnText(path) ? line : null);
  if (editor === null)
    return warning("No editor is set: set VISUAL or EDITOR, such as EDITOR=vim, and start the chat again.");
  const name = printableLine(editor.command);
  try {
    await access(file);
  } catch (error) {
    return warning(`${printableLine(path)} can't be opened: ${problemOf(error)}.`);
  }
  try {
    if (!editor.needsTerminal) await startWindow(editor, environment);
    else {
      const code = await withTerminal(() => runHere(editor, environment));
      if (code !== 0) return warning(`${name} ended with ${code}.`);
    }
  } catch (error) {
    return warning(`${name} can't be started: ${problemOf(error)}.`);
  }
  return editor.needsTerminal ? null : { tone: "muted", text: `Opened in ${name}.` };
}

/** Gives the exit code, or the signal that ended it. */
async function runHere({ command, args }: EditorCommand, environment: Environment): Promise<number | string> {
  const [code, signal] = await once(spawn(command, args, { stdio: "inherit", env: { ...environment } }), "exit");
  return code ?? signal;
}

async function startWindow({ command, args }: EditorCommand, environment: Environment): Promise<void> {
  const child = spawn(command, args, { stdio: "ignore", detached: true, env: { ...environment } });
  await once(child, "spawn");
  child.unref();
}

function warning(text: string): Remark {
  return { tone: "warning", text };
}
