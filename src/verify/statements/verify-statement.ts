import { MAX_STATED_CHARACTERS, MAX_STATED_FACTS } from "../../contract/limits.js";
import type { VerifiedSentence, VerifiedStatement } from "../../contract/verification.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { TextMap } from "../../core/offsets.js";
import { utf16Index } from "../../core/spans.js";
import { Yielder } from "../../core/yield.js";
import { sentenceBreaks } from "../../index/split/sentence-breaks.js";
import { type Facts, factsOf, type NameFact, withNames } from "../../language/en/facts.js";
import type { Word } from "../../language/en/tokens.js";
import type { Library } from "../../search/library.js";
import { interpretQuestion } from "../../search/question/question.js";
import { select } from "../../search/question/selection.js";
import { fuse } from "../../search/rank/fuse.js";
import { retrieve } from "../../search/rank/rank-passages.js";
import type { PassageFilter, StoreResult } from "../../store/index-store.js";
import { read, type Sentence } from "./alignment.js";
import { assess } from "./assess.js";
import type { Anchor, EvidenceReader } from "./evidence-reader.js";
import { concludeByReading } from "./support.js";
import { type Conclusion, conclude, type Judged } from "./verdict.js";
import type { WordVectors } from "./word-vectors.js";

/** Passages whose sentences are looked at, and sentences that are held against the stated one. */
const PASSAGES = 24;
const ANCHORS = 24;
const COSINE_SHARE = 0.4;

/** What statements are held against; shared by those of a call, as each sentence is read once. */
interface Against {
  readonly library: Library;
  readonly evidence: EvidenceReader;
  readonly wordVectors: WordVectors;
}

/** Verifies each sentence of a statement. @throws FootnoteError question_empty, question_too_long, request_invalid */
export async function verifyStatement(
  statement: string,
  { library, evidence, wordVectors }: Against,
  { filter, signal }: { filter?: PassageFilter | undefined; signal?: AbortSignal | undefined },
): Promise<{ verified: VerifiedStatement; embedMs: number }> {
  interpretQuestion(statement);
  const map = new TextMap(statement);
  const sentences: VerifiedSentence[] = [];
  let embedMs = 0;
  for (const { start, end } of sentencesIn(statement)) {
    const sentence = statement.slice(start, end);
    const facts = factsWithin(sentence);
    const { naming, searched } = await select(interpretQuestion(sentence), filter, { library, signal });
    const within = naming ? { ...filter, documentIds: naming.documentIds } : filter;
    const retrieval = await retrieve(searched, library, within);
    signal?.throwIfAborted();
    embedMs += retrieval.embedMs;
    const judged = await judgeSentence(facts, searched, retrieval.result, { library, evidence, wordVectors }, signal);
    sentences.push({
      sentence,
      start: map.toCodePoint(utf16Index(start)),
      end: map.toCodePoint(utf16Index(end)),
      ...judged,
    });
  }
  return { verified: { statement, sentences }, embedMs };
}

export function sentencesIn(statement: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let from = 0;
  for (const to of [...sentenceBreaks(statement), statement.length]) {
    const piece = statement.slice(from, to);
    const start = from + piece.length - piece.trimStart().length;
    if (/[\p{L}\p{N}]/u.test(piece)) found.push({ start, end: start + piece.trim().length });
    from = to;
  }
  return found;
}

/** @throws FootnoteError request_invalid for what would take too long to be held against every passage */
export function factsWithin(sentence: string): Facts {
  const refuse = (what: string, limit: number) => {
    const problem = `a sentence of it has more than ${limit} ${what}; split it`;
    return new FootnoteError("request_invalid", { field: "statements", problem });
  };
  if (sentence.length > MAX_STATED_CHARACTERS) throw refuse("characters", MAX_STATED_CHARACTERS);
  const facts = factsOf(sentence);
  const count = facts.names.length + facts.numbers.length + facts.dates.length;
  if (count > MAX_STATED_FACTS) throw refuse("names, numbers and dates", MAX_STATED_FACTS);
  return facts;
}

