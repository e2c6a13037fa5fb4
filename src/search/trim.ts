import type { QueryTerm } from "../store/index-store.js";
import type { Shown, ShownSentence } from "./assemble.js";
import type { SentenceTerms } from "./sentence-terms.js";
import { termShare } from "./term-share.js";

/** The best passages are shown whole: an answer may need what stands around it. */
const WHOLE = 2;
/** What a sentence that holds all of the question's words gains, on the scale of cosines. */
const WORDS_IN_SENTENCE = 0.2;
/** A sentence at the edge goes if it is worse than the passage's best one by more than this. */
const TRIM_FROM = 0.08;

/**
 * Leaves out what stands at the edges of later passages and has little to do with the question, so that more passages
 * fit into what a reader looks at. The best sentence of a passage always stays.
 */
export function trim(shown: readonly Shown[], terms: readonly QueryTerm[], sentenceTerms: SentenceTerms): Shown[] {
  const worth = ({ sentence, passage, cosine }: ShownSentence) => {
    const held = new Set(sentenceTerms.of(passage.documentId, sentence));
    return cosine + WORDS_IN_SENTENCE * termShare(terms, (term) => held.has(term));
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
