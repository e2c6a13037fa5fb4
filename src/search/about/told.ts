import type { AnswerDocument, AnswerSentence } from "../../contract/answer.js";
import { MAX_LISTED } from "../../contract/limits.js";
import { count, titleOf, unreadWords } from "../../core/wording.js";
import type { GenerationInfo, StoredDocument } from "../../store/index-store.js";

/** What is said without being quoted. */
export interface Told {
  readonly sentences: readonly AnswerSentence[];
  readonly documents: readonly AnswerDocument[];
}

const WHAT_FOOTNOTE_DOES =
  "Footnote answers questions about the documents of a folder with sentences quoted from them, each with the place " +
  "where it stands, and says so when they don't answer. Ask what they say, which documents there are, what one of " +
  "them is about, or what has changed between two.";

/** What is said to who greets Footnote, thanks it, or asks who it is. */
export const ASSISTANT_LINE: Told = { sentences: [told(WHAT_FOOTNOTE_DOES)], documents: [] };

/**
 * How many documents there are, and the first of them by path, each with its title. Where all are on a list of their
 * own, whoever shows the answer says.
 * @param kind the word for what was asked for ["document"]
 */
export function documentList(
  documents: readonly StoredDocument[],
  { skipped }: Pick<GenerationInfo, "skipped">,
  kind: string | null,
): Told {
  const listed = documents.slice(0, MAX_LISTED);
  return {
    sentences: [
      told(headline(documents.length, listed.length, kind, skipped)),
      ...listed.map((document) => told(`${titleOf(document)} (${document.path})`)),
    ],
    documents: listed.map(({ id, path, title }) => ({ document_id: id, path, title, sentences: 1 })),
  };
}

function headline(all: number, listed: number, kind: string | null, skipped: readonly unknown[]): string {
  const called = kind === null ? "" : ` called “${kind}”`;
  const unread = kind === null ? unreadWords(skipped) : null;
  const are = all === 1 ? "is" : "are";
  const first = listed < all ? `, of which these are the first ${listed} by path` : "";
  const rest = unread === null ? "" : `; ${unread}`;
  return `There ${are} ${all === 0 ? "no documents" : count(all, "document")}${called}${first}${rest}${all === 0 ? "." : ":"}`;
}

/** A sentence of Footnote's own. */
function told(text: string): AnswerSentence {
  return { text, citations: [], context: null };
}
