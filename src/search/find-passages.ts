import type { Filters } from "../contract/filters.js";
import type { DocumentId } from "../contract/ids.js";
import type { PastTurn } from "../core/past-turns.js";
import { sliceSpan } from "../core/spans.js";
import type { PassageFilter } from "../store/index-store.js";
import type { Without } from "./ablation.js";
import { shownSpan } from "./answer/cite.js";
import { SOURCES } from "./answer/compose.js";
import { repeatsLast } from "./answer/repeats-last.js";
import { judgesOf, readFollowUp } from "./followup/follow-up.js";
import { type Judgement, judge } from "./gate/evidence-gate.js";
import type { Library, Source } from "./library.js";
import { selectDocuments } from "./question/filter.js";
import { holdsPhrases, requirePhrases } from "./question/phrases.js";
import { interpretQuestion, type Question } from "./question/question.js";
import { assemble, type Shown, trim } from "./rank/assemble.js";
import { addSources, type Ranking, rankPassages } from "./rank/rank-passages.js";

export interface AskOptions {
  readonly topK: number;
  readonly filters?: Filters | undefined;
  /** Whether to say how each score came about [false]. */
  readonly explain?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For measuring. */
  readonly without?: Without | undefined;
  /** What was asked before, oldest first: the question is read in its light. */
  readonly history?: readonly PastTurn[] | undefined;
}

/** Passages, best first, and all that was found out on the way to them. */
export interface Findings extends Ranking {
  readonly question: Question;
  /** What the filters let through; `undefined` without filters. */
  readonly selected: PassageFilter | undefined;
  /** What both the filters and the question's phrases let through. */
  readonly holding: PassageFilter | undefined;
  readonly shown: readonly Shown[];
  /** No passage holds the phrases that the question asks for: `shown` is what comes nearest without them. */
  readonly lacksPhrase: boolean;
  readonly judgement: Judgement;
  /** Documents that the filters let through. */
  readonly searched: number;
}

/** Goes as far as to the passages and the verdict: what all answers, refusals and explanations are made of. */
export async function findPassages(asked: string, library: Library, options: AskOptions): Promise<Findings> {
  const { topK, filters, signal, history = [], without } = options;
  // The asker may have left while the model was loaded.
  signal?.throwIfAborted();
  const selected = await selectDocuments(library.reader.info.documents, filters, signal);
  const question = interpretQuestion(await readFollowUp(asked, history, library, judgesOf(library, selected)));
  const holding = await requirePhrases(question.phrases, library.reader, selected, signal);
  const lacksPhrase = holding?.passageIds?.size === 0;
  // Without the phrase nothing answers, but what comes nearest can still be shown.
  const ranking = await rankPassages(question, library, lacksPhrase ? selected : holding, without);
  signal?.throwIfAborted();
  const { ranked, result, sources, sentenceTerms } = ranking;
  const judged = judge(lacksPhrase ? { ...ranking, ranked: [] } : ranking, library.embedder.fingerprint);
  const judgement = without?.has("gate") ? { ...judged, answered: ranked.length > 0 } : judged;
  const limit = Math.max(topK, SOURCES);
  // Enough that copies can make room for others.
  const all = assemble(ranked, 2 * limit, without);
  await addSources(sources, all, library);
  const textOf = (id: DocumentId) => (sources.get(id) as Source).text;
  const assembled = repeatsLast(all, textOf).slice(0, limit);
  const asksForPhrases = !lacksPhrase && question.phrases.length > 0;
  // Of a phrase that two passages share, the better one shows it, and the other is cut down to what else it says.
  const holdsAll = (item: Shown) =>
    holdsPhrases(sliceSpan(textOf(item.candidate.passage.documentId), shownSpan(item)), question.phrases);
  const trimmed = () => (without?.has("trimming") ? assembled : trim(assembled, result.terms, sentenceTerms));
  const shown = asksForPhrases ? assembled.filter(holdsAll) : trimmed();
  const searched = selected?.documentIds?.size ?? library.reader.info.documents.length;
  return { ...ranking, question, selected, holding, shown, lacksPhrase, judgement, searched };
}
