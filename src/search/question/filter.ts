import { extname } from "node:path";
import { FILTER_DATE_PROBLEM, type Filters, filterDate } from "../../contract/filters.js";
import type { DocumentId } from "../../contract/ids.js";
import { holdersOf, WITHIN } from "../../core/contained-path.js";
import type { Fields } from "../../core/document.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { fieldNamed, type MailField, mailField, tagsOf } from "../../core/mail.js";
import { namesListed } from "../../core/wording.js";
import { Yielder } from "../../core/yield.js";
import type { StoredDocument } from "../../store/index-store.js";
import { composed } from "./same-path.js";

/**
 * The documents that all filters let through; `undefined` without filters. What a file holds passes with it, and as if
 * it were in a folder of its name: `pack.zip/notes/`. Other work gets its turn meanwhile.
 * @throws FootnoteError request_invalid; the signal's reason when it is aborted
 */
export async function selectDocuments(
  documents: readonly StoredDocument[],
  filters: Filters | undefined,
  signal?: AbortSignal,
): Promise<{ readonly documentIds: ReadonlySet<DocumentId> } | undefined> {
  if (!filters || Object.values(filters).every((value) => value === undefined)) return undefined;
  const { paths, types, documentIds, modifiedAfter, modifiedBefore } = filters;
  const matchesMail = mailMatcher(filters, documents);
  const saysOfItself = fieldsMatcher(filters, documents);
  const collections = collectionsOf(filters, documents);
  const matchesPath = paths && pathMatcher(paths);
  const after = modifiedAfter === undefined ? Number.NEGATIVE_INFINITY : timeOf(modifiedAfter, "modified_after");
  const before = modifiedBefore === undefined ? Number.POSITIVE_INFINITY : timeOf(modifiedBefore, "modified_before");
  const endings = types && new Set(types.map((type) => type.toLowerCase().replace(/^\.?/, ".")));
  const ids = documentIds && new Set(documentIds);
  const selected = new Set<DocumentId>();
  const yielder = new Yielder(signal);
  for (const { id, path, modified, collection } of documents) {
    const passes =
      modified > after &&
      modified < before &&
      (!collections || collections.has(collection)) &&
      (!ids || ids.has(id)) &&
      (!endings || endings.has(extname(path).toLowerCase())) &&
      (!matchesPath || [path, path.replaceAll(WITHIN, "/"), ...holdersOf(path)].some(matchesPath)) &&
      (!matchesMail || matchesMail(path)) &&
      (!saysOfItself || saysOfItself(path));
    if (passes) selected.add(id);
    await yielder.yieldIfDue();
  }
  return { documentIds: selected };
}

/** Whether the mail at a path, or the one that holds what is there, passes; `undefined` where none is asked for. */
function mailMatcher(
  { from, to, subject, sentAfter, sentBefore }: Filters,
  documents: readonly StoredDocument[],
): PathMatcher | undefined {
  if ([from, to, subject, sentAfter, sentBefore].every((filter) => filter === undefined)) return undefined;
  const after = sentAfter === undefined ? Number.NEGATIVE_INFINITY : timeOf(sentAfter, "sent_after");
  const before = sentBefore === undefined ? Number.POSITIVE_INFINITY : timeOf(sentBefore, "sent_before");
  const isTimed = sentAfter !== undefined || sentBefore !== undefined;
  const mails = new Map(documents.filter(isMail).map(({ path, fields }) => [path, fields]));
  return (path) => {
    const holder = [path, ...holdersOf(path).reverse()].find((one) => mails.has(one));
    const fields = holder === undefined ? undefined : mails.get(holder);
    if (!fields) return false;
    const holds = (parts: readonly string[] | undefined, ...names: readonly MailField[]) => {
      const said = names
        .map((name) => mailField(fields, name) ?? "")
        .join("\n")
        .toLowerCase();
      return parts?.some((part) => said.includes(part.toLowerCase())) ?? true;
    };
    const sent = Date.parse(mailField(fields, "date") ?? "");
    const isInTime = !isTimed || (sent > after && sent < before);
    return isInTime && holds(from, "from") && holds(to, "to", "cc") && holds(subject, "subject");
  };
}

/** @throws FootnoteError request_invalid for a collection that there is not */
function collectionsOf(
  { collections }: Filters,
  documents: readonly StoredDocument[],
): ReadonlySet<string | undefined> | undefined {
  if (!collections) return undefined;
  const known = [...new Set(documents.flatMap(({ collection }) => collection ?? []))];
  const named = collections.map((name) => known.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name);
  const unknown = named.find((name) => !known.includes(name));
  if (unknown === undefined) return new Set(named);
  const there = known.length === 0 ? "one folder is asked, without collections" : `there is ${namesListed(known)}`;
  throw new FootnoteError("request_invalid", { field: "collections", problem: `no '${unknown}'; ${there}` });
}

const DAY_MS = 86_400_000;

/**
 * Whether what is at a path says of itself what is asked for, `undefined` where nothing is asked for. In a field where it
 * says nothing, it says what its holder does: a PDF without a date has that of the mail.
 */
