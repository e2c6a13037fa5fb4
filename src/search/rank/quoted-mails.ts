import type { DocumentId } from "../../contract/ids.js";
import { mailField, QUOTED_SECTION } from "../../core/mail.js";
import type { PassageFilter, StoreResult } from "../../store/index-store.js";
import type { Sources } from "../library.js";

/**
 * Leaves out what mails quote of others that are searched themselves: an answer quotes the mail that said it. Without
 * the other one, what is quoted of it is all that there is.
 */
export function withoutRepeatedQuotes(result: StoreResult, sources: Sources, filter?: PassageFilter): StoreResult {
  const isSearched = (id: DocumentId) => filter?.documentIds?.has(id) ?? true;
  const candidates = result.candidates.filter(({ passage: { section, documentId } }) => {
    if (!section.includes(QUOTED_SECTION)) return true;
    const repliesTo = mailField(sources.documents.get(documentId)?.fields ?? {}, "in_reply_to");
    const quoted = repliesTo === undefined ? undefined : sources.mails.get(repliesTo);
    return quoted === undefined || quoted === documentId || !isSearched(quoted);
  });
  return candidates.length === result.candidates.length ? result : { ...result, candidates };
}
