/** The documents that a conversation cites, as bibliographies name them. */
import type { Citation } from "../contract/answer.js";
import type { KeptTurn } from "../contract/conversation.js";
import { withCitations } from "../core/conversation/recheck.js";
import { mailField } from "../core/mail.js";
import { singleSpaced } from "../core/text.js";
import { titleOf } from "../core/wording.js";

/** What is known of a document beside its citations; read from the index. */
export interface CitedDocument {
  /** What the file says of itself in fields of its own. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface Reference {
  /** Of letters, digits and `-` alone: the same for the same document, and no other's here. */
  readonly key: string;
  readonly kind: "mail" | "web" | "slides" | "data" | "document";
  readonly title: string;
  /** As the document names them; none where it names nobody. */
  readonly authors: readonly string[];
  /** `2026-01-31`, `2026-01` or `2026`; `null` where the document names none. */
  readonly date: string | null;
  readonly path: string;
  /** Pages that are cited, the first first. */
  readonly pages: readonly number[];
}

const KINDS: Readonly<Record<string, Reference["kind"]>> = {
  ...of("mail", "eml msg mbox"),
  ...of("web", "html htm xhtml mhtml mht"),
  ...of("slides", "pptx ppt odp key"),
  ...of("data", "csv tsv xlsx xls ods json jsonl"),
};

function of(kind: Reference["kind"], endings: string) {
  return Object.fromEntries(endings.split(" ").map((ending) => [ending, kind]));
}

/** All that turns cite, each place as often as it is cited. */
export function citationsOf(turns: readonly KeptTurn[]): Citation[] {
  const all: Citation[] = [];
  for (const turn of turns) {
    withCitations(turn, (citation) => {
      all.push(citation);
      return citation;
    });
  }
  return all;
}

/** @param known of a document, by its path; what is not known is left out */
export function referencesOf(
  turns: readonly KeptTurn[],
  known: ReadonlyMap<string, CitedDocument> = new Map(),
): Reference[] {
  const byPath = new Map<string, Citation[]>();
  for (const citation of citationsOf(turns)) {
    byPath.set(citation.path, [...(byPath.get(citation.path) ?? []), citation]);
  }
  const taken = new Set<string>();
  return [...byPath].map(([path, citations]): Reference => {
    const fields = known.get(path)?.fields ?? {};
    const named = mailField(fields, "from") ?? fields.author ?? fields.authors ?? fields.creator ?? "";
    const date = dateOf(mailField(fields, "date") ?? "");
    const ending = /\.([a-z\d]+)$/iu.exec(path)?.[1]?.toLowerCase() ?? "";
    const authors = named === "" ? [] : authorsIn(named);
    const pages = [...new Set(citations.flatMap(({ page }) => page ?? []))].sort((a, b) => a - b);
    const title = singleSpaced(titleOf(citations[0]!));
    const key = freeKey(keyOf({ authors, date, title, path }), taken);
    return { key, kind: KINDS[ending] ?? "document", title, authors, date, path, pages };
  });
}

/** `Ada Lovelace <ada@example.org>; Charles Babbage` as names. A comma may stand within one: `Lovelace, Ada`. */
function authorsIn(named: string): string[] {
  const people = named.split(/\s*(?:;|\n| and (?=\S))\s*/u);
  return people.flatMap((one) => {
    const name = singleSpaced(one.replace(/\s*<[^<>]*>\s*$/u, "").replace(/^"(.*)"$/u, "$1"));
    return name === "" ? singleSpaced(one) || [] : name;
  });
}

function dateOf(text: string): string | null {
  return /^\d{4}(?:-\d{2}(?:-\d{2})?)?/.exec(text)?.[0] ?? null;
}

/** `lovelace-2025-notes-on-the-engine`, made of what stands in the document alone. */
function keyOf({ authors, date, title, path }: Pick<Reference, "authors" | "date" | "title" | "path">): string {
  const family = authors[0] === undefined ? "" : nameParts(authors[0]).family;
  const words = letters(title).split("-").slice(0, 4).join("-") || letters(path);
  return [letters(family), date?.slice(0, 4) ?? "", words].filter((part) => part !== "").join("-") || "document";
}

function letters(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z\d]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** With `-b`, `-c` and so on behind a key that another document has. */
function freeKey(key: string, taken: Set<string>): string {
  let free = key;
  for (let number = 2; taken.has(free); number++) free = `${key}-${number}`;
  taken.add(free);
  return free;
}

/** A name as bibliographies sort it: what stands before a comma, else its last word; an address is one word. */
export function nameParts(name: string): { readonly family: string; readonly given: string } {
  const [before, behind] = name.split(/,\s*/u, 2);
  if (behind !== undefined && behind !== "") return { family: before ?? "", given: behind };
  const at = name.lastIndexOf(" ");
  return at < 0 ? { family: name, given: "" } : { family: name.slice(at + 1), given: name.slice(0, at) };
}