function fieldsMatcher(
  { tags, where, since, until }: Filters,
  documents: readonly StoredDocument[],
): PathMatcher | undefined {
  if ([tags, where, since, until].every((filter) => filter === undefined)) return undefined;
  const from = since === undefined ? Number.NEGATIVE_INFINITY : timeOf(since, "since");
  const to =
    until === undefined ? Number.POSITIVE_INFINITY : timeOf(until, "until") + (until.includes("T") ? 1 : DAY_MS);
  const isDated = since !== undefined || until !== undefined;
  const wantedTags = tags?.map((tag) => tag.toLowerCase().replace(/^#/, ""));
  const wanted = Object.entries(where ?? {}).map(([name, parts]) => ({
    name: name.toLowerCase(),
    parts: parts.map((part) => part.toLowerCase()),
  }));
  const saying = new Map(documents.map(({ path, fields }) => [path, fields]));
  return (path) => {
    const outward = [path, ...holdersOf(path).reverse()].map((one) => saying.get(one) ?? {});
    if (wantedTags) {
      const own = firstSaid(outward, tagsIn) ?? [];
      if (!wantedTags.some((tag) => own.some((one) => one === tag || one.startsWith(`${tag}/`)))) return false;
    }
    const holds = wanted.every(({ name, parts }) => {
      const said = firstSaid(outward, (fields) => fieldNamed(fields, name))?.toLowerCase();
      return said !== undefined && parts.some((part) => said.includes(part));
    });
    if (!holds || !isDated) return holds;
    const dated = firstSaid(outward, dateIn);
    return dated !== undefined && dated >= from && dated < to;
  };
}

/** What the first says of those that say it. */
function firstSaid<Said>(each: readonly Fields[], said: (fields: Fields) => Said | undefined): Said | undefined {
  for (const fields of each) {
    const found = said(fields);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** In small letters. */
function tagsIn(fields: Fields): string[] | undefined {
  const tags = tagsOf(fields).map((tag) => tag.toLowerCase());
  return tags.length > 0 ? tags : undefined;
}

/** Milliseconds since 1970. */
function dateIn(fields: Fields): number | undefined {
  const said = [fieldNamed(fields, "date"), fieldNamed(fields, "created")];
  return said.map((date) => Date.parse(date ?? "")).find((time) => !Number.isNaN(time));
}

function isMail({ fields }: StoredDocument): boolean {
  return mailField(fields, "from") !== undefined || mailField(fields, "date") !== undefined;
}

/** Whether a path is one of some: exact paths, folders ending in `/`, globs. */
export function pathMatcher(patterns: readonly string[]): PathMatcher {
  const matchers = patterns.map(composed).map((pattern): PathMatcher => {
    if (pattern.endsWith("/")) return (path) => path.startsWith(pattern);
    const matches = globMatcher(pattern);
    return (path) => path === pattern || matches(path);
  });
  return (path) => {
    const whole = composed(path);
    return matchers.some((matches) => matches(whole));
  };
}

function timeOf(value: string, field: string): number {
  const time = filterDate(value);
  if (time === null) throw new FootnoteError("request_invalid", { field, problem: FILTER_DATE_PROBLEM });
  return time;
}

/** Whether a path matches. */
type PathMatcher = (path: string) => boolean;

const STARS = new Set(["*", "**", "**/"]);

/**
 * A glob: `?` is one character and `*` any number of them within a folder, `**` crosses folders, and `**` with a slash
 * behind it is also no folder at all. Patterns come from clients, and a regular expression may take exponentially many
 * steps: here each token passes over the path once, and none after those that can't match any more.
 */
export function globMatcher(pattern: string): PathMatcher {
  const tokens = withoutRepeatedStars(pattern.match(/\*\*\/|\*\*|[\s\S]/g) ?? []);
  return (path) => {
    /** Whether the tokens so far match the first `i` characters of the path. */
    let reached = new Uint8Array(path.length + 1);
    let next = new Uint8Array(path.length + 1);
    reached[0] = 1;
    for (const token of tokens) {
      if (!advance(token, path, reached, next)) return false;
      [reached, next] = [next, reached];
    }
    return reached[path.length] === 1;
  };
}

/** What a star matches, the same one behind it matches no more of; and `**` matches whatever `*` does. */
function withoutRepeatedStars(tokens: readonly string[]): string[] {
  const kept: string[] = [];
  for (const token of tokens) {
    const before = kept.at(-1) ?? "";
    if (STARS.has(token) && (token === before || (token === "*" && before === "**"))) continue;
    kept.push(token);
  }
  return kept;
}

/** Fills `next` from `reached`. @returns whether any position is still reached */
function advance(token: string, path: string, reached: Uint8Array, next: Uint8Array): boolean {
  let any = 0;
  // Whether a star that began earlier may still be growing.
  let open = 0;
  for (let i = 0; i <= path.length; i++) {
    const character = path[i - 1];
    let here: number;
    if (token === "**/") {
      open |= reached[i]!;
      here = reached[i]! | (character === "/" ? open : 0);
    } else if (token === "**" || token === "*") {
      if (token === "*" && character === "/") open = 0;
      open |= reached[i]!;
      here = open;
    } else {
      const same = token === "?" ? character !== "/" : character === token;
      here = i > 0 && same ? reached[i - 1]! : 0;
    }
    next[i] = here;
    any |= here;
  }
  return any === 1;
}
