import {
  DETERMINER_BEFORE,
  isCut,
  isOfDate,
  isOfOtherDate,
  lacksFigure,
  type Reading,
  type Run,
  runsOf,
  saidBy,
  tellingOf,
} from "./name-runs.js";

/** Against a word that is written as a name or number. */
const PLAIN_WORD = 0.6;
/** A word for a kind of document, which its title may put in another word. */
const KIND_WORD = 0.5;
/** Documents whose names fit nearly as well are meant too. */
const AS_GOOD_FROM = 0.85;
/** What a name counts that lacks the number or date beside it. */
const CUT = 0.7;
/** So few documents need no choosing by words alone. */
const FEW = 8;
/** Documents that are looked at for where the question names them. */
const CANDIDATES = 20;

/** The documents of a name in the question. */
export interface Found {
  readonly runs: readonly Run[];
  readonly documents: readonly number[];
}

/**
 * The documents that the question names best.
 * @param isHere which of its words may name them [any]
 * @param isNew words one of which has to be in the names [any]
 */
export function bestNames(
  reading: Reading,
  isHere: (token: number) => boolean = () => true,
  isNew: (token: number) => boolean = () => true,
): Found | null {
  const { tokens } = reading;
  // What most bear tells none of them.
  const here = [...tokens.keys()].filter((i) => isHere(i) && reading.borne[i]!.size <= reading.index.ids.length / 2);
  const scores = scoresOf(here, reading, (i) => (tokens[i]!.isProper ? 1 : PLAIN_WORD));
  let best: readonly Run[] = [];
  let bestScore = 0;
  for (const [document] of [...scores].sort(([, a], [, b]) => b - a).slice(0, CANDIDATES)) {
    const runs = namesOf(document, isHere, reading);
    const words = runs.flatMap((run) => tellingOf(run, reading));
    if (!words.some(isNew)) continue;
    const score =
      (scoresOf(words, reading).get(document) ?? 0) * (runs.some((run) => lacksFigure(run, reading)) ? CUT : 1);
    if (score > bestScore) [best, bestScore] = [runs, score];
  }
  if (best.length === 0) return null;
  const telling = best.flatMap((run) => tellingOf(run, reading));
  const words = best.flat().filter((i) => !tokens[i]!.kind || telling.includes(i));
  const near = nearBest(scoresOfNames(best, reading), AS_GOOD_FROM);
  const ofDate = near.filter((document) => !best.some((run) => isOfOtherDate(run, document, reading)));
  const meant = undominated(ofDate.length > 0 ? ofDate : near, words, reading);
  return { runs: best, documents: calledSo(meant, saidBy(best.flat(), reading), words, reading) };
}

function scoresOf(run: Run, { borne, index }: Reading, weightOf = (_token: number) => 1): Map<number, number> {
  const scores = new Map<number, number>();
  for (const i of run) {
    const weight = weightOf(i) * index.idf(borne[i]!.size);
    for (const [document, share] of borne[i]!) scores.set(document, (scores.get(document) ?? 0) + weight * share);
  }
  return scores;
}

/** How well names fit documents: by the words that tell these apart, and by the kinds that are said. */
function scoresOfNames(runs: readonly Run[], reading: Reading): Map<number, number> {
  const { tokens, index } = reading;
  const scores = scoresOf(
    runs.flatMap((run) => tellingOf(run, reading)),
    reading,
  );
  for (const i of runs.flat()) {
    const ofKind = tokens[i]!.kind ? index.ofKind(tokens[i]!.kind) : null;
    if (!ofKind) continue;
    for (const document of ofKind) {
      const score = scores.get(document);
      if (score !== undefined) scores.set(document, score + KIND_WORD * index.idf(ofKind.size));
    }
  }
  return scores;
}

function nearBest(scores: ReadonlyMap<number, number>, share: number): number[] {
  const best = Math.max(...scores.values());
  return [...scores].flatMap(([document, score]) => (score >= share * best ? [document] : []));
}

