/** What the address bar says: the conversation, what is open beside it, and which view is shown. */

export interface AskedQuestion {
  readonly text: string;
  /** Asked as it was typed, without the questions before it. */
  readonly isLiteral: boolean;
}

/** The questions of a conversation, oldest first; the last one is shown. */
export type Conversation = readonly AskedQuestion[];

export type Opened =
  /** A citation of the answer shown, counted from 1. */
  | { readonly kind: "citation"; readonly number: number }
  /** A citation of the answer in words, counted from 1. */
  | { readonly kind: "written"; readonly number: number }
  | { readonly kind: "passage"; readonly id: string }
  | { readonly kind: "document"; readonly id: string };

export interface Route {
  readonly conversation: Conversation;
  readonly view: "answer" | "documents";
  readonly opened: Opened | null;
  /** The page of the opened document that is shown; `null` for the one where the quote stands. */
  readonly page: number | null;
  /** Whether the text of a document is shown that has pages. */
  readonly asText: boolean;
}

export const HOME: Route = { conversation: [], view: "answer", opened: null, page: null, asText: false };

/**
 * A route as the part of an address behind `#`, with the `#`. It stands there, and not in the query, because browsers
 * send the query to the server, whose logs have no business with questions.
 */
export function hashOf({ conversation, view, opened, page, asText }: Route): string {
  const entries = new URLSearchParams();
  for (const { text, isLiteral } of conversation) entries.append(isLiteral ? "literal" : "q", text);
  if (view === "documents") entries.append("view", "documents");
  if (opened?.kind === "citation") entries.append("cite", String(opened.number));
  if (opened?.kind === "written") entries.append("cite", `w${opened.number}`);
  if (opened?.kind === "passage") entries.append("passage", opened.id);
  if (opened?.kind === "document") entries.append("document", opened.id);
  if (page !== null) entries.append("page", String(page));
  if (asText) entries.append("as", "text");
  return `#${entries}`;
}

/** Reads what `hashOf` writes; what it does not know it passes over. */
export function routeOf(hash: string): Route {
  const entries = [...new URLSearchParams(hash.replace(/^#/, ""))];
  const conversation = entries.flatMap(([name, text]): AskedQuestion[] =>
    (name === "q" || name === "literal") && text.trim() !== "" ? [{ text, isLiteral: name === "literal" }] : [],
  );
  const isDocuments = entries.some(([name, value]) => name === "view" && value === "documents");
  const opened = entries.flatMap(([name, value]) => openedOf(name, value) ?? []).at(-1) ?? null;
  const page = entries.findLast(([name, value]) => name === "page" && PAGE_NUMBER.test(value))?.[1];
  return {
    conversation,
    view: isDocuments ? "documents" : "answer",
    opened,
    page: page === undefined ? null : Number(page),
    asText: entries.some(([name, value]) => name === "as" && value === "text"),
  };
}

const PAGE_NUMBER = /^[1-9]\d{0,5}$/;

/** The same answer with something else open beside it, or nothing; what was shown as text stays text. */
export function withOpened(route: Route, opened: Opened | null): Route {
  return { ...route, opened, page: null };
}

function openedOf(name: string, value: string): Opened | null {
  if (name === "cite" && /^[1-9]\d{0,3}$/.test(value)) return { kind: "citation", number: Number(value) };
  if (name === "cite" && /^w[1-9]\d{0,3}$/.test(value)) return { kind: "written", number: Number(value.slice(1)) };
  if (name === "passage" && value !== "") return { kind: "passage", id: value };
  if (name === "document" && value !== "") return { kind: "document", id: value };
  return null;
}

/** Names a conversation among those that were held. */
export function conversationKey(conversation: Conversation): string {
  return hashOf({ ...HOME, conversation });
}
