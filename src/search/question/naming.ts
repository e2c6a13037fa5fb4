import type { DocumentId } from "../../contract/ids.js";
import { singleSpaced } from "../../core/text.js";
import { DETERMINERS, oneOf, PREPOSITIONS } from "../../language/en/lexicon.js";
import type { IndexReader } from "../../store/index-store.js";
import type { Bearers, NameIndex } from "./name-index.js";
import { modelTerms, type NameToken, nameTokensOf } from "./name-tokens.js";

/** The documents that a question names, and what it asks of them. */
export interface Naming {
  readonly documentIds: ReadonlySet<DocumentId>;
  /** What names them, as the question writes it. */
  readonly names: readonly string[];
  /** The question without its names: what is looked for within the documents. */
  readonly rest: string;
}

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
/** Share of the documents that may be called by a kind that tells them apart. */
const RARE_KIND = 0.2;
/** Documents that are looked at for where the question names them. */
const CANDIDATES = 20;
/** Of different documents in one question. */
const MAX_NAMES = 4;
const COORDINATORS = /^(?:and|or|vs|versus|than|compared)$/iu;

/** A question with the documents that bear each of its words. */
interface Reading {
  readonly question: string;
  readonly tokens: readonly NameToken[];
  readonly borne: readonly Bearers[];
  readonly index: NameIndex;
  /** Words of other names: "September" beside "October", which the minutes of October don't bear. */
  readonly said: ReadonlySet<number>;
}

/** Numbers of tokens in a row. */
type Run = readonly number[];

/** The documents of a name in the question. */
interface Found {
  readonly runs: readonly Run[];
  readonly documents: readonly number[];
}

/** What a question names; `null` where it names no document, or most of them, or asks nothing besides. */
export async function readNaming(question: string, index: NameIndex, reader: IndexReader): Promise<Naming | null> {
  const naming = await namingIn(question, index, reader);
  return naming && naming.documentIds.size <= index.ids.length / 2 && !isNamesAlone(naming) ? naming : null;
}

/** What a phrase names that says nothing besides ("the October minutes"); `null` where it says more, or names none. */
export async function readNames(phrase: string, index: NameIndex, reader: IndexReader): Promise<Naming | null> {
  const naming = await namingIn(phrase, index, reader);
  return naming && isNamesAlone(naming) ? naming : null;
}

function isNamesAlone({ rest }: Naming): boolean {
  return nameTokensOf(rest).every(({ isStop, kind }) => isStop || kind);
}

async function namingIn(question: string, index: NameIndex, reader: IndexReader): Promise<Naming | null> {
  const tokens = nameTokensOf(question);
  const reading = { question, tokens, borne: index.bearersOf(question, tokens), index, said: new Set<number>() };
  const found: Found[] = [];
  for (const one of allNames(reading)) if (await isTheirOwn(one, reading, reader)) found.push(one);
  if (found.length === 0) return null;
  const meant = new Set(found.flatMap(({ documents }) => documents));
  const words = new Set(found.flatMap(({ runs }) => runs.flat()));
  const runs = runsOf(
    reading,
    (i) => words.has(i),
    (i) => words.has(i),
  );
  return {
    documentIds: new Set([...meant].map((document) => index.ids[document]!)),
    names: runs.map((run) => textOf(run, reading)),
    rest: restOf(reading, runs),
  };
}

/** The names of one document or several: "the Caldera 500 and the 500 XL", "the minutes of March and September". */
function allNames(reading: Reading): Found[] {
  const first = bestNames(reading);
  if (!first) return [];
  const { question, tokens, borne } = reading;
  const coordinator = tokens.findIndex(({ start, end }) => COORDINATORS.test(question.slice(start, end)));
  if (coordinator < 0) return [first];
  // What is said twice is said of two.
  for (const [i, token] of tokens.entries()) {
    const again = tokens.findIndex((other, at) => at > i + 1 && isSame(token, other) && !token.kind);
    const parting = tokens.findIndex((_, at) => at > i && at < again && COORDINATORS.test(textOf([at], reading)));
    if (token.terms.length === 0 || parting < 0 || !first.runs.some((run) => run.includes(again))) continue;
    const isBehind = (at: number) => at > parting || !tokens[at]!.isFigure;
    const sides = [(at: number) => at < parting, isBehind].map((isHere) => bestNames(reading, isHere));
    const named = sides.filter((side) => side !== null);
    if (named.length === 2) return named;
  }
  const found = [first];
  for (let round = 1; round < MAX_NAMES; round++) {
    const meant = found.flatMap(({ documents }) => documents);
    const isNew = (i: number) => !tokens[i]!.kind && !meant.some((document) => borne[i]!.has(document));
    const said = new Set(found.flatMap(({ runs }) => runs.flat()));
    const next = bestNames({ ...reading, said }, undefined, isNew);
    if (!next) break;
    found.push(next);
  }
  return found;
}

