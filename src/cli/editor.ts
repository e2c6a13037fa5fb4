import { basename } from "node:path";

export interface EditorCommand {
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
