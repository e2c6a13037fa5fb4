import { FootnoteError } from "../../core/errors/errors.js";
import { similarName } from "../../core/similar-name.js";
import { documentsNamed } from "../../core/wording.js";
import { namedBy } from "../../search/about/named-documents.js";
import type { Shelf } from "../../search/about/parting.js";
import { findByPath, pathsMeant } from "../../search/question/same-path.js";
import type { StoredDocument } from "../../store/index-store.js";

/**
 * The document that is meant by its id, by its path, as the index writes it or as seen from `cwd`, or by a name that it
 * alone has: "the lease".
 * @throws FootnoteError document_unmatched, which names those that may have been meant
 */
export async function documentMeant(name: string, shelf: Shelf, cwd: string): Promise<StoredDocument> {
  const { documents, skipped, corpus } = shelf.reader.info;
  const paths = pathsMeant(name, { corpus, cwd });
  const exact = documents.find(({ id }) => id === name) ?? findByPath(documents, paths);
  if (exact) return exact;
  const unmatched = (problem: string) => new FootnoteError("document_unmatched", { name, problem });
  const aside = findByPath(skipped, paths);
  if (aside) throw unmatched(`: it was set aside, as it ${aside.reason}`);
  const [only, ...others] = await namedBy(name, shelf);
  if (only && others.length === 0) return only;
  if (only) throw unmatched(`: it may mean ${documentsNamed([only, ...others])}`);
  const similar = similarName(
    name,
    documents.map(({ path }) => path),
  );
  throw unmatched(similar === null ? "" : `: did you mean ${similar}?`);
}
