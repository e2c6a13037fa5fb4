import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { ALL_COLLECTIONS } from "../contract/filters.js";
import { printableLine } from "../core/text.js";
import type { KnownCollection } from "./collections/collections-file.js";
import { type CliContext, note, print } from "./context.js";

/** What Footnote is, for who runs it without a word. */
const WELCOME = `Footnote answers questions about a folder of documents, on this machine alone,
and proves each answer with the passage that it comes from.

  footnote ~/papers                 open a folder: it is indexed, and you can ask
  footnote ask "…" --in papers      ask one question, and be back in the shell
  footnote serve ~/papers           ask in a browser, or from other programs

footnote --help names all commands, footnote <command> --help explains one.`;

/**
 * What a command line that begins with no command is taken for: folders to open, or names of collections; without a
 * word, the folders that were opened last, where somebody sits at a terminal. `null` where all has been said.
 * @param reserved names of commands
 * @throws FootnoteError for a path that is no folder
 */
export async function enter(
  context: CliContext,
  args: readonly string[],
  reserved: readonly string[],
): Promise<readonly string[] | null> {
  const [first] = args;
  if (first === undefined) return enterAgain(context);
  if (first.startsWith("-")) return (await opensFolder(context, args, reserved)) ? ["open", ...args] : args;
  const { collectionsFile, nameOf } = await import("./collections/choose.js");
  const named = await nameOf(first, () => collectionsFile(context).read(), context.cwd);
  if (named.kind === "no_folder") throw named.error;
  return named.kind === "word" && first.toLowerCase() !== ALL_COLLECTIONS ? args : ["open", ...args];
}

/** Whether flags stand before a folder: `footnote --write ~/papers`. */
async function opensFolder(
  { cwd }: CliContext,
  args: readonly string[],
  reserved: readonly string[],
): Promise<boolean> {
  if (args.some((arg) => reserved.includes(arg))) return false;
  for (const arg of args) {
    if (arg.startsWith("-")) continue;
    const found = await stat(resolve(cwd, arg)).catch(() => null);
    if (found?.isDirectory()) return true;
  }
  return false;
}

async function enterAgain(context: CliContext): Promise<readonly string[] | null> {
  const { stdin, stdout } = context;
  const last = stdin.isTTY && stdout.isTTY ? await openedLast(context) : [];
  if (last.length === 0) {
    print(context, WELCOME);
    return null;
  }
  const shown = last.map(({ name, folder }) => `${name} (${printableLine(folder)})`).join(", ");
  note(context, `Opening ${shown} as the last time. Another one: footnote <folder>; all: footnote collections`);
  // A folder here may have the name of a collection.
  return ["open", ...last.map(({ folder }) => folder)];
}

/** Those of them that are still there. */
async function openedLast(context: CliContext): Promise<readonly KnownCollection[]> {
  const { assertThere, collectionsFile } = await import("./collections/choose.js");
  const { collections, last } = await collectionsFile(context).read();
  const there: KnownCollection[] = [];
  for (const one of last.flatMap((name) => collections.find((known) => known.name === name) ?? [])) {
    if (
      await assertThere(one).then(
        () => true,
        () => false,
      )
    )
      there.push(one);
  }
  return there;
}
