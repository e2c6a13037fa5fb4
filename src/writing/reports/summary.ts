import type { PassageId } from "../../contract/ids.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { centralOf, type OutlinedSection, outlinedSections } from "../../search/about/outline.js";
import type { Shelf } from "../../search/about/parting.js";
import { type Section, type Sentence, sectionsOf } from "../../search/about/sections.js";
import type { StoredDocument, StoredPassage } from "../../store/index-store.js";
import type { CitedSentence } from "../../verify/statements/check-cited.js";
import type { Draft, DraftPart } from "./draft.js";

/** Sentences that are quoted of all documents of a selection. */
const QUOTED = 12;
/** Sentences that a model is given, of all sections together and of each: the most central ones, never all of a long one. */
const GIVEN = 96;
const GIVEN_A_SECTION = { min: 6, max: 24 } as const;
/** So large that every passage of a selection is looked at. */
const ALL_PASSAGES = Number.MAX_SAFE_INTEGER;

/** A document by its sections, each told by its most central sentences. Of many sections the largest. */
export async function summaryOf(document: StoredDocument, shelf: Shelf, signal?: AbortSignal): Promise<Draft> {
  return draftOf([document], outlinedSections(await sectionsOf(document, shelf, signal)));
}

/** The same of a selection of passages, document by document. @throws FootnoteError passage_unknown */
export async function summaryOfPassages(ids: readonly PassageId[], shelf: Shelf, signal?: AbortSignal): Promise<Draft> {
  const passages = await shelf.reader.passages(ids);
  const missing = ids.find((id) => passages.every((passage) => passage.id !== id));
  if (missing !== undefined) throw new FootnoteError("passage_unknown", { id: missing });
  const documentIds = [...new Set(passages.map(({ documentId }) => documentId))];
  const documents = documentIds.flatMap((id) => shelf.sources.documents.get(id) ?? []);
  const share = Math.max(2, Math.floor(QUOTED / documents.length));
  const outlined: OutlinedSection[] = [];
  for (const document of documents) {
    signal?.throwIfAborted();
    const sections = await sectionsOf(document, shelf, signal, ALL_PASSAGES);
    outlined.push(
      ...outlinedSections(
        sections.flatMap((section) => within(section, passages)),
        share,
      ),
    );
  }
  return draftOf(documents, outlined);
}

/** What of a section stands in some passages. */
function within(section: Section, passages: readonly StoredPassage[]): Section[] {
  const { id } = section.source.document;
  const own = passages.filter(({ documentId }) => documentId === id);
  const sentences = section.sentences.filter(({ sentence }) =>
    own.some(({ start, end }) => start <= sentence.start && sentence.end <= end),
  );
  return sentences.length > 0 ? [{ ...section, sentences }] : [];
}

function draftOf(documents: readonly StoredDocument[], outlined: readonly OutlinedSection[]): Draft {
  const { min, max } = GIVEN_A_SECTION;
  const given = Math.min(max, Math.max(min, Math.floor(GIVEN / Math.max(1, outlined.length))));
  return { task: "summary", about: null, documents, parts: outlined.map((one) => partOf(one, given)) };
}

function partOf({ section, sentences }: OutlinedSection, given: number): DraftPart {
  const { document } = section.source;
  const heading = section.path.at(-1);
  return {
    relation: null,
    places: [{ document, heading: section.path, quotes: citedOf(section, sentences) }],
    prompt: {
      question:
        heading === undefined
          ? `What is “${document.title}” about?`
          : `What does “${document.title}” say under “${heading}”?`,
      instruction: "Summarise the sentences above in two or three sentences, each from one of them.",
      material: citedOf(section, centralOf(section, given)),
    },
  };
}

function citedOf({ source }: Section, sentences: readonly Sentence[]): CitedSentence[] {
  return sentences.map(({ passage, sentence }) => ({ source, passage, sentence }));
}
