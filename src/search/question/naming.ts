import type { DocumentId } from "../../contract/ids.js";
import { singleSpaced } from "../../core/text.js";
import { DETERMINERS, oneOf, PREPOSITIONS } from "../../language/en/lexicon.js";
import type { Bearers, NameIndex } from "./name-index.js";
import { type NameToken, nameTokensOf } from "./name-tokens.js";

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
/** Documents whose names fit nearly as well are meant too. */
const AS_GOOD_FROM = 0.85;
/** Names of different documents in one question. */
const MAX_ROUNDS = 3;

/** A question with the documents that bear each of its words. */
interface Reading {
  readonly question: string;
  readonly tokens: readonly NameToken[];
  readonly borne: readonly Bearers[];
  readonly index: NameIndex;
}

/** Numbers of tokens in a row. */
type Run = readonly number[];

/** What a question names; `null` where it names no document, or most of them, or asks nothing besides. */
export function readNaming(question: string, index: NameIndex): Naming | null {
  const tokens = nameTokensOf(question);
  const reading = { question, tokens, borne: index.bearersOf(question, tokens), index };
  const runs: Run[] = [];
  const meant = new Set<number>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = bestNames(reading, new Set(runs.flat()));
    if (!found) break;
    runs.push(...found.runs);
    for (const document of found.documents) meant.add(document);
  }
  if (runs.length === 0 || meant.size > index.ids.length / 2) return null;
  runs.sort((a, b) => a[0]! - b[0]!);
  const rest = restOf(reading, runs);
  if (nameTokensOf(rest).every(({ isStop, kind }) => isStop || kind)) return null;
  return {
    documentIds: new Set([...meant].map((document) => index.ids[document]!)),
    names: runs.map((run) => question.slice(tokens[run[0]!]!.start, tokens[run.at(-1)!]!.end)),
    rest,
  };
}

/** The documents whose names hold most of the question, and where it names them. @param taken tokens of other names */
function bestNames(reading: Reading, taken: ReadonlySet<number>) {
  const { tokens, borne } = reading;
  const free = tokens.flatMap((_, i) => (taken.has(i) ? [] : [i]));
  const scores = scoresOf(free, reading, (i) => (tokens[i]!.isProper ? 1 : PLAIN_WORD));
  const top = nearBest(scores, 0.999);
  const matches = (i: number) => !taken.has(i) && top.some((document) => borne[i]!.has(document));
  const runs = runsOf(reading, matches).filter((run) => isName(run, top, reading) && !isCut(run, reading));
  if (runs.length === 0) return null;
  const words = runs.flat();
  return { runs, documents: undominated(nearBest(scoresOf(words, reading), AS_GOOD_FROM), words, reading) };
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

const JOINING = String.raw`of|the|and|or|between|with|for|by|from|dated|on|in|a|an|its|to|vs|versus`;
const CONNECTING = new RegExp(String.raw`^(?:[\s,&/–—-]|['’]s?|\b(?:${JOINING})\b|[().“”"])*$`, "iu");

/** Words that match, in a row, with words for kinds of documents, and nothing but connecting words between them. */
function runsOf({ question, tokens }: Reading, matches: (token: number) => boolean): Run[] {
  const runs: number[][] = [];
  let run: number[] = [];
  const close = () => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  // "Co" of "Co-Branding".
  const opensCompound = (i: number) =>
    tokens[i]!.terms.length === 0 && question[tokens[i]!.end] === "-" && i + 1 < tokens.length && matches(i + 1);
  tokens.forEach((token, i) => {
    if (token.isStop || (token.isForm && run.at(-1) !== i - 1)) return;
    if (!token.isForm && !matches(i) && !token.kind && !opensCompound(i)) return close();
    const last = run.at(-1);
    if (last !== undefined && !CONNECTING.test(question.slice(tokens[last]!.end, token.start))) close();
    run.push(i);
  });
  close();
  return runs;
}

/**
 * Whether words in a row are a name. Some of them tell documents apart; and a word for the kind of these documents
 * stands beside them ("the Turnkey agreement"), or they are written as a name and are enough of one.
 */
function isName(run: Run, top: readonly number[], { tokens, borne, index }: Reading): boolean {
  const kinds = run.filter((i) => tokens[i]!.kind);
  const telling = run.filter((i) => {
    const bearers = borne[i]!.size;
    return !tokens[i]!.kind && bearers > 0 && bearers <= index.ids.length / 2;
  });
  if (telling.length === 0) return false;
  const isOfKind = (kind: readonly string[]) => index.ofKind(kind).some((document) => top.includes(document));
  if (kinds.some((i) => isOfKind(tokens[i]!.kind!))) return true;
  if (telling.every((i) => tokens[i]!.isFigure)) return false;
  const said = new Set(run.flatMap((i) => tokens[i]!.terms));
  const isWritten = kinds.length > 0 || telling.some((i) => tokens[i]!.isProper);
  return isWritten && top.some((document) => index.covers(document, said));
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
