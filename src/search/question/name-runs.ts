import { DETERMINERS, oneOf } from "../../language/en/lexicon.js";
import type { Bearers, NameIndex } from "./name-index.js";
import { hasMonth, modelTerms, type NameToken, nameTokensOf } from "./name-tokens.js";

/** A question with the documents that bear each of its words. */
export interface Reading {
  readonly question: string;
  readonly tokens: readonly NameToken[];
  readonly borne: readonly Bearers[];
  readonly index: NameIndex;
  /** Words of other names: "September" beside "October", which the minutes of October don't bear. */
  readonly said: ReadonlySet<number>;
}

/** Looks up what the words of a question may name. */
export function readWords(question: string, index: NameIndex): Reading {
  const tokens = nameTokensOf(question);
  return { question, tokens, borne: index.bearersOf(question, tokens), index, said: new Set() };
}

/** Numbers of tokens in a row. */
export type Run = readonly number[];

export function textOf(run: Run, { question, tokens }: Reading): string {
  return question.slice(tokens[run[0]!]!.start, tokens[run.at(-1)!]!.end);
}

/** Share of the documents that may be called by a kind that tells them apart. */
const RARE_KIND = 0.2;

/** The words of a run that tell documents apart; a word for a kind does where few are of it. */
export function tellingOf(run: Run, { tokens, borne, index }: Reading): Run {
  return run.filter((i) => {
    const { kind } = tokens[i]!;
    if (borne[i]!.size === 0) return false;
    return kind ? index.ofKind(kind).size <= index.ids.length * RARE_KIND : borne[i]!.size <= index.ids.length / 2;
  });
}

/** Terms of words of the question, and of models that neighbours make together. */
export function saidBy(words: Run, { question, tokens }: Reading): Set<string> {
  const models = words.flatMap((i) => modelTerms(question.slice(tokens[i]!.start, tokens[i + 1]?.end)));
  return new Set([...words.flatMap((i) => tokens[i]!.terms), ...models]);
}

const JOINING = `of|about|the|and|or|between|with|for|by|from|dated|on|in|a|an|its|to|vs|versus`;
const CONNECTING = new RegExp(String.raw`^(?:[\s,&/–—-]|['’]s?|\b(?:${JOINING})\b|[().“”"])*$`, "iu");

/** Words that match, in a row, with words for kinds of documents, and nothing but connecting words between them. */
export function runsOf(
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

/** Whether a run is a part of a longer name that is not the document's: "States" of "United States". */
export function isCut(run: Run, { question, tokens }: Reading): boolean {
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
export function lacksFigure(run: Run, { question, tokens }: Reading): boolean {
  const [first, last] = [run[0]!, run.at(-1)!];
  const isFigure = (i: number) => tokens[i]?.isFigure === true;
  return (
    (isFigure(first - 1) && question.slice(tokens[first - 1]!.end, tokens[first]!.start) === " ") ||
    (isFigure(last + 1) && question.slice(tokens[last]!.end, tokens[last + 1]!.start) === " ")
  );
}

/** Whether a run holds a month with its day or year, or both, and one of the documents is of that date. */
export function isOfDate(run: Run, document: number, { tokens, index }: Reading): boolean {
  const figures = run.filter((i) => tokens[i]!.isFigure);
  const terms = figures.flatMap((i) => tokens[i]!.terms);
  const isMonthly = figures.some((i) => tokens[i]!.isDate) && hasMonth(terms);
  const isOfMeeting = tokens.some(({ kind }) => kind?.includes("meet"));
  return (terms.length > 1 || isOfMeeting) && isMonthly && index.isOfDate(document, terms);
}

/** Whether a run has a date that isn't the document's, which has another. */
export function isOfOtherDate(run: Run, document: number, reading: Reading): boolean {
  const { tokens, index } = reading;
  const isMonthly = run.some((i) => tokens[i]!.isDate && hasMonth(tokens[i]!.terms));
  const figures = run.filter((i) => tokens[i]!.isFigure);
  const terms = figures.flatMap((i) => tokens[i]!.terms);
  return isMonthly && index.isDated(document, true) && !index.isOfDate(document, terms);
}

export const DETERMINER_BEFORE = new RegExp(String.raw`\b${oneOf(DETERMINERS)}\s+$`, "iu");
