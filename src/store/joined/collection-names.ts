import { asDocumentId, asPassageId, type DocumentId, type PassageId } from "../../contract/ids.js";

/**
 * How documents of several indexes are told apart where these are asked as one. A path has the collection's name for its
 * first folder, `papers/2024/a.pdf`, as if all collections lay in one folder; an id has it before a mark that no id holds.
 */
const ID_MARK = "~";
const PATH_MARK = "/";

/** What a collection may be called: what a path and an address can hold as it is. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._-]*$/u;
const MAX_NAME_CHARACTERS = 60;

export function isCollectionName(name: string): boolean {
  return NAME.test(name) && name.length <= MAX_NAME_CHARACTERS;
}

/** The name that comes nearest to a text; `documents` for a text without letters and digits. */
export function collectionNameFrom(text: string): string {
  const name = text
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M}._-]+/gu, "-")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  return name.slice(0, MAX_NAME_CHARACTERS) || "documents";
}

/** A path of a collection's document among those of others. */
export function pathIn(collection: string, path: string): string {
  return `${collection}${PATH_MARK}${path}`;
}

export function documentIdIn(collection: string, id: DocumentId): DocumentId {
  return asDocumentId(`${collection}${ID_MARK}${id}`);
}

export function passageIdIn(collection: string, id: PassageId): PassageId {
  return asPassageId(`${collection}${ID_MARK}${id}`);
}

/** Something named among others, with the name that its own collection has for it. */
export interface OfCollection<Own extends string = string> {
  readonly collection: string;
  readonly own: Own;
}

/** `null` for a path that names no collection. */
export function splitPath(path: string): OfCollection | null {
  return split(path, PATH_MARK);
}

/** `null` for an id that names no collection. */
export function splitId<Id extends string>(id: Id): OfCollection<Id> | null {
  return split(id, ID_MARK) as OfCollection<Id> | null;
}

function split(text: string, mark: string): OfCollection | null {
  const at = text.indexOf(mark);
  return at < 1 ? null : { collection: text.slice(0, at), own: text.slice(at + 1) };
}
