import { dot } from "../../embedding/pooling.js";
import type { StoredDocument } from "../../store/index-store.js";
import type { Shelf } from "./parting.js";
import { centroidOf, lengthOf, mostCentral, type Section, type Sentence, sectionsOf } from "./sections.js";

/** A sentence that is quoted, and the headings that it is quoted for. */
export interface Quote {
  readonly section: Pick<Section, "source" | "path">;
  readonly sentence: Sentence;
}

/** Sentences of an outline, among all of its documents; of more than four documents each has one. */
const MAX_SENTENCES = 12;
const MOST_WITH_SECTIONS = 4;
const MAX_DOCUMENTS = 8;
/** A document with less text for each sentence has fewer. UTF-16 length. */
const TEXT_A_SENTENCE = 700;
/** A level of headings with fewer sections tells less of a document than the largest sections of the level below. */
const FEW_SECTIONS = 3;
/** Passages of each of several documents that are looked at. */
const MAX_PASSAGES_OF_SEVERAL = 200;

/**
 * What documents are about, in their own words: the most central sentence of each section, or of each document where
 * there are several. Of more than eight documents some of each folder. Their order is the documents'.
 */
export async function outline(
  documents: readonly StoredDocument[],
  shelf: Shelf,
  signal?: AbortSignal,
): Promise<Quote[]> {
  const [only, ...others] = documents;
  if (only && others.length === 0) return outlineOf(await sectionsOf(only, shelf, signal), MAX_SENTENCES);
  const share = documents.length > MOST_WITH_SECTIONS ? 1 : Math.floor(MAX_SENTENCES / documents.length);
  const quotes: Quote[] = [];
  for (const document of spread(documents)) {
    signal?.throwIfAborted();
    quotes.push(...outlineOf(await sectionsOf(document, shelf, signal, MAX_PASSAGES_OF_SEVERAL), share));
  }
  return quotes;
}

/** Of too many documents some of each folder, as far as there is room. */
function spread(documents: readonly StoredDocument[]): StoredDocument[] {
  const seen = new Map<string, number>();
  const turns = documents.map(({ path }) => {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const turn = seen.get(folder) ?? 0;
    seen.set(folder, turn + 1);
    return turn;
  });
  const order = documents.map((_, i) => i).sort((a, b) => turns[a]! - turns[b]! || a - b);
  return order
    .slice(0, MAX_DOCUMENTS)
    .sort((a, b) => a - b)
    .map((i) => documents[i]!);
}

/** A section, with the sentences that tell what it is about. */
export interface OutlinedSection {
  readonly section: Section;
  readonly sentences: readonly Sentence[];
}

/** @param limit of sentences; one stands for the document as a whole */
function outlineOf(found: readonly Section[], limit: number): Quote[] {
  if (limit === 1) {
    const sentence = mostCentral(found.flatMap(({ sentences }) => sentences));
    const section = found.find(({ sentences }) => sentence && sentences.includes(sentence));
    return section && sentence ? [{ section, sentence }] : [];
  }
  return outlinedSections(found, limit).flatMap(({ section, sentences }) =>
    sentences.map((sentence) => ({ section, sentence })),
  );
}

/** The sections of a document, few enough to be told, with the sentences that tell them. @param limit of sentences, over one [12] */
export function outlinedSections(found: readonly Section[], limit = MAX_SENTENCES): OutlinedSection[] {
  const sections = fewerSections(found, limit);
  const text = sections.reduce((sum, section) => sum + lengthOf(section), 0);
  const wanted = Math.min(limit, Math.ceil(text / TEXT_A_SENTENCE));
  const shares = sections.map(() => 1);
  for (let given = sections.length; given < wanted; given++) {
    const needs = sections.map((section, i) => lengthOf(section) / (shares[i]! + 1));
    shares[needs.indexOf(Math.max(...needs))]!++;
  }
  return sections.map((section, i) => ({
    section,
    sentences: withoutAsides(centralOf(section, shares[i]!), section.sentences),
  }));
}

/** The most central sentence of each of so many runs of a section, in its order. */
export function centralOf({ sentences }: Pick<Section, "sentences">, parts: number): Sentence[] {
  return partsOf(sentences, parts).flatMap((part) => mostCentral(part) ?? []);
}

/** Of several parts of a section those that say least of what it is about say nothing here, such as a page's last lines. */
function withoutAsides(chosen: readonly Sentence[], all: readonly Sentence[]): readonly Sentence[] {
  if (chosen.length < 2) return chosen;
  const centroid = centroidOf(all);
  const cosines = all.map(({ vector }) => dot(vector, centroid)).sort((a, b) => a - b);
  const median = cosines[Math.floor(cosines.length / 2)]!;
  return chosen.filter(({ vector }) => dot(vector, centroid) >= median);
}

/** Runs of about one length: each is as good as a section of its own. */
function partsOf(sentences: readonly Sentence[], parts: number): (readonly Sentence[])[] {
  const size = Math.ceil(sentences.length / parts);
  return Array.from({ length: parts }, (_, part) => sentences.slice(part * size, (part + 1) * size));
}

/** Takes sections of one heading together until they are few enough; where too many are left, the longest. */
function fewerSections(sections: readonly Section[], limit: number): readonly Section[] {
  const deepest = Math.max(0, ...sections.map(({ path }) => path.length));
  let finer = sections;
  for (let depth = deepest; depth > 0; depth--) {
    const merged = mergedAt(sections, depth);
    if (merged.length <= FEW_SECTIONS && finer.length > limit) break;
    finer = merged;
    if (merged.length <= limit) return merged;
  }
  const longest = new Set(finer.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, limit));
  return finer.filter((section) => longest.has(section));
}

function mergedAt(sections: readonly Section[], depth: number): Section[] {
  const merged: Section[] = [];
  for (const section of sections) {
    const path = section.path.slice(0, depth);
    const last = merged.at(-1);
    if (last && last.path.join("\n") === path.join("\n")) {
      merged[merged.length - 1] = { ...last, sentences: [...last.sentences, ...section.sentences] };
    } else merged.push({ ...section, path });
  }
  return merged;
}
