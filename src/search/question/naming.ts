import type { DocumentId } from "../../contract/ids.js";
import { singleSpaced } from "../../core/text.js";
import { DETERMINERS, oneOf, PREPOSITIONS } from "../../language/en/lexicon.js";
import type { IndexReader } from "../../store/index-store.js";
import { bestNames, type Found } from "./name-choice.js";
import type { NameIndex } from "./name-index.js";
import { DETERMINER_BEFORE, type Reading, type Run, readWords, runsOf, saidBy, textOf } from "./name-runs.js";
import { type NameToken, nameTokensOf } from "./name-tokens.js";

/** The documents that a question names, and what it asks of them. */
export interface Naming {
  readonly documentIds: ReadonlySet<DocumentId>;
  /** What names them, as the question writes it. */
  readonly names: readonly string[];
  /** The question without its names: what is looked for within the documents. */
  readonly rest: string;
}

/** Of different documents in one question. */
const MAX_NAMES = 4;
const COORDINATORS = /^(?:and|or|vs|versus|than|compared)$/iu;

/** What a question names; `null` where it names no document, or most of them, or asks nothing besides. */
export async function readNaming(reading: Reading, reader: IndexReader): Promise<Naming | null> {
  const naming = await namingIn(reading, reader);
  return naming && naming.documentIds.size <= reading.index.ids.length / 2 && !isNamesAlone(naming) ? naming : null;
}

/** What a phrase names that says nothing besides ("the October minutes"); `null` where it says more, or names none. */
export async function readNames(phrase: string, index: NameIndex, reader: IndexReader): Promise<Naming | null> {
  const naming = await namingIn(readWords(phrase, index), reader);
  return naming && isNamesAlone(naming) ? naming : null;
}

function isNamesAlone({ rest }: Naming): boolean {
  return nameTokensOf(rest).every(({ isStop, kind }) => isStop || kind);
}

async function namingIn(reading: Reading, reader: IndexReader): Promise<Naming | null> {
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
    documentIds: new Set([...meant].map((document) => reading.index.ids[document]!)),
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

const BEFORE = new RegExp(String.raw`(?:\b(?:${oneOf(PREPOSITIONS, DETERMINERS)}|according to|as per)\s+)+$`, "iu");

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
