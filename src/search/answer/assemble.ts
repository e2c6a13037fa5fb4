import type { DocumentId } from "../../contract/ids.js";
import { MAX_PASSAGE_CHARACTERS } from "../../contract/limits.js";
import { type Span, sliceSpan, span } from "../../core/spans.js";
import { singleSpaced } from "../../core/text.js";
import type { StoredPassage, StoredSentence } from "../../store/index-store.js";
import type { Inquiry } from "../inquiry.js";
import { holdsPhrases } from "../question/phrases.js";
import type { Ranked } from "../rank/fuse.js";
import type { Ranking } from "../rank/rank-passages.js";
import { termShare } from "../rank/read-texts.js";

/** Passages whose sentences may answer, however many are shown. */
export const ANSWERING_PASSAGES = 5;

/** A neighbour joins a better passage if its score is this share of the better one's at least. */
const JOIN_FROM = 0.8;

export interface ShownSentence {
  readonly sentence: StoredSentence;
  /** The indexed passage that it was found in. */
  readonly passage: StoredPassage;
  /** Of the sentence's vector with the question's. */
  readonly cosine: number;
}

/** A passage as it is shown: a run of sentences that no better one shows. Its rank and id are the best member's. */
export interface Shown extends Ranked {
  readonly sentences: readonly ShownSentence[];
}

/** The text from the first sentence to the last one that is shown. */
export function shownSpan({ sentences }: { readonly sentences: readonly Pick<ShownSentence, "sentence">[] }): Span {
  return span(sentences[0]!.sentence.start, sentences.at(-1)!.sentence.end);
}

/**
 * What is shown of a ranking: enough to answer from, however few passages are asked for. Where the question asks for a
 * phrase that two passages share, the better one shows it, and the other goes with what else it says.
 * @param join how a passage grows by its neighbours [by those that score nearly as well]
 */
export async function assemble(
  { selection, ranked, texts }: Ranking,
  { topK }: Pick<Inquiry, "topK">,
  join: Join = withNeighbours,
): Promise<Shown[]> {
  const limit = Math.max(topK, ANSWERING_PASSAGES);
  // Enough that copies can make room for others.
  const all = assembleRanked(ranked, 2 * limit, join);
  await texts.read(all.map(({ candidate }) => candidate.passage));
  const textOf = (item: Shown) => sliceSpan(texts.sourceOf(item.candidate.passage).text, shownSpan(item));
  const shown = repeatsLast(all, textOf).slice(0, limit);
  if (!asksForPhrases(selection)) return shown;
  return shown.filter((item) => holdsPhrases(textOf(item), selection.question.phrases));
}

function asksForPhrases({ question, lacks }: Ranking["selection"]): boolean {
  return !lacks && question.phrases.length > 0;
}

/** Puts passages that say word for word what a better one says behind all others: copies must not crowd out the rest. */
function repeatsLast(shown: readonly Shown[], textOf: (item: Shown) => string): Shown[] {
  const said = new Set<string>();
  const isRepeat = (item: Shown) => said.size === said.add(singleSpaced(textOf(item))).size;
  const repeats = new Set(shown.filter(isRepeat));
  return [...shown.filter((item) => !repeats.has(item)), ...repeats];
}

/**
 * Gives a passage its neighbours.
 * @param run the sentences of it that are new
 * @param shown where the sentences of its document begin that better passages show
 * @param found all candidates, by `keyOf`
 */
export type Join = (
  item: Ranked,
  run: readonly ShownSentence[],
  shown: ReadonlySet<number>,
  found: ReadonlyMap<string, Ranked>,
) => readonly ShownSentence[];

/**
 * Takes passages best first. What a better one shows already is cut away, as neighbours share sentences; neighbours
 * that score nearly as well become one passage with it, as an answer rarely ends where a passage does. A passage with
 * nothing new is left out.
 */
function assembleRanked(ranked: readonly Ranked[], limit: number, join: Join): Shown[] {
  const found = new Map(ranked.map((item) => [keyOf(item.candidate.passage), item]));
  const shownStarts = new Map<DocumentId, Set<number>>();
  const assembled: Shown[] = [];
  for (const item of ranked) {
    if (assembled.length >= limit) break;
    const { documentId } = item.candidate.passage;
    const starts = shownStarts.get(documentId) ?? new Set();
    const run = longestNewRun(item, starts);
    if (run.length === 0) continue;
    const sentences = join(item, run, starts, found);
    for (const { sentence } of sentences) starts.add(sentence.start);
    shownStarts.set(documentId, starts);
    assembled.push({ ...item, sentences });
  }
  return assembled;
}

