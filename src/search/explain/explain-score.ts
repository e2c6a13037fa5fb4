import type { ScoreExplanation } from "../../contract/explanation.js";
import { sliceSpan } from "../../core/spans.js";
import type { Source } from "../library.js";
import { type Ranked, scoreParts } from "../rank/fuse.js";
import type { Ranking } from "../rank/rank-passages.js";

/** Says how a passage of a ranking got its score, in the numbers that it was made of. @param source of its document */
export function explainScore(
  { candidate, scaled, bestSentence }: Ranked,
  { result, weights }: Pick<Ranking, "result" | "weights">,
  { text, map }: Source,
): ScoreExplanation {
  const { passage, cosine, bm25, termScores } = candidate;
  const parts = scoreParts(scaled, weights);
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
      terms: result.terms.map(({ word, idf }, i) => ({ word, idf, score: termScores[i]! })),
      ...parts.keywords,
    },
    proximity: parts.proximity,
    reader: parts.reader,
  };
}
