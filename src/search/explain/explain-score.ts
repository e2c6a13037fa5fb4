import type { ScoreExplanation } from "../../contract/explanation.js";
import { sliceSpan } from "../../core/spans.js";
import type { QueryTerm } from "../../store/index-store.js";
import type { Source } from "../library.js";
import { type Ranked, scoreParts } from "../rank/fuse.js";

/**
 * Says how a passage got its score, in the numbers that it was made of.
 * @param terms of the question, in the order of the candidate's term scores
 * @param source of the passage's document
 */
export function explainScore(
  { candidate, scaled, bestSentence }: Ranked,
  terms: readonly QueryTerm[],
  { text, map }: Source,
): ScoreExplanation {
  const { passage, cosine, bm25, termScores } = candidate;
  const parts = scoreParts(scaled);
  const sentence = passage.sentences[bestSentence.number]!;
  return {
    passage: { cosine, ...parts.passage },
    sentence: {
      cosine: bestSentence.cosine,
      words: bestSentence.words,
      text: sliceSpan(text, sentence),
      start: map.toCodePoint(sentence.start),
      end: map.toCodePoint(sentence.end),
      ...parts.sentence,
    },
    keywords: {
      bm25,
      terms: terms.map(({ word, idf }, i) => ({ word, idf, score: termScores[i]! })),
      ...parts.keywords,
    },
    proximity: parts.proximity,
  };
}