function isSame(token: NameToken, other: NameToken): boolean {
  return other.terms.length > 0 && other.terms.join(" ") === token.terms.join(" ");
}

/**
 * Whether names without a word for a kind of document stand more often in the documents that bear them than in others:
 * an office that has a lease to its name is not asked of that lease. And whether what the question writes in small
 * letters is a name there: "paid holiday" names no document of this title.
 */
async function isTheirOwn({ runs, documents }: Found, reading: Reading, reader: IndexReader): Promise<boolean> {
  const { tokens, index } = reading;
  const words = runs.flat();
  if (words.some((i) => tokens[i]!.kind || tokens[i]!.isDate)) return true;
  const ids = documents.map((document) => index.ids[document]!);
  if (!words.some((i) => tokens[i]!.isProper)) {
    const text = await reader.text(ids[0]!);
    if (!words.some((i) => !tokens[i]!.isFigure && isWrittenAsName(textOf([i], reading), text))) return false;
  }
  if (documents.some((document) => index.isCalled(document, saidBy(words, reading)))) return true;
  const own = new Set(ids);
  const passages = (await Promise.all(runs.map((run) => reader.passagesWithAll(textOf(run, reading))))).flat();
  const inside = passages.filter(({ documentId }) => own.has(documentId)).length;
  return inside >= passages.length - inside;
}

/** Whether a text has a word with a capital in the middle of its sentences, and never without. */
function isWrittenAsName(word: string, text: string): boolean {
  const small = word.toLowerCase();
  const capital = `[${small[0]}${small[0]!.toUpperCase()}]${small.slice(1)}`;
  const within = new RegExp(`(?<![\\p{L}\\d])\\p{Ll}+,?\\s(${capital})(?![\\p{L}\\d])`, "gu");
  const found = [...text.matchAll(within)].map(([, written]) => written!);
  return found.length > 0 && found.every((written) => written !== small);
}

function textOf(run: Run, { question, tokens }: Reading): string {
  return question.slice(tokens[run[0]!]!.start, tokens[run.at(-1)!]!.end);
}

/**
 * The documents that the question names best.
 * @param isHere which of its words may name them [any]
 * @param isNew words one of which has to be in the names [any]
 */
