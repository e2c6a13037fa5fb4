import { innerPath } from "../../core/contained-path.js";
import { singleSpaced } from "../../core/text.js";
import { DETERMINERS, oneOf } from "../../language/en/lexicon.js";
import { COLLECTION_NOUNS, DOCUMENT_KIND_WORDS, DOCUMENT_NOUNS } from "../../language/en/talk.js";
import type { StoredDocument } from "../../store/index-store.js";
import type { Sources } from "../library.js";
import { nameTerms, nameTokensOf } from "../question/name-tokens.js";
import { readNames } from "../question/naming.js";
import type { Shelf } from "./parting.js";

/** Share of a title or file name that a phrase has to hold to mean its document. */
const COVERED_FROM = 0.6;

/** Of a phrase for two documents, at its first joints. */
const MAX_SPLITS = 6;

const DETERMINER = new RegExp(String.raw`^(?:${oneOf(DETERMINERS)}\s)+`, "iu");
/** Which "the lease" is, documents tell; "a lease" is none of them. */
const DEFINITE = /^(?:the|this|that|these|those|both|all|my|your|our|their|its)\s/iu;
const NUMBER = /^(?:(?:of\s)?(?:the\s)?(?:two|three|four|both|all)\s)+/iu;
const PLAIN = new RegExp(String.raw`\s${oneOf(DOCUMENT_NOUNS)}$|^${oneOf(DOCUMENT_NOUNS)}\s`, "iu");
const AT_HAND = new RegExp(
  String.raw`^(?:this|that|it|these|those|them|all|everything|here|(?:all\sof\s|everything\sin\s)?(?:(?:all|the|this|that|these|those|your|my|our|whole|entire|of)\s)*(?:${oneOf(DOCUMENT_NOUNS)}s?|${oneOf(COLLECTION_NOUNS)}))$|^$`,
  "iu",
);
/** Of all documents, whichever was spoken of last. */
const OF_ALL = new RegExp(
  String.raw`^(?:all|everything|these|those)\b|\b(?:${oneOf(DOCUMENT_NOUNS)}s|${oneOf(COLLECTION_NOUNS)})$`,
  "iu",
);

/** Whether a phrase means what is at hand ("this", "the documents") and gives it no name. */
export function isAtHand(phrase: string): boolean {
  return AT_HAND.test(phrase);
}

/** Whether it means all of it. */
export function isOfAll(phrase: string): boolean {
  return OF_ALL.test(phrase);
}

/**
 * The documents that a phrase names, if it says nothing besides: by title or file name, by what else they are called
 * ("the October minutes"), or by their kind ("the lease", "both policies"). None for anything else.
 */
export async function namedBy(phrase: string, { reader, sources }: Shelf): Promise<StoredDocument[]> {
  const all = [...sources.documents.values()];
  const exact = all.filter((document) => isCalledExactly(document, phrase));
  if (exact.length > 0) return exact;
  const kind = kindWordsOf(phrase);
  if (kind !== null) return ofKind(phrase, kind, sources);
  // What begins a phrase has a capital for other reasons than what stands within a question.
  const naming = await readNames(DETERMINER.test(phrase) ? phrase : `the ${phrase}`, sources.names, reader);
  const named = naming
    ? all.filter((document) => naming.documentIds.has(document.id) && isOwnName(document, phrase))
    : [];
  if (named.length > 0) return named;
  const entitled = all.filter((document) => isEntitled(document, phrase));
  return entitled.length > 0 || !isWrittenAsName(phrase) ? entitled : onlyBearer(phrase, sources);
}

/** Whether what a phrase says is a document's own name, and not a heading below it: "the safety instructions". */
function isOwnName({ names }: StoredDocument, phrase: string): boolean {
  const own = names.filter(({ text, source }) => source !== "heading" || nameTokensOf(text).some(({ kind }) => kind));
  const terms = new Set(own.flatMap(({ text }) => nameTerms(text)));
  return nameTokensOf(phrase).every((token) => token.kind || token.terms.every((term) => terms.has(term)));
}

/** "the XL", but not "the 400", nor "the garden". */
function isWrittenAsName(phrase: string): boolean {
  const tokens = nameTokensOf(DETERMINER.test(phrase) ? phrase : `the ${phrase}`).filter(({ isStop }) => !isStop);
  return tokens.every(({ isProper }) => isProper) && tokens.some(({ isFigure }) => !isFigure);
}

/** The documents that are called by a word for their kind, or by another word for it where none is by this one. */
export function calledAs(kind: string, sources: Sources): StoredDocument[] {
  const { names, documents } = sources;
  const all = [...documents.values()];
  const terms = nameTerms(kind);
  const own = names.withAll(terms);
  if (own.size > 0) return [...own.keys()].sort((a, b) => a - b).map((at) => all[at]!);
  const words = nameTokensOf(kind).flatMap((token) => token.kind ?? []);
  // What all documents are called tells none apart.
  const isPlain = [...DOCUMENT_NOUNS].some((noun) => words.includes(nameTerms(noun)[0] ?? ""));
  if (isPlain) return [];
  return [...names.ofKind(words)].sort((a, b) => a - b).map((at) => all[at]!);
}

