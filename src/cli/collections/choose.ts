import { createHash } from "node:crypto";
import { access, constants, realpath, stat } from "node:fs/promises";
import { basename, isAbsolute, join, resolve } from "node:path";
import type { Collection } from "../../assistant/local/joined-assistant.js";
import { ALL_COLLECTIONS } from "../../contract/filters.js";
import { type ErrorCode, FootnoteError } from "../../core/errors/errors.js";
import { isMissing, problemOf } from "../../core/file-problems.js";
import { similarName } from "../../core/similar-name.js";
import { printableLine } from "../../core/text.js";
import { namesListed } from "../../core/wording.js";
import { collectionNameFrom, isCollectionName } from "../../store/joined/collection-names.js";
import { OramaStore } from "../../store/orama/orama-store.js";
import { type CliContext, note } from "../context.js";
import { stateFolder } from "../state-folder.js";
import { CollectionsFile, type KnownCollection, type KnownCollections, NONE } from "./collections-file.js";

const INDEX_NAME = ".footnote";

type Surroundings = Pick<CliContext, "cwd" | "environment" | "stderr" | "now">;

/** The file of the collections of whoever runs this. */
export function collectionsFile({ environment }: Pick<Surroundings, "environment">): CollectionsFile {
  return new CollectionsFile(stateFolder(environment));
}

/** @throws FootnoteError collection_unknown */
export function collectionNamed(name: string, { collections }: KnownCollections): KnownCollection {
  return find(name, collections) ?? unknown(name, collections);
}

/** Each of them by its name, or all. @throws FootnoteError collection_unknown */
export function collectionsNamed(names: readonly string[], known: KnownCollections): KnownCollection[] {
  const chosen = names.flatMap((name) => {
    const isAll = name.toLowerCase() === ALL_COLLECTIONS && known.collections.length > 0;
    return isAll ? known.collections : collectionNamed(name, known);
  });
  return [...new Set(chosen)];
}

function find(name: string, collections: readonly KnownCollection[]): KnownCollection | undefined {
  return collections.find((one) => one.name.toLowerCase() === name.toLowerCase());
}

function unknown(name: string, collections: readonly KnownCollection[]): never {
  const names = collections.map((one) => one.name);
  const meant = similarName(name, names);
  const suggestion =
    names.length === 0
      ? "; none is known"
      : meant
        ? `; perhaps '${meant}' is meant`
        : `; there is ${namesListed(names)}`;
  throw new FootnoteError("collection_unknown", { name, suggestion });
}

/** What a word on the command line names. */
export type Named =
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "collection"; readonly name: string }
  /** A file, or a path where nothing is. */
  | { readonly kind: "no_folder"; readonly error: FootnoteError }
  | { readonly kind: "word" };

/**
 * What a word names: a folder, else a collection, else something that looks like a path, else nothing.
 * @param known is asked for where it is no folder
 */
export async function nameOf(word: string, known: () => Promise<KnownCollections>, cwd: string): Promise<Named> {
  const path = resolve(cwd, word);
  const found = await stat(path).catch((error: unknown) => error as Error);
  if (!(found instanceof Error) && found.isDirectory()) return { kind: "folder", path };
  const one = find(word, (await known()).collections);
  if (one) return { kind: "collection", name: one.name };
  if (!(found instanceof Error)) return { kind: "no_folder", error: new FootnoteError("corpus_not_folder", { path }) };
  if (!isMissing(found)) {
    const problem = problemOf(found);
    return { kind: "no_folder", error: new FootnoteError("corpus_unreadable", { path, problem }, { cause: found }) };
  }
  if (!/[\\/]|^[.~]/.test(word) && !isAbsolute(word)) return { kind: "word" };
  return { kind: "no_folder", error: new FootnoteError("corpus_missing", { path }) };
}

interface ChooseOptions {
  /** Folder of the index, as it was given [the one that the folder has, or a new one in it]. */
  readonly index?: string | undefined;
  /** Names that none may have: those of commands. */
  readonly reserved: readonly string[];
}

/**
 * The collections that words name, folders or names, in the order of their names; a folder that none is of becomes one.
 * @throws FootnoteError collection_unknown, corpus_missing, collection_gone and others of a folder
 */
export async function chooseCollections(
  words: readonly string[],
  context: Surroundings,
  options: ChooseOptions,
): Promise<Collection[]> {
  return opened(context, async (known) => {
    const chosen: KnownCollection[] = [];
    for (const word of words) {
      const state = remembering(known, chosen);
      const named = await nameOf(word, async () => state, context.cwd);
      if (named.kind === "no_folder") throw named.error;
      if (named.kind === "folder") chosen.push(await collectionOf(named.path, state, context, options));
      else chosen.push(...collectionsNamed([word], state));
    }
    for (const one of chosen) await assertThere(one);
    return chosen;
  });
}

/** The same of names alone, whether their folders are there or not. @throws FootnoteError collection_unknown */
export async function collectionsOf(names: readonly string[], context: Surroundings): Promise<Collection[]> {
  return opened(context, async (known) => collectionsNamed(names, known));
}

