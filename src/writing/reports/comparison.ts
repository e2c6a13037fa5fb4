import { Yielder } from "../../core/yield.js";
import { dot } from "../../embedding/pooling.js";
import { centralOf } from "../../search/about/outline.js";
import { type Section, type Sentence, sectionsOf } from "../../search/about/sections.js";
import type { Library } from "../../search/library.js";
import type { StoredDocument } from "../../store/index-store.js";
import type { CitedSentence } from "../../verify/statements/check-cited.js";
import type { Draft, DraftPart, DraftPlace } from "./draft.js";
import { Relater } from "./relation.js";

/** Sentences of a document that are held against the other's; of more, every so many-th. */
const MAX_HELD = 1200;
/** Sentences of either document that are nearest to what a comparison is to be about, and the share of all at most. */
const ABOUT = { max: 16, share: 0.5 } as const;
/** Pairs of sentences whose relation is looked at, the nearest first. */
const MAX_RELATED = 48;
/** Rows of each kind. */
const MAX_ROWS = { differ: 12, agree: 8, only: 5 } as const;
/** Sentences that may be said by one document alone, and the nearest of the other that each is held against. */
const ALONE = { candidates: 10, held: 2 } as const;

/** A sentence with what is quoted and cited of it. */
interface Held {
  readonly sentence: Sentence;
  readonly section: Section;
  readonly cited: CitedSentence;
}

interface Pair {
  readonly first: Held;
  readonly second: Held;
  readonly cosine: number;
}

/**
 * Two documents, sentence by sentence: of the sentences that are nearest to each other, which say the same and which say
 * otherwise; then what no sentence of the other document says.
 * @param about what to keep to [all]
 */
export async function comparisonOf(
  [one, other]: readonly [StoredDocument, StoredDocument],
  about: string | undefined,
  library: Library,
  signal?: AbortSignal,
): Promise<Draft> {
  const vector = about === undefined ? null : await library.embedder.embedQuery(about);
  const first = await heldOf(one, vector, library, signal);
  const second = await heldOf(other, vector, library, signal);
  const relater = new Relater(library);
  const related = { agree: [] as Pair[], differ: [] as Pair[] };
  for (const pair of (await mutuallyNearest(first, second, signal)).slice(0, MAX_RELATED)) {
    signal?.throwIfAborted();
    const relation = await relater.relate(pair.first.cited, pair.second.cited, signal);
    if (relation !== null && related[relation].length < MAX_ROWS[relation]) related[relation].push(pair);
  }
  const said = new Set([...related.agree, ...related.differ].flatMap((pair) => [pair.first, pair.second]));
  const alone = async (own: readonly Held[], others: readonly Held[]) => {
    const found: Held[] = [];
    const unsaid = own.filter((held) => !said.has(held));
    for (const sentence of centralOf({ sentences: unsaid.map((held) => held.sentence) }, ALONE.candidates)) {
      const held = unsaid.find((one) => one.sentence === sentence)!;
      const near = others.toSorted((a, b) => closeness(b, held) - closeness(a, held)).slice(0, ALONE.held);
      let isAlone = true;
      for (const { cited } of near) isAlone &&= (await relater.relate(held.cited, cited, signal)) === null;
      if (isAlone) found.push(held);
      if (found.length >= MAX_ROWS.only) break;
    }
    return found;
  };
  const titles = [one.title, other.title] as const;
  const rows = (["differ", "agree"] as const).flatMap((relation) =>
    related[relation]
      .toSorted((a, b) => a.first.sentence.sentence.start - b.first.sentence.sentence.start)
      .map((pair): DraftPart => rowOf(relation, pair, titles, about)),
  );
  const onlyFirst = (await alone(first, second)).map(
    (held): DraftPart => ({ relation: "only_first", places: [placeOf(held), null], prompt: null }),
  );
  const onlySecond = (await alone(second, first)).map(
    (held): DraftPart => ({ relation: "only_second", places: [null, placeOf(held)], prompt: null }),
  );
  return {
    task: "comparison",
    about: about ?? null,
    documents: [one, other],
    parts: [...rows, ...onlyFirst, ...onlySecond],
  };
}

async function heldOf(
  document: StoredDocument,
  about: Float32Array | null,
  library: Library,
  signal?: AbortSignal,
): Promise<Held[]> {
  const held = (await sectionsOf(document, library, signal)).flatMap((section) =>
    section.sentences
      .filter(({ sentence }) => sentence.kind !== "code")
      .map((sentence): Held => {
        const cited = { source: section.source, passage: sentence.passage, sentence: sentence.sentence };
        return { sentence, section, cited };
      }),
  );
  if (about === null) {
    const step = Math.ceil(held.length / MAX_HELD);
    return held.filter((_, i) => i % step === 0);
  }
  const nearness = new Map(held.map((one) => [one, dot(one.sentence.vector, about)]));
  const most = Math.min(ABOUT.max, Math.ceil(ABOUT.share * held.length));
  const nearest = new Set(held.toSorted((a, b) => nearness.get(b)! - nearness.get(a)!).slice(0, most));
  return held.filter((one) => nearest.has(one));
}

/** Sentences that are each the nearest one to the other, the nearest pairs first. */
async function mutuallyNearest(first: readonly Held[], second: readonly Held[], signal?: AbortSignal): Promise<Pair[]> {
  const yielder = new Yielder(signal);
  const bestOfSecond = second.map(() => ({ at: -1, cosine: -2 }));
  const bestOfFirst: { at: number; cosine: number }[] = [];
  for (const [i, one] of first.entries()) {
    await yielder.yieldIfDue();
    const best = { at: -1, cosine: -2 };
    for (const [j, other] of second.entries()) {
      const cosine = closeness(one, other);
      if (cosine > best.cosine) Object.assign(best, { at: j, cosine });
      if (cosine > bestOfSecond[j]!.cosine) bestOfSecond[j] = { at: i, cosine };
    }
    bestOfFirst.push(best);
  }
  return bestOfFirst
    .flatMap(({ at, cosine }, i) =>
      bestOfSecond[at]?.at === i ? [{ first: first[i]!, second: second[at]!, cosine }] : [],
    )
    .sort((a, b) => b.cosine - a.cosine);
}

function closeness(one: Held, other: Held): number {
  return dot(one.sentence.vector, other.sentence.vector);
}

function rowOf(
  relation: "agree" | "differ",
  { first, second }: Pair,
  [one, other]: readonly [string, string],
  about: string | undefined,
): DraftPart {
  const subject = about ?? first.section.path.at(-1) ?? second.section.path.at(-1);
  return {
    relation,
    places: [placeOf(first), placeOf(second)],
    prompt: {
      question: `What do “${one}” and “${other}” say${subject === undefined ? "" : ` about “${subject}”`}?`,
      instruction: "Say in one sentence what the first sentence says, then in one what the second says.",
      material: [first.cited, second.cited],
    },
  };
}

function placeOf({ section, cited }: Held): DraftPlace {
  return { document: section.source.document, heading: section.path, quotes: [cited] };
}
