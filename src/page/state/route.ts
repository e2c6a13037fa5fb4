/** What the address bar says: the conversation, what is open beside it, and which view is shown. */

export interface AskedQuestion {
  readonly text: string;
  /** Asked as it was typed, without the questions before it. */
  readonly isLiteral: boolean;
  /** The collection that is asked [all]. */
  readonly collection?: string;
}

/** The questions of a conversation, oldest first; the last one is shown. */
export type Conversation = readonly AskedQuestion[];

export type Opened =
  /** A citation of the answer shown, counted from 1. */
  | { readonly kind: "citation"; readonly number: number }
  /** A citation of the answer in words, counted from 1. */
  | { readonly kind: "written"; readonly number: number }
  /** A citation of the report shown, counted from 1. */
  | { readonly kind: "reported"; readonly number: number }
  | { readonly kind: "passage"; readonly id: string }
  | { readonly kind: "document"; readonly id: string };

/** What a report is of: documents and passages by their ids. */
export type ReportOf =
  | { readonly task: "summary"; readonly document: string }
  | {
      readonly task: "comparison";
      readonly first: string;
      readonly second: string;
      /** What it keeps to; `null`: nothing. */
      readonly about: string | null;
    }
  | { readonly task: "explanation"; readonly passage: string };

export interface Route {
  readonly conversation: Conversation;
  /** Shown in the place of the answer; `null`: none is. */
  readonly report: ReportOf | null;
  readonly view: "answer" | "documents" | "conversations";
  readonly opened: Opened | null;
  /** The page of the opened document that is shown; `null` for the one where the quote stands. */
  readonly page: number | null;
  /** Whether the text of a document is shown that has pages. */
  readonly asText: boolean;
}

export const HOME: Route = { conversation: [], report: null, view: "answer", opened: null, page: null, asText: false };

/**
 * A route as the part of an address behind `#`, with the `#`. It stands there, and not in the query, because browsers
 * send the query to the server, whose logs have no business with questions.
 */
export function hashOf({ conversation, report, view, opened, page, asText }: Route): string {
  const entries = new URLSearchParams();
  for (const { text, isLiteral, collection } of conversation) {
    entries.append(isLiteral ? "literal" : "q", text);
    if (collection !== undefined) entries.append("in", collection);
  }
  for (const [name, value] of reportEntries(report)) entries.append(name, value);
  if (view !== "answer") entries.append("view", view);
  if (opened?.kind === "citation") entries.append("cite", String(opened.number));
  if (opened?.kind === "written") entries.append("cite", `w${opened.number}`);
  if (opened?.kind === "reported") entries.append("cite", `r${opened.number}`);
  if (opened?.kind === "passage") entries.append("passage", opened.id);
  if (opened?.kind === "document") entries.append("document", opened.id);
  if (page !== null) entries.append("page", String(page));
  if (asText) entries.append("as", "text");
  return `#${entries}`;
}

function reportEntries(report: ReportOf | null): [string, string][] {
  if (report === null) return [];
  if (report.task === "summary") return [["summary", report.document]];
  if (report.task === "explanation") return [["explain", report.passage]];
  const { first, second, about } = report;
  return [["compare", first], ["with", second], ...(about === null ? [] : ([["about", about]] as [string, string][]))];
}

/** Reads what `hashOf` writes; what it does not know it passes over. */
export function routeOf(hash: string): Route {
  const entries = [...new URLSearchParams(hash.replace(/^#/, ""))];
  const conversation = entries.flatMap(([name, text], index): AskedQuestion[] => {
    if ((name !== "q" && name !== "literal") || text.trim() === "") return [];
    const [next, collection = ""] = entries[index + 1] ?? [];
    return [{ text, isLiteral: name === "literal", ...(next === "in" && collection !== "" && { collection }) }];
  });
  const isView = (view: string) => entries.some(([name, value]) => name === "view" && value === view);
  const opened = entries.flatMap(([name, value]) => openedOf(name, value) ?? []).at(-1) ?? null;
  const page = entries.findLast(([name, value]) => name === "page" && PAGE_NUMBER.test(value))?.[1];
  return {
    conversation,
    report: reportIn(new Map(entries.filter(([, value]) => value.trim() !== ""))),
    view: isView("documents") ? "documents" : isView("conversations") ? "conversations" : "answer",
    opened,
    page: page === undefined ? null : Number(page),
    asText: entries.some(([name, value]) => name === "as" && value === "text"),
  };
}

function reportIn(entries: ReadonlyMap<string, string>): ReportOf | null {
  const [document, passage, first, second] = ["summary", "explain", "compare", "with"].map((name) => entries.get(name));
  if (document !== undefined) return { task: "summary", document };
  if (passage !== undefined) return { task: "explanation", passage };
  if (first === undefined || second === undefined) return null;
  return { task: "comparison", first, second, about: entries.get("about") ?? null };
}

const PAGE_NUMBER = /^[1-9]\d{0,5}$/;

/** The same answer with something else open beside it, or nothing; what was shown as text stays text. */
export function withOpened(route: Route, opened: Opened | null): Route {
  return { ...route, opened, page: null };
}

/** A report in the place of what is shown, with nothing open beside it. */
export function withReport(route: Route, report: ReportOf | null): Route {
  return { ...withOpened(route, null), view: "answer", report };
}

/** Names a report among those that were made. */
export function reportKey(report: ReportOf): string {
  return hashOf({ ...HOME, report });
}

function openedOf(name: string, value: string): Opened | null {
  if (name === "cite" && /^[1-9]\d{0,3}$/.test(value)) return { kind: "citation", number: Number(value) };
  if (name === "cite" && /^w[1-9]\d{0,3}$/.test(value)) return { kind: "written", number: Number(value.slice(1)) };
  if (name === "cite" && /^r[1-9]\d{0,3}$/.test(value)) return { kind: "reported", number: Number(value.slice(1)) };
  if (name === "passage" && value !== "") return { kind: "passage", id: value };
  if (name === "document" && value !== "") return { kind: "document", id: value };
  return null;
}

/** Names a conversation among those that were held. */
export function conversationKey(conversation: Conversation): string {
  return hashOf({ ...HOME, conversation });
}
