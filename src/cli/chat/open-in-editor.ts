import { once } from "node:events";
import { access } from "node:fs/promises";
import { basename } from "node:path";
// Finds what Windows starts by its ending alone (code.cmd), and quotes for its shell what no other shell sees.
import spawn from "cross-spawn";
import type { Assistant } from "../../assistant/assistant.js";
import { toFootnoteError } from "../../core/errors/errors.js";
import { problemOf } from "../../core/file-problems.js";
import { printableLine } from "../../core/text.js";
import { hasOwnText, isTextFile } from "../../index/readers/formats.js";
import type { FilePlace, Remark, WithTerminal } from "../../tui/host.js";
import { fileIn } from "../format/links.js";

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
    file = fileIn(await assistant.status())(path);
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

interface EditorCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Whether it draws into the terminal; the others open a window of their own. */
  readonly needsTerminal: boolean;
}

type Syntax = "plus" | "goto" | "colon" | "none";

/** How editors are told the line. */
const EDITORS: Readonly<Record<string, { readonly syntax: Syntax; readonly needsTerminal: boolean }>> = {
  ...named(
    ["vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "micro", "kak", "joe", "mg"],
    "plus",
    true,
  ),
  ...named(["gvim", "gedit"], "plus", false),
  ...named(["code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"], "goto", false),
  ...named(["hx", "helix"], "colon", true),
  ...named(["subl", "sublime_text", "zed"], "colon", false),
};

/**
 * What starts the editor that `VISUAL` or `EDITOR` names, with a file at a line (1-based) or at its beginning;
 * `null` where neither is set. The setting may hold arguments, quoted where they have spaces; no shell reads it.
 */
export function editorCommand(
  { VISUAL, EDITOR }: Readonly<Record<string, string | undefined>>,
  file: string,
  line: number | null,
): EditorCommand | null {
  const [command, ...own] = wordsOf(VISUAL?.trim() || EDITOR?.trim() || "");
  if (command === undefined) return null;
  const { syntax, needsTerminal } = EDITORS[basename(command).replace(/\.(?:exe|cmd)$/i, "")] ?? UNKNOWN;
  return { command, args: [...own, ...placeArguments(syntax, file, line)], needsTerminal };
}

const UNKNOWN = { syntax: "none", needsTerminal: true } as const;

function placeArguments(syntax: Syntax, file: string, line: number | null): string[] {
  if (line === null || syntax === "none") return [file];
  if (syntax === "plus") return [`+${line}`, file];
  return syntax === "goto" ? ["-g", `${file}:${line}`] : [`${file}:${line}`];
}

function wordsOf(setting: string): string[] {
  return Array.from(setting.matchAll(/"([^"]*)"|'([^']*)'|\S+/g), ([word, double, single]) => double ?? single ?? word);
}

function named(names: readonly string[], syntax: Syntax, needsTerminal: boolean) {
  return Object.fromEntries(names.map((name) => [name, { syntax, needsTerminal }]));
}
