import type { DocumentId } from "../../contract/ids.js";
import { mailField, QUOTED_SECTION } from "../../core/mail.js";
import type { Embedder } from "../../embedding/embedder.js";
import { numberFormsOf } from "../../language/en/number-forms.js";
import { analyse, isStopTerm } from "../../language/en/text-analysis.js";
import type { IndexReader, PassageFilter, QueryForms, StoreResult } from "../../store/index-store.js";
import type { Inquiry } from "../inquiry.js";
import type { Sources } from "../library.js";
import type { Selection } from "../question/selection.js";
import type { ReadWindow } from "../read/windows.js";
import { LOOKED_AT, lookClosely } from "./close-look.js";
import { balance, fuse, type Ranked, WEIGHTS, type Weights } from "./fuse.js";
import { ReadTexts } from "./read-texts.js";

/** All candidates, best first, with what was read to rank them. */
export interface Ranking {
  readonly selection: Selection;
  readonly result: StoreResult;
  readonly ranked: readonly Ranked[];
  /** That the scores were made with. */
  readonly weights: Weights;
  readonly texts: ReadTexts;
  /** Milliseconds of the question's embedding. */
  readonly embedMs: number;
  /** What the reader says of the likeliest windows, in the order in which it read them; `null` where none has read. */
  readonly windows: readonly ReadWindow[] | null;
}

/**
 * Finds candidates, ranks them by vectors and keywords, and ranks them again after a close look at the best. Without
 * the phrase that was asked for nothing answers, but what comes nearest can still be shown.
 * @param usual how much each ranking counts where documents use the question's words [`WEIGHTS`]
 */
export async function rankPassages(
  selection: Selection,
  { library }: Pick<Inquiry, "library">,
  usual: Weights = WEIGHTS,
): Promise<Ranking> {
  const { searched, holding } = selection;
  const forms = formsOf(searched);
  const { result: found, embedMs } = await retrieve(searched, library, holding, { forms });
  const result = withoutRepeatedQuotes(found, library.sources, holding);
  const weights = balance(usual, result);
  const best = fuse(result, { weights })
    .slice(0, LOOKED_AT)
    .map(({ candidate }) => candidate);
  const texts = new ReadTexts(library.sources, forms);
  await texts.read(best.map(({ passage }) => passage));
  const close = lookClosely(best, searched, result.terms, texts);
  return { selection, result, ranked: fuse(result, { close, weights }), weights, texts, embedMs, windows: null };
}

/** How many of the best by vectors, and of the best by keywords, are looked at closely. */
const CANDIDATES = 200;

interface RetrieveOptions {
  /** How many of the best by either [200]. */
  readonly limit?: number;
  /** Words of the text that may be written otherwise [none]. */
  readonly forms?: readonly QueryForms[];
}

interface Retrieval {
  readonly result: StoreResult;
  /** Milliseconds. */
  readonly embedMs: number;
}

/**
 * Finds what may answer, by vectors and by keywords.
 */
export async function retrieve(
  text: string,
  { reader, embedder }: { readonly reader: IndexReader; readonly embedder: Embedder },
  filter: PassageFilter | undefined,
  { limit = CANDIDATES, forms = [] }: RetrieveOptions = {},
): Promise<Retrieval> {
  const started = performance.now();
  const vector = await embedder.embedQuery(text);
  const embedMs = performance.now() - started;
  const query = { vector, text, limit, forms };
  return { result: await reader.search(filter ? { ...query, filter } : query), embedMs };
}

/** The numbers and dates of a question in other forms, as terms. */
function formsOf(question: string): QueryForms[] {
  const termsOf = (text: string) => analyse(text).flatMap(({ term }) => (isStopTerm(term) ? [] : [term]));
  return numberFormsOf(question).map(({ written, others }) => ({
    terms: termsOf(written),
    others: others.map(termsOf),
  }));
}

/**
 * Leaves out what mails quote of others that are searched themselves: an answer quotes the mail that said it. Without
 * the other one, what is quoted of it is all that there is.
 */
function withoutRepeatedQuotes(result: StoreResult, sources: Sources, filter?: PassageFilter): StoreResult {
  const isSearched = (id: DocumentId) => filter?.documentIds?.has(id) ?? true;
  const candidates = result.candidates.filter(({ passage: { section, documentId } }) => {
    if (!section.includes(QUOTED_SECTION)) return true;
    const repliesTo = mailField(sources.documents.get(documentId)?.fields ?? {}, "in_reply_to");
    const quoted = repliesTo === undefined ? undefined : sources.mails.get(repliesTo);
    return quoted === undefined || quoted === documentId || !isSearched(quoted);
  });
  return candidates.length === result.candidates.length ? result : { ...result, candidates };
}