/** Joins the better of the two neighbours, again and again, while it is good enough and fits. */
function withNeighbours(
  item: Ranked,
  run: readonly ShownSentence[],
  shown: ReadonlySet<number>,
  found: ReadonlyMap<string, Ranked>,
): readonly ShownSentence[] {
  const { documentId, ordinal } = item.candidate.passage;
  let joined = run;
  let [first, last] = [ordinal, ordinal];
  for (;;) {
    const options = [first - 1, last + 1].flatMap((next) => {
      const neighbour = found.get(keyOf({ documentId, ordinal: next }));
      if (!neighbour || neighbour.score < JOIN_FROM * item.score) return [];
      const wider = merge(joined, sentencesOf(neighbour), shown);
      return wider ? [{ next, score: neighbour.score, wider }] : [];
    });
    const best = options.reduce<(typeof options)[number] | null>((a, b) => (a && a.score >= b.score ? a : b), null);
    if (!best) return joined;
    joined = best.wider;
    first = Math.min(first, best.next);
    last = Math.max(last, best.next);
  }
}

/** Both runs as one without a gap; `null` if that would show something again, add nothing or be too long. */
function merge(
  run: readonly ShownSentence[],
  neighbours: readonly ShownSentence[],
  shown: ReadonlySet<number>,
): readonly ShownSentence[] | null {
  const held = new Set(run.map(({ sentence }) => sentence.start));
  const added = neighbours.filter(({ sentence }) => !held.has(sentence.start));
  if (added.length === 0 || added.some(({ sentence }) => shown.has(sentence.start))) return null;
  const all = [...run, ...added].sort((a, b) => a.sentence.start - b.sentence.start);
  return all.at(-1)!.sentence.end - all[0]!.sentence.start <= MAX_PASSAGE_CHARACTERS ? all : null;
}

function longestNewRun(item: Ranked, shown: ReadonlySet<number>): readonly ShownSentence[] {
  let longest: readonly ShownSentence[] = [];
  let run: ShownSentence[] = [];
  for (const sentence of sentencesOf(item)) {
    if (shown.has(sentence.sentence.start)) run = [];
    else run = [...run, sentence];
    if (charactersOf(run) > charactersOf(longest)) longest = run;
  }
  return longest;
}

function charactersOf(run: readonly ShownSentence[]): number {
  return run.length === 0 ? 0 : run.at(-1)!.sentence.end - run[0]!.sentence.start;
}

function sentencesOf({ candidate: { passage, sentenceCosines } }: Ranked): ShownSentence[] {
  return passage.sentences.map((sentence, i) => ({ sentence, passage, cosine: sentenceCosines[i]! }));
}

function keyOf({ documentId, ordinal }: Pick<StoredPassage, "documentId" | "ordinal">): string {
  return `${documentId} ${ordinal}`;
}

/** The best passages are shown whole: an answer may need what stands around it. */
const WHOLE = 2;
/** What a sentence that holds all of the question's words gains, on the scale of cosines. */
const WORDS_AT_EDGE = 0.2;
/** A sentence at the edge goes if it is worse than the passage's best one by more than this. */
const TRIM_FROM = 0.08;

/**
 * Leaves out what stands at the edges of later passages and has little to do with the question, so that more passages
 * fit into what a reader looks at. The best sentence of a passage always stays, and so does a phrase that was asked for.
 */
export function trim(shown: readonly Shown[], { selection, result, texts }: Ranking): Shown[] {
  if (asksForPhrases(selection)) return [...shown];
  const worth = ({ sentence, passage, cosine }: ShownSentence) => {
    const held = new Set(texts.termsOf(passage.documentId, sentence));
    return cosine + WORDS_AT_EDGE * termShare(result.terms, (term) => held.has(term));
  };
  return shown.map((item, rank) => {
    if (rank < WHOLE) return item;
    const values = item.sentences.map(worth);
    const enough = Math.max(...values) - TRIM_FROM;
    const first = values.findIndex((value) => value >= enough);
    const last = values.findLastIndex((value) => value >= enough);
    return { ...item, sentences: item.sentences.slice(first, last + 1) };
  });
}
