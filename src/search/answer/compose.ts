import { sliceSpan } from "../../core/spans.js";
import { singleSpaced } from "../../core/text.js";
import { isStopTerm } from "../../language/en/text-analysis.js";
import type { QueryTerm } from "../../store/index-store.js";
import type { GateDecision } from "../gate/evidence-gate.js";
import type { Ranking } from "../rank/rank-passages.js";
import { type ReadTexts, termShare } from "../rank/read-texts.js";
import type { ReadWindow } from "../read/windows.js";
import { ANSWERING_PASSAGES, type Shown, type ShownSentence } from "./assemble.js";
import { isHeader, pointsBack } from "./context-sentence.js";

const WEIGHTS = { sentence: 0.4, terms: 0.35, passage: 0.25 } as const;
/** Share of its better neighbour's score that a sentence gains: an answer stands where its question is spoken of. */
const FROM_NEIGHBOUR = 0.2;
/** How much of the words of the sentence before count for one that points back at it ("It was written by …"). */
const FROM_POINTED_AT = 0.7;
/** What a sentence's score counts beside the reader's certainty, which is a logit. */
const SCORE_BESIDE_READER = 20;
/** Puts sentences in which the reader sees no answer behind all others. */
const UNSEEN = 1000;
/** How much less sure than of the best sentence the reader may be of a further one. */
const ABOUT_AS_SURE = 4;
/** Less sure than this of the best sentence, the reader leaves the next one to the sentences' scores. */
const UNSURE = 6;
const MAX_SENTENCES = 3;
const MAX_LIST_ITEMS = 20;
/**
 * A further sentence is quoted if it does about as well as the best one; or if it is good and either stands next to one
 * that is quoted or holds words of the question that none of these holds.
 */