async function judgeSentence(
  facts: Facts,
  searched: string,
  result: StoreResult,
  { library: { readingModel }, evidence, wordVectors }: Against,
  signal: AbortSignal | undefined,
): Promise<Conclusion> {
  const weigh = weigher(result);
  const anchors = await evidence.anchors(fuse(result).slice(0, PASSAGES));
  const stated = read(settled(facts, result, anchors, evidence));
  const judged: Judged[] = [];
  const yielder = new Yielder(signal);
  const low = Math.min(...anchors.map(({ cosine }) => cosine));
  const range = Math.max(...anchors.map(({ cosine }) => cosine)) - low || 1;
  for (const anchor of likeliest(anchors, stated, evidence, weigh, low, range)) {
    const { evidence: held, members } = await evidence.around(anchor, stated.facts);
    const assessment = assess(stated, held, weigh);
    const vector = (COSINE_SHARE * (anchor.cosine - low)) / range;
    const closeness = (1 - COSINE_SHARE) * assessment.words + vector;
    const own = (1 - COSINE_SHARE) * assessment.own + vector;
    judged.push({ anchor, held, assessment, closeness, own, members });
    await yielder.yieldIfDue();
  }
  const concluded = await conclude(stated, judged, wordVectors);
  return readingModel ? concludeByReading(concluded, searched, judged, readingModel, signal) : concluded;
}

function settled(facts: Facts, { terms }: StoreResult, anchors: readonly Anchor[], evidence: EvidenceReader): Facts {
  const known = new Set(terms.filter(({ documentFrequency }) => documentFrequency > 0).map(({ term }) => term));
  const written = anchors.map(({ source, sentence }) => evidence.read(source, sentence).facts.words);
  return withNames(
    facts,
    settleFirstWord(facts.names, (term) => known.has(term), written),
  );
}

/** The sentences that share most words with the stated one and whose vectors are nearest to it. */
function likeliest(
  anchors: readonly Anchor[],
  stated: Sentence,
  evidence: EvidenceReader,
  weigh: (key: string) => number,
  low: number,
  range: number,
): Anchor[] {
  const total = stated.units.reduce((sum, { keys, boost }) => sum + weigh(keys[0]!) * boost, 0) || 1;
  const scored = anchors.map((anchor) => {
    const held = new Set(evidence.read(anchor.source, anchor.sentence, stated.facts).units.flatMap(({ keys }) => keys));
    const shared = stated.units.reduce(
      (sum, { keys, boost }) => sum + (keys.some((key) => held.has(key)) ? weigh(keys[0]!) * boost : 0),
      0,
    );
    return { anchor, score: shared / total + (anchor.cosine - low) / range };
  });
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, ANCHORS)
    .map(({ anchor }) => anchor);
}

function weigher({ terms }: StoreResult): (key: string) => number {
  const weights = new Map(terms.map(({ term, idf }) => [term, Math.max(idf, 0.3)]));
  const usual = terms.length > 0 ? terms.reduce((sum, { idf }) => sum + idf, 0) / terms.length : 1;
  return (key) => weights.get(key) ?? usual;
}

/**
 * A sentence's first word, settled by how the documents write it: a name where they have it in capitals inside of
 * sentences, or not at all; none where they have it in small letters.
 * @param isKnown whether any document holds a term
 */
export function settleFirstWord(
  names: readonly NameFact[],
  isKnown: (term: string) => boolean,
  sentences: readonly (readonly Word[])[],
): NameFact[] {
  const weak = names.find(({ value }) => value.weak);
  if (!weak) return [...names];
  const [term] = weak.value.keys;
  const written = sentences.flatMap((words) => words.slice(1)).filter((word) => word.term === term);
  if (written.some(({ text }) => /^\p{Ll}/u.test(text))) return names.filter((name) => name !== weak);
  if (isKnown(term!) && written.length === 0) return [...names];
  return names.map((name) => (name === weak ? { ...name, value: { ...name.value, weak: false } } : name));
}
