import type { DocumentEvidence, DocumentWord, Placement } from "../../contract/miss.js";
import { sliceSpan } from "../../core/spans.js";
import { analyse } from "../../language/en/text-analysis.js";
import type { Candidate, QueryTerm } from "../../store/index-store.js";
import type { Shown } from "../answer/assemble.js";
import { locate } from "../answer/cite.js";
import { compose, type Findings } from "../answer/compose.js";
import type { Inquiry } from "../inquiry.js";
import type { Source } from "../library.js";
import { holdsPhrases } from "../question/phrases.js";
import { fuse, type Ranked } from "../rank/fuse.js";
import { retrieve } from "../rank/rank-passages.js";
import { explainScore } from "./explain-score.js";

/**
 * Follows a document's best passage through what was found for a question. Ranks are over all passages that were
 * searched, however far down it stands. `null` for a document without passages.
 * @param source of the document, which the filters let through
 */
export async function documentEvidence(
  findings: Findings,
  source: Source,
  { library, topK }: Inquiry,
): Promise<DocumentEvidence | null> {
  const { ranking, judgement, shown } = findings;
  const { question, searched, filtered, holding, lacks } = ranking.selection;
  const { document, text } = source;
  const everything = await retrieve(searched, library, filtered, { limit: library.reader.info.passageCount });
  const all = fuse(everything.result, { weights: ranking.weights });
  const isMine = ({ candidate }: Ranked) => candidate.passage.documentId === document.id;
  const candidates = lacks ? [] : ranking.ranked;
  const at = candidates.findIndex(isMine);
  const holdsAll = ({ candidate }: Ranked) => holding?.passageIds?.has(candidate.passage.id) ?? true;
  const best = candidates[at] ?? all.find((item) => isMine(item) && holdsAll(item)) ?? all.find(isMine);
  if (!best) return null;
  const { passage } = best.candidate;
  const bestText = sliceSpan(text, passage);
  const rankBy = (score: (candidate: Candidate) => number) =>
    1 + all.filter(({ candidate }) => score(candidate) > score(best.candidate)).length;
  const { bm25, cosine, termScores } = best.candidate;
  return {
    best: { ...locate(source, passage, passage), passage_id: passage.id, text: bestText },
    passages_searched: all.length,
    vector: { rank: rankBy((candidate) => candidate.cosine), cosine },
    sentence: { rank: rankBy(bestCosine), cosine: bestCosine(best.candidate) },
    keywords: { rank: bm25 > 0 ? rankBy((candidate) => candidate.bm25) : null, bm25 },
    fused:
      at < 0
        ? null
        : {
            rank: at + 1,
            candidates: candidates.length,
            score: best.score,
            explanation: explainScore(best, ranking, source),
          },
    placement: placementOf(best, at < 0 ? [] : shown, topK),
    cited: compose(findings).some(({ from }) => isMine(from)),
    words: wordsIn(ranking.result.terms, source, termScores),
    phrases: question.phrases.map((phrase) => ({ phrase, in_best_passage: holdsPhrases(bestText, [phrase]) })),
    answered: judgement.answered,
    gate: judgement.explanation,
  };
}

function bestCosine({ sentenceCosines }: Candidate): number {
  return Math.max(-1, ...sentenceCosines);
}

function wordsIn(
  terms: readonly QueryTerm[],
  { document, text }: Source,
  termScores: readonly number[],
): DocumentWord[] {
  const forms = new Map<string, Set<string>>(terms.map(({ term }) => [term, new Set()]));
  for (const { term, folded } of analyse(`${text}\n${document.title}`)) forms.get(term)?.add(folded);
  return terms.map(({ term, word }, i) => ({
    word,
    forms: [...(forms.get(term) ?? [])],
    in_best_passage: termScores[i]! > 0,
  }));
}

/**
 * @param shown the assembled passages, best first; empty for a passage that was no candidate
 * @param topK how many of them are shown
 */
function placementOf({ candidate: { passage } }: Ranked, shown: readonly Shown[], topK: number): Placement {
  if (shown.length === 0) return { state: "not_ranked" };
  const visible = shown.slice(0, topK);
  const own = visible.findIndex(({ candidate }) => candidate.passage.id === passage.id);
  if (own >= 0) return { state: "shown", rank: own + 1 };
  const starts = new Set(passage.sentences.map(({ start }) => start));
  const sharing = visible.findIndex(
    ({ candidate, sentences }) =>
      candidate.passage.documentId === passage.documentId &&
      sentences.some(({ sentence }) => starts.has(sentence.start)),
  );
  return sharing >= 0 ? { state: "merged", rank: sharing + 1 } : { state: "below" };
}