const AS_GOOD = 0.8;
const GOOD = 0.6;
/** How an item of a numbered list begins: "3. Close the valve." */
const STEP = /^\s*\(?\d+[.)]/;
const BLANK_LINE = /(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*[\r\n]/;
const FOLLOWS = 0.05;
const PRECEDES = 0.025;
/** Share of the question's words that makes a difference. */
const NEW_WORDS = 0.2;
/** A further list item, if it also holds this share of what the best one holds of the question's words. */
const NEAR_BEST_ITEM = 0.75;
/** The same of a further record of a table: the records beside the one that answers look much like it. */
const NEAR_BEST_RECORD = 0.75;
/** Characters of the answer that a further sentence must not exceed. */
const ANSWER_CHARACTERS = 1200;

/** What was found for a question: all that an answer, a refusal or an explanation is made of. */
export interface Findings {
  readonly ranking: Ranking;
  readonly judgement: GateDecision;
  /** Best first. Without the phrase that the question asks for, what comes nearest. */
  readonly shown: readonly Shown[];
}

/** A sentence that answers. */
export interface ChosenSentence extends ShownSentence {
  readonly from: Shown;
  /** Number of the sentence in `from`, and of its paragraph. */
  readonly number: number;
  readonly paragraph: number;
  readonly score: number;
  /** How surely the reader sees the answer in it (`ReadWindow.certainty`); `null` where it sees none. */
  readonly certainty: number | null;
  /** Share of the question's words that it holds. */
  readonly overlap: number;
  readonly asksTheSame: boolean;
  /** Its terms. */
  readonly held: ReadonlySet<string>;
  readonly text: string;
}

/**
 * Chooses the sentences that answer, best first: by their vector, by the question's words that they hold (weighted by
 * how rare these are), by what stands beside them, and by their passage. A list question takes the items of a list that
 * match, in their order; where the words before a list are what is asked for, all of its steps are the answer. None
 * where the gate refuses.
 */
export function compose({ ranking, judgement, shown }: Findings): ChosenSentence[] {
  if (!judgement.answered) return [];
  const { question } = ranking.selection;
  const { terms } = ranking.result;
  const scored = scoreSentences(shown.slice(0, ANSWERING_PASSAGES), ranking);
  const ranked = rank(scored);
  const best = ranked[0];
  if (!best) return [];
  const steps = stepsAskedFor(scored, best);
  if (steps.length > 0) return steps;
  if (question.wantsList && best.sentence.kind === "list_item") return listItems(ranked, best);
  return byDocument(furtherSentences(best, ranked.slice(1), terms));
}

/** Puts together what one document says, the document of the best sentence first. */
function byDocument(chosen: readonly ChosenSentence[]): ChosenSentence[] {
  const ids = [...new Set(chosen.map(({ passage }) => passage.documentId))];
  return ids.flatMap((id) => inRuns(chosen.filter(({ passage }) => passage.documentId === id)));
}

/** Whether the second one stands right behind the first. */
export function follows(before: ChosenSentence | undefined, next: ChosenSentence): boolean {
  return before?.from === next.from && before.number + 1 === next.number;
}

/** A sentence that points back is read behind the one that it points at, where the better of them ranks. */
function inRuns(chosen: readonly ChosenSentence[]): ChosenSentence[] {
  const runs: ChosenSentence[][] = [];
  for (const sentence of chosen.toSorted((a, b) => a.sentence.start - b.sentence.start)) {
    const run = runs.at(-1);
    if (run && follows(run.at(-1), sentence) && pointsBack(sentence.text)) run.push(sentence);
    else runs.push([sentence]);
  }
  const rankOf = (run: readonly ChosenSentence[]) => Math.min(...run.map((sentence) => chosen.indexOf(sentence)));
  return runs.sort((a, b) => rankOf(a) - rankOf(b)).flat();
}

function furtherSentences(
  best: ChosenSentence,
  others: readonly ChosenSentence[],
  terms: readonly QueryTerm[],
): ChosenSentence[] {
  const chosen = [best];
  const guess = others.reduce<ChosenSentence>((a, b) => (b.score > a.score ? b : a), best);
  const isSecondGuess = (next: ChosenSentence) => next === guess && best.certainty! < UNSURE;
  const left = new Set(others.filter(({ score }) => score >= best.score * GOOD));
  const said = new Set(best.held);
  let characters = lengthOf(best);
  while (left.size > 0 && chosen.length < MAX_SENTENCES) {
    const next = [...left].reduce((a, b) => (withPlace(b, chosen) > withPlace(a, chosen) ? b : a));
    left.delete(next);
    if (isRecord(next) && isRecord(best) && next.overlap < best.overlap * NEAR_BEST_RECORD) continue;
    if (isQuestion(next.text)) continue;
    const news = termShare(terms, (term) => next.held.has(term) && !said.has(term));
    const helps = next.score >= best.score * AS_GOOD || placeBonus(next, chosen) > 0 || news >= NEW_WORDS;
    if (!helps || characters + lengthOf(next) > ANSWER_CHARACTERS) continue;
    const isRead = best.certainty !== null && !isSameList(next, best);
    if (isRead && !isAboutAsSure(next, best) && !isSecondGuess(next)) continue;
    chosen.push(next);
    characters += lengthOf(next);
    for (const term of next.held) said.add(term);
  }
  return chosen;
}

/** Items of one list answer together: the reader points at one of them. */
function isSameList(next: ChosenSentence, best: ChosenSentence): boolean {
  const isItem = ({ sentence }: ChosenSentence) => sentence.kind === "list_item";
  return next.from === best.from && isItem(next) && isItem(best);
}

/** Whether the reader sees a further answer in a sentence: of words alone too many look like one. */
function isAboutAsSure({ certainty }: ChosenSentence, best: ChosenSentence): boolean {
  return certainty !== null && certainty >= best.certainty! - ABOUT_AS_SURE && certainty >= 0;
}

function withPlace(sentence: ChosenSentence, chosen: readonly ChosenSentence[]): number {
  return sentence.score + placeBonus(sentence, chosen);
}

/** What a sentence gains by standing right behind or before one that is quoted: together they read as one. */
function placeBonus(sentence: ChosenSentence, chosen: readonly ChosenSentence[]): number {
  if (!isProse(sentence)) return 0;
  const distances = chosen.flatMap(({ from, paragraph, number }) =>
    from === sentence.from && paragraph === sentence.paragraph ? [sentence.number - number] : [],
  );
  if (distances.includes(1)) return FOLLOWS;
  return distances.includes(-1) ? PRECEDES : 0;
}

function isProse({ sentence }: ShownSentence): boolean {
  return sentence.kind === "paragraph";
}

/** A row of a file of values, which stands on its own; the rows of a table within a text are read with it. */
function isRecord({ sentence }: ShownSentence): boolean {
  return sentence.kind === "table_row" && sentence.row !== null;
}

function isHeading({ sentence }: ChosenSentence): boolean {
  return sentence.kind === "heading" || isHeader(sentence);
}

function lengthOf({ sentence }: ChosenSentence): number {
  return sentence.end - sentence.start;
}

function listItems(ranked: readonly ChosenSentence[], best: ChosenSentence): ChosenSentence[] {
  const { documentId } = best.passage;
  return ranked
    .filter(({ sentence, passage, score, overlap }) => {
      const sameList = sentence.kind === "list_item" && passage.documentId === documentId;
      return sameList && score >= best.score * GOOD && overlap >= best.overlap * NEAR_BEST_ITEM;
    })
    .slice(0, MAX_LIST_ITEMS)
    .sort((a, b) => a.sentence.start - b.sentence.start);
}

/** The numbered list that the best sentence is of, if the words before it hold as much of the question as that does. */
function stepsAskedFor(scored: readonly ChosenSentence[], best: ChosenSentence): ChosenSentence[] {
  const isItem = ({ sentence }: ChosenSentence) => sentence.kind === "list_item";
  if (!isItem(best)) return [];
  const beside = scored.filter(({ from }) => from === best.from);
  const before = beside.findLastIndex((other) => other.number < best.number && !isItem(other));
  const after = beside.findIndex((other) => other.number > best.number && !isItem(other));
  const items = beside.slice(before + 1, after < 0 ? undefined : after).slice(0, MAX_LIST_ITEMS);
  const lead = beside[before];
  return lead && lead.overlap >= best.overlap && STEP.test(items[0]?.text ?? "") ? items : [];
}

function scoreSentences(shown: readonly Shown[], { result: { terms }, texts, windows }: Ranking): ChosenSentence[] {
  const cosines = shown.flatMap(({ sentences }) => sentences.map(({ cosine }) => cosine));
  const low = Math.min(...cosines);
  const range = Math.max(...cosines) - low || 1;
  return shown.flatMap((from) => {
    const sentences = withWords(from, terms, texts);
    const alone = sentences.map(
      ({ cosine, overlap }) =>
        (WEIGHTS.sentence * (cosine - low)) / range + WEIGHTS.terms * overlap + WEIGHTS.passage * from.score,
    );
    // In a list of questions the one that is asked says nothing for those beside it.
    const speaksFor = (at: number, i: number) =>
      alone[at] !== undefined && !(sentences[at]!.asksTheSame && isQuestion(sentences[i]!.text));
    return sentences.map((sentence, i) => {
      const neighbour = Math.max(...[i - 1, i + 1].map((at) => (speaksFor(at, i) ? alone[at]! : 0)));
      const score = alone[i]! + FROM_NEIGHBOUR * neighbour;
      return { ...sentence, from, number: i, score, certainty: certaintyIn(sentence, windows ?? []) };
    });
  });
}

/** Of the windows whose answer begins in a sentence, what the surest says. */
function certaintyIn({ sentence, passage }: ShownSentence, windows: readonly ReadWindow[]): number | null {
  const within = windows.filter(
    ({ answer, passage: { documentId } }) =>
      answer && documentId === passage.documentId && answer.start >= sentence.start && answer.start < sentence.end,
  );
  return within.length > 0 ? Math.max(...within.map(({ certainty }) => certainty)) : null;
}

/** Those that may answer, best first: where it was read, the ones in which the reader sees the answer. */
function rank(scored: readonly ChosenSentence[]): ChosenSentence[] {
  // A heading tells where an answer stands, and is one only where there is nothing else; so does the question itself.
  const prose = scored.filter((sentence) => !isHeading(sentence) && !sentence.asksTheSame);
  const worth = ({ certainty, score }: ChosenSentence) =>
    certainty === null ? score - UNSEEN : certainty + SCORE_BESIDE_READER * score;
  return withoutRepeats((prose.length > 0 ? prose : scored).toSorted((a, b) => worth(b) - worth(a)));
}

function withWords({ sentences, candidate }: Shown, terms: readonly QueryTerm[], texts: ReadTexts) {
  const { text: documentText } = texts.sourceOf(candidate.passage);
  let before: ReadonlySet<string> = new Set();
  let isAsked = false;
  let paragraph = 0;
  return sentences.map((shownSentence, i) => {
    const gap = documentText.slice(sentences[i - 1]?.sentence.end, shownSentence.sentence.start);
    if (i > 0 && BLANK_LINE.test(gap)) paragraph++;
    const text = sliceSpan(documentText, shownSentence.sentence);
    const held = new Set(texts.termsOf(candidate.passage.documentId, shownSentence.sentence));
    const own = termShare(terms, (term) => held.has(term));
    const isUnderHeading = sentences[i - 1]?.sentence.kind === "heading";
    const asksAgain = asksTheSame(text, held, terms);
    // What stands behind the question is its answer, whatever words it has.
    const isAnswer = isAsked && !asksAgain && (isUnderHeading || !BLANK_LINE.test(gap));
    const both = isAnswer || pointsBack(text) ? termShare(terms, (term) => held.has(term) || before.has(term)) : own;
    const overlap = own + (isAnswer ? 1 : FROM_POINTED_AT) * (both - own);
    before = held;
    isAsked = asksAgain;
    return { ...shownSentence, paragraph, text, held, overlap, asksTheSame: asksAgain };
  });
}

/** What several documents say in the same words is quoted once, from where it ranks best. */
function withoutRepeats(ranked: readonly ChosenSentence[]): ChosenSentence[] {
  const seen = new Set<string>();
  return ranked.filter(({ text }) => {
    const words = singleSpaced(text);
    return seen.size < seen.add(words).size;
  });
}

/** How much of the question a sentence holds that asks the same, and how much of that sentence stands in the question. */
const OF_THE_QUESTION = 0.8;
const OF_THE_SENTENCE = 0.75;
/** A mark at the end, whatever brackets, quotation marks or emphasis close behind it. */
const ENDS_AS_QUESTION = /\?["”’»)\]*_\s]*$/u;

/** Whether a sentence ends as a question does. */
function isQuestion(sentence: string): boolean {
  return ENDS_AS_QUESTION.test(sentence);
}

/**
 * Whether a sentence asks what the question asks, as the heading of an FAQ does: it shows where an answer may stand, and
 * is none.
 * @param held the sentence's terms
 */
function asksTheSame(sentence: string, held: ReadonlySet<string>, terms: readonly QueryTerm[]): boolean {
  if (!isQuestion(sentence)) return false;
  const own = [...held].filter((term) => !isStopTerm(term));
  const asked = own.filter((term) => terms.some((other) => other.term === term));
  const share = termShare(terms, (term) => held.has(term));
  return share >= OF_THE_QUESTION && asked.length >= OF_THE_SENTENCE * own.length;
}
