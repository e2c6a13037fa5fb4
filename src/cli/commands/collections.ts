import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { Command } from "commander";
import { LocalAssistant } from "../../assistant/local/local-assistant.js";
import type { IndexStatus } from "../../contract/index-state.js";
import { FootnoteError, toFootnoteError } from "../../core/errors/errors.js";
import type { Settings } from "../../core/settings.js";
import { printableLine } from "../../core/text.js";
import { count, moment } from "../../core/wording.js";
import { assertNameFree, collectionNamed, collectionOf, collectionsFile, remembering } from "../collections/choose.js";
import type { KnownCollection, KnownCollections } from "../collections/collections-file.js";
import { type CliContext, print, printJson } from "../context.js";
import { addListFormats, formatOf } from "../format/output-options.js";
import { type Style, styleFor } from "../format/style.js";
import { settingFlags, withSettings } from "../input/options.js";
import { addHelpNotes } from "../reference/help-notes.js";

const NOTES = `
  footnote collections                            list them
  footnote collections add <folder> [--name <x>]  remember a folder; it is indexed when it is opened
  footnote collections rename <name> <new name>   its documents are cited under the new name from then on
  footnote collections remove <name>              forget it; no file is deleted
A folder that is opened (footnote <folder>) is one already.`;

const ACTIONS = ["list", "add", "rename", "remove"] as const;

/** @param reserved names of commands, which no collection may have */
export function collectionsCommand(context: CliContext, reserved: readonly string[]): Command {
  const command = new Command("collections")
    .description("list the folders that have been opened, add, rename or forget one")
    .argument("[action]", "list, add, rename or remove", "list")
    .argument("[names...]", "the folder, or the collection's name and its new one")
    .option("--name <name>", "with add: what it is called [the folder's name]");
  addHelpNotes(command, {
    notes: NOTES,
    examples: ["footnote collections", "footnote collections add ~/papers --name theses"],
  });
  addListFormats(command, { json: "print the collections as JSON", jsonl: "print one collection a line" });
  return withSettings(command).action(async (action: string, names: string[], options) => {
    const file = collectionsFile(context);
    const usage = (text: string) => command.error(`error: ${text}\n(footnote collections --help shows how)`);
    const [first, second, ...more] = names;
    if (!(ACTIONS as readonly string[]).includes(action)) usage(`there is no '${action}': ${ACTIONS.join(", ")}`);
    if (options.name !== undefined && action !== "add") usage("--name goes with add");
    switch (action) {
      case "add": {
        if (first === undefined || second !== undefined) return usage("add takes one folder");
        const folder = resolve(context.cwd, first);
        await assertFolder(folder);
        const name: string | undefined = options.name;
        const added = await file.change(async (known) => {
          if (name !== undefined) assertNameFree(name, known, reserved);
          const one = await collectionOf(folder, known, context, { index: options.index, name, reserved });
          const before = known.collections.find((other) => other.name === one.name);
          return before ? [known, { ...before, isNew: false }] : [remembering(known, [one]), { ...one, isNew: true }];
        });
        const shown = printableLine(added.folder);
        if (!added.isNew) return print(context, `${added.name} is a collection already: ${shown}`);
        return print(context, `Added ${added.name}: ${shown}. Open it: footnote ${added.name}`);
      }
      case "rename": {
        if (first === undefined || second === undefined || more.length > 0) return usage("rename takes two names");
        await file.change(async (known) => {
          const renamed = collectionNamed(first, known);
          const others = without(renamed, known);
          assertNameFree(second, others, reserved);
          const last = known.last.map((name) => (name === renamed.name ? second : name));
          return [{ ...remembering(others, [{ ...renamed, name: second }]), last }, null];
        });
        return print(context, `${first} is called ${second} now.`);
      }
      case "remove": {
        if (first === undefined || second !== undefined) return usage("remove takes one name");
        const { folder, indexFolder } = await file.change(async (known) => {
          const removed = collectionNamed(first, known);
          return [without(removed, known), removed];
        });
        return print(
          context,
          `Forgot ${first}. Nothing was deleted: the documents are in ${printableLine(folder)}, their index in ${printableLine(indexFolder)}.`,
        );
      }
      default: {
        if (first !== undefined) return usage("list takes nothing more");
        const { collections } = await file.read();
        const settings = await context.settings(settingFlags(options));
        await list(context, collections, settings, formatOf(options));
      }
    }
  });
}

function without(one: KnownCollection, { collections, last }: KnownCollections): KnownCollections {
  return { collections: collections.filter((other) => other !== one), last: last.filter((name) => name !== one.name) };
}

async function assertFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new FootnoteError("corpus_missing", { path });
  if (!found.isDirectory()) throw new FootnoteError("corpus_not_folder", { path });
}

interface Listed {
  readonly name: string;
  readonly folder: string;
  readonly index: string;
  readonly documents: number | null;
  readonly passages: number | null;
  readonly state: "up_to_date" | "changed" | "incomplete" | "not_indexed" | "unusable" | "folder_missing";
  readonly used_at: string | null;
}

const STATES: Readonly<Record<Listed["state"], string>> = {
  up_to_date: "up to date",
  changed: "changed since",
  incomplete: "not built to its end",
  not_indexed: "not indexed yet",
  unusable: "index unusable",
  folder_missing: "folder not there",
};

async function list(
  context: CliContext,
  collections: readonly KnownCollection[],
  settings: Settings,
  format: ReturnType<typeof formatOf>,
): Promise<void> {
  const listed: Listed[] = [];
  for (const one of collections) listed.push(await look(one, settings, context.cwd));
  if (format === "json") return printJson(context, listed);
  if (format === "jsonl") {
    for (const one of listed) printJson(context, one);
    return;
  }
  if (listed.length === 0) return print(context, "There is no collection yet. Open a folder: footnote <folder>");
  print(context, formatCollections(listed, styleFor(context)));
}

/** What can be told of a collection without building anything. */
async function look(
  { name, folder, indexFolder, usedAt }: KnownCollection,
  settings: Settings,
  cwd: string,
): Promise<Listed> {
  const about = { name, folder, index: indexFolder, used_at: usedAt };
  const isThere = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const assistant = new LocalAssistant({ ...settings, store: "folder", index: indexFolder }, { cwd, corpus: folder });
  try {
    const status = await assistant.status();
    const state = isThere ? stateOf(status) : "folder_missing";
    return { ...about, documents: status.documents, passages: status.passages, state };
  } catch (error) {
    const { code } = toFootnoteError(error);
    const state = !isThere ? "folder_missing" : code === "index_missing" ? "not_indexed" : "unusable";
    return { ...about, documents: null, passages: null, state };
  } finally {
    await assistant.close();
  }
}

function stateOf({ incomplete, stale }: IndexStatus): Listed["state"] {
  if (incomplete) return "incomplete";
  return stale === null || stale.length > 0 ? "changed" : "up_to_date";
}

function formatCollections(listed: readonly Listed[], style: Style): string {
  return listed
    .flatMap(({ name, folder, documents, passages, state, used_at }) => {
      const held = documents === null ? [] : [count(documents, "document"), count(passages ?? 0, "passage")];
      const used = used_at === null ? "never opened" : `last used ${moment(used_at)}`;
      return [
        `${style.accent(printableLine(name))}  ${printableLine(folder)}`,
        style.faint(`  ${[...held, STATES[state], used].join(" · ")}`),
      ];
    })
    .join("\n");
}
