import type { DocumentId } from "./ids.js";

/** Narrows a search. Each list is an OR, the lists together an AND. */
export interface Filters {
  /** Exact paths, folders ending in `/`, or globs with `*`. */
  readonly paths?: readonly string[];
  /** File endings without the dot: `txt`, `md`. */
  readonly types?: readonly string[];
  readonly documentIds?: readonly DocumentId[];
  /** Names of collections, where several folders are asked as one. */
  readonly collections?: readonly string[];
  /** A document has one of these, or one below it: `project` lets `project/alpha` through. In any case. */
  readonly tags?: readonly string[];
  /**
   * By names of fields, such as `author`: parts of what a document says of itself there, in any case. Each of the fields
   * has to hold one of its parts. What a file holds, as a mail its attachments, says what the file does in a field where
   * it says nothing itself; so with tags and the date.
   */
  readonly where?: Readonly<Record<string, readonly string[]>>;
  /**
   * ISO 8601 date or time; compared with the date that a document gives itself, a mail the one when it was sent. A day
   * is meant as a whole. Whatever gives itself none is left out.
   */
  readonly since?: string;
  readonly until?: string;
  /** ISO 8601 date or time; compared with the file's modification time. */
  readonly modifiedAfter?: string;
  readonly modifiedBefore?: string;
  /** Parts of the names or addresses of who sent a mail, in any case; what is attached to a mail counts as the mail. */
  readonly from?: readonly string[];
  /** The same of who got it, also as a copy. */
  readonly to?: readonly string[];
  /** Parts of a mail's subject, in any case. */
  readonly subject?: readonly string[];
  /** ISO 8601 date or time; compared with when a mail was sent. Whatever is no mail is left out. */
  readonly sentAfter?: string;
  readonly sentBefore?: string;
}

/** Every collection, where one is named. */
export const ALL_COLLECTIONS = "all";

type Where = NonNullable<Filters["where"]>;

/** `where` with what `author=Smith` asks for besides; `null` for what names no field, or no text. */
export function withField(where: Where, pair: string): Where | null {
  const [, name = "", text = ""] = /^([^=]+)=(.+)$/su.exec(pair) ?? [];
  const [field, part] = [name.trim().toLowerCase(), text.trim()];
  if (field === "" || part === "") return null;
  const before = Object.hasOwn(where, field) ? where[field]! : [];
  // A field may have any name, also one that every object has.
  return Object.fromEntries([...Object.entries(where), [field, [...before, part]]]);
}

/** A date, or a time with its zone (ISO 8601). */
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}))?$/;

/** What a date has to look like, for messages. */
export const FILTER_DATE_PROBLEM = "it is no ISO 8601 date, such as 2026-03-31";

/** Milliseconds since 1970 of a date that documents are filtered by; `null` for what is none, such as 2026-02-30. */
export function filterDate(text: string): number | null {
  if (!ISO_DATE.test(text)) return null;
  const time = Date.parse(text);
  // Some days that don't exist are taken for days of the next month.
  const day = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(time) || new Date(day).getUTCDate() !== Number(text.slice(8, 10)) ? null : time;
}
