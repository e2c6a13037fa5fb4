import type { DocumentSummary } from "../../contract/documents.js";
import { ALL_COLLECTIONS, FILTER_DATE_PROBLEM, type Filters, filterDate, withField } from "../../contract/filters.js";
import { similarName } from "../../core/similar-name.js";

/** What a line of filters says. */
export interface FilterWords {
  readonly filters: Filters;
  /** Names of documents, which only the list of documents can tell: parts of paths or titles. */
  readonly names: readonly string[];
}

export type ParsedFilter =
  | ({ readonly kind: "filter" } & FilterWords)
  | { readonly kind: "none" }
  | { readonly kind: "invalid"; readonly problem: string };

export const FIELDS = [
  "path",
  "type",
  "doc",
  "in",
  "tag",
  "where",
  "since",
  "until",
  "after",
  "before",
  "from",
  "to",
  "subject",
  "sent-after",
  "sent-before",
] as const;
type Field = (typeof FIELDS)[number];

export const FIELD_HELP: Readonly<Record<Field, string>> = {
  path: "a file or a folder, also with * and **",
  type: "an ending, such as pdf",
  doc: "part of a path or of a title",
  in: "a collection",
  tag: "documents with a tag, such as minutes",
  where: "what documents say of themselves, such as author=Smith",
  since: "dated by themselves on a day or later, such as 2024-01-31",
  until: "dated by themselves on a day or earlier, such as 2025-01-31",
  after: "changed after a day, such as 2024-01-31",
  before: "changed before a day, such as 2025-01-31",
  from: "mails of a sender: part of a name or address",
  to: "mails to somebody: part of a name or address",
  subject: "mails with this in their subject",
  "sent-after": "mails sent after a day, such as 2024-01-31",
  "sent-before": "mails sent before a day, such as 2025-01-31",
};

/** A value with spaces is quoted. */
const WORDS = /(?:"[^"]*"|[^\s"])+/g;

/** As it is shown where a line of filters is written. */
export const FILTER_EXAMPLE = "path:reports/** type:pdf doc:lease after:2024-01-31 before:2025-01-31";

/**
 * Reads `path:reports/** type:pdf after:2024-01-31`. A field given twice lets either through; a value with spaces is
 * quoted: `doc:"annual report"`. An empty line is no filter.
 */
export function parseFilter(line: string): ParsedFilter {
  const values = Object.fromEntries(FIELDS.map((name) => [name, []])) as unknown as Record<Field, string[]>;
  for (const [word] of line.matchAll(WORDS)) {
    const [, typed = "", raw = ""] = /^([^:]*):?(.*)$/su.exec(word) ?? [];
    const field = FIELDS.find((name) => name === typed.toLowerCase());
    const value = raw.replaceAll('"', "");
    if (field === undefined) return { kind: "invalid", problem: unknownField(word) };
    if (value === "") return { kind: "invalid", problem: `${field}: needs a value, such as ${exampleOf(field)}.` };
    values[field].push(value);
  }
  const { path, type, doc, tag, after, before, from, to, subject } = values;
  for (const name of ["since", "until", "after", "before", "sent-after", "sent-before"] as const) {
    const wrong = values[name].find((date) => filterDate(date) === null);
    if (wrong !== undefined)
      return { kind: "invalid", problem: `${name}:${wrong} can't be used: ${FILTER_DATE_PROBLEM}.` };
  }
  let where: NonNullable<Filters["where"]> = {};
  for (const pair of values.where) {
    const more = withField(where, pair);
    if (more === null)
      return { kind: "invalid", problem: "where: needs a field and a text, such as where:author=Smith." };
    where = more;
  }
  if (Object.values(values).every((list) => list.length === 0)) return { kind: "none" };
  const filters: Filters = {
    ...(path.length > 0 && { paths: path }),
    ...(type.length > 0 && { types: type.map((ending) => ending.replace(/^\./, "")) }),
    ...(values.in.length > 0 && { collections: values.in }),
    ...(tag.length > 0 && { tags: tag }),
    ...(values.where.length > 0 && { where }),
    ...lastOf("since", values.since),
    ...lastOf("until", values.until),
    ...lastOf("modifiedAfter", after),
    ...lastOf("modifiedBefore", before),
    ...(from.length > 0 && { from }),
    ...(to.length > 0 && { to }),
    ...(subject.length > 0 && { subject }),
    ...lastOf("sentAfter", values["sent-after"]),
    ...lastOf("sentBefore", values["sent-before"]),
  };
  return { kind: "filter", filters, names: doc };
}

/** A line of filters that asks some collections only, beside what it asked for before; `all` asks all of them. */
export function narrowedTo(filter: { readonly line: string } | null, names: string): string {
  const kept = [...(filter?.line ?? "").matchAll(WORDS)].map(([word]) => word).filter((word) => !/^in:/i.test(word));
  const wanted = names.split(/[\s,]+/).filter((name) => name !== "");
  const isAll = wanted.some((name) => name.toLowerCase() === ALL_COLLECTIONS);
  return [...(isAll ? [] : wanted.map((name) => `in:${name}`)), ...kept].join(" ");
}

/** The filters with the documents that are named; the first name that no document has instead. */
export function withDocuments(
  { filters, names }: FilterWords,
  documents: readonly DocumentSummary[],
): { readonly filters: Filters } | { readonly unknown: string } {
  if (names.length === 0) return { filters };
  const ids = new Set<DocumentSummary["id"]>();
  for (const name of names) {
    const wanted = name.toLowerCase();
    const named = documents.filter(({ path, title }) => `${path}\n${title}`.toLowerCase().includes(wanted));
    if (named.length === 0) return { unknown: name };
    for (const { id } of named) ids.add(id);
  }
  return { filters: { ...filters, documentIds: [...ids] } };
}

function unknownField(word: string): string {
  const [typed = ""] = word.split(":", 1);
  const meant = similarName(typed, FIELDS);
  const suggestion = meant === null ? "" : ` Did you mean ${meant}:?`;
  return `${word} is no filter.${suggestion} There are ${FIELDS.map((name) => `${name}:`).join(", ")}.`;
}

const EXAMPLES: Readonly<Partial<Record<Field, string>>> = {
  in: "papers",
  tag: "minutes",
  where: "author=Smith",
  since: "2024-01-31",
  until: "2025-01-31",
  "sent-after": "2024-01-31",
  "sent-before": "2024-01-31",
};

function exampleOf(field: Field): string {
  const shown = FILTER_EXAMPLE.split(" ").find((example) => example.startsWith(`${field}:`));
  return shown ?? `${field}:${EXAMPLES[field] ?? "anna"}`;
}

type DateFilter = "since" | "until" | "modifiedAfter" | "modifiedBefore" | "sentAfter" | "sentBefore";

function lastOf(name: DateFilter, dates: readonly string[]): Filters {
  const last = dates.at(-1);
  return last === undefined ? {} : { [name]: last };
}