/**
 * The two documents that are to be compared, as they are named. `null` where the phrases name no two, or say more.
 * @param phrases one for each, or one for both
 */
export async function pairNamedBy(
  phrases: readonly string[],
  shelf: Shelf,
): Promise<readonly [StoredDocument, StoredDocument] | null> {
  const [first = "", second] = phrases;
  const splits = second === undefined ? splitsOf(first) : [[first, second] as const];
  for (const [a, b] of splits) {
    const pair = await pairOf(a, b, shelf);
    if (pair) return pair;
  }
  if (second !== undefined) return null;
  const [one, other, more] = await namedBy(first, shelf);
  return one && other && !more ? [one, other] : null;
}

async function pairOf(a: string, b: string, shelf: Shelf): Promise<readonly [StoredDocument, StoredDocument] | null> {
  // "the September and October minutes": the word for their kind is said once.
  const kind = nameTokensOf(b).findLast((token) => token.kind);
  const shared = kind && !nameTokensOf(a).some((token) => token.kind) ? ` ${b.slice(kind.start, kind.end)}` : "";
  const meant = async (phrase: string, plain: string) => {
    const named = await namedBy(phrase, shelf);
    return named.length > 0 ? named : onlyBearer(plain, shelf.sources);
  };
  const [one, ...ones] = await meant(`${a}${shared}`, a);
  const [other, ...others] = await meant(b, b);
  const isPair = one !== undefined && other !== undefined && one !== other && ones.length + others.length === 0;
  return isPair ? [one, other] : null;
}

/** What only one title or file name has; among two that are compared, one word is enough: "the XL and the 400". */
function onlyBearer(phrase: string, sources: Sources): StoredDocument[] {
  const terms = nameTerms(phrase);
  if (terms.length === 0) return [];
  const bearers = [...sources.documents.values()].filter((document) => holdsAll(document, terms));
  return bearers.length === 1 ? bearers : [];
}

function splitsOf(phrase: string): (readonly [string, string])[] {
  const joints = phrase.matchAll(/,?\s(?:and|with|to|from|against|vs\.?|versus|or|&)\s/giu);
  return [...joints]
    .slice(0, MAX_SPLITS)
    .map(({ 0: joint, index }) => [phrase.slice(0, index), phrase.slice(index + joint.length)]);
}

function isCalledExactly({ title, path }: StoredDocument, phrase: string): boolean {
  const inner = innerPath(path);
  const file = inner.slice(inner.lastIndexOf("/") + 1);
  const stem = file.replace(/\.[^.]+$/u, "");
  const called = new Set([title, path, inner, file, stem].map(plainName));
  const whole = plainName(phrase);
  const bare = whole.replace(DETERMINER, "");
  return [whole, bare, bare.replace(PLAIN, "")].some((name) => name !== "" && called.has(name));
}

function plainName(name: string): string {
  return singleSpaced(name.replace(/[_-]+/gu, " ").replace(/["“”]/gu, "")).toLowerCase();
}

function isEntitled(document: StoredDocument, phrase: string): boolean {
  const terms = nameTerms(phrase);
  return (
    terms.length > 0 && ownNames(document).some((own) => holds(own, terms) && terms.length >= COVERED_FROM * own.length)
  );
}

function holdsAll(document: StoredDocument, terms: readonly string[]): boolean {
  return ownNames(document).some((own) => holds(own, terms));
}

function holds(own: readonly string[], terms: readonly string[]): boolean {
  return terms.every((term) => own.includes(term));
}

/** Terms of its title and its file name. */
function ownNames({ names }: StoredDocument): string[][] {
  return names.flatMap(({ text, source }) => (source === "title" || source === "file" ? [nameTerms(text)] : []));
}

/** "meeting minutes" of "the meeting minutes"; `null` where a phrase says more than a kind. */
function kindWordsOf(phrase: string): string | null {
  const words = phrase.replace(NUMBER, "").replace(DETERMINER, "").toLowerCase();
  return words.split(" ").every((word) => DOCUMENT_KIND_WORDS.has(word)) ? words : null;
}

/** "the lease", where there is one; "the two leases", where there are two. */
function ofKind(phrase: string, kind: string, sources: Sources): StoredDocument[] {
  if (!DEFINITE.test(phrase)) return [];
  const found = calledAs(kind, sources);
  return /\b(?:two|both)\b/iu.test(phrase) && found.length !== 2 ? [] : found;
}