/** Leaves out documents that bear only some of the words that another one bears. */
function undominated(documents: readonly number[], words: Run, { borne }: Reading): number[] {
  const heldBy = documents.map((document) => words.filter((i) => borne[i]!.has(document)));
  return documents.filter((_, at) => {
    const own = heldBy[at]!;
    return !heldBy.some((other) => other.length > own.length && own.every((i) => other.includes(i)));
  });
}

/** Leaves out documents for one that is called so exactly, and bears all words that they bear: the 300 S for the 300. */
function calledSo(documents: number[], said: ReadonlySet<string>, words: Run, { borne, index }: Reading): number[] {
  const called = documents.filter((document) => index.isCalled(document, said));
  const bears = (document: number) => words.filter((i) => borne[i]!.has(document));
  return documents.filter(
    (document) =>
      called.includes(document) || !called.some((other) => bears(document).every((i) => borne[i]!.has(other))),
  );
}

/** Where a question names a document. */
function namesOf(document: number, isHere: (token: number) => boolean, reading: Reading): readonly Run[] {
  const matches = (i: number) => reading.borne[i]!.has(document);
  const whole = runsOf(reading, (i) => isHere(i) && matches(i), isHere).filter((run) => !isCut(run, reading));
  const names = whole.filter((run) => isName(run, document, reading));
  if (names.length === 0) return bodyAndDate(whole, document, reading);
  return whole.filter((run) => names.includes(run) || isOfDate(run, document, reading));
}

/** A body and the date of its document: "what did the board decide in March 2024". None if either is missing. */
function bodyAndDate(runs: readonly Run[], document: number, reading: Reading): readonly Run[] {
  const dated = runs.filter((run) => isOfDate(run, document, reading));
  const bodies = runs.filter((run) => {
    const words = tellingOf(run, reading).filter((i) => !reading.tokens[i]!.isFigure);
    return words.length > 1 || words.some((i) => reading.tokens[i]!.isProper);
  });
  return dated.length > 0 && bodies.length > 0 ? runs.filter((run) => dated.includes(run) || bodies.includes(run)) : [];
}

/**
 * Whether words in a row are a name. Some of them tell documents apart; and a word for the kind of these documents
 * stands beside them ("the Turnkey agreement"), or they are written as a name and are enough of one.
 */
function isName(run: Run, document: number, reading: Reading): boolean {
  const { tokens, index } = reading;
  const kinds = run.filter((i) => tokens[i]!.kind);
  const telling = tellingOf(run, reading);
  if (telling.every((i) => tokens[i]!.kind)) return isOnlyOfKind(run, document, reading);
  if (isOfOtherDate(run, document, reading)) return false;
  if (kinds.some((i) => index.ofKind(tokens[i]!.kind!).has(document))) return true;
  if (kinds.length > 0 && isOfDate(run, document, reading)) return true;
  if (telling.every((i) => tokens[i]!.isFigure)) return false;
  const isWritten = kinds.length > 0 || telling.some((i) => tokens[i]!.isProper);
  const said = saidBy(run, reading);
  // Who writes without capitals writes names so too.
  if (!isWritten && /\p{Lu}/u.test(reading.question.slice(1))) return false;
  // Among few documents words of a title are as likely what the question is about, and find them as it is.
  const isPlain = kinds.length === 0 && !run.some((i) => tokens[i]!.isFigure);
  if (isPlain && index.ids.length < FEW) return index.covers(document, said, true);
  const isTogether =
    telling.length > 1 &&
    index.holds(
      document,
      telling.flatMap((i) => tokens[i]!.terms),
    );
  return isTogether || index.covers(document, said);
}

/** Whether a word for a kind names the few documents that are called so: "the retreat", "both leases". */
function isOnlyOfKind(run: Run, document: number, reading: Reading): boolean {
  const { question, tokens, borne } = reading;
  const [first] = run;
  if (run.length > 1 || tellingOf(run, reading).length === 0 || !borne[first!]!.has(document)) return false;
  const isModified = tokens[first! - 1]?.isProper === true;
  return isModified || DETERMINER_BEFORE.test(question.slice(0, tokens[first!]!.start));
}
