import type { DocumentId } from "../../contract/ids.js";
import type { IndexReader } from "../../store/index-store.js";
import { type Reading, textOf } from "./name-runs.js";
import { hasMonth } from "./name-tokens.js";
import { requirePhrases } from "./phrases.js";

/** A name that a question gives a document and that none bears: "Thermex 500", where there is a Thermex 400. */
export interface UnborneName {
  readonly name: string;
  /** Documents that bear a part of it; perhaps none. */
  readonly alike: readonly DocumentId[];
}

/** What joins a word for a kind of document with a name behind it. */
const LINKS: ReadonlySet<string> = new Set([
  "of",
  "with",
  "for",
  "by",
  "from",
  "between",
  "dated",
  "on",
  "to",
  "in",
  "the",
]);
/** Each is looked for in the texts. */
const MAX_CANDIDATES = 8;
/** From so many documents of a kind on, their names and dates tell them apart. */
const ALIKE_FROM = 3;

interface Candidate {
  /** Of its tokens. */
  readonly first: number;
  readonly last: number;
  /** The name is unknown if one of these occurs nowhere. */
  readonly phrases: readonly string[];
  readonly alike: readonly number[];
}

/**
 * A name in the question that no document bears, and that occurs nowhere in their texts: no passage can answer it.
 * `null` where there is none. Three forms are known: a product with a number that isn't one of its numbers; a kind of
 * document with a date, where others of the kind are told apart by theirs; and a kind of document with a proper name.
 */
export async function unborneName(reading: Reading, reader: IndexReader): Promise<UnborneName | null> {
  for (const { first, last, phrases, alike } of candidatesIn(reading).slice(0, MAX_CANDIDATES)) {
    for (const phrase of phrases) {
      const holding = await requirePhrases([phrase], reader, undefined);
      if (holding?.passageIds?.size !== 0) continue;
      return { name: textOf([first, last], reading), alike: alike.map((document) => reading.index.ids[document]!) };
    }
  }
  return null;
}

function candidatesIn(reading: Reading): Candidate[] {
  return reading.tokens.flatMap((token, i) => {
    const other = otherFigure(reading, i);
    if (other || !token.kind) return other ?? [];
    return groupsBeside(reading, i).flatMap((group) =>
      group.every((at) => reading.tokens[at]!.isDate)
        ? (otherDate(reading, i, group) ?? [])
        : (otherName(reading, i, group) ?? []),
    );
  });
}

/**
 * A number or date right behind words that several documents bear together, none of which has it: "Thermex 500",
 * "Tidemark report 2021".
 * @param last number of the word before it
 */
function otherFigure(reading: Reading, last: number): Candidate | null {
  const { tokens, borne, index } = reading;
  const isWord = (i: number) => borne[i] !== undefined && borne[i].size > 0 && !tokens[i]!.isFigure;
  const isFigure = (i: number) => tokens[i] !== undefined && (tokens[i].isFigure || /^\d/u.test(textOf([i], reading)));
  const isBeside = (i: number) => /^[\s-]$/u.test(between(reading, i));
  if (!isFigure(last + 1) || !isWord(last) || !isBeside(last)) return null;
  let [first, end] = [last, last + 1];
  while (tokens[end]!.isDate && isFigure(end + 1) && isBeside(end)) end++;
  // "5th" of "SC 5th meeting" is the meeting's.
  if (tokens[end + 1]?.kind && isBeside(end)) return null;
  while (isWord(first - 1) && isBeside(first - 1)) first--;
  const termsOf = (from: number, to: number) => tokens.slice(from, to + 1).flatMap(({ terms }) => terms);
  const figures = termsOf(last + 1, end);
  const alike = [...index.withAll(termsOf(first, last)).keys()];
  const isDate = tokens.slice(last + 1, end + 1).some((token) => token.isDate);
  const areTold = isDate
    ? first < last && alike.length > 0 && alike.every((document) => index.isDated(document, hasMonth(figures)))
    : alike.filter((document) => index.isNumbered(document, tokens[last]!.terms.at(-1)!)).length > 1;
  const bearers = index.withAll(figures);
  if (!areTold || (isDate && bearers.size > 0) || alike.some((document) => bearers.has(document))) return null;
  return { first, last: end, phrases: [textOf([first, end], reading)], alike };
}

/** Documents of a kind that are told apart by dates, none of which is this one. */
function otherDate(reading: Reading, kind: number, group: readonly number[]): Candidate | null {
  const { tokens, index } = reading;
  const ofKind = index.ofKind(tokens[kind]!.kind!);
  const terms = group.flatMap((at) => tokens[at]!.terms);
  const dated = [...ofKind].filter((document) => index.isDated(document, hasMonth(terms)));
  if (dated.length < ALIKE_FROM || dated.length < ofKind.size / 2) return null;
  const bearers = index.withAll(terms);
  if (bearers.size > 0) return null;
  const [first, last] = [Math.min(kind, group[0]!), Math.max(kind, group.at(-1)!)];
  return { first, last, phrases: [textOf([first, last], reading)], alike: dated };
}

/** A proper name beside a word for a kind, if no document bears it whole. */
function otherName(reading: Reading, kind: number, group: readonly number[]): Candidate | null {
  const { tokens, borne, index } = reading;
  const terms = group.flatMap((at) => tokens[at]!.terms);
  const isParty = /\s(?:with|between)\s/iu.test(textOf([Math.min(kind, group[0]!), group.at(-1)!], reading));
  const ofKind = index.ofKind(tokens[kind]!.kind!).size;
  if (index.withAll(terms).size > 0 || ofKind < (isParty ? 2 : ALIKE_FROM)) return null;
  const known = group.filter((at) => borne[at]!.size > 0);
  const bearers = [...index.withAll(known.flatMap((at) => tokens[at]!.terms)).keys()];
  const said = new Set(known.flatMap((at) => tokens[at]!.terms));
  const isOfOthers = bearers.some((document) => index.covers(document, said));
  const [first, last] = [group[0]!, group.at(-1)!];
  const words = group.filter((at) => borne[at]!.size === 0).map((at) => textOf([at], reading));
  return {
    first: Math.min(kind, first),
    last: Math.max(kind, last),
    phrases: isOfOthers ? [textOf([first, last], reading), ...words] : words,
    alike: isOfOthers ? bearers : [],
  };
}

/** The names that stand right before a word for a kind, or behind it and a link: "lease with Hale & Sons". */
function groupsBeside(reading: Reading, kind: number): number[][] {
  const { tokens } = reading;
  const isPart = (i: number) => tokens[i]?.isProper === true && !tokens[i].kind;
  const joins = (i: number) => /^(?:['’]s?)?[\s-]$|^\s&\s$/u.test(between(reading, i));
  const before: number[] = [];
  for (let i = kind - 1; isPart(i) && joins(i); i--) before.unshift(i);
  let start = kind + 1;
  while (tokens[start]?.isStop && LINKS.has(textOf([start], reading).toLowerCase())) start++;
  const behind: number[] = [];
  if (start > kind + 1 || tokens[start]?.isDate)
    for (let i = start; isPart(i) && (i === start || joins(i - 1)); i++) behind.push(i);
  return [before, behind].filter((group) => group.length > 0);
}

function between({ question, tokens }: Reading, i: number): string {
  return question.slice(tokens[i]?.end, tokens[i + 1]?.start);
}
