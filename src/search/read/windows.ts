import { type Span, span } from "../../core/spans.js";
import type { StoredPassage, StoredSentence } from "../../store/index-store.js";
import type { Ranked } from "../rank/fuse.js";

/** Sentences of a passage in a row, to be read at once. */
export interface Window extends Span {
  readonly passage: StoredPassage;
  readonly sentences: readonly StoredSentence[];
  /** Place of the passage in the ranking, from 0. */
  readonly rank: number;
  /** How near the sentence that it was made around comes to the question: what orders the windows. */
  readonly nearness: number;
}

/** What the reader says of a window. */
export interface ReadWindow extends Window {
  /** Logit that the answer stands in it: `answers` and `lead` together. */
  readonly certainty: number;
  /** Where the answer stands, in the document; `null` where none was seen. */
  readonly answer: Span | null;
  /** As `AnswerReading` has them. */
  readonly answers: number;
  readonly lead: number;
}

/** UTF-16 length that a window may grow to; a sentence that is longer makes one by itself. */
const MAX_CHARACTERS = 420;
/** Sentences that may stand before and behind the one that a window is made around. */
const BEFORE = 2;
const BEHIND = 1;
/** UTF-16 length between two sentences that are read as one text: blank lines, marks of a list. */
const GAP = 16;
/** What a sentence gains, on the scale of cosines, that holds all of the question's words; that stands in the best passage. */
const WORDS = 0.2;
const PASSAGE = 0.15;

/**
 * Windows around the sentences of the best passages that come nearest to the question, nearest first. A sentence that
 * one window holds makes no second one; headings make none.
 */
export function windowsOf(ranked: readonly Ranked[]): Window[] {
  const looked = ranked.filter(({ look }) => look !== null);
  const centres = looked
    .flatMap((item, rank) => item.candidate.passage.sentences.map((_, at) => centreOf(item, rank, at)))
    .sort((a, b) => b.nearness - a.nearness);
  const held = new Set<string>();
  const keyOf = (passage: StoredPassage, { start }: StoredSentence) => `${passage.documentId} ${start}`;
  return centres.flatMap(({ passage, at, rank, nearness }) => {
    const centre = passage.sentences[at]!;
    if (centre.kind === "heading" || held.has(keyOf(passage, centre))) return [];
    const sentences = around(passage.sentences, at);
    for (const sentence of sentences) held.add(keyOf(passage, sentence));
    return [{ ...span(sentences[0]!.start, sentences.at(-1)!.end), passage, sentences, rank, nearness }];
  });
}

function centreOf({ candidate, look, score }: Ranked, rank: number, at: number) {
  const { passage, sentenceCosines } = candidate;
  const nearness = sentenceCosines[at]! + WORDS * (look?.sentenceShares[at] ?? 0) + PASSAGE * score;
  return { passage, at, rank, nearness };
}

/** A sentence with those beside it that fit, one behind it first. */
function around(sentences: readonly StoredSentence[], centre: number): readonly StoredSentence[] {
  let [first, last] = [centre, centre];
  // A heading that runs into a sentence makes the reader doubt what that says.
  const isText = (at: number) => sentences[at] !== undefined && sentences[at].kind !== "heading";
  const isNext = (at: number) => isText(at) && isText(at + 1) && sentences[at + 1]!.start - sentences[at]!.end <= GAP;
  const isShort = (from: number, to: number) => sentences[to]!.end - sentences[from]!.start <= MAX_CHARACTERS;
  for (;;) {
    const [wasFirst, wasLast] = [first, last];
    if (last < centre + BEHIND && isNext(last) && isShort(first, last + 1)) last++;
    if (first > centre - BEFORE && isNext(first - 1) && isShort(first - 1, last)) first--;
    if (first === wasFirst && last === wasLast) return sentences.slice(first, last + 1);
  }
}
