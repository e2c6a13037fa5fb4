import { singleSpaced } from "../../core/text.js";
import { dot } from "../../embedding/pooling.js";
import type { StoredDocument } from "../../store/index-store.js";
import type { Quote } from "./outline.js";
import type { Shelf } from "./parting.js";
import { centroidOf, lengthOf, mostCentral, type Section, type Sentence, sectionsOf } from "./sections.js";

/** Headings that both documents have, and those of each alone, that are quoted. */
const MAX_SHARED = 8;
const MAX_ALONE = 4;
/** Sentences of either document under headings that both have, together and under each. */
const SENTENCES = 16;
const SENTENCES_A_HEADING = { min: 2, max: 5 } as const;
/** Sentences of a section that are held against those of another. */
const MAX_HELD = 200;
/** Sections without a common heading are of one subject if they are nearer to each other than to any other, and so near. */
const SAME_SUBJECT = 0.9;

type Pair = readonly [Section, Section];

/**
 * Two documents side by side: under each heading of both, the sentences that the other doesn't have word for word, those
 * of the first document before those of the second; then what only one has a heading for. Nothing is said of what they
 * differ in. None where they say the same.
 */
export async function comparison(
  [one, other]: readonly [StoredDocument, StoredDocument],
  shelf: Shelf,
  signal?: AbortSignal,
): Promise<Quote[]> {
  const first = byHeading(await sectionsOf(one, shelf, signal));
  const second = byHeading(await sectionsOf(other, shelf, signal));
  const pairs = pairsOf(first, second);
  const { min, max } = SENTENCES_A_HEADING;
  const limit = Math.min(max, Math.max(min, Math.floor(SENTENCES / Math.max(1, pairs.length))));
  const shared: Quote[][] = [];
  for (const pair of pairs) {
    signal?.throwIfAborted();
    const quotes = differing(pair, limit);
    if (quotes.length > 0) shared.push(quotes);
  }
  const paired = new Set(pairs.flat());
  const said = new Set([...first, ...second].filter((section) => paired.has(section)).flatMap(wordsIn));
  const alone = [first, second].flatMap((sections) => {
    const left = sections.filter((section) => !paired.has(section));
    return longest(left, MAX_ALONE).flatMap((section) => {
      const sentence = mostCentral(section.sentences.filter(({ text }) => !said.has(plain(text))));
      return sentence ? [{ section, sentence }] : [];
    });
  });
  return [...mostTelling(shared).flat(), ...alone];
}

/** Sections of one heading that stand apart, as on each page, are one. */
function byHeading(sections: readonly Section[]): Section[] {
  const byKey = new Map<string, Section>();
  for (const section of sections) {
    const key = section.path.map(plainHeading).join("\n");
    const before = byKey.get(key);
    byKey.set(key, before ? { ...before, sentences: [...before.sentences, ...section.sentences] } : section);
  }
  return [...byKey.values()];
}

/** Sections of both documents that speak of the same, in the order of the first. */
function pairsOf(first: readonly Section[], second: readonly Section[]): Pair[] {
  const partners = new Map<Section, Section>();
  const taken = new Set<Section>();
  const pair = (a: Section, b: Section | undefined) => {
    if (!b || partners.has(a) || taken.has(b)) return;
    partners.set(a, b);
    taken.add(b);
  };
  const keys = [(path: readonly string[]) => path.map(plainHeading).join("\n"), lastHeading];
  for (const keyOf of keys)
    for (const a of first)
      pair(
        a,
        second.find((b) => !taken.has(b) && keyOf(b.path) === keyOf(a.path)),
      );
  for (const [a, b] of nearest(
    first.filter((a) => !partners.has(a)),
    second.filter((b) => !taken.has(b)),
  ))
    pair(a, b);
  return first.flatMap((a) => (partners.has(a) ? [[a, partners.get(a)!] as const] : []));
}

function nearest(first: readonly Section[], second: readonly Section[]): Pair[] {
  const centroids = second.map(({ sentences }) => centroidOf(sentences));
  const cosines = first.map(({ sentences }) => {
    const centroid = centroidOf(sentences);
    return centroids.map((other) => dot(centroid, other));
  });
  return first.flatMap((a, i) => {
    const best = Math.max(...cosines[i]!);
    const at = cosines[i]!.indexOf(best);
    const isMutual = cosines.every((row) => (row[at] ?? 0) <= best);
    return best >= SAME_SUBJECT && isMutual ? [[a, second[at]!] as const] : [];
  });
}

/**
 * The sentences of two sections that only one of them has: first those that come nearest to one of the other section, as
 * a changed figure stands in nearly the same words, then the most central.
 */
function differing([a, b]: Pair, limit: number): Quote[] {
  const [ofA, ofB] = [onlyIn(a, b), onlyIn(b, a)];
  const chosen = new Set<Sentence>();
  const twins = ofA
    .flatMap((one) => ofB.map((other) => ({ one, other, cosine: dot(one.vector, other.vector) })))
    .sort((x, y) => y.cosine - x.cosine);
  for (const { one, other } of twins) {
    if (chosen.size >= 2 * limit) break;
    if (chosen.has(one) || chosen.has(other)) continue;
    chosen.add(one);
    chosen.add(other);
  }
  for (const left of [ofA, ofB]) {
    while (left.filter((sentence) => chosen.has(sentence)).length < limit) {
      const next = mostCentral(left.filter((sentence) => !chosen.has(sentence)));
      if (!next) break;
      chosen.add(next);
    }
  }
  const quotesOf = (section: Section, left: readonly Sentence[]) =>
    left.filter((sentence) => chosen.has(sentence)).map((sentence): Quote => ({ section, sentence }));
  return [...quotesOf(a, ofA), ...quotesOf(b, ofB)];
}

function onlyIn(section: Section, other: Section): Sentence[] {
  const said = new Set(wordsIn(other));
  return section.sentences.filter(({ text }) => !said.has(plain(text))).slice(0, MAX_HELD);
}

function wordsIn({ sentences }: Section): string[] {
  return sentences.map(({ text }) => plain(text));
}

/** Too many headings: those with most that differs, in their order. */
function mostTelling(shared: readonly Quote[][]): readonly Quote[][] {
  const kept = new Set(shared.toSorted((a, b) => b.length - a.length).slice(0, MAX_SHARED));
  return shared.filter((quotes) => kept.has(quotes));
}

function longest(sections: readonly Section[], limit: number): readonly Section[] {
  const kept = new Set(sections.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, limit));
  return sections.filter((section) => kept.has(section));
}

function plain(text: string): string {
  return singleSpaced(text).toLowerCase();
}

/** Without its number, which another clause before it changes: "4. Notice" is "3 Notice". */
function plainHeading(heading: string): string {
  return plain(heading).replace(
    /^(?:(?:section|clause|article|chapter|part|item)\s+)?(?:\d+(?:\.\d+)*|[ivx]+|[a-z])[.):]?\s+(?=\S)/u,
    "",
  );
}

function lastHeading(path: readonly string[]): string {
  return plainHeading(path.at(-1) ?? "");
}