/**
 * What is chosen of the collections that are known counts as opened from then on: one change, in which no other program
 * takes a name or a folder. What is in its way is said, and stops nothing.
 */
async function opened(
  context: Surroundings,
  choose: (known: KnownCollections) => Promise<readonly KnownCollection[]>,
): Promise<Collection[]> {
  const file = collectionsFile(context);
  const usedAt = new Date(context.now()).toISOString();
  const distinct = async (known: KnownCollections) => remembering(NONE, await choose(known)).collections;
  try {
    return await file.change(async (known) => {
      const used = (await distinct(known)).map((one) => ({ ...one, usedAt }));
      return [{ ...remembering(known, used), last: used.map(({ name }) => name) }, used];
    });
  } catch (error) {
    if (!(error instanceof FootnoteError) || !UNREMEMBERED.has(error.code)) throw error;
    note(context, `warning: ${printableLine(`${error.message} ${error.hint}`)} What is opened is not remembered.`);
    return [...(await distinct(await file.read().catch(() => NONE)))];
  }
}

/** Why nothing is remembered. */
const UNREMEMBERED: ReadonlySet<ErrorCode> = new Set(["collections_unreadable", "output_unwritable"]);

/** What is known with some more, or with these in the place of those of their names; in the order of names. */
export function remembering(known: KnownCollections, some: readonly KnownCollection[]): KnownCollections {
  const byName = new Map([...known.collections, ...some].map((one) => [one.name, one]));
  const collections = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { ...known, collections };
}

/** Says which of those asked together have nothing that could be asked: the others answer without them. */
export async function sayLeftOut(chosen: readonly Collection[], context: Surroundings): Promise<void> {
  for (const { name, folder, indexFolder } of chosen) {
    if ((await new OramaStore(indexFolder).currentGeneration()) !== null) continue;
    const isThere = (await stat(folder).catch(() => null))?.isDirectory() === true;
    const why = isThere
      ? `it has no index yet: footnote index --in ${name}`
      : `its folder is not there any more: ${printableLine(folder)}`;
    note(context, `warning: ${name} is left out, ${why}`);
  }
}

/** @throws FootnoteError collection_gone */
export async function assertThere({ name, folder }: Collection): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new FootnoteError("collection_gone", { name, path: folder });
}

/** The collection of a folder: the one that is known, else a new one. */
export async function collectionOf(
  folder: string,
  { collections }: KnownCollections,
  { cwd, environment, now }: Surroundings,
  { index, name, reserved }: ChooseOptions & { readonly name?: string | undefined },
): Promise<KnownCollection> {
  const real = await realpath(folder);
  const same = await Promise.all(
    collections.map(async (one) => (await realpath(one.folder).catch(() => one.folder)) === real),
  );
  const known = collections[same.indexOf(true)];
  const given = index === undefined ? undefined : resolve(cwd, index);
  if (known) return given === undefined ? known : { ...known, indexFolder: given };
  const taken = [...collections.map((one) => one.name), ...reserved, ALL_COLLECTIONS];
  const chosenName = name ?? freeName(collectionNameFrom(basename(real)), taken);
  const indexFolder =
    given ?? (await ownIndexFolder(folder, cwd, join(stateFolder(environment), "indexes", folderNameOf(real))));
  return { name: chosenName, folder, indexFolder, addedAt: new Date(now()).toISOString(), usedAt: null };
}

/** The same for the same folder, whatever its collection is called, and no other's. */
function folderNameOf(realPath: string): string {
  return createHash("sha256").update(realPath).digest("hex").slice(0, 32);
}

/** @throws FootnoteError collection_name_unusable */
export function assertNameFree(name: string, { collections }: KnownCollections, reserved: readonly string[]): void {
  const problem = !isCollectionName(name)
    ? "it takes letters, digits, . - and _, and begins with a letter or digit"
    : find(name, collections)
      ? "another collection has it"
      : name.toLowerCase() === ALL_COLLECTIONS
        ? "that means all of them"
        : reserved.includes(name.toLowerCase())
          ? "Footnote has a command of that name"
          : null;
  if (problem !== null) throw new FootnoteError("collection_name_unusable", { name, problem });
}

function freeName(wanted: string, taken: readonly string[]): string {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!used.has(name.toLowerCase())) return name;
  }
}

/**
 * Where the index of a folder is: in it, or where it was made from the folder that commands run in; where nothing may be
 * written into it, with what is known of the user.
 */
async function ownIndexFolder(folder: string, cwd: string, apart: string): Promise<string> {
  const inside = join(folder, INDEX_NAME);
  if (await holdsIndex(inside, folder)) return inside;
  const here = join(cwd, INDEX_NAME);
  if (await holdsIndex(here, folder)) return here;
  return access(folder, constants.W_OK).then(
    () => inside,
    () => apart,
  );
}

/** Whether an index of that folder is there. */
async function holdsIndex(indexFolder: string, folder: string): Promise<boolean> {
  return (await new OramaStore(indexFolder).corpus().catch(() => null)) === folder;
}