function bestNames(
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

/** Terms of words of the question, and of models that neighbours make together. */
function saidBy(words: Run, { question, tokens }: Reading): Set<string> {
  const models = words.flatMap((i) => modelTerms(question.slice(tokens[i]!.start, tokens[i + 1]?.end)));
  return new Set([...words.flatMap((i) => tokens[i]!.terms), ...models]);
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

/** Whether a run holds a month with its day or year, or both, and one of the documents is of that date. */
function isOfDate(run: Run, document: number, { tokens, index }: Reading): boolean {
  const figures = run.filter((i) => tokens[i]!.isFigure);
  const terms = figures.flatMap((i) => tokens[i]!.terms);
  const hasMonth = figures.some((i) => tokens[i]!.isDate && terms.some((term) => /\p{L}/u.test(term)));
  const isOfMeeting = tokens.some(({ kind }) => kind?.includes("meet"));
  return (terms.length > 1 || isOfMeeting) && hasMonth && index.isOfDate(document, terms);
}

/** The words of a run that tell documents apart; a word for a kind does where few are of it. */
function tellingOf(run: Run, { tokens, borne, index }: Reading): Run {
  return run.filter((i) => {
    const { kind } = tokens[i]!;
    if (borne[i]!.size === 0) return false;
    return kind ? index.ofKind(kind).size <= index.ids.length * RARE_KIND : borne[i]!.size <= index.ids.length / 2;
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

/** Leaves out documents that bear only some of the words that another one bears. */
function undominated(documents: readonly number[], words: Run, { borne }: Reading): number[] {
  const heldBy = documents.map((document) => words.filter((i) => borne[i]!.has(document)));
  return documents.filter((_, at) => {
    const own = heldBy[at]!;
    return !heldBy.some((other) => other.length > own.length && own.every((i) => other.includes(i)));
  });
}

function nearBest(scores: ReadonlyMap<number, number>, share: number): number[] {
  const best = Math.max(...scores.values());
  return [...scores].flatMap(([document, score]) => (score >= share * best ? [document] : []));
}

function scoresOf(run: Run, { borne, index }: Reading, weightOf = (_token: number) => 1): Map<number, number> {
  const scores = new Map<number, number>();
  for (const i of run) {
    const weight = weightOf(i) * index.idf(borne[i]!.size);
    for (const [document, share] of borne[i]!) scores.set(document, (scores.get(document) ?? 0) + weight * share);
  }
  return scores;
}

const JOINING = `of|about|the|and|or|between|with|for|by|from|dated|on|in|a|an|its|to|vs|versus`;
const CONNECTING = new RegExp(String.raw`^(?:[\s,&/–—-]|['’]s?|\b(?:${JOINING})\b|[().“”"])*$`, "iu");

/** Words that match, in a row, with words for kinds of documents, and nothing but connecting words between them. */
function runsOf(
  { question, tokens, said }: Reading,
  matches: (token: number) => boolean,
  isKind: (token: number) => boolean = () => true,
): Run[] {
  const runs: number[][] = [];
  let run: number[] = [];
  const close = () => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  // "Co" of "Co-Branding".
  const opensCompound = (i: number) =>
    tokens[i]!.terms.length === 0 && question[tokens[i]!.end] === "-" && i + 1 < tokens.length && matches(i + 1);
  let end = 0;
  for (const [i, token] of tokens.entries()) {
    const last = run.at(-1);
    if (token.isStop || (token.isForm && last !== i - 1)) continue;
    const isPassedOver = said.has(i) && !matches(i) && !token.kind;
    const isJoined = last === undefined || CONNECTING.test(question.slice(end, token.start));
    if (isPassedOver && isJoined) end = token.end;
    if (isPassedOver) continue;
    const isPart = token.isForm || (token.kind && isKind(i)) || matches(i) || opensCompound(i);
    if (!isPart || !isJoined) close();
    if (isPart) run.push(i);
    if (isPart) end = token.end;
  }
  close();
  return runs;
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

/** Whether a run has a date that isn't the document's, which has another. */
function isOfOtherDate(run: Run, document: number, reading: Reading): boolean {
  const { tokens, index } = reading;
  const hasMonth = run.some((i) => tokens[i]!.isDate && tokens[i]!.terms.some((term) => /\p{L}/u.test(term)));
  const figures = run.filter((i) => tokens[i]!.isFigure);
  const terms = figures.flatMap((i) => tokens[i]!.terms);
  return hasMonth && index.isDated(document, true) && !index.isOfDate(document, terms);
}

/** Whether a run is a part of a longer name that is not the document's: "States" of "United States". */
function isCut(run: Run, { question, tokens }: Reading): boolean {
  const [first, last] = [run[0]!, run.at(-1)!];
  const isPart = (i: number) => {
    const token = tokens[i];
    return token?.isProper === true && token.terms.length > 0 && !token.isFigure && !token.kind;
  };
  const between = (a: number, b: number) => question.slice(tokens[a]?.end, tokens[b]?.start);
  const isJoined = (a: number, b: number, by: RegExp) => isPart(a) && isPart(b) && by.test(between(a, b));
  return (
    isJoined(first - 1, first, /^[\s-]$/u) ||
    isJoined(last, last + 1, /^[\s-]$/u) ||
    isJoined(first - 2, first, /^\sof\s$/u)
  );
}

/** Whether a number or date stands beside a run that belongs to it, and that the document doesn't bear. */
function lacksFigure(run: Run, { question, tokens }: Reading): boolean {
  const [first, last] = [run[0]!, run.at(-1)!];
  const isFigure = (i: number) => tokens[i]?.isFigure === true;
  return (
    (isFigure(first - 1) && question.slice(tokens[first - 1]!.end, tokens[first]!.start) === " ") ||
    (isFigure(last + 1) && question.slice(tokens[last]!.end, tokens[last + 1]!.start) === " ")
  );
}

const BEFORE = new RegExp(String.raw`(?:\b(?:${oneOf(PREPOSITIONS, DETERMINERS)}|according to|as per)\s+)+$`, "iu");
const DETERMINER_BEFORE = new RegExp(String.raw`\b${oneOf(DETERMINERS)}\s+$`, "iu");

/** The question without what names documents; a word for their kind stays in its place. */
function restOf({ question, tokens }: Reading, runs: readonly Run[]): string {
  let rest = question;
  for (const run of runs.toReversed()) {
    const last = tokens[run.at(-1)!]!;
    const kind = run.map((i) => tokens[i]!).findLast((token) => token.kind);
    const before = rest.slice(0, tokens[run[0]!]!.start);
    const after = rest.slice(last.end).replace(last.isForm ? /^\.(?=\s\S)|^\.(?=[?!,])/u : /^['’]s?(?!\p{L})/u, "");
    const article = tokens[run[0]! - 1]?.isStop !== false && !DETERMINER_BEFORE.test(before) ? "the " : "";
    rest = kind
      ? `${before}${article}${question.slice(kind.start, kind.end).toLowerCase()}${after}`
      : `${before.replace(BEFORE, "")}${after}`;
  }
  return singleSpaced(rest).replace(/\s+([?.,!])/gu, "$1");
}
