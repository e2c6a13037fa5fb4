import type { Citation, Highlight, Location, RankedPassage } from "../../contract/answer.js";
import { codePointOffset } from "../../contract/ids.js";
import { partOver } from "../../core/cell-range.js";
import { type Place, placeOf } from "../../core/document.js";
import { type Span, sliceSpan } from "../../core/spans.js";
import type { StoredPassage, StoredSentence } from "../../store/index-store.js";
import type { Source } from "../library.js";
import { type Shown, type ShownSentence, shownSpan } from "./assemble.js";

/** Characters of the text on either side that a selector keeps, to find the quote again. */
const SELECTOR_CONTEXT = 32;

/**
 * Says where a span of a document stands, in the words of the wire.
 * @param sentences of which it is made [those of the passage], which may go on over pages and rows
 */
export function locate(
  { document, map }: Source,
  passage: StoredPassage,
  where: Span,
  sentences: readonly StoredSentence[] = passage.sentences,
): Location {
  const place = placeOver(sentences.filter(({ start, end }) => start < where.end && where.start < end)) ?? passage;
  const lines = map.linesOf(where);
  return {
    document_id: document.id,
    path: document.path,
    title: document.title,
    section: passage.section,
    start: map.toCodePoint(where.start),
    end: map.toCodePoint(where.end),
    line_start: lines.start,
    line_end: lines.end,
    page: place.page,
    page_label: place.pageLabel,
    row: place.row,
    column: place.column,
    part: place.part,
    ocr: place.ocr,
  };
}

/** Where the first of them stands; in a sheet, the cells of all. `null` of none. */
function placeOver(sentences: readonly StoredSentence[]): Place | null {
  const [first] = sentences;
  return first ? { ...placeOf(first), part: partOver(sentences.map(({ part }) => part)) } : null;
}

/** A citation of a span of a passage; its quote is the slice of the document's text, by construction. */
export function cite(id: string, source: Source, passage: StoredPassage, where: Span): Citation {
  const quote = sliceSpan(source.text, where);
  return {
    id,
    passage_id: passage.id,
    ...locate(source, passage, where),
    quote,
    content_hash: source.document.contentHash,
    selector: { type: "TextQuoteSelector", exact: quote, ...surroundings(source.text, where) },
  };
}

/** The part of a passage that is shown. */
export interface Presented extends Pick<Shown, "score"> {
  readonly candidate: Pick<Shown["candidate"], "passage">;
  readonly sentences: readonly Pick<ShownSentence, "sentence">[];
}

/** What is shown of a ranked passage, with its best sentences marked. */
export function present(
  rank: number,
  source: Source,
  shown: Presented,
  highlighted: readonly StoredSentence[],
): RankedPassage {
  const { passage } = shown.candidate;
  const where = shownSpan(shown);
  const at = locate(
    source,
    passage,
    where,
    shown.sentences.map(({ sentence }) => sentence),
  );
  const highlights = highlighted.map((sentence): Highlight => {
    const { start, end, page, page_label, part, ocr } = locate(source, passage, sentence, [sentence]);
    const place = { page, page_label, part, ocr };
    return {
      start: codePointOffset(start - at.start),
      end: codePointOffset(end - at.start),
      ...(!isSamePlace(place, at) && { place }),
    };
  });
  return {
    rank,
    id: passage.id,
    score: shown.score,
    text: sliceSpan(source.text, where),
    highlights,
    ...at,
  };
}

function isSamePlace(a: NonNullable<Highlight["place"]>, b: Location): boolean {
  const isSamePart = JSON.stringify(a.part) === JSON.stringify(b.part);
  return a.page === b.page && a.page_label === b.page_label && isSamePart && a.ocr === b.ocr;
}

/** Cut between code points, so that neither part holds half a surrogate pair. */
function surroundings(text: string, { start, end }: Span): { prefix: string; suffix: string } {
  const prefix = Array.from(text.slice(Math.max(0, start - 2 * SELECTOR_CONTEXT), start)).slice(-SELECTOR_CONTEXT);
  const suffix = Array.from(text.slice(end, end + 2 * SELECTOR_CONTEXT)).slice(0, SELECTOR_CONTEXT);
  return { prefix: prefix.join(""), suffix: suffix.join("") };
}
