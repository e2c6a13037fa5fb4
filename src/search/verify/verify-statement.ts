import { FootnoteError } from "../../core/errors.js";
import { MAX_STATED_CHARACTERS, MAX_STATED_FACTS } from "../../core/limits.js";
import { TextMap } from "../../core/offsets.js";
import { span, utf16Index } from "../../core/spans.js";
import type {
  Contradiction,
  Uncovered,
  Verdict,
  VerifiedSentence,
  VerifiedStatement,
} from "../../core/verification.js";
import { sentenceBreaks } from "../../index/split/sentence-breaks.js";
import type { PassageFilter, StoreResult } from "../../index/store/index-store.js";
import { Turns } from "../../index/take-turns.js";
import { cite } from "../cite.js";
import { fuse } from "../fuse.js";
import type { Library } from "../library.js";
import { interpretQuestion } from "../question.js";
import { retrieve } from "../retrieve.js";
import { read, type Sentence } from "./alignment.js";
import { type Assessment, assess } from "./coverage.js";
import type { Anchor, EvidenceReader } from "./evidence.js";
import { type Facts, factsOf, withNames } from "./facts.js";
import { settleFirstWord } from "./first-word.js";

/** Passages whose sentences are looked at, and sentences that are held against the stated one. */
const PASSAGES = 24;
const ANCHORS = 24;
/** A sentence counts as said from this share of its words on, and as said in part from a smaller one. */
const SUPPORTED_FROM = 0.42;
const PARTIAL_FROM = 0.3;
/** Names and figures alone say nothing: this share of the other words has to be there too. */
const CONTENT_FROM = 0.24;
/** In quite other words: less will do where the vectors are as near as this (cosine), which those of other matters seldom are. */
const CONTENT_FROM_IF_NEAR = 0.12;
const NEAR_COSINE = 0.8;
const CONTRADICTED_FROM = 0.42;
/** Evidence that says much less of the sentence than the best does is about something else, whatever its numbers are. */
const BEHIND_BEST = 0.06;
const COSINE_SHARE = 0.4;
const LACK_COST = 0.15;

interface Judged {
  readonly anchor: Anchor;
  readonly assessment: Assessment;
  /** 0 to 1: words and vector together. */
  readonly closeness: number;
  /** The same of the judged sentence alone. */
  readonly own: number;
  readonly members: Awaited<ReturnType<EvidenceReader["around"]>>["members"];
}

/** Verifies each sentence of a statement. @throws FootnoteError question_empty, question_too_long, request_invalid */
export async function verifyStatement(
  statement: string,
  library: Library,
  evidence: EvidenceReader,
  { filter, signal }: { filter?: PassageFilter | undefined; signal?: AbortSignal | undefined },
): Promise<{ verified: VerifiedStatement; embedMs: number }> {
  interpretQuestion(statement);
  const map = new TextMap(statement);
  const sentences: VerifiedSentence[] = [];
  let embedMs = 0;
  for (const { start, end } of sentencesIn(statement)) {
    const sentence = statement.slice(start, end);
    const facts = factsWithin(sentence);
    const retrieval = await retrieve(interpretQuestion(sentence), library, filter);
    signal?.throwIfAborted();
    embedMs += retrieval.embedMs;
    const judged = await judgeSentence(facts, retrieval.result, evidence, signal);
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

type Findings = Omit<VerifiedSentence, "sentence" | "start" | "end">;

/** @throws FootnoteError request_invalid for what would take too long to be held against every passage */
function factsWithin(sentence: string): Facts {
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
  result: StoreResult,
  evidence: EvidenceReader,
  signal: AbortSignal | undefined,
): Promise<Findings> {
  const weigh = weigher(result);
  const anchors = await evidence.anchors(fuse(result).slice(0, PASSAGES));
  const stated = read(settled(facts, result, anchors, evidence));
  const judged: Judged[] = [];
  const turns = new Turns(signal);
  const low = Math.min(...anchors.map(({ cosine }) => cosine));
  const range = Math.max(...anchors.map(({ cosine }) => cosine)) - low || 1;
  for (const anchor of likeliest(anchors, stated, evidence, weigh, low, range)) {
    const { evidence: held, members } = await evidence.around(anchor);
    const assessment = assess(stated, held, weigh);
    const vector = (COSINE_SHARE * (anchor.cosine - low)) / range;
    const closeness = (1 - COSINE_SHARE) * assessment.words + vector;
    const own = (1 - COSINE_SHARE) * assessment.own + vector;
    judged.push({ anchor, assessment, closeness, own, members });
    await turns.next();
  }
  return conclude(facts.text, judged);
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
    const held = new Set(evidence.read(anchor.source, anchor.sentence).units.flatMap(({ keys }) => keys));
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

function conclude(sentence: string, judged: readonly Judged[]): Findings {
  const closest = judged.reduce<Judged | null>((a, b) => (a && a.own >= b.own ? a : b), null);
  if (!closest) return { verdict: "unsupported", strength: 0, passages: [], uncovered: [], contradictions: [] };
  const near = judged.filter(({ own }) => own >= closest.own - BEHIND_BEST);
  const best = near.reduce((a, b) => (worth(b) > worth(a) ? b : a));
  const verdict = verdictOf(best);
  const map = new TextMap(sentence);
  const uncovered = best.assessment.lacks
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start)
    .map(
      ({ kind, start, end }): Uncovered => ({
        kind,
        text: sentence.slice(start, end),
        start: map.toCodePoint(utf16Index(start)),
        end: map.toCodePoint(utf16Index(end)),
      }),
    );
  const contradictions: readonly Contradiction[] = verdict === "unsupported" ? [] : best.assessment.clashes;
  return { verdict, strength: round(strengthOf(best)), passages: quote(best), uncovered, contradictions };
}

function verdictOf({ anchor, closeness, assessment: { lacks, clashes, content, isAbout } }: Judged): Verdict {
  const enough = anchor.cosine >= NEAR_COSINE ? CONTENT_FROM_IF_NEAR : CONTENT_FROM;
  const isWhole = lacks.every(({ kind }) => kind === "word") && clashes.length === 0;
  if (isWhole && closeness >= SUPPORTED_FROM && isAbout && content >= enough) return "supported";
  if (clashes.length > 0 && closeness >= CONTRADICTED_FROM) return "contradicted";
  return closeness >= PARTIAL_FROM ? "partial" : "unsupported";
}

/** Evidence that lacks nothing comes before evidence that shares more words. */
function worth({ closeness, assessment: { lacks, clashes, isAbout } }: Judged): number {
  const critical = lacks.filter(({ kind }) => kind !== "word").length;
  return closeness - LACK_COST * (critical + clashes.length + (isAbout ? 0 : 1));
}

function strengthOf(judged: Judged): number {
  return Math.max(0, Math.min(1, worth(judged)));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** The sentences that it rests on: the one that was judged, then its neighbours, the nearest first. */
function quote({ anchor, assessment: { used }, members }: Judged) {
  const quoted = [...used].sort((a, b) => a - b).map((i) => members[i]!);
  return quoted.map(({ sentence, passage }, i) =>
    cite(`c${i + 1}`, anchor.source, passage, span(sentence.start, sentence.end)),
  );
}
